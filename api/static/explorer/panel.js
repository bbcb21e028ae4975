// @ts-check
/** What is chosen: what it is, its figures, what stands beside it by relationship, and for each edge its receipt. */

import { link, pictureOf } from "./address.js";
import { get, pathOf } from "./client.js";
import { fill, h } from "./dom.js";
import { nodeLook } from "./looks.js";
import { keyOf, nodeOf } from "./picture.js";
import { receipt, source, taskInFull } from "./receipt.js";
import { nameOf, placeInWords, t } from "./words.js";

/** @typedef {import("./types.js").GraphNode} GraphNode */
/** @typedef {import("./types.js").GraphEdge} GraphEdge */
/** @typedef {import("./types.js").Neighbours} Neighbours */
/** @typedef {{choose: (key: string) => void, add: (node: GraphNode) => void, act: (name: string, key: string) => void}} PanelListeners */

const FIRST = 10;
const NO_ROUTE = new Set(["Jurisdiction"]);
/** What is told of each label, in this order, where it is known. @type {Record<string, string[]>} */
const FACTS = {
  Task: ["content", "requirement", "deadline", "year", "locator"],
  Unit: ["kind", "aliases"],
  UnitGroup: ["open"],
  Document: ["title", "number", "issued_on", "year", "addressees", "source"],
  Category: ["level", "annex"],
  Section: ["period", "text"],
  Target: ["subject", "comparator", "value", "unit", "measure", "year", "quote", "locator"],
  Judgement: ["verdict", "names", "reason", "decided_by", "decided_at"],
};

/** Return the mark of a label: its colour and what it is called. @param {string} label */
export function chip(label) {
  const mark = h("span", { class: "chip", "data-label": label }, nameOf(label));
  mark.style.setProperty("--mark", nodeLook(label).colour);
  return mark;
}

/**
 * Show a node.
 *
 * @param {HTMLElement} place @param {string} key @param {PanelListeners} listeners
 * @param {boolean} isNarrowed - the picture leaves tasks out that the figures count
 */
export async function showNode(place, key, listeners, isNarrowed) {
  const { label, id } = nodeOf(key);
  const around = await get(pathOf("neighbours", id), { label, limit: FIRST });
  const full = NO_ROUTE.has(label) ? {} : await get(around.node.href, { limit: 1 });
  fill(
    place,
    h("header", {}, chip(label), h("h2", {}, around.node.name ?? id), h("p", { class: "quiet id" }, id)),
    actions(label, key, around.node, listeners),
    facts(label, full),
    isNarrowed && label !== "Task" ? h("p", { class: "quiet", "data-note": "whole" }, t("panel.whole")) : null,
    load(label, full),
    label === "Task" ? source((await taskInFull(id)).excerpt) : null,
    around.neighbours.filter((/** @type {Neighbours} */ each) => each.total > 0)
      .map((/** @type {Neighbours} */ each) => relation(around.node, each, listeners)),
  );
}

/**
 * Show an edge with its receipt and the row of the document that says so.
 *
 * @param {HTMLElement} place @param {GraphEdge} edge @param {(key: string) => string} nameOfNode @param {PanelListeners} listeners
 */
export async function showEdge(place, edge, nameOfNode, listeners) {
  const task = [edge.start, edge.finish].find((each) => each.label === "Task");
  const [start, finish] = [keyOf(edge.start), keyOf(edge.finish)];
  const full = task ? await taskInFull(task.id) : null;
  const stated = full?.neighbours.find((/** @type {Neighbours} */ each) => each.relationship === "STATED_IN")?.items[0]?.node;
  fill(
    place,
    h("header", {}, h("p", { class: "chips" }, chip(edge.start.label), h("strong", {}, nameOf(edge.relationship)), chip(edge.finish.label))),
    h(
      "p", { class: "claim" },
      h("button", { class: "text", type: "button", onclick: () => listeners.choose(start) }, nameOfNode(start)), " ",
      h("strong", {}, `— ${nameOf(edge.relationship)} →`), " ",
      h("button", { class: "text", type: "button", onclick: () => listeners.choose(finish) }, nameOfNode(finish)),
    ),
    stated ? h("p", {}, t("receipt.document"), h("a", { href: pictureOf(stated) }, stated.name ?? stated.id)) : null,
    receipt(edge.relationship, edge.edge, nameOfNode(start)) ?? h("p", { class: "quiet" }, t("receipt.none")),
    full && ["LEADS", "OWNS", "SUPPORTS"].includes(edge.relationship) ? source(full.excerpt, edge.relationship) : null,
  );
}

/** @param {string} label @param {string} key @param {GraphNode} node @param {PanelListeners} listeners */
function actions(label, key, node, listeners) {
  const act = (/** @type {string} */ name) =>
    h("button", { type: "button", "data-act": name, onclick: () => listeners.act(name, key) }, t(`act.${name}`));
  return h(
    "div", { class: "actions" }, act("expand"), act("focus"), act("path"), act("hide"),
    label === "Unit" || label === "Official" ? h("a", { class: "button", href: link("sheet", { label, id: node.id }) }, t("act.sheet")) : null,
    label === "Document" ? h("a", { class: "button", href: link("findings", { document: node.id }) }, t("act.findings")) : null,
  );
}

/** @param {string} label @param {any} full */
function facts(label, full) {
  const told = (FACTS[label] ?? []).filter((name) => full[name] !== null && full[name] !== undefined && full[name] !== "unknown" && String(full[name]) !== "");
  if (!told.length) return null;
  return h("dl", { class: "facts" }, told.flatMap((name) => [h("dt", {}, t(`fact.${name}`)), h("dd", {}, factText(name, full[name]))]));
}

/** @param {string} name @param {any} value */
function factText(name, value) {
  if (Array.isArray(value)) return value.join("、");
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (name === "locator") return placeInWords(String(value));
  return name === "kind" ? t(`kind.${value}`) : String(value);
}

/** Return how much it carries: what names it, and apart from that what may mean it through a group. @param {string} label @param {any} full */
function load(label, full) {
  if (label === "Unit") {
    return table("load.title", ["load.role", "load.explicit", "load.first", "load.groups"], ["owns", "supports"].map((role) =>
      [t(`role.${role}`), full.load[role].explicit, full.load[role].first_listed, full.load[role].through_groups]));
  }
  if (label === "Official") {
    return table("load.title", ["load.role", "load.explicit", "load.first"], [[t("role.leads"), full.load.leads.tasks, full.load.leads.first_listed]]);
  }
  return null;
}

/** @param {string} title @param {string[]} columns @param {(string | number)[][]} rows */
function table(title, columns, rows) {
  return h(
    "table", { class: "figures" }, h("caption", {}, t(title)),
    h("thead", {}, h("tr", {}, columns.map((each) => h("th", { scope: "col" }, t(each))))),
    h("tbody", {}, rows.map(([first, ...rest]) => h("tr", {}, h("th", { scope: "row" }, first), rest.map((each) => h("td", {}, each))))),
  );
}

/** Return what a relationship is called from the node that is shown: what it is from its other end has words of its own. @param {Neighbours} page */
function relationOf({ relationship, direction }) {
  const key = `relation.in.${relationship}`;
  return direction === "in" && t.has(key) ? t(key) : nameOf(relationship);
}

/** Return what stands beside a node at one relationship, a page at a time. @param {GraphNode} node @param {Neighbours} page @param {PanelListeners} listeners */
function relation(node, page, listeners) {
  const title = `${relationOf(page)} · ${nameOf(page.label)}`;
  const list = h("ul", { class: "neighbours" }, page.items.map((item) => neighbour(node, page, item, listeners)));
  const section = h(
    "details", { class: "relation", open: page.total <= FIRST || page.relationship !== "STATED_IN" },
    h("summary", {}, title, h("span", { class: "count" }, page.total)), list,
  );
  if (page.rest > 0) section.append(moreButton(node, page, list, listeners));
  return section;
}

/** @param {GraphNode} node @param {Neighbours} page @param {HTMLElement} list @param {PanelListeners} listeners */
function moreButton(node, page, list, listeners) {
  let offset = page.items.length;
  const button = h("button", { type: "button", class: "text" }, t("panel.more", { number: page.rest }));
  button.addEventListener("click", async () => {
    const asked = { label: node.label, relationship: page.relationship, limit: 50, offset };
    const found = await get(pathOf("neighbours", node.id), asked);
    const next = found.neighbours.find((/** @type {Neighbours} */ each) => each.label === page.label && each.direction === page.direction);
    list.append(...next.items.map((/** @type {any} */ item) => neighbour(node, page, item, listeners)));
    offset += next.items.length;
    if (next.rest > 0) button.textContent = t("panel.more", { number: next.rest });
    else button.remove();
  });
  return button;
}

/** @param {GraphNode} node @param {Neighbours} page @param {{node: GraphNode, edge: import("./types.js").Receipt}} item @param {PanelListeners} listeners */
function neighbour(node, page, item, listeners) {
  const start = page.direction === "out" ? node : item.node;
  const told = receipt(page.relationship, item.edge, start.name ?? start.id);
  return h(
    "li", {},
    h("button", { type: "button", class: "text", onclick: () => listeners.add(item.node) }, item.node.name ?? item.node.id),
    item.edge.inherited ? h("span", { class: "badge" }, t("receipt.inherited")) : null,
    told ? h("details", { class: "why" }, h("summary", {}, t("panel.why")), told) : null,
  );
}
