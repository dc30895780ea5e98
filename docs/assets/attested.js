// Opened from a disk, a folder's address shows a file listing; lead to the page inside it instead.
if (location.protocol === "file:") {
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href]");
    if (link && link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }, true);
}

// Light or dark: the system's mode until the reader chooses the other one; choosing the system's again forgets the choice.
{
  const button = document.querySelector(".at-scheme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const page = document.documentElement;
  const dark = () => (page.dataset.scheme ?? (system.matches ? "dark" : "light")) === "dark";
  const show = () => button.setAttribute("aria-pressed", String(dark()));
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const wanted = dark() ? "light" : "dark";
      const own = system.matches ? "dark" : "light";
      if (wanted === own) delete page.dataset.scheme;
      else page.dataset.scheme = wanted;
      attestedScheme(page.dataset.scheme ?? null);
      show();
    });
    system.addEventListener("change", show);
    show();
  }
}

// A snippet needs the site's whole address; where the publication doesn't state one, this page's own says it.
for (const fold of document.querySelectorAll("[data-completed]")) {
  const code = fold.querySelector("[data-copy]");
  code.textContent = code.textContent.replace(/src="([^"]*)"/, (_, path) => `src="${new URL(path, location)}"`);
  fold.hidden = false;
}

// What is meant to be copied gets a button for it.
const { _ } = globalThis.attestedSay;
for (const text of document.querySelectorAll("[data-copy]")) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "md-button at-button at-copy", textContent: _("Copy") });
  const said = Object.assign(document.createElement("span"), { className: "at-copied" });
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      said.textContent = _("Copied");
    } catch {
      getSelection().selectAllChildren(text);
      said.textContent = _("Selected; copy it with your keyboard");
    }
  });
  text.after(button, said);
}
