// @ts-check
/** The legend: what each colour, shape and line means, how many there are, and whether they are shown. */

import { h } from "./dom.js";
import { dashesOf, edgeLook, edgeTypes, nodeLabels, nodeLook } from "./looks.js";
import { nameOf, t } from "./words.js";

/** @typedef {import("./picture.js").Picture} Picture */

/**
 * Return the legend of a picture; a box that is unticked hides what it stands for.
 *
 * @param {Picture} picture @param {Set<string>} hidden @param {(hidden: Set<string>) => void} change
 */
export function legend(picture, hidden, change) {
  const labels = counted([...picture.nodes.values()].map((node) => node.label));
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
    sample, nameOf(name), h("span", { class: "count" }, count),
  );
  const has = (/** @type {(edge: import("./types.js").GraphEdge) => boolean} */ test) => [...picture.edges.values()].some(test);
  return h(
    "div", { class: "legend" },
    h("fieldset", {}, h("legend", {}, t("legend.nodes")), nodeLabels().filter((each) => labels.has(each)).map((each) => row(each, labels.get(each) ?? 0, nodeSample(each)))),
    h("fieldset", {}, h("legend", {}, t("legend.edges")), edgeTypes().filter((each) => types.has(each)).map((each) => row(each, types.get(each) ?? 0, edgeSample(each, false)))),
    has((edge) => edge.edge.inherited === true) ? h("p", { class: "quiet" }, edgeSample("SUPPORTS", true), t("legend.inherited")) : null,
    has((edge) => edge.start.label === "UnitGroup") ? h("p", { class: "quiet" }, "▷", t("legend.group")) : null,
  );
}

/** @param {string[]} names */
function counted(names) {
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** @param {string} label */
function nodeSample(label) {
  const sample = h("span", { class: "sample", "data-shape": nodeLook(label).shape, "aria-hidden": "true" });
  sample.style.setProperty("--mark", nodeLook(label).colour);
  return sample;
}

/** @param {string} type @param {boolean} isInherited */
function edgeSample(type, isInherited) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  const line = document.createElementNS(space, "line");
  for (const [name, value] of Object.entries({ width: 34, height: 10, "aria-hidden": "true" })) drawing.setAttribute(name, String(value));
  const look = edgeLook(type);
  const told = { x1: 1, y1: 5, x2: 33, y2: 5, stroke: look.colour, "stroke-width": Math.max(look.width, 1.5), "stroke-dasharray": dashesOf(type, isInherited).join(" ") };
  for (const [name, value] of Object.entries(told)) line.setAttribute(name, String(value));
  drawing.append(line);
  return drawing;
}
