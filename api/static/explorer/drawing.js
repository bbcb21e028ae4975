// @ts-check
/** The picture as SVG: the same boxes, lines and texts as on the screen, written by us. */

import { colour, corners, dashesOf, edgeLook, mixed, nodeLook } from "./looks.js";

const SPACE = "http://www.w3.org/2000/svg";
const MARGIN = 24;

/** Return the picture as the text of an SVG file. @param {import("cytoscape").Core} core @param {string} title */
export function asSvg(core, title) {
  const box = core.elements().boundingBox({ includeLabels: false });
  const [surface, ink] = [colour("surface"), colour("ink")];
  const [width, height] = [box.w + 2 * MARGIN, box.h + 2 * MARGIN];
  const root = make("svg", { xmlns: SPACE, width, height, viewBox: `${box.x1 - MARGIN} ${box.y1 - MARGIN} ${width} ${height}`, "font-family": "system-ui, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif", "font-size": 13 });
  root.append(make("title", {}, title), make("rect", { x: box.x1 - MARGIN, y: box.y1 - MARGIN, width, height, fill: surface }));
  core.edges().forEach((edge) => root.append(line(edge)));
  core.nodes().forEach((node) => root.append(card(node, surface, ink)));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}\n`;
}

/** @param {import("cytoscape").EdgeSingular} edge */
function line(edge) {
  const [start, finish] = [edge.sourceEndpoint(), edge.targetEndpoint()];
  const type = edge.data("type");
  const look = edgeLook(type);
  const group = make("g", { opacity: edge.effectiveOpacity() });
  const dashes = edge.data("dashes") ?? dashesOf(type, false);
  group.append(make("line", { x1: start.x, y1: start.y, x2: finish.x, y2: finish.y, stroke: look.colour, "stroke-width": edge.numericStyle("width"), "stroke-dasharray": dashes.join(" ") }));
  if (type !== "more") group.append(arrow(start, finish, look.colour));
  return group;
}

/** @param {{x: number, y: number}} start @param {{x: number, y: number}} finish @param {string} fill */
function arrow(start, finish, fill) {
  const turn = (Math.atan2(finish.y - start.y, finish.x - start.x) * 180) / Math.PI;
  return make("path", { d: "M0 0L-9 -4L-9 4Z", transform: `translate(${finish.x} ${finish.y}) rotate(${turn})`, fill });
}

/** @param {import("cytoscape").NodeSingular} node @param {string} surface @param {string} ink */
function card(node, surface, ink) {
  const { x, y } = node.position();
  const [width, height] = [node.width(), node.height()];
  const look = nodeLook(node.data("label"));
  const group = make("g", { opacity: node.effectiveOpacity() });
  group.append(make("path", {
    d: outline(look.shape, x, y, width, height), fill: mixed(look.colour, surface, 0.22), stroke: mixed(look.colour, ink, 0.75), "stroke-width": 2,
  }));
  const rows = wrapped(node.data("text"), node.data("room"));
  rows.forEach((row, at) => group.append(make(
    "text", { x, y: y + (at - (rows.length - 1) / 2) * 16, fill: ink, "text-anchor": "middle", "dominant-baseline": "central" }, row,
  )));
  return group;
}

/** Return the outline of a shape of the palette. @param {string} shape @param {number} x @param {number} y @param {number} width @param {number} height */
function outline(shape, x, y, width, height) {
  const points = corners(shape, width, height);
  if (points) return `M${points.map(([right, down]) => `${x + right} ${y + down}`).join("L")}Z`;
  const [half, left, right] = [height / 2, x - width / 2, x + width / 2];
  return `M${left + half} ${y - half}H${right - half}A${half} ${half} 0 0 1 ${right - half} ${y + half}H${left + half}A${half} ${half} 0 0 1 ${left + half} ${y - half}Z`;
}

/** Return a text in rows that have room: a Chinese character takes 13 units, others about half. @param {string} text @param {number} room */
function wrapped(text, room) {
  /** @type {string[]} */
  const rows = [""];
  let used = 0;
  for (const letter of text) {
    const width = letter.charCodeAt(0) > 0x2e80 ? 13 : 7.2;
    if (used + width > room) {
      rows.push("");
      used = 0;
    }
    rows[rows.length - 1] += letter;
    used += width;
  }
  return rows;
}

/** @param {string} name @param {Record<string, string | number>} attributes @param {string} [text] */
function make(name, attributes, text) {
  const element = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) if (key !== "xmlns" && value !== "") element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}
