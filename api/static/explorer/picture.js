// @ts-check
/**
 * What a picture shows, from the steps that led to it. A picture is nothing but its steps: a link holds them, undo takes
 * the last one away, and the same steps over the same graph give the same picture.
 *
 *   ["show", label, id]          a node, its first tasks, and all that these name
 *   ["more", label, id, page]    its next tasks
 *   ["open", label, id, page]    what stands beside a node, thirty at a time
 *   ["path", label, id, label, id]
 *   ["nodes", id, id, …]         these nodes
 *   ["hide", label, id]
 */

import { get, pathOf } from "./client.js";

/** @typedef {import("./types.js").GraphNode} GraphNode */
/** @typedef {import("./types.js").GraphEdge} GraphEdge */
/** @typedef {(string | number)[]} Step */
/** @typedef {Record<string, string>} Narrowing - document, year, category: which tasks are asked for */
/** @typedef {{rest: number, step: Step}} More - how many are not shown, and the step that shows the next of them, if one does */

export const MOST_NODES = 500;
export const AT_A_TIME = 30;

/** Relationships in the order in which an opened node shows them; a place and a document join everything, so last. */
const ORDER = ["LEADS", "OWNS", "SUPPORTS", "HAS_TARGET", "IN_CATEGORY", "PART_OF", "MEMBER_OF", "MENTIONS", "STATED_IN",
  "WITHIN", "ISSUED_FOR"];
const OWN_FILTER = /** @type {Record<string, string>} */ ({ Document: "document", Category: "category" });
const LONGEST_IDS = 9_000;
const MOST_IDS = 500;

/** More nodes than a picture can hold. */
export class TooManyError extends Error {}

/** Return a node's name within a picture. @param {import("./types.js").NodeKey} node */
export function keyOf(node) {
  return `${node.label} ${node.id}`;
}

/** Return an edge's name within a picture. @param {GraphEdge} edge */
export function edgeKeyOf(edge) {
  return `${edge.relationship} ${keyOf(edge.start)} ${keyOf(edge.finish)}`;
}

/** Return label and id of a name. @param {string} key @returns {import("./types.js").NodeKey} */
export function nodeOf(key) {
  const end = key.indexOf(" ");
  return { label: key.slice(0, end), id: key.slice(end + 1) };
}

/** Nodes and edges, what has more to show, and what a path marks. */
export class Picture {
  constructor() {
    /** @type {Map<string, GraphNode>} */
    this.nodes = new Map();
    /** @type {Map<string, GraphEdge>} */
    this.edges = new Map();
    /** @type {Map<string, More>} */
    this.more = new Map();
    /** Names of the nodes and edges that a path walks. @type {Set<string>} */
    this.marked = new Set();
    /** Names of the nodes that were asked for by themselves. @type {Set<string>} */
    this.asked = new Set();
    /** What was asked for and not there. @type {string[]} */
    this.missing = [];
    /** The node that the picture began with. */
    this.root = "";
  }

  /** @param {Iterable<GraphNode>} nodes */
  addNodes(nodes) {
    for (const node of nodes) {
      const key = keyOf(node);
      this.root ||= key;
      this.nodes.set(key, { ...this.nodes.get(key), ...node });
    }
    if (this.nodes.size > MOST_NODES) throw new TooManyError();
  }

  /** @param {Iterable<GraphEdge>} edges */
  addEdges(edges) {
    for (const edge of edges) this.edges.set(edgeKeyOf(edge), edge);
  }

  /** @param {string} key */
  remove(key) {
    this.nodes.delete(key);
    this.more.delete(key);
    for (const [name, edge] of this.edges) if ([keyOf(edge.start), keyOf(edge.finish)].includes(key)) this.edges.delete(name);
  }
}

/**
 * Return the picture that the steps lead to.
 *
 * @param {Step[]} steps
 * @param {Narrowing} narrowing
 * @returns {Promise<Picture>}
 */
export async function replay(steps, narrowing) {
  const picture = new Picture();
  for (const step of steps) await take(picture, step, narrowing);
  const isWhole = steps.length === 1 && steps[0][0] === "show";
  if (!isWhole) await joinUp(picture);
  return picture;
}

/** @param {Picture} picture @param {Step} step @param {Narrowing} narrowing */
async function take(picture, step, narrowing) {
  const [kind, ...rest] = step;
  const [label, id] = rest.map(String);
  if (kind === "show") await show(picture, { label, id }, 0, narrowing);
  else if (kind === "more") await show(picture, { label, id }, Number(rest[2]), narrowing);
  else if (kind === "open") await open(picture, { label, id }, Number(rest[2] ?? 0));
  else if (kind === "path") await walk(picture, { label, id }, { label: String(rest[2]), id: String(rest[3]) });
  else if (kind === "nodes") await gather(picture, rest.map(String), narrowing);
  else if (kind === "hide") picture.remove(keyOf({ label, id }));
}

/** @param {Picture} picture @param {import("./types.js").NodeKey} node @param {number} page @param {Narrowing} narrowing */
async function show(picture, node, page, narrowing) {
  const offset = page * AT_A_TIME;
  const asked = Object.fromEntries(Object.entries(narrowing).filter(([name]) => name !== OWN_FILTER[node.label]));
  const found = await get(pathOf("surroundings", node.id), { label: node.label, limit: AT_A_TIME, offset, ...asked });
  picture.root ||= keyOf(node);
  picture.asked.add(keyOf(node));
  picture.addNodes(found.nodes);
  picture.addEdges(found.edges);
  const rest = found.total - offset - AT_A_TIME;
  if (rest > 0) picture.more.set(keyOf(node), { rest, step: ["more", node.label, node.id, page + 1] });
  else picture.more.delete(keyOf(node));
}

/** @param {Picture} picture @param {import("./types.js").NodeKey} node @param {number} page */
async function open(picture, node, page) {
  const found = await get(pathOf("neighbours", node.id), { label: node.label, limit: 200 });
  picture.addNodes([found.node]);
  /** @type {import("./types.js").Neighbours[]} */
  const relations = found.neighbours;
  relations.sort((one, other) => ORDER.indexOf(one.relationship) - ORDER.indexOf(other.relationship));
  const beside = relations.flatMap((each) => each.items.map((item) => item.node));
  const fresh = [...new Map(beside.map((each) => [keyOf(each), each])).values()].filter((each) => !picture.nodes.has(keyOf(each)));
  picture.addNodes(fresh.slice(0, AT_A_TIME));
  const behind = relations.reduce((sum, each) => sum + each.rest, 0);
  const rest = fresh.length - AT_A_TIME + behind;
  const key = keyOf(node);
  if (fresh.length > AT_A_TIME) picture.more.set(key, { rest, step: ["open", node.label, node.id, page + 1] });
  // What the API does not list any more is reached by a filter or as a table, not by opening on and on.
  else if (behind > 0) picture.more.set(key, { rest: behind, step: [] });
  else picture.more.delete(key);
}

/** @param {Picture} picture @param {import("./types.js").NodeKey} start @param {import("./types.js").NodeKey} finish */
async function walk(picture, start, finish) {
  const found = await get("/paths", {
    from: start.id, from_label: start.label, to: finish.id, to_label: finish.label, limit: 5,
  });
  picture.marked.clear();
  for (const path of found.items) {
    picture.addNodes(path.nodes);
    for (const edge of path.steps.flat()) {
      picture.addEdges([edge]);
      picture.marked.add(edgeKeyOf(edge));
    }
    for (const node of path.nodes) picture.marked.add(keyOf(node));
  }
  if (found.length === null) picture.missing.push(found.is_complete ? "no-path" : "path-unknown");
}

/** Add nodes, of the tasks those that are asked for: what is narrowed has room where the whole has none. @param {Picture} picture @param {string[]} ids @param {Narrowing} narrowing */
async function gather(picture, ids, narrowing) {
  for (const part of chunks(ids)) {
    const found = await get("/subgraph", { ids: part.map(escaped).join(",") });
    /** @type {GraphNode[]} */
    const nodes = found.nodes.filter((/** @type {GraphNode} */ each) => !each.task || isWithin(each.task, narrowing));
    picture.addNodes(nodes);
    for (const node of nodes) picture.asked.add(keyOf(node));
    picture.addEdges(found.edges.filter((/** @type {GraphEdge} */ each) => picture.nodes.has(keyOf(each.start)) && picture.nodes.has(keyOf(each.finish))));
    picture.missing.push(...found.missing);
  }
}

/** Say whether a task is of the document, year and category that are asked for. @param {import("./types.js").TaskFacts} facts @param {Narrowing} narrowing */
export function isWithin(facts, { document, year, category }) {
  return (!document || facts.document === document) && (!year || String(facts.year) === year) && (!category || facts.categories.includes(category));
}

/** Add every edge between the nodes, and the facts of the tasks. @param {Picture} picture */
async function joinUp(picture) {
  const parts = chunks([...new Set([...picture.nodes.values()].map((node) => node.id))]);
  const pairs = parts.length === 1 ? [parts[0]] : parts.flatMap((one, at) => parts.slice(at + 1).map((other) => [...one, ...other]));
  const answers = await Promise.all(pairs.map((ids) => get("/subgraph", { ids: ids.map(escaped).join(",") })));
  for (const found of answers) {
    picture.addNodes(found.nodes.filter((/** @type {GraphNode} */ each) => picture.nodes.has(keyOf(each))));
    picture.addEdges(found.edges.filter((/** @type {GraphEdge} */ each) =>
      picture.nodes.has(keyOf(each.start)) && picture.nodes.has(keyOf(each.finish))));
  }
}

/** Return the ids in parts that a request can hold. @param {string[]} ids @returns {string[][]} */
function chunks(ids) {
  /** @type {string[][]} */
  const parts = [];
  let length = Infinity;
  for (const id of ids) {
    length += id.length + 1;
    if (length > LONGEST_IDS || parts[parts.length - 1].length === MOST_IDS) {
      parts.push([]);
      length = id.length;
    }
    parts[parts.length - 1].push(id);
  }
  return parts;
}

/** @param {string} id */
function escaped(id) {
  return id.replaceAll(",", "\\,");
}
