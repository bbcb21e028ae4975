// @ts-check
/** How nodes and edges look: colour, shape and line together, so that none of the three has to be seen. */

/** @typedef {{colour: string, shape: string}} NodeLook */
/** @typedef {{colour: string, line: string, dashes: number[], inherited: number[], width: number}} EdgeLook */

/** @type {{nodes: Record<string, NodeLook>, edges: Record<string, EdgeLook>, through_group: {mark: string, width: number}}} */
let palette = { nodes: {}, edges: {}, through_group: { mark: "triangle", width: 1 } };

/** How wide a node of each label is; all are `HEIGHT` high. */
const WIDTHS = /** @type {Record<string, number>} */ ({ Task: 286, Category: 168, Official: 84, Target: 150, more: 140, Document: 186, Section: 186 });
export const HEIGHT = 42;
/** How much a shape takes off its corners. */
export const CUT = 11;

/** Read the palette that all pictures of zerentu share. */
export async function loadLooks() {
  palette = await (await fetch("/static/palette.json")).json();
}

/** @param {string} label @returns {NodeLook} */
export function nodeLook(label) {
  return palette.nodes[label] ?? { colour: "#999999", shape: "box" };
}

/** @param {string} type @returns {EdgeLook} */
export function edgeLook(type) {
  return palette.edges[type] ?? { colour: "#999999", line: "solid", dashes: [], inherited: [], width: 1 };
}

/** Return the names of the relationships in the order of the palette. */
export function edgeTypes() {
  return Object.keys(palette.edges);
}

/** Return the names of the labels in the order of the palette. */
export function nodeLabels() {
  return Object.keys(palette.nodes);
}

/** Return how wide the nodes of a label are. @param {string} label */
export function widthOf(label) {
  return WIDTHS[label] ?? 138;
}

/**
 * Return the corners of a shape of the palette around a text, from its middle; a pill has none.
 *
 * A plate is wider than its shape: a diamond is one with its corners off, a square a page with one corner folded, an
 * octagon has its corners let in.
 *
 * @param {string} shape @param {number} width @param {number} height @param {number} [cut] @returns {[number, number][] | null}
 */
export function corners(shape, width, height, cut = CUT) {
  const [x, y] = [width / 2, height / 2];
  const shapes = /** @type {Record<string, [number, number][]>} */ ({
    hexagon: [[-x + cut, -y], [x - cut, -y], [x, 0], [x - cut, y], [-x + cut, y], [-x, 0]],
    diamond: [[-x + cut, -y], [x - cut, -y], [x, -y + cut], [x, y - cut], [x - cut, y], [-x + cut, y], [-x, y - cut], [-x, -y + cut]],
    triangle: [[-x, -y], [x - 2 * cut, -y], [x, 0], [x - 2 * cut, y], [-x, y]],
    star: [[-x, -y], [x, -y], [x - cut, 0], [x, y], [-x, y], [-x + cut, 0]],
    vee: [[-x + cut, -y], [x, -y], [x - cut, y], [-x, y]],
    pentagon: [[-x, -y + cut], [-x + cut, -y], [x - cut, -y], [x, -y + cut], [x, y], [-x, y]],
    square: [[-x, -y], [x - cut, -y], [x, -y + cut], [x, y], [-x, y]],
    octagon: [[-x + cut, -y], [x - cut, -y], [x - cut, -y + cut], [x, -y + cut], [x, y - cut], [x - cut, y - cut], [x - cut, y], [-x + cut, y], [-x + cut, y - cut], [-x, y - cut], [-x, -y + cut], [-x + cut, -y + cut]],
  });
  if (shape === "ellipse") return null;
  return shapes[shape] ?? [[-x, -y], [x, -y], [x, y], [-x, y]];
}

/** @param {string} label @returns {Record<string, string | number>} */
function outline(label) {
  const width = widthOf(label);
  const points = corners(nodeLook(label).shape, width, HEIGHT);
  if (!points) return { shape: "round-rectangle" };
  return { shape: "polygon", "shape-polygon-points": points.map(([x, y]) => `${(2 * x) / width} ${(2 * y) / HEIGHT}`).join(" ") };
}

/** Return a colour of the page. @param {string} name */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Return two colours mixed, `share` of the first. @param {string} one @param {string} other @param {number} share */
export function mixed(one, other, share) {
  const parts = [one, other].map((each) => [1, 3, 5].map((at) => parseInt(each.slice(at, at + 2), 16)));
  return `#${parts[0].map((value, at) => Math.round(value * share + parts[1][at] * (1 - share)).toString(16).padStart(2, "0")).join("")}`;
}

/** Return the colours of the plates of a label as the page is lit now. @param {string} label */
export function plateColours(label) {
  const [surface, ink] = [colour("surface"), colour("ink")];
  // What stands for more is no label of the graph.
  if (label === "more") return { fill: surface, stroke: mixed(ink, surface, 0.5) };
  return { fill: mixed(nodeLook(label).colour, surface, 0.22), stroke: mixed(nodeLook(label).colour, ink, 0.75) };
}

/** Return the colour of the lines of a relationship as the page is lit now. @param {string} type */
export function lineColour(type) {
  return type === "more" ? mixed(colour("ink"), colour("surface"), 0.4) : mixed(edgeLook(type).colour, colour("ink"), 0.8);
}

/** Return the dashes of an edge; none is a solid line. @param {string} type @param {boolean} isInherited */
export function dashesOf(type, isInherited) {
  const look = edgeLook(type);
  return isInherited && look.inherited.length ? look.inherited : look.dashes;
}

/** Return the style sheet for Cytoscape.js in the colours of the page as they are now. @returns {any[]} */
export function styleSheet() {
  const [surface, ink, accent] = [colour("surface"), colour("ink"), colour("accent")];
  const nodes = nodeLabels().map((label) => {
    const { fill, stroke } = plateColours(label);
    return { selector: `node[label = "${label}"]`, style: { ...outline(label), "background-color": fill, "border-color": stroke } };
  });
  const edges = edgeTypes().map((type) => ({
    selector: `edge[type = "${type}"]`,
    style: { "line-color": lineColour(type), "target-arrow-color": lineColour(type), width: edgeLook(type).width },
  }));
  return [
    {
      selector: "node",
      style: {
        label: "data(text)", color: ink, "font-size": 13, "font-family": "system-ui, Noto Sans CJK SC, Microsoft YaHei, sans-serif",
        "text-wrap": "wrap", "text-overflow-wrap": "anywhere", "text-max-width": "data(room)", "text-valign": "center",
        "text-halign": "center", "line-height": 1.15, width: "data(width)", height: HEIGHT, "border-width": 2,
        "corner-radius": "21px", "overlay-opacity": 0,
      },
    },
    {
      selector: "edge",
      style: {
        "curve-style": "straight", "target-arrow-shape": "triangle", "arrow-scale": 0.8, "overlay-opacity": 0, opacity: 0.85,
        "line-style": "solid",
      },
    },
    ...nodes,
    {
      selector: 'node[label = "more"]',
      style: {
        shape: "round-rectangle", "background-color": surface, "border-color": plateColours("more").stroke, "border-style": "dashed", height: 30,
      },
    },
    ...edges,
    { selector: "edge[leaves]", style: { "source-endpoint": "data(leaves)", "target-endpoint": "data(meets)" } },
    {
      selector: "edge[?bent]",
      style: { "curve-style": "unbundled-bezier", "edge-distances": "endpoints", "control-point-distances": (/** @type {any} */ edge) => edge.data("bent"), "control-point-weights": 0.5 },
    },
    {
      selector: "edge[dashes]",
      style: { "line-style": "dashed", "line-dash-pattern": (/** @type {any} */ edge) => edge.data("dashes") },
    },
    {
      selector: "edge[?throughGroup]",
      style: {
        "source-arrow-shape": palette.through_group.mark, "source-arrow-fill": "hollow", width: palette.through_group.width,
        "source-arrow-color": (/** @type {any} */ edge) => lineColour(edge.data("type")),
      },
    },
    { selector: 'edge[type = "more"]', style: { "line-style": "dotted", "line-color": lineColour("more"), "target-arrow-shape": "none", width: 1 } },
    { selector: ".aside", style: { display: "none" } },
    { selector: ".dimmed", style: { opacity: 0.22 } },
    { selector: "edge.faint", style: { opacity: 0.35 } },
    { selector: ".marked", style: { "border-width": 4, "border-color": accent, opacity: 1 } },
    { selector: "edge.marked", style: { width: 4 } },
    { selector: ".chosen", style: { "border-width": 4, "border-color": accent, "z-index": 10, opacity: 1 } },
    { selector: "edge.chosen", style: { width: 4, "z-index": 10 } },
  ];
}
