// @ts-check
/** The picture as a drawing that stands by itself: title, source, legend and the heads of the lanes over what the canvas shows. */

import { labelKinds, lineKinds } from "./legend.js";
import { colour } from "./looks.js";
import { line, make, pieceOfLine, plate } from "./shapes.js";
import { nameOf, t } from "./words.js";

/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {{title: string, about: string, source: string}} Caption - `about`: what it is narrowed to; `source`: the documents */
/** @typedef {{name: string, x: number, width: number}} Lane */

const MARGIN = 24;
const LETTERS = 13;
const ROW = 26;
const NARROWEST = 640;
const HEAD = 44;
const MOST_PIXELS = 30_000_000;

/**
 * Return what a canvas shows, with its caption, as an SVG element.
 *
 * @param {import("cytoscape").Core} core @param {Picture} picture @param {Lane[]} lanes - where it has lanes @param {Caption} caption
 */
export function drawingOf(core, picture, lanes, caption) {
  const drawn = core.elements().filter((each) => each.visible());
  const box = drawn.boundingBox({ includeLabels: false });
  const room = Math.max(box.w, NARROWEST);
  const { elements, height: above } = captionOf(picture, caption, room);
  const heads = lanes.length ? HEAD : 0;
  const [width, height] = [room + 2 * MARGIN, above + heads + box.h + 2 * MARGIN];
  const svg = make("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": "system-ui, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif", "font-size": LETTERS });
  svg.append(make("title", {}, caption.title), make("rect", { width, height, fill: colour("surface") }), ...elements);
  const group = make("g", { transform: `translate(${MARGIN + (room - box.w) / 2 - box.x1} ${MARGIN + above + heads - box.y1})` });
  group.append(...lanes.flatMap((lane) => headOf(lane, box.y1 - HEAD + 8)));
  drawn.edges().forEach((edge) => void group.append(lineOf(edge)));
  drawn.nodes().forEach((node) => void group.append(cardOf(node)));
  svg.append(group);
  return svg;
}

/** Return a drawing as the text of an SVG file. @param {Element} drawing */
export function asSvg(drawing) {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(drawing)}\n`;
}

/** Return a drawing as PNG, twice as large in pixels, less where that would be too many. @param {Element} drawing @returns {Promise<Blob>} */
export async function asPng(drawing) {
  const [width, height] = ["width", "height"].map((name) => Number(drawing.getAttribute(name)));
  const scale = Math.min(2, Math.sqrt(MOST_PIXELS / (width * height)), 16_000 / Math.max(width, height));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(asSvg(drawing))}`;
  await image.decode();
  const paper = document.createElement("canvas");
  [paper.width, paper.height] = [Math.round(width * scale), Math.round(height * scale)];
  paper.getContext("2d")?.drawImage(image, 0, 0, paper.width, paper.height);
  return new Promise((done, fail) => paper.toBlob((blob) => (blob ? done(blob) : fail(new Error(t("graph.no-image")))), "image/png"));
}

/** Return title, source and legend, and how high they are together. @param {Picture} picture @param {Caption} caption @param {number} room */
function captionOf(picture, { title, about, source }, room) {
  const elements = [];
  let down = MARGIN;
  for (const [text, size, ink] of /** @type {[string, number, string][]} */ ([[title, 20, "ink"], [about, LETTERS, "quiet"], [source, LETTERS, "quiet"]])) {
    for (const row of text ? wrapped(text, (room * LETTERS) / size) : []) {
      down += size * 1.45;
      elements.push(make("text", { x: MARGIN, y: down, "font-size": size, fill: colour(ink) }, row));
    }
  }
  down += ROW;
  let across = 0;
  for (const { sample, text, wide } of samplesOf(picture)) {
    const long = wide + 8 + widthOf(text) + 22;
    if (across && across + long > room) [across, down] = [0, down + ROW];
    const entry = make("g", { class: "legend", transform: `translate(${MARGIN + across} ${down})` });
    entry.append(sample, make("text", { x: wide + 8, fill: colour("ink"), "dominant-baseline": "central" }, text));
    elements.push(entry);
    across += long;
  }
  return { elements, height: down + ROW / 2 - MARGIN };
}

/** @param {Picture} picture @returns {{sample: Element, text: string, wide: number}[]} */
function samplesOf(picture) {
  const nodes = labelKinds(picture).map(([label, count]) => ({ sample: plate(label, { x: 17, y: 0 }, 34, 17), text: `${nameOf(label)} ${count}`, wide: 34 }));
  const edges = lineKinds(picture).map((kind) => {
    const notes = [kind.throughGroup && t("legend.group"), kind.inherited && t("legend.inherited")].filter(Boolean);
    const text = notes.length ? t("legend.noted", { name: nameOf(kind.type), notes: notes.join(t("legend.and")) }) : nameOf(kind.type);
    return { sample: pieceOfLine(kind.type, kind, { x: 0, y: 0 }), text: `${text} ${kind.count}`, wide: 42 };
  });
  return [...nodes, ...edges];
}

/** @param {Lane} lane @param {number} top */
function headOf({ name, x, width }, top) {
  const text = { class: "lane", x, y: top + 14, fill: colour("quiet"), "text-anchor": "middle", "font-weight": 600, "font-size": 15 };
  return [make("text", text, t(name)), make("path", { d: `M${x - width / 2} ${top + 22}H${x + width / 2}`, stroke: colour("line") })];
}

/** @param {import("cytoscape").EdgeSingular} edge */
function lineOf(edge) {
  const bends = edge.data("bent") ? edge.controlPoints() ?? [] : [];
  return line([edge.sourceEndpoint(), ...bends, edge.targetEndpoint()], {
    type: edge.data("type"), dashes: edge.data("dashes") ?? (edge.data("type") === "more" ? [1, 3] : []), width: edge.numericStyle("width"),
    throughGroup: edge.data("throughGroup") === true, opacity: edge.effectiveOpacity(),
  });
}

/** @param {import("cytoscape").NodeSingular} node */
function cardOf(node) {
  const { x, y } = node.position();
  const group = make("g", { class: "node", opacity: node.effectiveOpacity() });
  const form = plate(node.data("label"), { x, y }, node.width(), node.height());
  if (node.hasClass("chosen") || node.hasClass("marked")) for (const [name, value] of [["stroke", colour("accent")], ["stroke-width", "4"]]) form.setAttribute(name, value);
  group.append(form);
  const rows = wrapped(node.data("text"), node.data("room"));
  rows.forEach((row, at) => group.append(make(
    "text", { x, y: y + (at - (rows.length - 1) / 2) * 16, fill: colour("ink"), "text-anchor": "middle", "dominant-baseline": "central" }, row,
  )));
  return group;
}

/** Return a text in rows that have room. @param {string} text @param {number} room */
function wrapped(text, room) {
  /** @type {string[]} */
  const rows = [""];
  let used = 0;
  for (const letter of text) {
    const width = widthOf(letter);
    if (used + width > room) {
      rows.push("");
      used = 0;
    }
    rows[rows.length - 1] += letter;
    used += width;
  }
  return rows;
}

/** Return how wide a text is: a Chinese character takes 13 units, others about half. @param {string} text */
function widthOf(text) {
  return [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e80 ? LETTERS : 7.2), 0);
}
