// @ts-check
/** A question of the catalogue as a form, its answer as a table, and what it names as a picture. */

import { link } from "../address.js";
import { answerTable, namedIds } from "../answer-table.js";
import { askingForm } from "../asking-form.js";
import { get } from "../client.js";
import { fill, h } from "../dom.js";
import { questionList } from "../question-list.js";
import { say, t } from "../words.js";

const MOST_SHOWN = 200;

/** @type {import("../types.js").View} */
export async function view(main, { params }) {
  const { items } = await get("/questions");
  // Links of before name the question by `name`, which is a parameter of one of them.
  const isOld = !params.has("question");
  const asked = params.get(isOld ? "name" : "question") ?? "";
  /** @type {import("../types.js").Question | undefined} */
  const question = items.find((/** @type {any} */ each) => each.name === asked);
  if (!question) return fill(main, unknown(asked, items));
  const given = Object.fromEntries(question.parameters.map(({ name }) => [name, isOld && name === "name" ? "" : params.get(name) ?? ""]));
  const isAsked = params.get("ask") === "1" || question.parameters.every((each) => !each.required);
  const answer = h("div", { "aria-live": "polite" });
  fill(main, h("section", { class: "question" }, h("h1", {}, say(question.title)), h("p", { class: "lead" }, say(question.description)), askingForm(question, given), answer));
  if (isAsked) await show(answer, question, given);
}

/** @param {string} name @param {import("../types.js").Question[]} questions */
function unknown(name, questions) {
  return h("section", {}, h("h1", {}, t("question.unknown")), h("p", { class: "lead", role: "alert" }, t("question.unknown.about", { name })), questionList(questions));
}

/** @param {HTMLElement} place @param {import("../types.js").Question} question @param {Record<string, string>} given */
async function show(place, question, given) {
  const found = await get(`/questions/${question.name}`, given);
  const ids = namedIds(found);
  fill(
    place,
    found.rows.length ? await answerTable(question, found) : h("p", {}, t("question.nothing")),
    found.truncated ? h("p", { class: "warning" }, t("question.truncated", { number: found.rows.length })) : null,
    h(
      "p", { class: "actions" },
      ids.length ? h("a", { class: "button", href: link("graph", { steps: JSON.stringify([["nodes", ...ids.slice(0, MOST_SHOWN)]]) }) }, t("question.picture")) : null,
    ),
    ids.length > MOST_SHOWN ? h("p", { class: "quiet" }, t("question.picture-part", { number: MOST_SHOWN, total: ids.length })) : null,
  );
}
