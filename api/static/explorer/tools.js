// @ts-check
/** The tools above a picture: legend and filters with what they leave out, layout, table, zoom, files, link. */

import { h } from "./dom.js";
import { nameOf, t } from "./words.js";

/** @typedef {{name: string, text: string, clear: () => void}} Filter - what a picture is narrowed by */
/** @typedef {{act: () => void, disabled?: boolean}} Tool */

const NAMED = 3;

/** Return the button that unfolds legend and filters. @param {boolean} isOpen @param {() => void} unfold */
export function filterButton(isOpen, unfold) {
  return h("button", { type: "button", "data-tool": "filters", "aria-expanded": String(isOpen), "aria-controls": "filters", onclick: unfold }, t("graph.filters"));
}

/** Return a button for each filter: it says what is left out, and clears it. @param {Filter[]} filters */
export function filterChips(filters) {
  return filters.map(({ name, text, clear }) => h(
    "button", { type: "button", class: "filter", "data-filter": name, title: t("narrow.clear"), "aria-label": `${text}: ${t("narrow.clear")}`, onclick: clear },
    h("span", {}, text), h("span", { "aria-hidden": "true" }, " ×"),
  ));
}

/** Return what the legend leaves out beyond what it leaves out at first, in words. @param {Set<string>} hidden @param {Set<string>} atFirst */
export function hiddenInWords(hidden, atFirst) {
  const names = [...hidden].filter((name) => !atFirst.has(name)).map(nameOf);
  if (!names.length) return "";
  return names.length > NAMED ? t("graph.hidden-many", { number: names.length }) : t("graph.hidden", { names: names.join("、") });
}

/** Return the list of layouts. @param {string[]} layouts @param {string} chosen @param {(layout: string) => void} choose */
export function layoutList(layouts, chosen, choose) {
  return h(
    "select", { "aria-label": t("tool.layout"), onchange: (/** @type {any} */ event) => choose(event.target.value) },
    layouts.map((name) => h("option", { value: name, selected: name === chosen }, t(`layout.${name}`))),
  );
}

/** Return a button for each tool. @param {Record<string, Tool>} tools */
export function toolButtons(tools) {
  return Object.entries(tools).map(([name, { act, disabled = false }]) =>
    h("button", { type: "button", "data-tool": name, title: t(`tool.${name}.about`), disabled, onclick: act }, t(`tool.${name}`)));
}
