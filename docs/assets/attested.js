// Opened from a disk, a folder's address shows a file listing; lead to the page inside it instead.
if (location.protocol === "file:") {
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href]");
    if (link && link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }, true);
}

const { _ } = globalThis.attestedSay;

// Light or dark: the system's mode until the reader chooses the other one; choosing the system's again forgets the choice.
{
  const button = document.createElement("button");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const page = document.documentElement;
  const dark = () => (page.dataset.scheme ?? (system.matches ? "dark" : "light")) === "dark";
  const show = () => button.setAttribute("aria-pressed", String(dark()));
  const masthead = document.querySelector(".at-masthead-top");
  if (masthead) {
    Object.assign(button, { type: "button", className: "at-scheme" });
    button.setAttribute("aria-label", _("Dark mode"));
    masthead.append(button);
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

// What is meant to be copied gets a button for it.
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
