// @ts-check
/** What was read from a document and not yet written: a line a task, each name with its words and their place. */

import { h } from "./dom.js";
import { placeInWords, t } from "./words.js";

/** @typedef {{table?: number, row?: number, item?: number, column?: number, lines?: number[], page?: number}} Place */
/** @typedef {"leaders" | "owners" | "supports"} Role */
/** @typedef {{names: string[], quote: string, locator: Place, inherited: boolean}} Said */
/** @typedef {{annex: number, row: number, headings: string[], title: string, content: string, requirement: string, deadline: string, inherited: string[],
 *     leaders: string[], owners: string[], supports: string[], locator: Place & {cells?: Record<string, Place>}, quotes: Record<string, string>,
 *     receipts: Record<string, Said[]>, notes: string[]}} Task */

const MOST = 300;
const ROLES = /** @type {Role[]} */ (["leaders", "owners", "supports"]);
const COLUMNS = ["category", "content", ...ROLES];

/** Return the table of the first tasks. @param {Task[]} records */
export function recordsTable(records) {
  const title = t("upload.records", { number: records.length });
  return h(
    "section", {}, h("h2", {}, title),
    records.length ? h(
      "div", { class: "scrolled records-box", role: "region", "aria-label": title, tabindex: "0" },
      h("table", { class: "records" }, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("upload.place")), COLUMNS.map((column) => h("th", { scope: "col", class: column }, t(`sheet.column.${column}`))))), h("tbody", {}, records.slice(0, MOST).map(rowOf))),
    ) : h("p", {}, t("upload.no-records")),
    records.length > MOST ? h("p", { class: "warning" }, t("first-of", { shown: MOST, number: records.length })) : null,
  );
}

/** @param {Task} task */
function rowOf(task) {
  return h(
    "tr", {}, h("th", { scope: "row" }, `${task.annex}.${task.row}`, h("small", {}, placeInWords(placeText(task.locator)))), h("td", {}, task.headings.join(" / ")),
    h(
      "td", {}, task.title ? h("strong", {}, `${task.title} `) : null, task.content, task.requirement ? h("p", {}, task.requirement) : null,
      task.deadline ? h("p", {}, t("sheet.deadline", { deadline: task.deadline })) : null, task.notes.map((note) => h("p", { class: "warning" }, note)),
    ),
    ROLES.map((role) => h("td", {}, task[role].join("、"), saidOf(task, role).map((each) => receipt(each)))),
  );
}

/** Return the cells that give a role, each with its own words. @param {Task} task @param {Role} role @returns {Said[]} */
function saidOf(task, role) {
  if (task.receipts[role]?.length) return task.receipts[role];
  if (!task[role].length) return [];
  return [{ names: task[role], quote: task.quotes[role] ?? "", locator: task.locator.cells?.[role] ?? task.locator, inherited: task.inherited.includes(role) }];
}

/** @param {Said} said */
function receipt(said) {
  return h(
    "p", { class: "quiet said" }, h("q", {}, said.quote.replaceAll("\n", " ")), " ", placeInWords(placeText(said.locator)),
    said.inherited ? h("span", { class: "badge" }, t("receipt.inherited")) : null,
  );
}

/** Return a place as a locator says it: `table 1, row 2`. @param {Place} place */
export function placeText({ table, row, item, column, lines, page }) {
  const span = lines && (lines[0] === lines[1] ? `line ${lines[0]}` : `lines ${lines[0]}-${lines[1]}`);
  const parts = [table ? `table ${table}` : `item ${item}`, table && row && `row ${row}`, column && `column ${column}`, span, page && `page ${page}`];
  return parts.filter(Boolean).join(", ");
}
