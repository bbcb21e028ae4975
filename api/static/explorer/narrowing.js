// @ts-check
/** Which documents, years and categories a picture is narrowed to: the tasks are asked for anew, not only hidden. */

import { get } from "./client.js";
import { h } from "./dom.js";
import { t } from "./words.js";

export const NARROWING = ["document", "year", "category"];

/** Return what an address narrows to. @param {URLSearchParams} params @returns {Record<string, string>} */
export function narrowingOf(params) {
  return Object.fromEntries(NARROWING.flatMap((name) => (params.get(name) ? [[name, String(params.get(name))]] : [])));
}

/**
 * Return the form that narrows: it takes over each choice at once.
 *
 * @param {Record<string, string>} chosen @param {(name: string, value: string) => void} change
 */
export async function narrowingForm(chosen, change) {
  const [documents, categories] = await Promise.all([
    get("/documents", { limit: 200, sort: "-year" }),
    get("/categories", { limit: 200, level: 1, document: chosen.document }),
  ]);
  const years = [...new Set(documents.items.map((/** @type {any} */ each) => each.year).filter(Boolean))].map(String);
  /** @type {Record<string, string[][]>} */
  const choices = {
    document: documents.items.map((/** @type {any} */ each) => [each.id, each.number && each.number !== "unknown" ? `${each.number} ${each.title ?? ""}` : each.title ?? each.id]),
    year: years.map((year) => [year, year]),
    category: categories.items.map((/** @type {any} */ each) => [each.id, each.name]),
  };
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
