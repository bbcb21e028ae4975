// @ts-check
/** What of a picture is drawn: not what is hidden, not the tasks that are not asked for, not what then stands there untied. */

import { isWithin, keyOf } from "./picture.js";

/** @typedef {import("./picture.js").Picture} Picture */

/** What ties everything to its document and place: in lanes it is at first not drawn. */
const JOINING = ["STATED_IN", "WITHIN", "ISSUED_FOR"];
const NOTHING = "-";

/** Return what is hidden in a layout where nothing was said. @param {string} layout */
export function hiddenAtFirst(layout) {
  return new Set(layout === "lanes" ? JOINING : []);
}

/** Return the names of the labels and relationships that an address hides. @param {string | null} said @param {string} layout */
export function hiddenOf(said, layout) {
  return said === null ? hiddenAtFirst(layout) : new Set(said.split(",").filter((name) => name && name !== NOTHING));
}

/** Return how an address says what is hidden. @param {Set<string>} hidden */
export function hiddenText(hidden) {
  return [...hidden].join(",") || NOTHING;
}

/**
 * Return the picture as it is drawn, and the nodes that are left out only because none of their lines is drawn.
 *
 * @param {Picture} whole @param {Set<string>} hidden @param {Record<string, string>} narrowing
 */
export function drawnPart(whole, hidden, narrowing) {
  const isShown = (/** @type {string} */ key, /** @type {import("./types.js").GraphNode} */ node) =>
    !hidden.has(node.label) && (key === whole.root || !node.task || isWithin(node.task, narrowing));
  const nodes = new Map([...whole.nodes].filter(([key, node]) => isShown(key, node)));
  const edges = new Map([...whole.edges].filter(([, edge]) =>
    !hidden.has(edge.relationship) && nodes.has(keyOf(edge.start)) && nodes.has(keyOf(edge.finish))));
  const untied = untiedOf(whole, nodes, edges);
  for (const key of untied.keys()) nodes.delete(key);
  /** @type {Picture} */
  const shown = Object.assign(Object.create(whole), { nodes, edges, more: new Map([...whole.more].filter(([key]) => nodes.has(key))) });
  return { shown, untied };
}

/**
 * Return the nodes that have lost all their lines. A task stays, for that it has nobody is worth seeing, and so does
 * what was asked for by itself.
 *
 * @param {Picture} whole @param {Picture["nodes"]} nodes @param {Picture["edges"]} edges
 */
function untiedOf(whole, nodes, edges) {
  const [before, now] = [whole.edges, edges].map((each) => new Set([...each.values()].flatMap((edge) => [keyOf(edge.start), keyOf(edge.finish)])));
  const stays = (/** @type {string} */ key) => now.has(key) || !before.has(key) || whole.asked.has(key) || whole.marked.has(key) || whole.more.has(key);
  return new Map([...nodes].filter(([key, node]) => node.label !== "Task" && !stays(key)));
}
