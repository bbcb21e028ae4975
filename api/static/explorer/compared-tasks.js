// @ts-check
/** Pairs of tasks of two documents that say nearly the same, with whose names changed. */

import { go, here, link, pictureOf } from "./address.js";
import { h } from "./dom.js";
import { t } from "./words.js";

/** @typedef {{id: string, name: string, content: string | null, category: string | null, leaders: string[], owners: string[], supports: string[]}} Task */
/** @typedef {{alike: number, changed: string[], one: Task, other: Task}} Pair */

const MOST = 200;
const NAMES = /** @type {const} */ (["leaders", "owners", "supports"]);

/** Return the pairs; only those whose names changed where that is asked. @param {{tasks: Pair[], alone: number[]}} found @param {boolean} onlyChanged */
export function comparedTasks({ tasks, alone }, onlyChanged) {
  const shown = tasks.filter((each) => !onlyChanged || each.changed.length);
  return h(
    "section", { "data-kind": "tasks" }, h("h2", {}, t("compare.pairs"), h("span", { class: "count" }, tasks.length)), h("p", { class: "quiet" }, t("compare.pairs.about")),
    h("p", {}, t("compare.alone", { one: alone[0], other: alone[1] })),
    tasks.length ? h("label", { class: "only" }, h("input", { type: "checkbox", checked: onlyChanged, onchange: narrow }), ` ${t("compare.changed", { number: tasks.filter((each) => each.changed.length).length })}`) : null,
    h("ol", { class: "pairs" }, shown.slice(0, MOST).map(pairOf)),
    shown.length > MOST ? h("p", { class: "warning" }, t("first-of", { shown: MOST, number: shown.length })) : null,
  );
}

/** @param {any} event */
function narrow(event) {
  const { params } = here();
  if (event.target.checked) params.set("changed", "yes");
  else params.delete("changed");
  go(link("compare", params), { replace: true });
}

/** @param {Pair} pair */
function pairOf(pair) {
  return h(
    "li", {}, h("p", { class: "quiet" }, t("compare.alike", { percent: pair.alike }), pair.changed.length ? h("span", { class: "badge" }, t("compare.changed-names", { roles: pair.changed.map((each) => t(`compare.${each}`)).join("、") })) : null),
    h("div", { class: "pair" }, sideOf("A", pair.one, pair), sideOf("B", pair.other, pair)),
  );
}

/** @param {string} side @param {Task} task @param {Pair} pair */
function sideOf(side, task, pair) {
  return h(
    "article", { "aria-label": `${side} ${task.name}` }, h("p", { class: "quiet" }, `${side} · ${task.category ?? ""}`),
    h("p", {}, h("a", { href: pictureOf({ label: "Task", id: task.id }) }, task.content || task.name)),
    h("dl", { class: "facts" }, NAMES.filter((name) => task[name].length || pair.changed.includes(name)).flatMap((name) => [h("dt", {}, t(`compare.${name}`)), h("dd", {}, names(task[name], (side === "A" ? pair.other : pair.one)[name]))])),
  );
}

/** Return names, with those marked that the other side does not have. @param {string[]} held @param {string[]} others */
function names(held, others) {
  const told = held.map((each) => (others.includes(each) ? h("span", {}, each) : h("mark", {}, each)));
  return told.length ? told.flatMap((each, at) => (at ? ["、", each] : [each])) : "—";
}
