// @ts-check
/** Plates and lines as SVG, for the legend and for saved pictures: the forms of the canvas, written by us. */

import { CUT, HEIGHT, colour, corners, dashesOf, edgeLook, lineColour, nodeLook, plateColours } from "./looks.js";

/** @typedef {{x: number, y: number}} Point */
/** @typedef {{type: string, dashes: number[], width: number, throughGroup: boolean, opacity: number}} Stroke */

const SPACE = "http://www.w3.org/2000/svg";
/** An arrow's length and half its breadth, in parts of its size; the size of one on a line of a width, as Cytoscape.js has it. */
const [LONG, BROAD] = [0.3, 0.15];
const SCALE = 0.8;
const sizeOf = (/** @type {number} */ width) => Math.max((width * 13.37) ** 0.9, 29) * SCALE;

/** Return an element of SVG. @param {string} name @param {Record<string, string | number>} attributes @param {string} [text] */
export function make(name, attributes, text) {
  const element = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== "") element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}

/** Return the plate of a label around a point. @param {string} label @param {Point} middle @param {number} width @param {number} [height] */
export function plate(label, { x, y }, width, height = HEIGHT) {
  const d = outline(nodeLook(label).shape, x, y, width, height);
  return make("path", { class: "plate", d, ...plateColours(label), "stroke-width": (2 * height) / HEIGHT, "stroke-dasharray": label === "more" ? "5 4" : "" });
}

/** Return a line through points with its arrows; between three it bends. @param {Point[]} points @param {Stroke} stroke */
export function line(points, { type, dashes, width, throughGroup, opacity }) {
  const [first, last] = [points[0], points[points.length - 1]];
  const ink = lineColour(type);
  const group = make("g", { class: "edge", "data-type": type, opacity });
  const way = points.length > 2 ? `Q${points[1].x} ${points[1].y} ` : "L";
  group.append(make("path", { d: `M${first.x} ${first.y}${way}${last.x} ${last.y}`, fill: "none", stroke: ink, "stroke-width": width, "stroke-dasharray": dashes.join(" ") }));
  if (type === "more") return group;
  group.append(arrow(last, points[points.length - 2], sizeOf(width), { fill: ink }));
  if (throughGroup) group.append(arrow(first, points[1], sizeOf(width), { class: "group", fill: colour("surface"), stroke: ink }));
  return group;
}

/** Return an arrow whose point is at a place, coming from another. @param {Point} to @param {Point} from @param {number} size @param {Record<string, string>} looks */
function arrow(to, from, size, looks) {
  const turn = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
  const [long, broad] = [LONG * size, BROAD * size];
  return make("path", { d: `M0 0L${-long} ${-broad}L${-long} ${broad}Z`, transform: `translate(${to.x} ${to.y}) rotate(${turn})`, ...looks });
}

/** Return the plate of a label as small as a word. @param {string} label */
export function plateSample(label) {
  const sample = make("svg", { class: "sample", width: 32, height: 16, viewBox: "0 0 84 42", "aria-hidden": "true" });
  sample.append(plate(label, { x: 42, y: 21 }, 82, 40));
  return sample;
}

/** Return a piece of the line of a relationship. @param {string} type @param {{inherited?: boolean, throughGroup?: boolean}} [kind] */
export function lineSample(type, kind = {}) {
  const sample = make("svg", { class: "sample", width: 44, height: 10, "aria-hidden": "true" });
  sample.append(pieceOfLine(type, kind, { x: 1, y: 5 }));
  return sample;
}

/** Return the same to be put into a drawing. @param {string} type @param {{inherited?: boolean, throughGroup?: boolean}} kind @param {Point} start */
export function pieceOfLine(type, { inherited = false, throughGroup = false }, { x, y }) {
  const width = Math.max(edgeLook(type).width, 1.5);
  return line([{ x, y }, { x: x + 42, y }], { type, dashes: dashesOf(type, inherited), width, throughGroup, opacity: 1 });
}

/** @param {string} shape @param {number} x @param {number} y @param {number} width @param {number} height */
function outline(shape, x, y, width, height) {
  const points = corners(shape, width, height, (CUT * height) / HEIGHT);
  if (points) return `M${points.map(([right, down]) => `${x + right} ${y + down}`).join("L")}Z`;
  const [half, left, right] = [height / 2, x - width / 2, x + width / 2];
  return `M${left + half} ${y - half}H${right - half}A${half} ${half} 0 0 1 ${right - half} ${y + half}H${left + half}A${half} ${half} 0 0 1 ${left + half} ${y - half}Z`;
}
