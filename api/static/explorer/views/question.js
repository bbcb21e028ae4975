// @ts-check
/** A question of the catalogue as a form, its answer as a table, and what it names as a picture. */

import { go, link, pictureOf } from "../address.js";
import { get } from "../client.js";
import { fill, h } from "../dom.js";
import { sortedTable } from "../sorted-table.js";
import { placeInWords, say, t } from "../words.js";

/** Columns that hold ids, by what they are ids of. @type {Record<string, string>} */
const LABEL_OF = {
  unit: "Unit", other: "Unit", other_unit: "Unit", official: "Official", other_official: "Official", task: "Task", example_task: "Task", category: "Category",
  document: "Document", group: "UnitGroup", section: "Section", target: "Target",
};
const MOST_SHOWN = 200;

/** @type {import("../types.js").View} */
export async function view(main, { params }) {
  const { items } = await get("/questions");
  /** @type {import("../types.js").Question | undefined} */
  const question = items.find((/** @type {any} */ each) => each.name === params.get("name"));
  if (!question) return fill(main, h("p", {}, t("question.unknown")));
  const given = Object.fromEntries(question.parameters.map((each) => [each.name, params.get(each.name) ?? ""]));
  const isAsked = params.get("ask") === "1" || question.parameters.every((each) => !each.required);
  const answer = h("div", { "aria-live": "polite" });
  fill(main, h("section", { class: "question" }, h("h1", {}, say(question.title)), h("p", { class: "lead" }, say(question.description)), form(question, given), answer));
  if (isAsked) await show(answer, question, given);
}

/** @param {import("../types.js").Question} question @param {Record<string, string>} given */
function form(question, given) {
  const field = (/** @type {import("../types.js").Parameter} */ each) => {
    const example = question.example[each.name];
    const attributes = { name: each.name, required: each.required, value: given[each.name], placeholder: String(given[each.name] || (example ?? each.default ?? "")) };
    if (each.choices.length) {
      return h("select", { name: each.name }, each.choices.map((choice) => h("option", { value: choice, selected: choice === (given[each.name] || each.default) }, choice)));
    }
    return h("input", { ...attributes, type: each.type === "integer" || each.type === "float" ? "number" : "text", step: each.type === "float" ? "any" : null });
  };
  return h(
    "form", {
      class: "asking", onsubmit: (/** @type {any} */ event) => {
        event.preventDefault();
        const values = Object.fromEntries([...new FormData(event.target)].map(([name, value]) => [name, String(value).trim()]));
        go(link("question", { name: question.name, ...values, ask: "1" }));
      },
    },
    question.parameters.map((each) => h("label", {}, `${say(each.about)}${each.required ? " *" : ""}`, field(each))),
    h("div", { class: "actions" }, h("button", { type: "submit", class: "primary" }, t("question.ask")), h("a", { class: "button", href: link("question", { name: question.name, ...question.example, ask: "1" }) }, t("question.example"))),
  );
}

/** @param {HTMLElement} place @param {import("../types.js").Question} question @param {Record<string, string>} given */
async function show(place, question, given) {
  const found = await get(`/questions/${question.name}`, given);
  const columns = found.columns.filter((/** @type {string} */ each) => !(`${each}_name` in (found.rows[0] ?? {})));
  const rows = found.rows.map((/** @type {Record<string, any>} */ row) => ({
    cells: columns.map((/** @type {string} */ name) => text(name, row[name])), hrefs: columns.map((/** @type {string} */ name) => hrefOf(row, name)),
  }));
  const ids = [...new Set(found.rows.flatMap((/** @type {any} */ row) => Object.keys(LABEL_OF).flatMap((name) => (typeof row[name] === "string" ? [row[name]] : []))))];
  fill(
    place,
    found.rows.length ? sortedTable({ caption: say(question.title), columns: columns.map(heading), rows, file: question.name }) : h("p", {}, t("question.nothing")),
    found.truncated ? h("p", { class: "warning" }, t("question.truncated", { number: found.rows.length })) : null,
    h(
      "p", { class: "actions" },
      ids.length ? h("a", { class: "button", href: link("graph", { steps: JSON.stringify([["nodes", ...ids.slice(0, MOST_SHOWN)]]) }) }, t("question.picture")) : null,
    ),
    ids.length > MOST_SHOWN ? h("p", { class: "quiet" }, t("question.picture-part", { number: MOST_SHOWN, total: ids.length })) : null,
  );
}

/** Return where what a cell names is shown. @param {Record<string, any>} row @param {string} column */
function hrefOf(row, column) {
  const name = column.replace(/_name$/, "");
  return LABEL_OF[name] && typeof row[name] === "string" && row[name] ? pictureOf({ label: LABEL_OF[name], id: row[name] }) : undefined;
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
  return String(value).replaceAll("\n", " ");
}
