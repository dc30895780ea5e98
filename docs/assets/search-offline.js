// The search of a site that was opened from a disk, where no page may read a file: over the records in search/offline.js.
globalThis.attestedOffline.engine = (() => {
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const tokens = (text) => text.split(" ").map(folded);
  const pages = globalThis.attestedOffline.records.map((record) => ({
    record, text: tokens(record.content), title: tokens(record.meta.title),
  }));

  const fits = (record, wanted) => Object.entries(wanted).every(([name, value]) => record.filters[name]?.includes(value));

  // Where each word sought begins a word of the text; nothing where one of them is nowhere.
  function match({ text, title }, sought) {
    const places = new Set();
    let score = 0;
    for (const word of sought) {
      const here = text.flatMap((one, place) => (one.startsWith(word) ? [place] : []));
      const named = title.filter((one) => one.startsWith(word)).length;
      if (!here.length && !named) return null;
      for (const place of here) places.add(place);
      score += here.length / text.length + 5 * named;
    }
    return { places: [...places].sort((a, b) => a - b), score };
  }

  function counted(records) {
    const counts = {};
    for (const { filters } of records) {
      for (const [name, values] of Object.entries(filters)) {
        for (const value of values) (counts[name] ??= {})[value] = (counts[name][value] ?? 0) + 1;
      }
    }
    return counts;
  }

  async function search(words, { filters = {} } = {}) {
    const sought = (words ?? "").split(/\s+/).map(folded).filter(Boolean);
    const found = pages.filter(({ record }) => fits(record, filters))
      .map((page) => ({ page, ...match(page, sought) })).filter((one) => one.places);
    return {
      results: found.map(({ page, places, score }) => ({ id: `${page.record.date}.`, score, data: async () => ({ ...page.record, locations: places }) })),
      filters: counted(found.map(({ page }) => page.record)),
    };
  }

  return { search, filters: async () => {} };
})();
