// Runs before the page is drawn: light or dark as the reader chose it here before, and what the theme's script asks for.
{
  document.documentElement.classList.replace("no-js", "js");
  const root = new URL("..", document.currentScript.src);
  const stored = (key, store) => JSON.parse(store.getItem(`${root.pathname}.${key}`));
  globalThis.__md_scope = root;
  globalThis.__md_hash = (text) => [...text].reduce((hash, one) => (hash << 5) - hash + one.charCodeAt(0), 0);
  globalThis.__md_get = (key, store = localStorage) => stored(key, store);
  globalThis.__md_set = (key, value, store = localStorage) => {
    try { store.setItem(`${root.pathname}.${key}`, JSON.stringify(value)); } catch { /* a full or forbidden store keeps nothing */ }
  };
  try {
    const chosen = __md_get("scheme");
    if (chosen) document.documentElement.dataset.scheme = chosen;
  } catch { /* no storage: the system's mode */ }
}
