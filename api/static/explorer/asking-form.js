// @ts-check
/** A question of the catalogue as a form: a field a parameter, with what is taken where nothing is said. */

import { go, link } from "./address.js";
import { h } from "./dom.js";
import { say, t, valueInWords } from "./words.js";

/** @typedef {import("./types.js").Parameter} Parameter */
/** @typedef {import("./types.js").Question} Question */

/** Return the address of a question. The question's own parameters stand beside it, so none of them may be called so. @param {string} name @param {Record<string, any>} [values] */
export function questionLink(name, values = {}) {
  return link("question", { question: name, ...values });
}

/** Return the form with what is given already. @param {Question} question @param {Record<string, string>} given */
export function askingForm(question, given) {
  const asked = (/** @type {any} */ event) => {
    event.preventDefault();
    const values = Object.fromEntries([...new FormData(event.target)].map(([name, value]) => [name, String(value).trim()]));
    go(questionLink(question.name, { ...values, ask: "1" }));
  };
  return h(
    "form", { class: "asking", onsubmit: asked },
    question.parameters.map((each) => h("label", {}, `${say(each.about)}${each.required ? " *" : ""}`, field(each, question.example[each.name], given[each.name]))),
    h(
      "div", { class: "actions" }, h("button", { type: "submit", class: "primary" }, t("question.ask")),
      h("a", { class: "button", href: questionLink(question.name, { ...exampleOf(question), ask: "1" }) }, t("question.example")),
    ),
  );
}

/** @param {Parameter} parameter @param {unknown} example @param {string} given */
function field(parameter, example, given) {
  const { name, type, required } = parameter;
  const options = optionsOf(parameter);
  const chosen = given || String(parameter.default ?? "");
  if (options.length) return h("select", { name, required }, options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)));
  const isNumber = type === "integer";
  return h("input", { name, required, value: given, placeholder: hintOf(parameter, example), type: isNumber ? "number" : "text", min: isNumber ? "0" : null });
}

/** Return what may be chosen, with its words; nothing where anything may be said. @param {Parameter} parameter @returns {[string, string][]} */
function optionsOf({ name, type, choices, default: usual }) {
  if (type === "boolean") return [["false", t("no")], ["true", t("yes")]];
  if (!choices.length) return [];
  /** @type {[string, string][]} */
  const named = choices.map((each) => [each, valueInWords(name, each)]);
  return usual === "" ? [["", t("question.any")], ...named] : named;
}

/** Return what stands in an empty field: the value that is then taken, else an example, said to be one. @param {Parameter} parameter @param {unknown} example */
function hintOf({ default: usual }, example) {
  if (usual !== null && usual !== "") return String(usual);
  return example === undefined || example === "" ? null : t("question.such-as", { example: text(example) });
}

/** @param {Question} question */
function exampleOf(question) {
  return Object.fromEntries(Object.entries(question.example).map(([name, value]) => [name, text(value)]));
}

/** @param {unknown} value */
function text(value) {
  return Array.isArray(value) ? value.join(" ") : String(value);
}
