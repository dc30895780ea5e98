// The search page: words, facets with counts and an order, all kept in the page's address.
(() => {
  const form = document.querySelector(".at-seek");
  if (!form) return;
  const { load, search, byDate, taken, make, texts, facts, quotation, address, report, unreadable } = globalThis.attestedSearch;
  const { _ } = globalThis.attestedSay;
  const PAGE = 20;
  const MOST = 200; // entries of one facet; those with the most results
  const page = form.parentElement;
  const status = page.querySelector(".at-seek-status");
  const list = page.querySelector(".at-seek-results");
  const more = page.querySelector(".at-seek-more");
  const selects = [...form.querySelectorAll("select:not([name=sort])")];
  const any = new Map(selects.map((select) => [select.name, select.options[0].textContent]));
  const filters = form.querySelector(".at-seek-filters");
  const wide = matchMedia("(min-width: 45em)");
  let turn = 0;
  let timer;
  let found = [];
  let shown = 0;

  const state = () => Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value));
  const chosen = (now) => Object.fromEntries(selects.map(({ name }) => [name, now[name]]).filter(([, value]) => value));
  const title = (words) => make("span", { dir: "auto" }, ...texts(words));

  // By date where that is asked for, or nothing is sought: then every result fits equally.
  function ordered(results, { q, sort }) {
    const sign = sort === "oldest" ? 1 : sort === "newest" || !q ? -1 : 0;
    return sign ? [...results].sort((one, other) => sign * byDate(one, other)) : results;
  }

  function fromAddress() {
    const wanted = new URLSearchParams(location.search);
    form.elements.q.value = wanted.get("q") ?? "";
    form.elements.sort.value = wanted.get("sort") ?? "";
    if (form.elements.sort.selectedIndex < 0) form.elements.sort.value = "";
    for (const select of selects) {
      const value = wanted.get(select.name) ?? "";
      if (value && ![...select.options].some((one) => one.value === value)) select.append(new Option(value, value));
      select.value = value;
      if (value) select.disabled = false; // a value that only another site has
    }
  }

  function toAddress(how) {
    const words = new URLSearchParams(state()).toString();
    const target = location.pathname + (words ? `?${words}` : "") ;
    if (target !== location.pathname + location.search) history[how](null, "", target);
  }

  // A phone shows the filters to who asks for them, or has chosen some; a desk always.
  function fold() {
    filters.open = wide.matches || Object.keys({ ...state(), q: "" }).length > 1;
    filters.dataset.ready = "";
  }

  // What somebody's address asks for isn't the list that the page came with, so that was kept from sight (early.js).
  function shownNow() {
    document.documentElement.classList.remove("at-asked");
  }

  async function run() {
    const mine = ++turn;
    const now = state();
    try {
      const engine = await load();
      const answer = await search(engine, now.q ?? null, { filters: chosen(now) });
      if (mine !== turn) return;
      found = ordered(answer.results, now);
      shown = 0;
      list.replaceChildren();
      await add(engine, now, mine);
      if (mine !== turn) return;
      shownNow();
      const said = await report(engine, now.q ?? "", answer, _("Nothing found. Try fewer or other words, or take a filter away."));
      if (mine !== turn) return;
      status.replaceChildren(...said);
      await engine.filters();
      await counts(engine, now, mine);
    } catch {
      shownNow();
      if (mine === turn) status.textContent = _("The search can’t be loaded here. Every claim is in the index of claims.");
    }
  }

  async function add(engine, now, mine) {
    const part = found.slice(shown, shown + PAGE);
    const hits = await taken(part, now.q ?? "");
    if (mine !== turn) return;
    shown += part.length;
    list.append(...hits.map((hit) => item(hit)));
    more.hidden = shown >= found.length;
  }

  function item(hit) {
    if (!hit) return unreadable();
    const entry = make("li", { className: "at-hit" }, facts(hit),
      make("h3", { className: "at-hit-title" }, make("a", { href: address(hit, "") }, title(hit.title))));
    if (hit.passage) entry.append(make("p", { className: "at-hit-passage" }, make("a", { href: address(hit, hit.passage.at) }, quotation(hit))));
    return entry;
  }

  // Each facet counts what the words and the other facets leave.
  async function counts(engine, now, mine) {
    const rest = chosen(now);
    const left = async (filters) => (await search(engine, now.q ?? null, { filters })).filters;
    const open = await left(rest);
    for (const select of selects) {
      const { [select.name]: own, ...others } = rest;
      const numbers = own ? await left(others) : open;
      if (mine !== turn) return;
      fill(select, numbers[select.name] ?? {});
    }
  }

  function fill(select, numbers) {
    const fixed = "fixed" in select.dataset;
    const before = select.value;
    const values = fixed ? [...select.options].slice(1).map((one) => one.value) : Object.keys(numbers);
    const kept = new Set(values.filter((value) => numbers[value] || value === before)
      .sort((one, other) => (numbers[other] ?? 0) - (numbers[one] ?? 0)).slice(0, MOST));
    if (before) kept.add(before);
    const listed = fixed ? values : [...kept].sort((one, other) => one.localeCompare(other));
    if (select.name === "year") listed.reverse();
    const options = listed.map((value) => new Option(`${value} (${numbers[value] ?? 0})`, value));
    select.replaceChildren(new Option(any.get(select.name), ""), ...options);
    select.value = before;
    select.disabled = listed.length === 0;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    toAddress("pushState");
    run();
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "q") return;
    toAddress("pushState");
    run();
  });
  form.elements.q.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { toAddress("replaceState"); run(); }, 200);
  });
  form.querySelector("[type=reset]").addEventListener("click", (event) => {
    event.preventDefault();
    for (const one of form.elements) if (one.name) one.value = "";
    toAddress("pushState");
    form.elements.q.focus();
    run();
  });
  more.addEventListener("click", async () => {
    const first = shown;
    await add(await load(), state(), turn);
    list.children[first]?.querySelector("a").focus();
  });
  addEventListener("popstate", () => { fromAddress(); run(); });
  wide.addEventListener("change", fold);

  page.querySelector(".at-seek-without").hidden = true;
  fromAddress();
  fold();
  if (Object.keys(state()).length) {
    list.replaceChildren();
    status.textContent = "";
    run();
  } else {
    // The page shows the newest claims as it is; the search is loaded for who begins to seek.
    shownNow();
    for (const name of ["focusin", "pointerdown"]) form.addEventListener(name, () => load().catch(() => {}), { once: true });
    if (new URLSearchParams(location.search).has("q")) form.elements.q.focus(); // from the masthead's button on a phone
  }
})();
