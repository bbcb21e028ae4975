// @ts-check
/** What a load report says: counts, and findings by rule with their place, in the words of the reader's language. */

import { pictureOf } from "./address.js";
import { get } from "./client.js";
import { h } from "./dom.js";
import { language, nameOf, placeInWords, say, t } from "./words.js";

/** @typedef {{place: string, message: string, message_zh?: string, task?: string}} Finding */
/** @typedef {{rule: string, severity: "note" | "warning", count: number, items: Finding[], rest: number}} Found - the findings of one rule and severity */
/** @typedef {{name: string, title: import("./types.js").Words, cure: import("./types.js").Words | null}} Rule */

const FIRST = 20;
/** So many more are shown at a time. */
const PAGE = 200;
const ROLES = ["LEADS", "OWNS", "SUPPORTS"];

/** Return the rules by name. @returns {Promise<Map<string, Rule>>} */
export async function allRules() {
  const { items } = await get("/rules");
  return new Map(items.map((/** @type {Rule} */ each) => [each.name, each]));
}

/** Return what was counted, as a table. @param {any} report */
export function reportCounts(report) {
  const annexes = Object.entries(report.annexes).map(([annex, tasks]) => [t("report.annex", { annex }), tasks, ""]);
  const edges = ROLES.map((type) => [nameOf(type), report.edges[type] ?? 0, report.inherited[type] ?? 0]);
  const rows = [
    [t("count.tasks"), report.tasks, ""], ...(annexes.length > 1 ? annexes : []), ...edges,
    ...(report.sections ? [[nameOf("Section"), report.sections, ""]] : []), [t("report.cleaned"), report.cleaned_cells, ""],
  ];
  return h(
    "table", { class: "figures counts" }, h("caption", {}, t("report.counts")),
    h("thead", {}, h("tr", {}, ["report.what", "report.number", "report.inherited"].map((key) => h("th", { scope: "col" }, t(key))))),
    h("tbody", {}, rows.map(([name, ...numbers]) => h("tr", {}, h("th", { scope: "row" }, name), numbers.map((number) => h("td", {}, number))))),
  );
}

/**
 * Return the findings of a report: those of the checks, then those of reading.
 *
 * @param {any} report @param {Map<string, Rule>} rules
 * @param {string} [document] - where it is in the graph, the tasks that findings name lead to their pictures
 */
export function reportFindings(report, rules, document) {
  return ["checks", "findings"].map((kind) => {
    const found = warningsFirst(gathered(report[kind] ?? []));
    return h(
      "section", { class: "report", "data-kind": kind }, h("h2", {}, t(`report.${kind}`), h("span", { class: "count" }, found.reduce((sum, each) => sum + each.count, 0))),
      h("p", { class: "quiet" }, t(`report.${kind}.about`)),
      found.length ? found.map((each) => ofRule(each, rules.get(each.rule), document)) : h("p", {}, t("report.none")),
    );
  });
}

/** Return findings by rule and severity; the report of a document has them so, that of a load one by one. @param {any[]} entries @returns {Found[]} */
function gathered(entries) {
  /** @type {Map<string, Found>} */
  const found = new Map();
  for (const entry of entries) {
    if (entry.items) {
      found.set(`${entry.rule} ${entry.severity}`, entry);
      continue;
    }
    const key = `${entry.rule} ${entry.severity}`;
    /** @type {Found} */
    const group = found.get(key) ?? { rule: entry.rule, severity: entry.severity, count: 0, items: [], rest: 0 };
    group.count += 1;
    group.items.push(entry);
    found.set(key, group);
  }
  return [...found.values()];
}

/** @param {Found[]} found */
function warningsFirst(found) {
  return [...found].sort((one, other) => Number(one.severity === "note") - Number(other.severity === "note"));
}

/** @param {Found} found @param {Rule | undefined} rule @param {string} [document] */
function ofRule(found, rule, document) {
  return h(
    "details", { class: "rule", "data-rule": found.rule },
    h("summary", {}, h("span", { class: `severity ${found.severity}` }, t(`severity.${found.severity}`)), " ", h("strong", {}, rule ? say(rule.title) : found.rule), h("span", { class: "count" }, t("report.count", { number: found.count }))),
    rule?.cure ? h("p", { class: "cure" }, t("report.cure"), say(rule.cure)) : null,
    ...pagedList(found.items, document),
    found.rest ? h("p", { class: "quiet" }, t("report.not-kept", { shown: found.items.length, number: found.count })) : null,
  );
}

/** Return the first findings as a list, with a button that shows more. @param {Finding[]} items @param {string} [document] */
function pagedList(items, document) {
  const list = h("ol", { class: "found" }, items.slice(0, FIRST).map((each) => lineOf(each, document)));
  const left = () => items.length - list.children.length;
  const button = h("button", { type: "button", class: "text more", onclick: more }, t("report.more", { number: left() }));
  function more() {
    const next = items.slice(list.children.length, list.children.length + PAGE).map((each) => lineOf(each, document));
    list.append(...next);
    // Who came by keyboard goes on with the first that is new.
    next[0].tabIndex = -1;
    next[0].focus();
    if (left()) button.textContent = t("report.more", { number: left() });
    else button.remove();
  }
  return [list, left() ? button : null];
}

/** @param {Finding} finding @param {string} [document] */
function lineOf(finding, document) {
  return h("li", {}, placeOf(finding, document), h("span", {}, (language() === "zh" && finding.message_zh) || finding.message));
}

/** @param {Finding} finding @param {string} [document] */
function placeOf(finding, document) {
  const place = h("small", {}, placeInWords(finding.place));
  if (!finding.task) return place;
  const name = t("report.task", { task: finding.task });
  return h("span", { class: "where" }, document ? h("a", { href: pictureOf({ label: "Task", id: `${document}:${finding.task}` }) }, name) : name, " ", place);
}
