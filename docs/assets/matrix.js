// The matrix of a dossier: sort its claims, and hide what says nothing of the kind you look for.
// Without this script the whole table is there, in reading order.
(() => {
  "use strict";

  const { _ } = globalThis.attestedSay;
  const STANCES = [["asserts", _("makes the claim")], ["contradicts", _("contradicts")], ["supports", _("supports")], ["context", _("context")]];
  const SORTS = [["order", _("reading order")], ["verdict", _("verdict")], ["contradicts", _("most contradicted first")]];

  function element(name, attributes, ...children) {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  }

  function sorted(rows, by) {
    const value = { order: (row) => +row.dataset.order, verdict: (row) => +row.dataset.verdict, contradicts: (row) => -row.dataset.contradicts };
    const compare = (a, b) => (value[by](a) > value[by](b)) - (value[by](a) < value[by](b)) || a.dataset.order - b.dataset.order;
    return [...rows].sort(compare);
  }

  const hide = (node, hidden) => node.toggleAttribute("data-hidden", hidden);

  // A document, a group or a claim is hidden where none of its cells has a stance that is looked for.
  function filter(table, wanted) {
    const rows = [...table.tBodies[0].rows];
    const heads = [...table.querySelectorAll(".at-matrix-head")];
    const shown = (cell) => wanted.has(cell.dataset.stance);
    for (const row of rows) for (const cell of row.querySelectorAll(".at-cell")) cell.firstElementChild.hidden = !shown(cell);
    const columns = heads.map((_, at) => rows.some((row) => shown(row.cells[at + 1])));
    heads.forEach((head, at) => [head, ...rows.map((row) => row.cells[at + 1])].forEach((cell) => hide(cell, !columns[at])));
    for (const row of rows) hide(row, ![...row.querySelectorAll(".at-cell")].some(shown));
    let at = 0;
    for (const group of table.querySelectorAll(".at-matrix-group")) {
      group.dataset.span ??= group.colSpan;
      const count = columns.slice(at, (at += +group.dataset.span)).filter(Boolean).length;
      hide(group, count === 0);
      if (count) group.colSpan = count;
    }
  }

  function start(matrix) {
    const table = matrix.querySelector("table");
    const tools = matrix.querySelector(".at-matrix-tools");
    const boxes = STANCES.map(([value]) => element("input", { type: "checkbox", value, checked: true }));
    const status = element("p", { className: "at-quiet" });
    status.setAttribute("role", "status");
    const choice = element("select", {}, ...SORTS.map(([value, words]) => element("option", { value }, words)));
    const labels = STANCES.map(([, words], at) => element("label", {}, boxes[at], words));
    tools.append(element("fieldset", {}, element("legend", {}, _("Show")), ...labels), element("label", {}, _("Sort by"), " ", choice));
    tools.after(status);
    tools.hidden = false;
    tools.addEventListener("change", () => {
      table.tBodies[0].append(...sorted(table.tBodies[0].rows, choice.value));
      filter(table, new Set(boxes.filter((box) => box.checked).map((box) => box.value)));
      const left = STANCES.filter((_, at) => !boxes[at].checked).map(([, words]) => words).join(_(", "));
      const hidden = left && _("Hidden, though not silent: %(stances)s.", { stances: left });
      const nothing = !table.tBodies[0].querySelector("tr:not([data-hidden])");
      hide(table.parentElement, nothing);
      status.textContent = nothing ? _("Nothing here is of the kind you chose. Tick another box.") : hidden;
    });
  }

  document.querySelectorAll(".at-matrix").forEach(start);
})();
