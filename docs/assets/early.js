// Runs before the page is drawn: light or dark as the reader chose it here before; whether its address asks for something.
{
  const page = document.documentElement;
  const name = `${new URL("..", document.currentScript.src).pathname}.scheme`;
  page.classList.replace("no-js", "js");
  if (location.search) page.classList.add("at-asked");
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

// What the scripts say: English as it stands in them, or what assets/words.js has for it, which a site in another
// language loads before them.
globalThis.attestedSay = (() => {
  const filled = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
  const words = () => globalThis.attestedWords ?? { language: "en", texts: {}, plurals: {} };
  const _ = (english, values = {}) => filled(words().texts[english] ?? english, values);
  function ngettext(one, many, number) {
    const { language, plurals } = words();
    const found = plurals[one]?.[new Intl.PluralRules(language).select(number)] ?? (number === 1 ? one : many);
    return filled(found, { count: new Intl.NumberFormat(attestedSay.language).format(number) });
  }
  // How dates and numbers are written: English as in Britain, and the digits 0 to 9 in every language, as on the pages.
  const own = document.documentElement.lang || "en";
  return { _, ngettext, language: `${own === "en" ? "en-GB" : own}-u-nu-latn` };
})();
