// @ts-check
/** Which documents, years and categories a picture is narrowed to: the tasks are asked for anew, not only hidden. */

import { documentName } from "./choices.js";
import { get } from "./client.js";
import { h } from "./dom.js";
import { t } from "./words.js";

export const NARROWING = ["document", "year", "category"];

/** @typedef {Record<string, [string, string][]>} Choices - for each of them its values and what they are called */

/** Return what an address narrows to. @param {URLSearchParams} params @returns {Record<string, string>} */
export function narrowingOf(params) {
  return Object.fromEntries(NARROWING.flatMap((name) => (params.get(name) ? [[name, String(params.get(name))]] : [])));
}

/** Return what can be chosen, and what is chosen though it is not listed. @param {Record<string, string>} chosen @returns {Promise<Choices>} */
export async function choicesFor(chosen) {
  const [documents, categories] = await Promise.all([
    get("/documents", { limit: 200, sort: "-year" }),
    get("/categories", { limit: 200, level: 1, document: chosen.document }),
  ]);
  const years = [...new Set(documents.items.map((/** @type {any} */ each) => each.year).filter(Boolean))].map(String);
  /** @type {Choices} */
  const choices = {
    document: documents.items.map((/** @type {any} */ each) => [each.id, documentName(each)]),
    year: years.map((year) => [year, year]),
    category: categories.items.map((/** @type {any} */ each) => [each.id, each.name]),
  };
  for (const [name, value] of Object.entries(chosen)) {
    if (!choices[name].some(([each]) => each === value)) choices[name].push([value, value.split(":").at(-1) ?? value]);
  }
  return choices;
}

/** Return what a picture is narrowed to, in words. @param {Record<string, string>} chosen @param {Choices} choices @returns {{name: string, text: string}[]} */
export function narrowingInWords(chosen, choices) {
  return Object.entries(chosen).map(([name, value]) => ({
    name, text: t("narrow.said", { what: t(`narrow.${name}`), value: choices[name].find(([each]) => each === value)?.[1] ?? value }),
  }));
}

/**
 * Return the form that narrows: it takes over each choice at once.
 *
 * @param {Record<string, string>} chosen @param {Choices} choices @param {(name: string, value: string) => void} change
 */
export function narrowingForm(chosen, choices, change) {
  return h("form", { class: "narrowing", onsubmit: (/** @type {Event} */ event) => event.preventDefault() }, NARROWING.map((name) => {
    return h(
      "label", {}, t(`narrow.${name}`),
      h(
        "select", { name, onchange: (/** @type {any} */ event) => change(name, event.target.value) },
        h("option", { value: "" }, t("narrow.all")),
        choices[name].map(([value, text]) => h("option", { value, selected: chosen[name] === value }, text)),
      ),
    );
  }));
}
