// @ts-check
/** A table that is sorted by a click on a column's head, and can be had as CSV. */

import { fill, h, save } from "./dom.js";
import { language, t } from "./words.js";

/** @typedef {string | number} Value */
/** @typedef {{key?: string, hrefs?: (string | undefined)[], cells: Value[]}} Row - `key` is what `open` is given, `hrefs` where its cells lead */
/** @typedef {{caption: string, columns: string[], rows: Row[], file: string, open?: (key: string) => void}} Contents */

/** Return the table. @param {Contents} contents */
export function sortedTable(contents) {
  const body = h("tbody", {});
  const heads = contents.columns.map((column, at) => h(
    "th", { scope: "col", "aria-sort": "none" }, h("button", { type: "button", class: "text", onclick: () => sort(at) }, column),
  ));
  let sorted = { at: -1, down: false };
  let rows = contents.rows;

  /** @param {number} at */
  function sort(at) {
    sorted = { at, down: sorted.at === at && !sorted.down };
    const order = new Intl.Collator(language() === "zh" ? "zh-CN-u-co-pinyin" : "en", { numeric: true });
    const compare = (/** @type {Row} */ one, /** @type {Row} */ other) => {
      const [a, b] = [one.cells[at], other.cells[at]];
      return typeof a === "number" && typeof b === "number" ? a - b : order.compare(String(a), String(b));
    };
    rows = [...contents.rows].sort((one, other) => (sorted.down ? compare(other, one) : compare(one, other)));
    heads.forEach((head, place) => head.setAttribute("aria-sort", place === at ? (sorted.down ? "descending" : "ascending") : "none"));
    draw();
  }

  function draw() {
    fill(body, rows.map((row) => h("tr", {}, row.cells.map((cell, at) => h(
      "td", { class: typeof cell === "number" ? "number" : null }, opened(row, at, contents),
    )))));
  }

  draw();
  return h(
    "div", { class: "scrolled", role: "region", tabindex: "0", "aria-label": contents.caption },
    h("p", { class: "table-tools" }, h("span", { class: "quiet" }, t("table.rows", { number: contents.rows.length })), h("button", { type: "button", "data-tool": "csv", onclick: () => saveCsv(contents, rows) }, t("table.csv"))),
    h("table", { class: "sorted" }, h("caption", { class: "unseen" }, contents.caption), h("thead", {}, h("tr", {}, heads)), body),
  );
}

/** @param {Row} row @param {number} at @param {Contents} contents */
function opened(row, at, contents) {
  const href = row.hrefs?.[at];
  if (href) return h("a", { href }, row.cells[at]);
  const { key } = row;
  const { open } = contents;
  return at === 0 && key && open ? h("button", { type: "button", class: "text", onclick: () => open(key) }, row.cells[at]) : row.cells[at];
}

/** @param {Contents} contents @param {Row[]} rows */
function saveCsv(contents, rows) {
  const lines = [contents.columns, ...rows.map((row) => row.cells)].map((cells) => cells.map(quoted).join(","));
  save(`${contents.file}.csv`, new Blob(["\ufeff", lines.join("\r\n"), "\r\n"], { type: "text/csv" }));
}

/** Return a cell of CSV; what a spreadsheet would calculate has an apostrophe in front. @param {Value} cell */
function quoted(cell) {
  const text = typeof cell === "string" && /^[=+\-@\t\r＝＋－＠]/.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
