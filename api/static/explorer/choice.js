// @ts-check
/** What stands out with a choice, told from the whole picture: what is hidden ties as well as what is drawn. */

import { edgeKeyOf, keyOf } from "./picture.js";

/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {{key: string, near: Set<string>, own: Set<string>}} Choice - what stands out, and of it the edges of the choice itself */

/** Relationships whose start belongs to their finish: who chooses a heading, a document or a place means what is in it. */
const BELONGS = new Set(["PART_OF", "STATED_IN", "ISSUED_FOR", "WITHIN"]);

/**
 * Return what a choice stands out with: of an edge its ends, of a task what it names, of all others their tasks and what
 * those name, so that one sees with whom and under whom.
 *
 * @param {Picture} whole @param {string} key @returns {Choice}
 */
export function choiceOf(whole, key) {
  const edge = whole.edges.get(key);
  if (edge) return { key, near: new Set([key, keyOf(edge.start), keyOf(edge.finish)]), own: new Set([key]) };
  const chosen = withAllBelow(whole, key);
  const own = edgesAt(whole, chosen);
  const tasks = new Set([...endsOf(whole, own)].filter((each) => whole.nodes.get(each)?.label === "Task"));
  const reached = isTask(whole, key) ? own : new Set([...own, ...edgesAt(whole, tasks)]);
  const near = new Set([...chosen, ...reached, ...endsOf(whole, reached), ...stubsOf([...chosen, ...tasks])]);
  return { key, near, own: new Set([...own, ...stubsOf([...chosen])]) };
}

/** @param {Picture} whole @param {string} key */
function isTask(whole, key) {
  return whole.nodes.get(key)?.label === "Task";
}

/** Return a node with all that belongs to it, directly or not. @param {Picture} whole @param {string} key */
function withAllBelow(whole, key) {
  /** @type {Map<string, string[]>} */
  const below = new Map();
  for (const edge of whole.edges.values()) {
    if (BELONGS.has(edge.relationship)) below.set(keyOf(edge.finish), [...(below.get(keyOf(edge.finish)) ?? []), keyOf(edge.start)]);
  }
  const found = new Set([key]);
  for (const each of found) for (const lower of below.get(each) ?? []) found.add(lower);
  return found;
}

/** @param {Picture} whole @param {Set<string>} keys */
function edgesAt(whole, keys) {
  return new Set([...whole.edges.values()].filter((edge) => keys.has(keyOf(edge.start)) || keys.has(keyOf(edge.finish))).map(edgeKeyOf));
}

/** @param {Picture} whole @param {Set<string>} edges */
function endsOf(whole, edges) {
  return new Set([...edges].flatMap((key) => {
    const edge = whole.edges.get(key);
    return edge ? [keyOf(edge.start), keyOf(edge.finish)] : [];
  }));
}

/** Return the names of what stands for more beside nodes, and of the lines to it. @param {string[]} keys */
function stubsOf(keys) {
  return keys.flatMap((key) => [`more ${key}`, `edge more ${key}`]);
}
