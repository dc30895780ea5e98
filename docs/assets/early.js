// Runs before the page is drawn: light or dark as the reader chose it here before.
{
  const page = document.documentElement;
  const name = `${new URL("..", document.currentScript.src).pathname}.scheme`;
  page.classList.replace("no-js", "js");
  // A browser may forbid storage; then the system's mode is all there is.
  globalThis.attestedScheme = (chosen) => {
    try {
      if (chosen === null) localStorage.removeItem(name);
      else if (chosen) localStorage.setItem(name, chosen);
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const chosen = attestedScheme();
  if (chosen) page.dataset.scheme = chosen;
}
