// @ts-check
/** What is chosen above a view: labelled lists, each taken over at once into the address, and the documents to choose from. */

import { go, here, link } from "./address.js";
import { get } from "./client.js";
import { h } from "./dom.js";
import { nameOf, t } from "./words.js";

/** @typedef {{id: string, title: string | null, number: string | null, year: number | null, kind: string | null}} DocumentFacts */
/** @typedef {{name: string, label: string, options: [string, string][], chosen: string}} Choice */

const UNKNOWN = "unknown";
const PAGE = 200;
const MOST_PAGES = 10;

/** Return all documents, the newest first; of very many the newest. @returns {Promise<DocumentFacts[]>} */
export async function allDocuments() {
  const page = (/** @type {number} */ offset) => get("/documents", { limit: PAGE, offset, sort: "-year", fields: "title,number,year,kind" });
  const first = await page(0);
  const pages = Math.min(MOST_PAGES, Math.ceil(first.total / PAGE));
  const offsets = Array.from({ length: Math.max(0, pages - 1) }, (_, at) => (at + 1) * PAGE);
  const others = await Promise.all(offsets.map(page));
  return [first, ...others].flatMap((found) => found.items);
}

/**
 * Return what a document is called: its number and title, as far as they are known; without a number, which says the year, with the year.
 *
 * @param {{id: string, title?: string | null, number?: string | null, year?: number | null}} document
 */
export function documentName({ id, title, number, year }) {
  const known = [number, title].filter((text) => text && text !== UNKNOWN);
  const name = known.join(" ") || `${nameOf("Document")} ${id}`;
  return !year || name.includes(String(year)) ? name : t("document.of-year", { name, year });
}

/** Return a form of lists; what is chosen goes into the address of this view, in the place of what stood there. @param {Choice[]} choices @param {string[]} [dropped] - parameters that a new choice takes out */
export function chooser(choices, dropped = []) {
  const change = (/** @type {any} */ event) => {
    const { view, params } = here();
    for (const name of dropped) params.delete(name);
    params.set(event.target.name, event.target.value);
    go(link(view, params));
  };
  return h(
    "form", { class: "asking choices", onsubmit: (/** @type {Event} */ event) => event.preventDefault() },
    choices.map((each) => h("label", {}, each.label, h(
      "select", { name: each.name, onchange: change },
      each.options.map(([value, text]) => h("option", { value, selected: value === each.chosen }, text)),
    ))),
  );
}
