// @ts-check
/** Counts as a table whose cells are the darker the more they hold; each leads to what it counts, arrow keys walk. */

import { h } from "./dom.js";
import { t } from "./words.js";

/** @typedef {{id: string, name: string, href: string, total: number | null, about?: string}} Head - `about` tells it from others of its name */
/** @typedef {{caption: string, corner: string, rows: Head[], columns: Head[], count: (row: string, column: string) => number,
 *     hrefOf: (row: string, column: string) => string}} Heat */

const SHADES = 5;
/** The step to the next cell by key: rows, columns. @type {Record<string, [number, number]>} */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** Return the table. @param {Heat} heat */
export function heatTable(heat) {
  const most = Math.max(1, ...heat.rows.flatMap((row) => heat.columns.map((column) => heat.count(row.id, column.id))));
  const table = h(
    "table", { class: "heat", onkeydown: walk, onfocusin: enter }, h("caption", {}, heat.caption),
    h("thead", {}, h("tr", {}, h("th", { scope: "col", class: "corner" }, heat.corner), h("th", { scope: "col" }, t("matrix.total")), heat.columns.map((column) => h("th", { scope: "col" }, h("a", { href: column.href }, column.name), column.about ? h("small", {}, column.about) : null)))),
    h("tbody", {}, heat.rows.map((row) => h(
      "tr", {}, h("th", { scope: "row" }, h("a", { href: row.href }, row.name), row.about ? h("small", {}, ` ${row.about}`) : null), h("td", { class: "number" }, row.total),
      heat.columns.map((column) => cellOf(heat, row, column, most)),
    ))),
  );
  table.querySelector("td a")?.setAttribute("tabindex", "0");
  return h("div", { class: "scrolled heat-box", role: "region", "aria-label": heat.caption, tabindex: "0" }, table);
}

/** Mark the cell that is open, and no other, and bring it into sight: what opens beside the table takes of its room. @param {Element} root @param {string} href */
export function markOpen(root, href) {
  for (const each of root.querySelectorAll("table.heat td a")) {
    if (each.getAttribute("href") === href) {
      each.setAttribute("aria-current", "true");
      keepClearOfHeads(root);
      each.scrollIntoView({ block: "nearest", inline: "nearest" });
    } else each.removeAttribute("aria-current");
  }
}

/** Let no cell that is scrolled to stand below the heads, which stay where they are. @param {Element} root */
function keepClearOfHeads(root) {
  const corner = root.querySelector(".corner");
  const box = /** @type {HTMLElement | null | undefined} */ (corner?.closest(".heat-box"));
  if (corner && box) box.style.scrollPadding = `${corner.clientHeight}px 0 0 ${corner.clientWidth}px`;
}

/** @param {Heat} heat @param {Head} row @param {Head} column @param {number} most */
function cellOf(heat, row, column, most) {
  const count = heat.count(row.id, column.id);
  if (!count) return h("td", { class: "none" });
  // By the root, so that a few large counts do not make all others look alike.
  const shade = Math.ceil(SHADES * Math.sqrt(count / most));
  const label = t("matrix.cell", { row: row.name, column: column.name, number: count });
  return h("td", { "data-shade": shade }, h("a", { href: heat.hrefOf(row.id, column.id), tabindex: "-1", "aria-label": label }, count));
}

/** Go on to the next cell that holds something in the direction of an arrow. @param {KeyboardEvent} event */
function walk(event) {
  const step = STEPS[event.key];
  const cell = /** @type {Element} */ (event.target).closest("td");
  if (!step || !cell) return;
  event.preventDefault();
  const rows = [...(cell.closest("tbody")?.rows ?? [])];
  let [at, place] = [rows.indexOf(/** @type {HTMLTableRowElement} */ (cell.parentElement)), cell.cellIndex];
  for (;;) {
    [at, place] = [at + step[0], place + step[1]];
    const next = rows[at]?.cells[place];
    if (!next) return;
    const target = next.querySelector("a");
    if (target && next.tagName === "TD") return target.focus();
  }
}

/** Let the tabulator come back to the cell that was walked to. @param {FocusEvent} event */
function enter(event) {
  const entered = /** @type {Element} */ (event.target);
  if (!entered.matches("td a")) return;
  for (const each of entered.closest("table")?.querySelectorAll('td a[tabindex="0"]') ?? []) each.setAttribute("tabindex", "-1");
  entered.setAttribute("tabindex", "0");
}
