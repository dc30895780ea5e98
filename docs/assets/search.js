// Search: Pagefind's index, asked for on first use. All that a result says is put in as text, never as HTML.
globalThis.attestedSearch = (() => {
  const root = new URL("..", document.currentScript.src);
  const { _, ngettext, language } = globalThis.attestedSay;
  const LONG = 40; // words of a passage that are shown, from a little before the first match
  const BEFORE = 8;
  const PROBED = 3; // results that are looked at for what was found in them
  const BEST = 20; // results where no page has all words
  const MOST = 2 / 3; // of a word's letters, where it is found with another ending

  let loading;
  const load = () => (loading ??= (location.protocol === "file:" ? fromDisk() : online()).catch((fault) => {
    loading = undefined; // the next word typed tries again
    throw fault;
  }));

  async function online() {
    const [pagefind, also] = await Promise.all([
      import(new URL("pagefind/pagefind.js", root)),
      fetch(new URL("search/also.json", root)).then((answer) => answer.json()),
    ]);
    const missing = await begun(pagefind, also.filter((path) => path !== root.pathname));
    return { ...pagefind, missing };
  }

  // Pagefind over the own index and those at these paths; which of them can't be had. It would fail with each search for
  // one of those, so it begins again without them.
  async function begun(pagefind, paths) {
    await pagefind.destroy();
    await pagefind.options({ noWorker: true }); // a worker would load all of Pagefind a second time
    await pagefind.init();
    // An empty filter is nothing to the search, but has Pagefind look whether it could read the index.
    const merged = paths.map((path) => pagefind.mergeIndex(`${path}pagefind/`, { mergeFilter: {} }));
    const tried = await Promise.allSettled(merged);
    const missing = paths.filter((_, number) => tried[number].status === "rejected");
    return missing.length ? [...missing, ...await begun(pagefind, paths.filter((path) => !missing.includes(path)))] : missing;
  }

  // `make offline` puts the records themselves into a script: from a disk no page may read another file.
  async function fromDisk() {
    for (const name of ["search/offline.js", "assets/search-offline.js"]) await added(name);
    const { engine, also } = globalThis.attestedOffline;
    return { ...engine, missing: also };
  }

  function added(name) {
    const script = make("script", { src: new URL(name, root).href });
    return new Promise((resolve, reject) => {
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${name} is not there`));
      document.head.append(script);
    });
  }

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  // What was found by all the words; or, where no page has them all, what has most of them.
  async function search(engine, words, options) {
    const sought = wordsOf(words);
    const found = await engine.search(words && spaced(words), options);
    found.results.sort((one, other) => other.score - one.score || byDate(other, one));
    if (!sought.length) return found;
    const there = await Promise.all(sought.map((word) => isThere(engine, word)));
    return there.every(Boolean) && found.unfilteredResultCount ? found : most(engine, sought, there, options);
  }

  // A phrase in quotation marks is sought as it stands, by its own rules.
  const phrase = (words) => /^\s*".+"\s*$/.test(words);
  // Kim Jong-un is sought by its parts, which the index has of each compound: so Kim Jong Un is found too, and the other way.
  const spaced = (words) => (phrase(words) ? words : words.replace(/(\p{L})-(?=[\p{L}\p{N}])/gu, "$1 "));
  const wordsOf = (words) => (phrase(words ?? "") ? [] : [...new Set(spaced(words ?? "").split(/\s+/).filter(folded))]);

  // Pagefind takes letters off a word that stands nowhere until some word begins so: of "unicorn" it finds "un", of
  // "missiles" what is "missing". In quotation marks it takes off endings only; else what was found has to be alike.
  async function isThere(engine, word) {
    if ((await engine.search(`"${word}"`)).results.length) return true;
    return (await met(engine, word)).flatMap(forms).some((one) => alike(one, folded(word)));
  }

  // Begins with the word, or with most of it; a number has to be all there.
  const alike = (one, word) => one.startsWith(word) || (!/^\p{N}+$/u.test(word) && shared(one, word) >= word.length * MOST);

  // What a word finds in the first results, and their titles.
  async function met(engine, word) {
    const { results } = await engine.search(word);
    const pages = await Promise.all(results.slice(0, PROBED).map(dataOf));
    return pages.filter(Boolean).flatMap(({ content, locations, meta }) => {
      const all = content.split(" ");
      return [...locations.map((place) => all[place]), ...meta.title.split(" ")];
    });
  }

  // The pages that have most of the words, best first. What few pages have says more than what many have.
  async function most(engine, sought, there, options) {
    const all = (await engine.search(null)).results.length;
    const pages = new Map();
    let whole = 0;
    for (const [number, word] of sought.entries()) {
      const found = there[number] ? await engine.search(word, options) : nothing;
      const weight = Math.log(1 + all / (found.unfilteredResultCount || 1));
      whole += weight;
      for (const one of found.results) {
        const page = pages.get(one.id) ?? { ...one, words: [], weight: 0, score: 0 };
        if (page.last === number) continue; // another site has the same
        pages.set(one.id, { ...page, words: [...page.words, ...one.words], weight: page.weight + weight, score: page.score + one.score, last: number });
      }
    }
    const results = [...pages.values()].filter((page) => page.weight > whole / 2)
      .sort((one, other) => other.weight - one.weight || other.score - one.score || byDate(other, one)).slice(0, BEST);
    const missing = sought.filter((_word, number) => !there[number]);
    return { results, most: true, missing, get filters() { return Promise.all(results.map(dataOf)).then((found) => counted(found.filter(Boolean))); } };
  }

  // How many of these records have each value of each facet.
  function counted(records) {
    const counts = {};
    for (const { filters } of records) {
      for (const [name, values] of Object.entries(filters)) {
        for (const value of values) (counts[name] ??= {})[value] = (counts[name][value] ?? 0) + 1;
      }
    }
    return counts;
  }

  // The same words as they were probably meant; nothing where none is missing, or nothing is near those that are.
  async function meant(engine, words, missing) {
    const near = await Promise.all(wordsOf(words).map(async (word) => (missing.includes(word) && await corrected(engine, word)) || word));
    const said = near.join(" ");
    return said === wordsOf(words).join(" ") ? null : said;
  }

  // A word that begins as this one does, and is one slip away from it.
  async function corrected(engine, word) {
    const written = folded(word);
    if (!/^\p{L}{4,20}$/u.test(written)) return undefined;
    for (let length = written.length - 1; length > 1; length -= 1) {
      const found = (await met(engine, written.slice(0, length))).find((one) => slipped(folded(one), written));
      if (found) return found.replace(/^[^\p{L}]+|[^\p{L}\p{M}]+$/gu, "");
    }
    return undefined;
  }

  // Whether one letter was left out, added or mistaken, or two exchanged.
  function slipped(one, other) {
    const alike = shared(one, other);
    const [a, b] = [one.slice(alike), other.slice(alike)];
    return a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1) || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
  }

  // What a token may be found by: 6,000 by 6000, and Russia-Ukraine by both of its parts too.
  const forms = (token) => [folded(token), ...token.split(/[^\p{L}\p{M}\p{N}]+/u).map(folded)];

  // By date, the oldest first. A result's id begins with its date, so that those of several indexes are put in one order.
  function byDate(one, other) {
    const [a, b] = [one, other].map(({ id }) => id.split(".")[0]);
    return a === b ? 0 : a < b ? -1 : 1;
  }

  const nothing = { results: [] };

  // A result's record, with the places of the words sought; nothing where it can't be had. Pagefind has one record for
  // all searches, with the places of the last one.
  const dataOf = (result) => result.data().then((data) => ({ ...data, locations: result.words }), () => null);

  // How many letters two words begin with alike.
  function shared(one, other) {
    const place = [...other].findIndex((letter, number) => one[number] !== letter);
    return place < 0 ? other.length : place;
  }

  // What results say. One that can't be had, for its site was published anew meanwhile, says that and no more.
  const taken = (results, words) => Promise.all(results.map(async (one) => {
    const data = await dataOf(one);
    return data && read(data, wordsOf(words.replaceAll('"', " ")).map(folded));
  }));

  // What a result says, as data. The first anchor holds colour, shape and date, each other one where a passage stands.
  function read(data, sought) {
    const [facts, ...anchors] = data.anchors;
    const [colour, icon, date] = facts.id.split("|");
    const facets = data.filters;
    return {
      url: data.url,
      title: marked(data.meta.title.split(" "), (token) => begins(token, sought)),
      kind: facets.kind[0],
      verdict: facets.verdict?.[0],
      by: facets.verdict ? (facets.claimant?.[0] ?? _("claimant unknown")) : facets.publisher?.[0],
      colour, icon, date,
      passage: passage(data, anchors),
    };
  }

  // The first passage with most of the words sought; where only the title has them, the first of all.
  function passage(data, anchors) {
    const all = data.content.split(" ");
    const found = new Set(data.locations);
    const parts = anchors.map((anchor, number) => {
      const [start, end] = [anchor.location, anchors[number + 1]?.location ?? all.length];
      const here = [...found].filter((place) => place >= start && place < end);
      return { start, end, here, score: new Set(here.map((place) => folded(all[place]))).size, id: anchor.id };
    }).filter((part) => part.end > part.start && !part.id.startsWith("beside|"));
    if (!parts.length) return null;
    const best = parts.reduce((one, other) => (other.score > one.score ? other : one));
    const first = Math.min(...best.here, best.end) - BEFORE;
    const from = best.here.length && best.end - best.start > LONG ? Math.max(best.start, first) : best.start;
    const to = Math.min(best.end, from + LONG);
    const [kind, at, tongue] = best.id.split("|");
    return {
      at, language: tongue, quoted: kind === "quote", matches: best.score > 0,
      parts: [
        ...(from > best.start ? [{ text: "… " }] : []),
        ...marked(all.slice(from, to), (_, place) => found.has(from + place)),
        ...(to < best.end ? [{ text: " …" }] : []),
      ],
    };
  }

  function marked(words, matches) {
    return words.flatMap((word, place) => [...(place ? [{ text: " " }] : []), { text: word, match: matches(word, place) }]);
  }

  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

  const begins = (token, sought) => sought.some((word) => forms(token).some((one) => one.startsWith(word)));

  const texts = (parts) => parts.map((part) => (part.match ? make("mark", {}, part.text) : part.text));

  const badge = (hit) => make("span", { className: `at-badge at-${hit.colour} at-mark-${hit.icon}` }, hit.verdict);

  function when(date) {
    if (date === "unknown") return _("date unknown");
    // A right-to-left mark, as on the pages: else the day would stand on the wrong side behind a name in Latin letters.
    const mark = document.documentElement.dir === "rtl" ? "\u200F" : "";
    const [year, month, day] = date.split("-");
    if (!month) return mark + year;
    const parts = { year: "numeric", month: "long", ...(day && { day: "numeric" }), timeZone: "UTC" };
    return mark + new Intl.DateTimeFormat(language, parts).format(new Date(`${year}-${month}-${day ?? "01"}`));
  }

  // What a result is: its verdict, or what sort of page; whose it is, and when.
  function facts(hit) {
    const line = make("p", { className: "at-hit-facts" }, hit.verdict ? badge(hit) : make("span", { className: "at-hit-kind" }, hit.kind));
    const said = [hit.by, hit.date === "unknown" && !hit.verdict ? null : when(hit.date)].filter(Boolean).join(" · ");
    if (said) line.append(" ", make("span", { className: "at-hit-by", dir: "auto" }, said));
    return line;
  }

  function quotation(hit) {
    const { parts, language: tongue, quoted } = hit.passage;
    return make(quoted ? "q" : "span", { lang: tongue, dir: "auto" }, ...texts(parts));
  }

  const address = (hit, part) => new URL(hit.url + (part ? `#${part}` : ""), root).href;
  const page = new URL(location.protocol === "file:" ? "search/index.html" : "search/", root).href;
  const all = (state) => `${page}?${new URLSearchParams(state)}`;
  const count = (number) => ngettext("%(count)s result", "%(count)s results", number);

  // What was found, and where it could not be sought.
  function told(words, { missing }) {
    if (!missing.length) return words;
    const where = _("Not searched, for it can’t be reached: %(parts)s", { parts: missing.join(", ") });
    return [words, where].join(" · ");
  }
  const unreadable = () => make("li", { className: "at-hit" }, make("p", { className: "at-hit-facts" }, _("This result can’t be loaded.")));

  // What is said of the results; where a word is nowhere, the words that were probably meant lead to their search.
  async function report(engine, words, found, nothingSaid) {
    const said = !found.results.length ? nothingSaid
      : found.most ? _("No page has all of these words; these have most of them.") : count(found.results.length);
    const other = found.most ? await meant(engine, words, found.missing) : null;
    return [told(said, engine), ...(other ? [" ", make("br"), make("a", { href: all({ q: other }) }, _("Did you mean “%(words)s”?", { words: other }))] : [])];
  }

  return { load, search, byDate, taken, make, texts, facts, quotation, address, page, all, counted, folded, forms, report, unreadable };
})();

// The field in the masthead: the first results below it while one types, all of them on the search page.
(() => {
  const { load, search, taken, make, texts, facts, quotation, address, page, all, report, unreadable } = globalThis.attestedSearch;
  const { _, ngettext } = globalThis.attestedSay;
  const SHOWN = 6;
  const form = document.querySelector(".at-search");
  const field = form?.querySelector("input") ?? document.querySelector(".at-seek input[name=q]");

  // As in many places of this kind, / leads to the field; where none is in sight, it does nothing.
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.key !== "/" || !field?.offsetParent) return;
    event.preventDefault();
    field.focus();
  });
  if (!form) return;
  if (location.protocol === "file:") form.action = page;

  Object.assign(field, { autocomplete: "off", autocapitalize: "off", spellcheck: false, maxLength: 200 });
  const status = make("p");
  status.setAttribute("role", "status");
  const list = make("ol");
  const more = make("a", { href: form.action }, _("Search with filters"));
  const panel = make("div", { className: "at-search-panel", hidden: true }, status, list, make("p", { className: "at-search-all" }, more));
  form.append(panel);
  const say = (...words) => { status.replaceChildren(...words); };
  let turn = 0;
  let timer;

  function show(open) {
    panel.hidden = !open;
  }

  async function run() {
    const mine = ++turn;
    const words = field.value.trim();
    if (!words) { show(false); return; }
    try {
      const engine = await load();
      const found = await search(engine, words, {});
      const hits = await taken(found.results.slice(0, SHOWN), words);
      const said = await report(engine, words, found, _("Nothing found for “%(words)s”", { words }));
      if (mine !== turn) return;
      list.replaceChildren(...hits.map((hit) => item(hit)));
      say(...said);
      more.textContent = found.results.length > SHOWN ? ngettext("All %(count)s result", "All %(count)s results", found.results.length) : _("Search with filters");
    } catch {
      if (mine !== turn) return;
      list.replaceChildren();
      say(_("The search can’t be loaded here."));
      more.textContent = _("Search page");
    }
    more.href = all({ q: words });
    show(true);
  }

  function item(hit) {
    if (!hit) return unreadable();
    const { passage } = hit;
    const link = make("a", { href: address(hit, passage?.matches ? passage.at : "") },
      make("span", { className: "at-hit-title", dir: "auto" }, ...texts(hit.title)));
    const entry = make("li", { className: "at-hit" }, facts(hit), link);
    if (passage?.matches) entry.append(make("p", { className: "at-hit-passage" }, quotation(hit)));
    return entry;
  }

  field.addEventListener("focus", () => { load().catch(() => {}); if (field.value.trim() && list.children.length) show(true); });
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(run, 200); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) {
      event.preventDefault();
      field.focus();
      show(false);
    } else if (["ArrowDown", "ArrowUp"].includes(event.key) && !panel.hidden) {
      event.preventDefault();
      const stops = [field, ...panel.querySelectorAll("a")];
      const at = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      stops[(at + stops.length) % stops.length].focus();
    }
  });
  form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) show(false); });
  panel.addEventListener("pointerdown", (event) => { if (!event.target.closest("a")) event.preventDefault(); });
})();
