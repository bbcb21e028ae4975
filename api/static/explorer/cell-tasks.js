// @ts-check
/** The tasks behind a cell of a matrix, each with its place and the way to its picture. */

import { pictureOf } from "./address.js";
import { get } from "./client.js";
import { fill, h } from "./dom.js";
import { placeInWords, t } from "./words.js";

const MOST = 200;

/**
 * Show the tasks that the filters let pass, unless another cell was opened meanwhile; the title is read first.
 *
 * @param {HTMLElement} place @param {string} title @param {Record<string, string>} filters @param {string} back
 */
export async function showCellTasks(place, title, filters, back) {
  place.dataset.asked = title;
  const found = await get("/tasks", { ...filters, limit: MOST, fields: "name,content,annex,row,locator", sort: "position" });
  if (place.dataset.asked !== title) return;
  fill(
    place,
    h("a", { class: "button close", href: back, "aria-label": t("panel.close") }, "×"),
    h("h2", { tabindex: "-1" }, title), h("p", { class: "quiet" }, t("matrix.tasks", { number: found.total })),
    h("ol", { class: "cell-tasks" }, found.items.map(taskOf)),
    found.total > found.items.length ? h("p", { class: "warning" }, t("first-of", { shown: found.items.length, number: found.total })) : null,
  );
  place.querySelector("h2")?.focus();
}

/** @param {any} task */
function taskOf(task) {
  const content = task.content === task.name ? null : h("p", {}, task.content);
  return h(
    "li", {}, h("a", { href: pictureOf({ label: "Task", id: task.id }) }, task.name ?? task.id), content,
    h("p", { class: "quiet" }, t("sheet.position", { annex: task.annex, row: task.row }), " · ", placeInWords(task.locator ?? "")),
  );
}
