// @ts-check
/** The rows that answer a question as a table in the reader's language, each cell with the way to what it names. */

import { pictureOf } from "./address.js";
import { placeNames } from "./places.js";
import { sortedTable } from "./sorted-table.js";
import { placeInWords, say, t, valueInWords } from "./words.js";

/** @typedef {Record<string, any>} Row */
/** @typedef {{columns: string[], rows: Row[], truncated: boolean}} Answer */

/** Columns that hold ids, by what they are ids of. @type {Record<string, string>} */
const LABEL_OF = {
  unit: "Unit", other: "Unit", other_unit: "Unit", official: "Official", other_official: "Official", task: "Task", example_task: "Task", category: "Category",
  document: "Document", unit_group: "UnitGroup", section: "Section", target: "Target",
};
/** The column that names what an id column holds, where it is not called after it. @type {Record<string, string>} */
const NAME_OF = { unit_group: "group_name" };
const PLACE = "jurisdiction";
const UNKNOWN = "unknown";
/** Columns that say `unknown` where the document does not tell. */
const NOT_ALWAYS_TOLD = ["title", "number", "issued_on", "jurisdiction_name"];

/** Return the table. An id stands in none where its name does. @param {import("./types.js").Question} question @param {Answer} answer */
export async function answerTable(question, { columns, rows }) {
  const shown = columns.filter((each) => !(nameColumn(each) in rows[0]));
  const places = await placeNames(shown.includes(PLACE) ? rows.map((row) => row[PLACE]) : []);
  return sortedTable({
    caption: say(question.title), columns: shown.map(heading), file: question.name,
    rows: rows.map((row) => ({ cells: shown.map((name) => (name === PLACE ? places.get(row[name]) ?? row[name] : text(name, row[name]))), hrefs: shown.map((name) => hrefOf(row, name)) })),
  });
}

/** Return the ids that an answer names, each once. @param {Answer} answer @returns {string[]} */
export function namedIds({ rows }) {
  return [...new Set(rows.flatMap((row) => Object.keys(LABEL_OF).flatMap((name) => (typeof row[name] === "string" ? [row[name]] : []))))];
}

/** @param {string} column */
function nameColumn(column) {
  return NAME_OF[column] ?? `${column}_name`;
}

/** Return where what a cell names is shown. @param {Row} row @param {string} column */
function hrefOf(row, column) {
  const name = Object.keys(LABEL_OF).find((each) => each === column || nameColumn(each) === column);
  return name && typeof row[name] === "string" && row[name] ? pictureOf({ label: LABEL_OF[name], id: row[name] }) : undefined;
}

/** @param {string} name */
function heading(name) {
  return t.has(`answer.${name}`) ? t(`answer.${name}`) : name.replace(/_name$/, "").replaceAll("_", " ");
}

/** @param {string} name @param {any} value @returns {string | number} */
function text(name, value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return Number.isInteger(value) ? value : Math.round(value * 10000) / 10000;
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (name === "locator") return placeInWords(String(value));
  if (Array.isArray(value)) return value.map((each) => (typeof each === "object" ? JSON.stringify(each) : each)).join("、");
  if (value === UNKNOWN && NOT_ALWAYS_TOLD.includes(name)) return t("fact.unknown");
  return valueInWords(name, String(value)).replaceAll("\n", " ");
}
