// @ts-check
/** The drawn picture: Cytoscape.js with places of our own, a choice that dims the rest, and keys that walk. */

import cytoscape from "../vendor/cytoscape/cytoscape.esm.min.mjs";
import { LANES, asTree, inLanes, lanesOf, onRings } from "./lanes.js";
import { dashesOf, styleSheet, widthOf } from "./looks.js";
import { keyOf } from "./picture.js";
import { t } from "./words.js";

/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {"lanes" | "rings" | "tree"} Layout */
/** @typedef {{choose: (key: string | null) => void, expand: (key: string) => void}} Listeners */
/** @typedef {{draw: (picture: Picture, layout: Layout, chosen: string | null) => void, walk: (way: string) => string | null,
 *     zoom: (factor: number) => void, fit: () => void, restyle: () => void, png: () => Promise<Blob>, core: import("cytoscape").Core,
 *     onView: (listener: () => void) => void, destroy: () => void}} Canvas */

const LETTER = 13;
const PADDING = 22;
const SMALLEST = 0.6;
const SMALLEST_RINGS = 0.45;
const EDGE = 16;
const TOP = 48;

/**
 * Return a canvas in an element.
 *
 * @param {HTMLElement} place
 * @param {Listeners} listeners
 * @returns {Canvas}
 */
export function newCanvas(place, listeners) {
  const core = cytoscape({
    container: place, elements: [], style: styleSheet(), minZoom: 0.1, maxZoom: 3, boxSelectionEnabled: false, autounselectify: true,
    userZoomingEnabled: false,
  });
  core.on("tap", (event) => listeners.choose(event.target === core ? null : event.target.id()));
  let last = "";
  let isSame = false;
  core.on("tapstart", "node", (event) => {
    // Two taps on two nodes are no double tap, however quick.
    isSame = last === event.target.id();
    last = event.target.id();
  });
  core.on("dbltap", "node", (event) => isSame && listeners.expand(event.target.id()));
  place.addEventListener("wheel", (event) => wheel(core, place, event), { passive: false });
  pinch(core, place);
  let drawn = "";
  return {
    core,
    draw(picture, layout, chosen) {
      const places = arrange(core, picture, layout);
      const now = `${picture.root} ${layout}`;
      core.batch(() => core.nodes().forEach((node) => void node.position(places.get(node.id()) ?? { x: 0, y: 0 })));
      if (drawn !== now) open(core, place, layout, picture.root);
      drawn = now;
      mark(core, picture, chosen);
    },
    walk: (way) => walked(core, way),
    zoom: (factor) => zoomed(core, factor, { x: place.clientWidth / 2, y: place.clientHeight / 2 }),
    fit: () => void core.fit(undefined, 24),
    restyle: () => void core.style(styleSheet()),
    png: () => /** @type {Promise<Blob>} */ (core.png({ output: "blob-promise", full: true, scale: 2, maxWidth: 8000, maxHeight: 8000, bg: getComputedStyle(place).backgroundColor })),
    onView: (listener) => void core.on("viewport resize", listener),
    destroy: () => core.destroy(),
  };
}

/** Put the elements of a picture in and return where they stand. @param {import("cytoscape").Core} core @param {Picture} picture @param {Layout} layout */
function arrange(core, picture, layout) {
  const elements = elementsOf(picture, layout);
  const wanted = new Set(elements.map((each) => each.data.id));
  core.batch(() => {
    core.elements().filter((each) => !wanted.has(each.id())).remove();
    core.add(elements.filter((each) => core.getElementById(each.data.id).empty()));
    for (const each of elements) core.getElementById(each.data.id).data(each.data);
    // At which sides an edge ends is of the lanes, and new data leaves behind what it does not name.
    if (layout !== "lanes") core.edges().removeData("leaves meets bent");
  });
  const nodes = elements.filter((each) => each.group === "nodes");
  const placed = nodes.map((each) => ({ key: each.data.id, label: each.data.label, position: each.data.position }));
  const ties = elements.filter((each) => each.group === "edges").map((each) => ({ start: each.data.source, finish: each.data.target }));
  if (layout === "rings") return onRings(placed, ties, picture.root);
  if (layout === "tree") return asTree(placed, ties, picture.root);
  return inLanes(placed, ties);
}

/** Return what Cytoscape.js is given. @param {Picture} picture @param {Layout} layout @returns {any[]} */
function elementsOf(picture, layout) {
  /** @type {any[]} */
  const elements = [];
  for (const [key, node] of picture.nodes) {
    // Only lanes have room for whole tasks.
    const width = layout === "lanes" ? widthOf(node.label) : Math.min(widthOf(node.label), 150);
    const facts = node.task;
    const position = facts ? [facts.document, facts.annex ?? 0, facts.row ?? 0, node.id] : [node.id];
    const data = { id: key, label: node.label, text: shortened(node.name ?? node.id, width - PADDING), room: width - PADDING, width, position };
    elements.push({ group: "nodes", data });
  }
  for (const [key, edge] of picture.edges) {
    const dashes = dashesOf(edge.relationship, edge.edge.inherited === true);
    const data = {
      id: key, source: keyOf(edge.start), target: keyOf(edge.finish), type: edge.relationship,
      throughGroup: edge.start.label === "UnitGroup", ...(dashes.length ? { dashes } : {}),
      ...(layout === "lanes" ? sides(edge.start.label, edge.finish.label) : {}),
    };
    elements.push({ group: "edges", data });
  }
  for (const [key, more] of picture.more) {
    const text = t("graph.more", { number: more.rest });
    const id = `more ${key}`;
    elements.push({ group: "nodes", data: { id, label: "more", text, room: widthOf("more") - 14, width: widthOf("more"), position: ["\uffff", key] } });
    const ends = layout === "lanes" ? sides(picture.nodes.get(key)?.label ?? "", "more") : {};
    elements.push({ group: "edges", data: { id: `edge ${id}`, source: key, target: id, type: "more", ...ends } });
  }
  return elements;
}

/** Return at which sides an edge leaves and meets its nodes; within a lane it bends out to the right. @param {string} start @param {string} finish */
function sides(start, finish) {
  const [from, to] = [start, finish].map((label) => LANES.findIndex(([, own]) => own.includes(label)));
  if (from === to) return { leaves: "50% 0", meets: "50% 0", bent: -48 };
  return from < to ? { leaves: "50% 0", meets: "-50% 0" } : { leaves: "-50% 0", meets: "50% 0" };
}

/** Return as much of a name as two lines have room for. @param {string} name @param {number} room */
function shortened(name, room) {
  const letters = [...name.replace(/\s+/g, " ")];
  const most = 2 * Math.floor(room / LETTER);
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : letters.join("");
}

/** Show a new picture from its top, as wide as it is but not smaller than can be read. @param {import("cytoscape").Core} core @param {HTMLElement} place @param {Layout} layout @param {string} root */
function open(core, place, layout, root) {
  core.resize();
  const box = core.elements().boundingBox({});
  const level = Math.min(1.1, Math.max(SMALLEST, (place.clientWidth - 2 * EDGE) / Math.max(box.w, 1)));
  core.zoom(level);
  if (layout === "rings") {
    core.fit(undefined, EDGE);
    if (core.zoom() < SMALLEST_RINGS) core.zoom(SMALLEST_RINGS);
    return void core.center(core.getElementById(root).empty() ? undefined : core.getElementById(root));
  }
  const left = Math.max(EDGE, (place.clientWidth - box.w * level) / 2);
  const isTall = layout === "tree" && box.h * level > place.clientHeight;
  const top = isTall ? place.clientHeight / 2 - (core.getElementById(root).position()?.y ?? 0) * level : TOP - box.y1 * level;
  core.pan({ x: left - box.x1 * level, y: top });
}

/**
 * Return what a choice stands out with: of an edge its ends, of a task what it names, of all others their tasks and what
 * those name, so that one sees with whom and under whom.
 *
 * @param {any} element
 */
function around(element) {
  if (element.isEdge()) return element.union(element.connectedNodes());
  const near = element.closedNeighborhood();
  return element.data("label") === "Task" ? near : near.union(near.nodes('[label = "Task"]').closedNeighborhood());
}

/** Dim what is not next to the choice; show the path that was asked for. @param {import("cytoscape").Core} core @param {Picture} picture @param {string | null} chosen */
function mark(core, picture, chosen) {
  core.batch(() => {
    core.elements().removeClass("dimmed chosen faint marked");
    // A path that is all there is needs no mark.
    if (picture.marked.size < core.elements().length) for (const key of picture.marked) core.getElementById(key).addClass("marked");
    const element = chosen ? core.getElementById(chosen) : core.collection();
    if (element.empty()) return;
    const near = around(element);
    core.elements().difference(near).not(".marked").addClass("dimmed");
    element.addClass("chosen");
    // Its own edges before those that its tasks bring along.
    if (element.isNode()) near.edges().difference(element.connectedEdges()).not(".marked").addClass("faint");
  });
}

/** The wheel moves the picture, with Ctrl it zooms. @param {import("cytoscape").Core} core @param {HTMLElement} place @param {WheelEvent} event */
function wheel(core, place, event) {
  event.preventDefault();
  const box = place.getBoundingClientRect();
  if (event.ctrlKey || event.metaKey) zoomed(core, Math.exp(-event.deltaY * 0.002), { x: event.clientX - box.left, y: event.clientY - box.top });
  else if (event.shiftKey) core.panBy({ x: -(event.deltaX || event.deltaY), y: 0 });
  else core.panBy({ x: -event.deltaX, y: -event.deltaY });
}

/** Two fingers zoom. @param {import("cytoscape").Core} core @param {HTMLElement} place */
function pinch(core, place) {
  let apart = 0;
  place.addEventListener("touchmove", (event) => {
    if (event.touches.length !== 2) return;
    const [one, other] = [...event.touches];
    const now = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    const box = place.getBoundingClientRect();
    if (apart) zoomed(core, now / apart, { x: (one.clientX + other.clientX) / 2 - box.left, y: (one.clientY + other.clientY) / 2 - box.top });
    apart = now;
  }, { passive: true });
  place.addEventListener("touchend", () => { apart = 0; }, { passive: true });
}

/** @param {import("cytoscape").Core} core @param {number} factor @param {{x: number, y: number}} point */
function zoomed(core, factor, point) {
  core.zoom({ level: core.zoom() * factor, renderedPosition: point });
}

/** Return the next node that way of the chosen one: up and down in its lane, left and right in the next. @param {import("cytoscape").Core} core @param {string} way */
function walked(core, way) {
  const chosen = core.$("node.chosen");
  const nodes = core.nodes();
  if (chosen.empty()) return nodes.empty() ? null : nodes[0].id();
  const from = chosen[0].position();
  const [ahead, aside] = /** @type {Record<string, [number, number][]>} */ ({
    ArrowUp: [[0, -1], [1, 0]], ArrowDown: [[0, 1], [1, 0]], ArrowLeft: [[-1, 0], [0, 1]], ArrowRight: [[1, 0], [0, 1]],
  })[way];
  let best = null;
  let least = Infinity;
  nodes.forEach((node) => {
    const [x, y] = [node.position().x - from.x, node.position().y - from.y];
    const forward = x * ahead[0] + y * ahead[1];
    const beside = Math.abs(x * aside[0] + y * aside[1]);
    const cost = forward + 3 * beside;
    if (forward > 1 && cost < least) [best, least] = [node.id(), cost];
  });
  if (best) reveal(core, best);
  return best;
}

/** Move a node into view. @param {import("cytoscape").Core} core @param {string} key */
function reveal(core, key) {
  const at = core.getElementById(key).renderedPosition();
  if (at.x < 20 || at.y < 40 || at.x > core.width() - 20 || at.y > core.height() - 20) core.center(core.getElementById(key));
}

/** Return the drawn lanes of a picture: name, left and right end on the screen. @param {Canvas} canvas @param {Picture} picture */
export function lanesOnScreen(canvas, picture) {
  const labels = [...picture.nodes.values()].map((node) => node.label).concat(picture.more.size ? ["more"] : []);
  const [zoom, pan] = [canvas.core.zoom(), canvas.core.pan()];
  return lanesOf(labels).map((lane) => ({ name: lane.name, left: (lane.x - lane.width / 2) * zoom + pan.x, width: lane.width * zoom }));
}

