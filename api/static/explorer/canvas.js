// @ts-check
/** The drawn picture: Cytoscape.js with places of our own, a choice that dims the rest, and keys that walk. */

import cytoscape from "../vendor/cytoscape/cytoscape.esm.min.mjs";
import { LANES, asTree, holding, inLanes, lanesOf, onRings } from "./lanes.js";
import { dashesOf, styleSheet, widthOf } from "./looks.js";
import { keyOf } from "./picture.js";
import { t } from "./words.js";

/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("./choice.js").Choice} Choice */
/** @typedef {"lanes" | "rings" | "tree"} Layout */
/** @typedef {{choose: (key: string | null) => void, expand: (key: string) => void}} Listeners */
/** @typedef {{draw: (picture: Picture, layout: Layout, choice: Choice | null) => void, walk: (way: string) => string | null,
 *     zoom: (factor: number) => void, fit: () => void, resize: () => void, restyle: () => void, core: import("cytoscape").Core,
 *     onView: (listener: () => void) => void, destroy: () => void}} Canvas */

const LETTER = 13;
const PADDING = 22;
const SMALLEST = 0.6;
const SMALLEST_RINGS = 0.45;
/** Small enough for a lane of as many nodes as a picture holds. */
const SMALLEST_FIT = 0.015;
const EDGE = 16;
const TOP = 48;
const BEND = 48;

/**
 * Return a canvas in an element.
 *
 * @param {HTMLElement} place
 * @param {Listeners} listeners
 * @returns {Canvas}
 */
export function newCanvas(place, listeners) {
  const core = cytoscape({
    container: place, elements: [], style: styleSheet(), minZoom: SMALLEST_FIT, maxZoom: 3, boxSelectionEnabled: false, autounselectify: true,
    userZoomingEnabled: false,
  });
  // What a reader points at stays under the pointer.
  let tapped = "";
  core.on("tap", (event) => {
    tapped = event.target === core ? "" : event.target.id();
    listeners.choose(tapped || null);
  });
  let last = "";
  let isSame = false;
  core.on("tapstart", "node", (event) => {
    // Two taps on two nodes are no double tap, however quick.
    isSame = last === event.target.id();
    last = event.target.id();
  });
  core.on("dbltap", "node", (event) => {
    tapped = "";
    if (isSame) listeners.expand(event.target.id());
  });
  place.addEventListener("wheel", (event) => wheel(core, place, event), { passive: false });
  pinch(core, place);
  let drawn = "";
  let root = "";
  return {
    core,
    draw(picture, layout, choice) {
      core.resize();
      const { places, held } = arrange(core, picture, layout);
      const now = `${picture.root} ${layout}`;
      core.batch(() => core.nodes().forEach((node) => void node.position(places.get(node.id()) ?? { x: 0, y: 0 })));
      mark(core, picture, choice, held);
      if (drawn !== now) open(core, place, layout, picture.root);
      [drawn, root] = [now, picture.root];
      if (choice && choice.key !== tapped) reveal(core, choice.key);
      tapped = "";
    },
    walk: (way) => walked(core, way, root),
    zoom: (factor) => zoomed(core, factor, { x: place.clientWidth / 2, y: place.clientHeight / 2 }),
    fit: () => fit(core),
    resize() {
      core.resize();
      reveal(core, core.$(".chosen").id() ?? "");
    },
    restyle: () => void core.style(styleSheet()),
    onView: (listener) => void core.on("viewport resize", listener),
    destroy: () => core.destroy(),
  };
}

/** Put the elements of a picture in and return where they stand, and which lines hold them there; null where all do. @param {import("cytoscape").Core} core @param {Picture} picture @param {Layout} layout */
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
  const ties = elements.filter((each) => each.group === "edges").map((each) => ({ key: each.data.id, start: each.data.source, finish: each.data.target }));
  if (layout === "lanes") {
    const places = inLanes(placed, ties);
    bend(core, places);
    return { places, held: null };
  }
  const held = holding(placed, ties, picture.root);
  const kept = ties.filter((each) => held.has(each.key));
  return { places: layout === "rings" ? onRings(placed, kept, picture.root) : asTree(placed, kept, picture.root), held };
}

/** Let the edges within a lane bend out to the right, whichever way they go: to the left they would be behind the plates. @param {import("cytoscape").Core} core @param {import("./lanes.js").Places} places */
function bend(core, places) {
  core.edges("[?bent]").forEach((edge) => {
    const [from, to] = [edge.source().id(), edge.target().id()].map((key) => places.get(key)?.y ?? 0);
    edge.data("bent", from < to ? -BEND : BEND);
  });
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
  if (from === to) return { leaves: "50% 0", meets: "50% 0", bent: BEND };
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
  const middle = core.getElementById(root).empty() ? box.x1 : core.getElementById(root).position().x;
  const [least, most] = [place.clientWidth - EDGE - box.x2 * level, EDGE - box.x1 * level];
  // What is wider than the window begins with its root in the middle, as far as there is something beside it.
  const across = least < most ? Math.min(most, Math.max(least, place.clientWidth / 2 - middle * level)) : (most + least) / 2;
  const isTall = layout === "tree" && box.h * level > place.clientHeight;
  const top = isTall ? place.clientHeight / 2 - (core.getElementById(root).position()?.y ?? 0) * level : TOP - box.y1 * level;
  core.pan({ x: across, y: top });
  reveal(core, root);
}

/**
 * Dim what is not next to the choice; show the path that was asked for. Of lines across a tree or rings those of the
 * choice and of a path are drawn: all of them would hide the tree.
 *
 * @param {import("cytoscape").Core} core @param {Picture} picture @param {Choice | null} choice @param {Set<string> | null} held
 */
function mark(core, picture, choice, held) {
  core.batch(() => {
    core.elements().removeClass("dimmed chosen faint marked aside");
    // A path that is all there is needs no mark.
    if (picture.marked.size < core.elements().length) for (const key of picture.marked) core.getElementById(key).addClass("marked");
    if (held) core.edges().filter((each) => !held.has(each.id()) && !picture.marked.has(each.id()) && !choice?.own.has(each.id())).addClass("aside");
    if (!choice || core.getElementById(choice.key).empty()) return;
    core.elements().filter((each) => !choice.near.has(each.id())).not(".marked").addClass("dimmed");
    core.getElementById(choice.key).addClass("chosen");
    // Its own edges before those that its tasks bring along.
    core.edges().filter((each) => choice.near.has(each.id()) && !choice.own.has(each.id())).not(".marked").addClass("faint");
  });
}

/** Show all of the picture below the heads of its lanes. @param {import("cytoscape").Core} core */
function fit(core) {
  const box = core.elements().boundingBox({});
  const [width, height] = [core.width() - 2 * EDGE, core.height() - TOP - EDGE];
  const level = Math.min(core.maxZoom(), width / Math.max(box.w, 1), height / Math.max(box.h, 1));
  core.zoom(level);
  core.pan({ x: EDGE + (width - box.w * level) / 2 - box.x1 * level, y: TOP + (height - box.h * level) / 2 - box.y1 * level });
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

/** Return the next node that way of the chosen one: up and down in its lane, left and right in the next; without one the root. @param {import("cytoscape").Core} core @param {string} way @param {string} root */
function walked(core, way, root) {
  const chosen = core.$("node.chosen");
  const nodes = core.nodes();
  if (chosen.empty()) return core.getElementById(root).id() ?? nodes[0]?.id() ?? null;
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
  return best;
}

/** Move the picture as little as brings a node or the middle of an edge into view. @param {import("cytoscape").Core} core @param {string} key */
function reveal(core, key) {
  const element = /** @type {any} */ (core.getElementById(key));
  if (element.empty() || !element.visible()) return;
  const isNode = element.isNode();
  const middle = isNode ? element.renderedPosition() : element.renderedMidpoint();
  const [wide, high] = isNode ? [element.renderedOuterWidth() / 2, element.renderedOuterHeight() / 2] : [0, 0];
  const across = inside(middle.x - wide, middle.x + wide, EDGE, core.width() - EDGE);
  const down = inside(middle.y - high, middle.y + high, TOP, core.height() - EDGE);
  if (across || down) core.panBy({ x: across, y: down });
}

/** Return by how much a span has to move to lie between two ends; one that is too long begins where they begin. @param {number} from @param {number} to @param {number} first @param {number} last */
function inside(from, to, first, last) {
  if (from < first || to - from > last - first) return first - from;
  return to > last ? last - to : 0;
}

/** Return the lanes of a picture: name, middle and width. @param {Picture} picture */
export function lanesIn(picture) {
  return lanesOf([...picture.nodes.values()].map((node) => node.label).concat(picture.more.size ? ["more"] : []));
}

/** Return where the middles of its lanes are on the screen. @param {Canvas} canvas @param {Picture} picture */
export function lanesOnScreen(canvas, picture) {
  const [zoom, pan] = [canvas.core.zoom(), canvas.core.pan()];
  return lanesIn(picture).map((lane) => ({ name: lane.name, middle: lane.x * zoom + pan.x }));
}
