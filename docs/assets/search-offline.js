// The search of a site that was opened from a disk, where no page may read a file: over the records in search/offline.js.
globalThis.attestedOffline.engine = (() => {
  const { counted, folded, forms } = globalThis.attestedSearch;
  const tokens = (text) => text.split(" ").map(forms);
  const begin = (word) => (token) => token.some((one) => one.startsWith(word));
  const pages = globalThis.attestedOffline.records.map((record) => ({
    record, text: tokens(record.content), title: tokens(record.meta.title),
  }));

  const fits = (record, wanted) => Object.entries(wanted).every(([name, value]) => record.filters[name]?.includes(value));

  // Where each word sought begins a word of the text; nothing where one of them is nowhere.
  function match({ text, title }, sought) {
    const places = new Set();
    let score = 0;
    for (const word of sought) {
      const here = text.flatMap((one, place) => (begin(word)(one) ? [place] : []));
      const named = title.filter(begin(word)).length;
      if (!here.length && !named) return null;
      for (const place of here) places.add(place);
      score += here.length / text.length + 5 * named;
    }
    return { places: [...places].sort((a, b) => a - b), score };
  }

  async function search(words, { filters = {} } = {}) {
    const sought = (words ?? "").split(/\s+/).map(folded).filter(Boolean);
    const every = pages.map((page) => ({ page, ...match(page, sought) })).filter((one) => one.places);
    const found = every.filter(({ page }) => fits(page.record, filters));
    return {
      results: found.map(({ page, places, score }) => ({ id: `${page.record.date}.${page.record.url}`, score, words: places, data: async () => page.record })),
      unfilteredResultCount: every.length,
      filters: counted(found.map(({ page }) => page.record)),
    };
  }

  return { search, filters: async () => {} };
})();
