// @ts-check
/** The words and the place that an edge rests on, and the document's own row drawn again. */

import { get, pathOf } from "./client.js";
import { h } from "./dom.js";
import { nameOf, placeInWords, t } from "./words.js";

/** @typedef {import("./types.js").Receipt} Receipt */
/** @typedef {{text: string, roles?: string[], above?: {row: number, text: string}, cut?: number} | null} Cell */
/** @typedef {{header?: string[], columns?: string[], rows?: {row: number, cells: Cell[]}[],
 *     lines?: {text: string, line?: number, page?: number, roles?: string[]}[], banners?: string[],
 *     beside?: {text: string, locator: string, inherited?: boolean, roles?: string[]}[], tasks?: number, across?: boolean,
 *     left_out?: number}} Excerpt */

/** What the columns are marked as, by relationship. */
const ROLE_OF = /** @type {Record<string, string>} */ ({ LEADS: "leaders", OWNS: "owners", SUPPORTS: "supports" });

/**
 * Return the receipt of an edge as a list of terms; null where it carries none.
 *
 * @param {string} type @param {Receipt} edge @param {string} start - what the node is called that it begins at
 */
export function receipt(type, edge, start) {
  const terms = [];
  if (edge.quote) terms.push(term("receipt.quote", h("q", {}, edge.quote.replaceAll("\n", " "))));
  if (edge.locator) terms.push(term("receipt.place", placeInWords(edge.locator)));
  if (edge.inherited) terms.push(term("receipt.inherited", t("receipt.inherited.yes", { row: rowOf(edge.locator) })));
  if (edge.rank) terms.push(term("receipt.rank", t("receipt.rank.value", { rank: edge.rank })));
  if (edge.printed && edge.printed !== start) terms.push(term("receipt.printed", edge.printed));
  for (const other of alsoOf(edge)) terms.push(term("receipt.also", [other.printed ?? "", " ", h("q", {}, (other.quote ?? "").replaceAll("\n", " ")), " ", placeInWords(other.locator ?? "")]));
  if (edge.basis) terms.push(term("receipt.basis", t(`basis.${edge.basis}`)));
  return terms.length ? h("dl", { class: "receipt", "data-type": nameOf(type) }, terms.flat()) : null;
}

/** Return the row of a locator: that of the cell whose words are inherited. @param {string | undefined} locator */
function rowOf(locator) {
  return locator?.match(/row (\d+)/)?.[1] ?? locator?.match(/item (\d+)/)?.[1] ?? "?";
}

/** Return the receipts of the other names that mean the same body. @param {Receipt} edge @returns {Receipt[]} */
function alsoOf(edge) {
  const also = typeof edge.also === "string" ? JSON.parse(edge.also) : edge.also;
  return Array.isArray(also) ? also : [];
}

/** @param {string} key @param {import("./dom.js").Child | import("./dom.js").Child[]} value */
function term(key, value) {
  return [h("dt", {}, t(key)), h("dd", {}, value)];
}

/**
 * Return the document's own row or lines of a task with the cells of one role marked, of all roles without it.
 *
 * @param {Excerpt | null | undefined} excerpt
 * @param {string} [type] - relationship whose cells are marked
 */
export function source(excerpt, type) {
  if (!excerpt) return h("p", { class: "quiet" }, t("source.unknown"));
  const role = type ? ROLE_OF[type] : undefined;
  return h(
    "figure", { class: "source" },
    h("figcaption", {}, t(excerpt.across ? "source.across" : "source.title")),
    (excerpt.banners ?? []).map((banner) => h("p", { class: "banner" }, banner)),
    (excerpt.rows ?? []).map((row) => pairs(excerpt, row, role)),
    excerpt.lines?.length ? lines(excerpt, role) : null,
    (excerpt.beside ?? []).map((each) => h(
      "p", { class: "beside" }, t("source.beside"), h("mark", {}, each.text), ` ${placeInWords(each.locator)}`,
    )),
    (excerpt.tasks ?? 1) > 1 ? h("p", { class: "quiet" }, t("source.tasks", { number: excerpt.tasks ?? 0 })) : null,
    excerpt.left_out ? h("p", { class: "quiet" }, t("source.left-out", { number: excerpt.left_out })) : null,
  );
}

/**
 * Return a row of the document with its header beside it, a column below the other: a panel has no room for a row of seven
 * columns, and the cell that is marked would stand where nobody sees it.
 *
 * @param {Excerpt} excerpt @param {{row: number, cells: Cell[]}} row @param {string | undefined} role
 */
function pairs({ header = [], across }, { row, cells }, role) {
  return h(
    "table", {}, h("caption", {}, t(across ? "source.column" : "source.row", { number: row })),
    h("tbody", {}, cells.map((cell, at) => h("tr", {}, h("th", { scope: "row" }, header[at] ?? ""), cellOf(cell, role)))),
  );
}

/** @param {Cell} cell @param {string | undefined} role */
function cellOf(cell, role) {
  if (!cell) return h("td", { class: "absent" });
  const roles = cell.roles ?? [];
  const isMarked = role ? roles.includes(role) : roles.length > 0;
  const text = cell.above ? cell.above.text : cell.text;
  return h(
    "td", { class: [isMarked ? "marked" : "", cell.above ? "inherited" : ""].join(" ").trim() || null },
    isMarked ? h("mark", {}, text) : text,
    cell.above ? h("small", {}, t("source.above", { row: cell.above.row })) : null,
    cell.cut ? h("small", {}, t("source.cut", { number: cell.cut })) : null,
  );
}

/** @param {Excerpt} excerpt @param {string | undefined} role */
function lines(excerpt, role) {
  return h("ol", { class: "lines" }, (excerpt.lines ?? []).map((line) => {
    const isMarked = role ? line.roles?.includes(role) : line.roles?.length;
    const place = [line.page && t("source.page", { page: line.page }), line.line && t("source.line", { line: line.line })];
    return h("li", {}, h("small", {}, place.filter(Boolean).join(" ")), isMarked ? h("mark", {}, line.text) : line.text);
  }));
}

/** Return a task in full, whose excerpt shows the row of its edges. @param {string} task @returns {Promise<any>} */
export function taskInFull(task) {
  return get(pathOf("tasks", task), { limit: 200 });
}
