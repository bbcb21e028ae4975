// @ts-check
/** Where the nodes of a picture stand: lanes side by side, rings around one node, or a tree. Pure, and always the same. */

/** @typedef {{key: string, label: string, position: (string | number)[]}} Placed - a node; `position`: its place in the document */
/** @typedef {{start: string, finish: string}} Tie */
/** @typedef {Map<string, {x: number, y: number}>} Places */

/** The lanes from left to right, each with the labels that stand in it. @type {[string, string[]][]} */
export const LANES = [
  ["lane.source", ["Jurisdiction", "Document", "Section"]],
  ["lane.category", ["Category"]],
  ["lane.official", ["Official"]],
  ["lane.task", ["Task", "more"]],
  ["lane.target", ["Target"]],
  ["lane.unit", ["Unit", "UnitGroup", "Judgement"]],
];
export const WIDTHS = /** @type {Record<string, number>} */ ({
  "lane.source": 190, "lane.category": 170, "lane.official": 84, "lane.task": 290, "lane.target": 150, "lane.unit": 140,
});
export const GAP = 64;
const HEIGHT = 54;
/** Rings: how far apart they are, how much room a node has along one, and how much wider than high they are. */
const APART = 95;
const ALONG = 105;
const FLAT = 1.7;

/** Return the lanes that hold something, each with its middle and its width. @param {Iterable<string>} labels */
export function lanesOf(labels) {
  const held = new Set(labels);
  let left = 0;
  return LANES.filter(([, own]) => own.some((label) => held.has(label))).map(([name, own]) => {
    const width = WIDTHS[name];
    const lane = { name, labels: own, x: left + width / 2, width };
    left += width + GAP;
    return lane;
  });
}

/**
 * Return places in lanes: tasks as their documents have them, all others beside the middle of what they are tied to.
 *
 * @param {Placed[]} nodes
 * @param {Tie[]} ties
 * @returns {Places}
 */
export function inLanes(nodes, ties) {
  const lanes = lanesOf(nodes.map((node) => node.label));
  const columns = lanes.map((lane) => nodes.filter((node) => lane.labels.includes(node.label)).sort(byPosition));
  const near = neighboursOf(ties);
  const tallest = Math.max(...columns.map((column) => column.length), 1) * HEIGHT;
  /** @type {Map<string, number>} */
  const heights = new Map();
  const spread = (/** @type {Placed[]} */ column) =>
    column.forEach((node, at) => heights.set(node.key, ((at + 0.5) * tallest) / column.length));
  columns.forEach(spread);
  const tasks = lanes.findIndex((lane) => lane.name === "lane.task");
  // Twice: the second time those that are tied to each other beside the tasks have settled.
  for (let round = 0; round < 2; round += 1) {
    columns.forEach((column, at) => {
      if (at === tasks) return;
      const middles = new Map(column.map((node) => [node.key, middle(near.get(node.key), heights) ?? heights.get(node.key) ?? 0]));
      column.sort((one, other) => (middles.get(one.key) ?? 0) - (middles.get(other.key) ?? 0) || byPosition(one, other));
      spread(column);
    });
  }
  return new Map(columns.flatMap((column, at) =>
    column.map((node) => [node.key, { x: lanes[at].x, y: heights.get(node.key) ?? 0 }])));
}

/**
 * Return places on rings around a node, by how many steps away from it they are; a ring that is full begins another.
 *
 * @param {Placed[]} nodes @param {Tie[]} ties @param {string} root @returns {Places}
 */
export function onRings(nodes, ties, root) {
  const places = new Map();
  let radius = 0;
  for (const level of stepsFrom(nodes, ties, root)) {
    const rest = [...level];
    while (rest.length) {
      const ring = rest.splice(0, radius === 0 ? 1 : Math.max(6, Math.floor((2 * Math.PI * radius) / ALONG)));
      ring.forEach((node, at) => {
        const angle = (2 * Math.PI * at) / ring.length - Math.PI / 2;
        places.set(node.key, { x: radius * Math.cos(angle) * FLAT, y: radius * Math.sin(angle) });
      });
      radius += radius === 0 ? 170 : APART;
    }
  }
  return places;
}

/**
 * Return places of a tree that grows to the right from a node.
 *
 * @param {Placed[]} nodes @param {Tie[]} ties @param {string} root @returns {Places}
 */
export function asTree(nodes, ties, root) {
  const levels = stepsFrom(nodes, ties, root);
  const near = neighboursOf(ties);
  const tallest = Math.max(...levels.map((level) => level.length), 1) * HEIGHT;
  const heights = new Map();
  /** @type {Places} */
  const places = new Map();
  levels.forEach((level, at) => {
    const middles = new Map(level.map((node) => [node.key, middle(near.get(node.key), heights) ?? 0]));
    level.sort((one, other) => (middles.get(one.key) ?? 0) - (middles.get(other.key) ?? 0) || byPosition(one, other));
    level.forEach((node, row) => places.set(node.key, { x: at * 300, y: ((row + 0.5) * tallest) / level.length }));
    level.forEach((node) => heights.set(node.key, places.get(node.key)?.y));
  });
  return places;
}

/** Return the edges that hold a tree or rings together: those by which each node is first reached. @param {Placed[]} nodes @param {(Tie & {key: string})[]} ties @param {string} root */
export function holding(nodes, ties, root) {
  const { levels, apart } = walkFrom(nodes, ties, root);
  const steps = new Map(levels.flatMap((level, at) => level.map((node) => [node.key, at])));
  const lone = new Set(apart.map((node) => node.key));
  /** @type {Map<string, string>} */
  const parents = new Map();
  const held = new Set();
  for (const tie of ties) {
    if (lone.has(tie.start)) held.add(tie.key);
    const [upper, lower] = (steps.get(tie.start) ?? 0) < (steps.get(tie.finish) ?? 0) ? [tie.start, tie.finish] : [tie.finish, tie.start];
    if (steps.get(upper) === steps.get(lower)) continue;
    if (!parents.has(lower)) parents.set(lower, upper);
    if (parents.get(lower) === upper) held.add(tie.key);
  }
  return held;
}

/** Return the nodes by how many steps they are away; what is not tied to the root comes last. @param {Placed[]} nodes @param {Tie[]} ties @param {string} root @returns {Placed[][]} */
function stepsFrom(nodes, ties, root) {
  const { levels, apart } = walkFrom(nodes, ties, root);
  return apart.length ? [...levels, apart] : levels;
}

/** @param {Placed[]} nodes @param {Tie[]} ties @param {string} root @returns {{levels: Placed[][], apart: Placed[]}} */
function walkFrom(nodes, ties, root) {
  const near = neighboursOf(ties);
  const left = new Map(nodes.map((node) => [node.key, node]));
  const first = left.has(root) ? root : nodes[0]?.key;
  const levels = [];
  let level = first === undefined ? [] : [first];
  while (level.length) {
    levels.push(level.flatMap((key) => left.get(key) ?? []).sort(byPosition));
    level.forEach((key) => left.delete(key));
    level = [...new Set(level.flatMap((key) => near.get(key) ?? []))].filter((key) => left.has(key));
  }
  return { levels, apart: [...left.values()].sort(byPosition) };
}

/** @param {Tie[]} ties @returns {Map<string, string[]>} */
function neighboursOf(ties) {
  const near = new Map();
  for (const { start, finish } of ties) {
    near.set(start, [...(near.get(start) ?? []), finish]);
    near.set(finish, [...(near.get(finish) ?? []), start]);
  }
  return near;
}

/** @param {string[] | undefined} keys @param {Map<string, number | undefined>} heights */
function middle(keys, heights) {
  const known = (keys ?? []).flatMap((key) => heights.get(key) ?? []);
  return known.length ? known.reduce((sum, each) => sum + each, 0) / known.length : undefined;
}

/** @param {Placed} one @param {Placed} other */
export function byPosition(one, other) {
  for (let at = 0; at < Math.max(one.position.length, other.position.length); at += 1) {
    const [a, b] = [one.position[at] ?? "", other.position[at] ?? ""];
    if (a !== b) return a < b ? -1 : 1;
  }
  return 0;
}
