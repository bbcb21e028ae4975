// @ts-check
/** The legend: what each colour, shape and line means, how many there are, and whether they are shown. */

import { h } from "./dom.js";
import { edgeTypes, nodeLabels } from "./looks.js";
import { lineSample, plateSample } from "./shapes.js";
import { nameOf, t } from "./words.js";

/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {{type: string, inherited: boolean, throughGroup: boolean, count: number}} LineKind */

/**
 * Return the legend of a picture; a box that is unticked hides what it stands for.
 *
 * @param {Picture} picture @param {Set<string>} hidden @param {(hidden: Set<string>) => void} change
 */
export function legend(picture, hidden, change) {
  const types = counted([...picture.edges.values()].map((edge) => edge.relationship));
  const toggle = (/** @type {string} */ name, /** @type {boolean} */ isShown) => {
    const next = new Set(hidden);
    if (isShown) next.delete(name);
    else next.add(name);
    change(next);
  };
  const row = (/** @type {string} */ name, /** @type {number} */ count, /** @type {Element} */ sample) => h(
    "label", { class: "legend-row" },
    h("input", { type: "checkbox", checked: !hidden.has(name), onchange: (/** @type {any} */ event) => toggle(name, event.target.checked) }),
    sample, h("span", {}, nameOf(name)), h("span", { class: "count" }, count),
  );
  const inherited = new Set(lineKinds(picture).filter((kind) => kind.inherited).map((kind) => kind.type));
  const groups = lineKinds(picture).find((kind) => kind.throughGroup);
  return h(
    "div", { class: "legend" },
    h("fieldset", {}, h("legend", {}, t("legend.nodes")), labelKinds(picture).map(([label, count]) => row(label, count, plateSample(label)))),
    h("fieldset", {}, h("legend", {}, t("legend.edges")), edgeTypes().filter((each) => types.has(each)).map((each) => row(each, types.get(each) ?? 0, lineSample(each)))),
    inherited.size ? h("p", { class: "quiet heading" }, t("legend.inherited")) : null,
    [...inherited].map((type) => h("p", { class: "quiet", "data-inherited": type }, lineSample(type, { inherited: true }), nameOf(type))),
    groups ? h("p", { class: "quiet" }, lineSample(groups.type, { inherited: groups.inherited, throughGroup: true }), t("legend.group")) : null,
  );
}

/** Return the labels that a picture holds, in the order of the palette, with how many. @param {Picture} picture @returns {[string, number][]} */
export function labelKinds(picture) {
  const labels = counted([...picture.nodes.values()].map((node) => node.label));
  return nodeLabels().flatMap((label) => (labels.has(label) ? [[label, labels.get(label) ?? 0]] : []));
}

/** Return the kinds of lines that a picture holds, in the order of the palette, those of merged cells and groups apart. @param {Picture} picture @returns {LineKind[]} */
export function lineKinds(picture) {
  /** @type {Map<string, LineKind>} */
  const kinds = new Map();
  for (const edge of picture.edges.values()) {
    const kind = { type: edge.relationship, inherited: edge.edge.inherited === true, throughGroup: edge.start.label === "UnitGroup", count: 0 };
    const key = JSON.stringify(kind);
    kinds.set(key, { ...kind, count: (kinds.get(key)?.count ?? 0) + 1 });
  }
  const place = (/** @type {LineKind} */ kind) => 4 * edgeTypes().indexOf(kind.type) + 2 * Number(kind.throughGroup) + Number(kind.inherited);
  return [...kinds.values()].sort((one, other) => place(one) - place(other));
}

/** @param {string[]} names @returns {Map<string, number>} */
function counted(names) {
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
