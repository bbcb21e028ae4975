// @ts-check
/** The questions of the catalogue, each with what it answers and the way to its form. */

import { questionLink } from "./asking-form.js";
import { h } from "./dom.js";
import { say } from "./words.js";

/** Return the list. @param {import("./types.js").Question[]} questions */
export function questionList(questions) {
  return h("ul", { class: "questions" }, questions.map((each) => h("li", {}, h("a", { href: questionLink(each.name) }, say(each.title)), h("p", { class: "quiet" }, say(each.description)))));
}
