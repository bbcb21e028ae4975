// @ts-check
// Draws the picture that stands in the page as JSON, and shows what each node and line rests on. Every text that comes
// from a document is put in as text, never as markup.

/**
 * @typedef {{words: string, count: number, colour: string}} Kind
 * @typedef {Kind & {label: string, corners: [number, number][]}} NodeKind
 * @typedef {Kind & {kind: string, through_group: boolean, dashes: number[], width: number}} EdgeKind
 * @typedef {{zh: string, en: string, left: number, right: number}} Band
 * @typedef {{id: string, label: string, key: string, kind: number, x: number, y: number, w: number, h: number,
 *   lines: string[], initials: string[], facts: [string, string][]}} Node
 * @typedef {{quote?: string, printed?: string, basis?: string, rank?: number, locator?: string, inherited?: boolean,
 *   also?: string[]}} Receipt
 * @typedef {{id: string, from: string, to: string, kind: number, color: string, dashes: number[] | false, width: number,
 *   receipt: Receipt}} Edge
 * @typedef {{nodes: Node[], edges: Edge[], options: object, bands: Band[], box: [number, number, number, number],
 *   node_kinds: NodeKind[], edge_kinds: EdgeKind[], words: Record<string, string>, focus: string | null}} Picture
 */

/** @type {Picture} */
const picture = JSON.parse(element("picture").textContent ?? "");
const { nodes, edges, words } = picture;
const nodeKinds = picture.node_kinds;
const edgeKinds = picture.edge_kinds;
const nodeOf = new Map(nodes.map((node) => [node.id, node]));
/** @type {Map<string, Edge[]>} */
const edgesAt = new Map(nodes.map((node) => [node.id, []]));
for (const edge of edges) {
  edgesAt.get(edge.from)?.push(edge);
  if (edge.to !== edge.from) edgesAt.get(edge.to)?.push(edge);
}

/** Kinds that are not shown; nodes and edges that are lit while something is selected. */
const hidden = { nodes: new Set(), edges: new Set() };
/** @type {{nodes: Set<string>, edges: Edge[], chosen: string} | null} */
let lit = null;

const [LEFT, TOP, RIGHT, BOTTOM] = picture.box;
const HEAD = 34;
const FOUND_AT_MOST = 60;
const READABLE = 0.3;
const MANY = 400;
let colours = readColours();

// ---- drawing ----

/** @returns {{ink: string, paper: string, band: string, mark: string, faint: string, font: string}} */
function readColours() {
  const style = getComputedStyle(document.documentElement);
  const named = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const [ink, paper, band, mark, faint] = ["--ink", "--paper", "--band", "--mark", "--faint"].map(named);
  return { ink, paper, band, mark, faint, font: style.fontFamily };
}

/** @param {CanvasRenderingContext2D} context @param {NodeKind} kind @param {number} x @param {number} y */
function drawGlyph(context, kind, x, y) {
  context.beginPath();
  for (const [cornerX, cornerY] of kind.corners) context.lineTo(x + cornerX * 6.5, y + cornerY * 6.5);
  context.closePath();
  context.fillStyle = kind.colour;
  context.fill();
  context.lineWidth = 0.8;
  context.strokeStyle = colours.ink;
  context.stroke();
}

/** @param {CanvasRenderingContext2D} context @param {Node} node @param {number} scale */
function drawPlate(context, node, scale) {
  const kind = nodeKinds[node.kind];
  const left = node.x - node.w / 2;
  const top = node.y - node.h / 2;
  const isChosen = lit?.chosen === node.id || picture.focus === node.id;
  context.beginPath();
  context.roundRect(left, top, node.w, node.h, 4);
  context.fillStyle = isChosen ? colours.mark : scale < READABLE ? kind.colour : colours.paper;
  context.fill();
  context.lineWidth = isChosen ? 2.5 : 1.2;
  const isGroup = kind.label === "UnitGroup";
  context.strokeStyle = isGroup ? colours.faint : kind.colour;
  context.setLineDash(isGroup ? [4, 3] : []);
  context.stroke();
  context.setLineDash([]);
  if (scale < READABLE) return;
  drawGlyph(context, kind, left + 12, node.y);
  context.fillStyle = colours.ink;
  context.font = `13px ${colours.font}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  const first = node.y - (node.lines.length - 1) * 8.5 + 0.5;
  node.lines.forEach((line, place) => context.fillText(line, left + 26, first + place * 17));
}

/** @param {Edge} edge @returns {[number, number, number, number]} where its line begins and ends */
function endsOf(edge) {
  const from = /** @type {Node} */ (nodeOf.get(edge.from));
  const to = /** @type {Node} */ (nodeOf.get(edge.to));
  if (!picture.bands.length) return [from.x, from.y, to.x, to.y];
  const side = to.x >= from.x ? 0.5 : -0.5;
  return [from.x + side * from.w, from.y, to.x - side * to.w, to.y];
}

/** @param {Path2D} path @param {Edge} edge */
function addLine(path, edge) {
  const [fromX, fromY, toX, toY] = endsOf(edge);
  path.moveTo(fromX, fromY);
  if (!picture.bands.length) path.lineTo(toX, toY);
  else path.bezierCurveTo((fromX + toX) / 2, fromY, (fromX + toX) / 2, toY, toX, toY);
}

/** Adds the small triangle of a duty that a group has. @param {Path2D} path @param {Edge} edge */
function addMark(path, edge) {
  const [fromX, fromY, toX, toY] = endsOf(edge);
  const x = picture.bands.length ? toX + (fromX > toX ? 5 : -5) : (fromX + toX) / 2;
  const y = picture.bands.length ? toY : (fromY + toY) / 2;
  path.moveTo(x, y - 4.5);
  path.lineTo(x + 4, y + 2.3);
  path.lineTo(x - 4, y + 2.3);
  path.closePath();
}

/** @typedef {{kind: EdgeKind, lines: Path2D, marks: Path2D}} Strokes all lines of one kind, drawn at a time */
/** @param {Edge[]} some @returns {Strokes[]} */
function strokesOf(some) {
  const strokes = edgeKinds.map((kind) => ({ kind, lines: new Path2D(), marks: new Path2D() }));
  for (const edge of some) {
    if (isEdgeHidden(edge)) continue;
    addLine(strokes[edge.kind].lines, edge);
    if (edgeKinds[edge.kind].through_group) addMark(strokes[edge.kind].marks, edge);
  }
  return strokes;
}

/** @param {CanvasRenderingContext2D} context @param {Strokes[]} strokes @param {number} wider a factor @param {number} opacity */
function drawStrokes(context, strokes, wider, opacity) {
  context.globalAlpha = opacity;
  for (const { kind, lines, marks } of strokes) {
    context.lineWidth = kind.width * wider;
    context.strokeStyle = context.fillStyle = kind.colour;
    context.setLineDash(kind.dashes);
    context.stroke(lines);
    context.fill(marks);
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** @param {{x: number, y: number}} at @returns {Edge | undefined} the edge whose line is nearest, if one is near */
function edgeNear(at) {
  let nearest;
  let least = 6 / network.getScale();
  for (const edge of edges) {
    const distance = isEdgeHidden(edge) ? Infinity : distanceTo(edge, at);
    if (distance < least) [nearest, least] = [edge, distance];
  }
  return nearest;
}

/** @param {Edge} edge @param {{x: number, y: number}} at */
function distanceTo(edge, at) {
  const [fromX, fromY, toX, toY] = endsOf(edge);
  if (at.y < Math.min(fromY, toY) - 99 || at.y > Math.max(fromY, toY) + 99) return Infinity;
  let least = Infinity;
  let [x, y] = [fromX, fromY];
  for (let step = 1; step <= 40; step += 1) {
    const t = step / 40;
    const bend = picture.bands.length ? t * t * (3 - 2 * t) : t;
    const across = picture.bands.length ? 1.5 * t * (1 - t) + t * t * t : t;
    const [nextX, nextY] = [fromX + (toX - fromX) * across, fromY + (toY - fromY) * bend];
    least = Math.min(least, distanceToPiece(at, x, y, nextX, nextY));
    [x, y] = [nextX, nextY];
  }
  return least;
}

/** @param {{x: number, y: number}} at @param {number} ax @param {number} ay @param {number} bx @param {number} by */
function distanceToPiece(at, ax, ay, bx, by) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = ((at.x - ax) * dx + (at.y - ay) * dy) / (dx * dx + dy * dy || 1);
  const kept = Math.min(Math.max(along, 0), 1);
  return Math.hypot(at.x - ax - kept * dx, at.y - ay - kept * dy);
}

/** @returns {{left: number, top: number, right: number, bottom: number}} what is seen, in the picture's own measure */
function seen() {
  const { clientWidth, clientHeight } = element("canvas");
  const { x, y } = network.DOMtoCanvas({ x: 0, y: 0 });
  const last = network.DOMtoCanvas({ x: clientWidth, y: clientHeight });
  return { left: x, top: y, right: last.x, bottom: last.y };
}

/** Draws lanes and lines, which the plates then stand on. @param {CanvasRenderingContext2D} context */
function drawGround(context) {
  context.fillStyle = colours.band;
  for (const band of picture.bands) {
    context.fillRect(band.left - 12, TOP - HEAD, band.right - band.left + 24, BOTTOM - TOP + HEAD + 12);
  }
  const isMany = edges.length > MANY;
  drawStrokes(context, shown, isMany ? 0.7 : 1, isMany ? 0.6 : 0.9);
}

/** Draws the titles of the lanes, which stay at the top edge. @param {CanvasRenderingContext2D} context */
function drawTitles(context) {
  const view = seen();
  const scale = network.getScale();
  const size = 14 / Math.min(scale, 1);
  const top = Math.max(view.top, TOP - size * 2 - 6);
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const band of picture.bands) {
    const width = band.right - band.left + 24;
    const title = width * scale > 110 ? `${band.zh} ${band.en}` : band.zh;
    context.fillStyle = colours.band;
    context.fillRect(band.left - 12, top, width, size * 2);
    context.fillStyle = colours.ink;
    context.font = `600 ${size}px ${colours.font}`;
    context.fillText(title, (band.left + band.right) / 2, top + size);
  }
}

/** Veils all, and draws again on top what is selected. @param {CanvasRenderingContext2D} context */
function drawSelection(context) {
  if (!lit) return;
  const view = seen();
  context.save();
  context.globalAlpha = 0.82;
  context.fillStyle = colours.paper;
  context.fillRect(view.left, view.top, view.right - view.left, view.bottom - view.top);
  context.restore();
  drawStrokes(context, strokesOf(lit.edges), 1.25, 1);
  const scale = network.getScale();
  for (const id of lit.nodes) {
    const node = nodeOf.get(id);
    if (node && !hidden.nodes.has(node.kind)) drawPlate(context, node, scale);
  }
}

// ---- the network ----

const vis = /** @type {any} */ (globalThis).vis;
const drawn = new vis.DataSet(
  nodes.map((node) => ({ id: node.id, x: node.x, y: node.y, shape: "custom", ctxRenderer })),
);
// The lines are drawn here and not by the library, whose lines begin in the middle of a plate and are stroked one by one.
const network = new vis.Network(element("canvas"), { nodes: drawn, edges: [] }, picture.options);
let shown = strokesOf(edges);

/** @param {{ctx: CanvasRenderingContext2D, id: string}} about */
function ctxRenderer({ ctx, id }) {
  const node = /** @type {Node} */ (nodeOf.get(id));
  return {
    drawNode: () => drawPlate(ctx, node, network.getScale()),
    nodeDimensions: { width: node.w, height: node.h },
  };
}

/** @param {Edge} edge */
function isEdgeHidden(edge) {
  const ends = [nodeOf.get(edge.from)?.kind, nodeOf.get(edge.to)?.kind];
  return hidden.edges.has(edge.kind) || ends.some((kind) => hidden.nodes.has(kind));
}

function applyFilters() {
  shown = strokesOf(edges);
  drawn.update(nodes.map((node) => ({ id: node.id, hidden: hidden.nodes.has(node.kind) })));
}

function fitAcross() {
  const { clientWidth, clientHeight } = element("canvas");
  const scale = Math.min(clientWidth / (RIGHT - LEFT + 40), 1.25);
  const height = clientHeight / scale;
  const top = TOP - HEAD / Math.min(scale, 1) - 6;
  const isShort = BOTTOM - top + 20 < height;
  const y = picture.bands.length && !isShort ? top + height / 2 : (top + BOTTOM) / 2;
  network.moveTo({ position: { x: (LEFT + RIGHT) / 2, y }, scale });
}

function fitWhole() {
  const { clientWidth, clientHeight } = element("canvas");
  const scale = Math.min(clientWidth / (RIGHT - LEFT + 60), clientHeight / (BOTTOM - TOP + HEAD + 40), 1.25);
  network.moveTo({ position: { x: (LEFT + RIGHT) / 2, y: (TOP - HEAD + BOTTOM) / 2 }, scale });
}

/** @param {number} factor @param {{x: number, y: number}} [at] */
function zoom(factor, at) {
  const before = network.getScale();
  const scale = Math.min(Math.max(before * factor, 0.02), 4);
  const position = network.getViewPosition();
  const kept = at ? network.DOMtoCanvas(at) : position;
  const moved = (/** @type {"x" | "y"} */ axis) => kept[axis] + ((position[axis] - kept[axis]) * before) / scale;
  network.moveTo({ position: { x: moved("x"), y: moved("y") }, scale });
}

/** @param {number} x @param {number} y in pixels of the screen */
function pan(x, y) {
  const scale = network.getScale();
  const position = network.getViewPosition();
  network.moveTo({ position: { x: position.x + x / scale, y: position.y + y / scale } });
}

// ---- selecting ----

/** @param {Node} node @param {boolean} moves */
function selectNode(node, moves) {
  const own = edgesAt.get(node.id) ?? [];
  lit = { nodes: new Set([node.id, ...own.flatMap((edge) => [edge.from, edge.to])]), edges: own, chosen: node.id };
  showNode(node, own);
  if (moves) bringIntoView(node);
  network.redraw();
}

/** Keeps all lanes in view if they fit and can be read. @param {Node} node */
function bringIntoView(node) {
  const across = element("canvas").clientWidth / (RIGHT - LEFT + 40);
  const fitsAcross = picture.bands.length > 0 && across > 0.5;
  const scale = fitsAcross ? Math.min(across, 1.25) : Math.max(network.getScale(), 0.7);
  network.moveTo({ position: { x: fitsAcross ? (LEFT + RIGHT) / 2 : node.x, y: node.y }, scale });
}

/** @param {Edge} edge */
function selectEdge(edge) {
  lit = { nodes: new Set([edge.from, edge.to]), edges: [edge], chosen: edge.id };
  showEdge(edge);
  network.redraw();
}

function clearSelection() {
  lit = null;
  const hint = make("p", words.hint);
  element("receipt").replaceChildren(hint);
  network.redraw();
}

/** @param {Node} node @param {Edge[]} own */
function showNode(node, own) {
  const facts = make("dl");
  for (const [name, value] of node.facts) facts.append(make("dt", name), make("dd", value));
  facts.append(make("dt", "id"), make("dd", node.key));
  const list = make("ul");
  for (const edge of own.filter((each) => !isEdgeHidden(each))) {
    const other = nodeOf.get(edge.from === node.id ? edge.to : edge.from);
    list.append(item(other?.label ?? "", edgeKinds[edge.kind].words, () => selectEdge(edge)));
  }
  const count = make("p", `${words.related}: ${list.children.length}`);
  showReceipt(nodeKinds[node.kind].words, node.label, facts, count, list);
}

/** @param {Edge} edge */
function showEdge(edge) {
  const { receipt } = edge;
  const facts = make("dl");
  const rows = [
    ["quote", receipt.quote],
    ["locator", receipt.locator],
    ["printed", receipt.printed],
    ["also", receipt.also?.join("、")],
    ["basis", receipt.basis],
    ["rank", receipt.rank?.toString()],
  ];
  for (const [name, value] of rows) {
    if (!value) continue;
    const told = make("dd", value);
    if (name === "quote") told.className = "quote";
    facts.append(make("dt", words[/** @type {string} */ (name)]), told);
  }
  const notes = [];
  if (!receipt.quote) notes.push(make("p", words.no_receipt));
  if (receipt.inherited) notes.push(make("p", words.is_inherited));
  if (edgeKinds[edge.kind].through_group) notes.push(make("p", words.through_group));
  const ends = make("ul");
  for (const end of [nodeOf.get(edge.from), nodeOf.get(edge.to)]) {
    if (end) ends.append(item(end.label, nodeKinds[end.kind].words, () => selectNode(end, true)));
  }
  const title = `${nodeOf.get(edge.from)?.label} → ${nodeOf.get(edge.to)?.label}`;
  showReceipt(edgeKinds[edge.kind].words, title, facts, ...notes, ends);
}

/** @param {string} kind @param {string} title @param {...HTMLElement} content */
function showReceipt(kind, title, ...content) {
  const clear = button(words.clear, clearSelection);
  element("receipt").replaceChildren(make("p", kind), make("h2", title), ...content, clear);
}

// ---- search and filters ----

/** @param {Node} node @param {string} text small letters */
function fits(node, text) {
  if (node.label.toLowerCase().includes(text)) return true;
  if (!/^[a-z]{2,}$/.test(text)) return false;
  const last = node.initials.length - text.length;
  for (let start = 0; start <= last; start += 1) {
    if ([...text].every((letter, place) => node.initials[start + place].includes(letter))) return true;
  }
  return false;
}

function showFound() {
  const text = /** @type {HTMLInputElement} */ (element("search")).value.trim().toLowerCase();
  const found = text ? nodes.filter((node) => !hidden.nodes.has(node.kind) && fits(node, text)) : [];
  const items = found
    .slice(0, FOUND_AT_MOST)
    .map((node) => item(node.label, nodeKinds[node.kind].words, () => selectNode(node, true)));
  const left = found.length - items.length;
  if (text && !found.length) items.push(make("li", words.nothing));
  if (left > 0) items.push(make("li", `${words.more} ${left}`));
  element("found").replaceChildren(...items);
}

/** @param {"nodes" | "edges"} what @param {Kind} kind @param {number} place */
function filter(what, kind, place) {
  const label = make("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = true;
  box.addEventListener("change", () => {
    if (box.checked) hidden[what].delete(place);
    else hidden[what].add(place);
    applyFilters();
    showFound();
  });
  label.append(box, sample(what, place), make("span", kind.words), make("small", String(kind.count)));
  element(what).append(label);
}

/** @param {"nodes" | "edges"} what @param {number} place */
function sample(what, place) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [88, 32];
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const draw = () => {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, 88, 32);
    context.scale(2, 2);
    if (what === "nodes") drawGlyph(context, nodeKinds[place], 22, 8);
    else drawSample(context, edgeKinds[place]);
  };
  draw();
  dark.addEventListener("change", () => requestAnimationFrame(draw));
  return canvas;
}

/** @param {CanvasRenderingContext2D} context @param {EdgeKind} kind */
function drawSample(context, kind) {
  context.beginPath();
  context.moveTo(1, 8);
  context.lineTo(43, 8);
  context.lineWidth = kind.width;
  context.strokeStyle = kind.colour;
  context.setLineDash(kind.dashes);
  context.stroke();
  context.setLineDash([]);
  if (!kind.through_group) return;
  context.beginPath();
  context.moveTo(22, 3.5);
  context.lineTo(26, 10.3);
  context.lineTo(18, 10.3);
  context.fillStyle = kind.colour;
  context.fill();
}

// ---- small things ----

/** @param {string} id @returns {HTMLElement} */
function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no ${id}`);
  return found;
}

/** @param {string} tag @param {string} [text] */
function make(tag, text) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  return made;
}

/** @param {string} text @param {() => void} act */
function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

/** @param {string} text @param {string} note @param {() => void} act */
function item(text, note, act) {
  const made = make("li");
  const pressed = button(`${text} `, act);
  pressed.append(make("small", note));
  made.append(pressed);
  return made;
}

// ---- what happens when ----

const dark = matchMedia("(prefers-color-scheme: dark)");
dark.addEventListener("change", () => {
  colours = readColours();
  network.redraw();
});
network.on("beforeDrawing", drawGround);
network.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ context) => {
  drawSelection(context);
  drawTitles(context);
});
network.on("click", (/** @type {{nodes: string[], pointer: {canvas: {x: number, y: number}}}} */ under) => {
  const node = nodeOf.get(under.nodes[0]);
  const edge = node ? undefined : edgeNear(under.pointer.canvas);
  if (node) selectNode(node, false);
  else if (edge) selectEdge(edge);
  else clearSelection();
});
element("canvas").addEventListener(
  "wheel",
  (event) => {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) zoom(Math.exp(-event.deltaY / 300), { x: event.offsetX, y: event.offsetY });
    else pan(event.deltaX, event.deltaY);
  },
  { passive: false },
);
/** @type {Record<string, () => void>} */
const KEYS = {
  ArrowUp: () => pan(0, -80),
  ArrowDown: () => pan(0, 80),
  ArrowLeft: () => pan(-80, 0),
  ArrowRight: () => pan(80, 0),
  "+": () => zoom(1.25),
  "=": () => zoom(1.25),
  "-": () => zoom(0.8),
  0: fitWhole,
};
element("canvas").addEventListener("keydown", (event) => {
  const act = KEYS[event.key];
  if (!act || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  act();
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape") clearSelection();
});
element("search").addEventListener("input", showFound);
element("larger").addEventListener("click", () => zoom(1.25));
element("smaller").addEventListener("click", () => zoom(0.8));
element("across").addEventListener("click", fitAcross);
element("whole").addEventListener("click", fitWhole);
nodeKinds.forEach((kind, place) => filter("nodes", kind, place));
edgeKinds.forEach((kind, place) => filter("edges", kind, place));
if (picture.bands.length) fitAcross();
else fitWhole();
network.once("afterDrawing", () => {
  // Two frames on, what was drawn is on the screen.
  requestAnimationFrame(() => requestAnimationFrame(() => (document.documentElement.dataset.ready = "true")));
});
network.redraw();

export {};
