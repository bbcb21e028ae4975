// @ts-check
/** The explorer's words in Chinese and English, and those of the schema; `words.json` is the table. */

import { apiKey } from "./client.js";

/** @type {Record<string, [string, string]>} */
let table = {};
/** How the parts of a locator are said in Chinese. @type {Record<string, string>} */
let places = {};
/** The properties whose values have words: `kind.town` in the table. @type {Set<string>} */
let valued = new Set();
/** @type {Map<string, import("./types.js").Words>} */
const schema = new Map();
const KEPT = "zerentu.language";

/** Read the table and what the schema calls its labels and relationships, which a service may keep to its readers. */
export async function loadWords() {
  const headers = apiKey() ? { Authorization: `Bearer ${apiKey()}` } : undefined;
  const [words, shape] = await Promise.all([
    fetch("/static/explorer/words.json").then((answer) => answer.json()),
    fetch("/schema", { headers }).then((answer) => (answer.ok ? answer.json() : { nodes: [], relationships: [] })),
  ]);
  table = words.texts;
  places = words.places;
  valued = new Set(words.values);
  for (const each of shape.nodes) schema.set(each.label, { zh: each.zh, en: spaced(each.label) });
  for (const each of shape.relationships) schema.set(each.type, { zh: each.zh, en: each.type.toLowerCase().replace("_", " ") });
  document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
}

/** Return `zh` or `en`: what was chosen, else what the browser asks for. @returns {"zh" | "en"} */
export function language() {
  const kept = localStorage.getItem(KEPT);
  if (kept === "zh" || kept === "en") return kept;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** Keep to a language from now on. @param {"zh" | "en"} chosen */
export function chooseLanguage(chosen) {
  localStorage.setItem(KEPT, chosen);
}

/**
 * Return a text of the table; `{name}` in it is filled.
 *
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  const pair = table[key];
  if (!pair) throw new Error(`words.json has no ${key}`);
  return pair[language() === "zh" ? 0 : 1].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** Say whether the table has a text. @param {string} key */
t.has = (key) => key in table;

/** Return the text in the language that is read. @param {import("./types.js").Words} words */
export function say(words) {
  return words[language()];
}

/** Return what the schema calls a label or a relationship type. @param {string} name */
export function nameOf(name) {
  const words = schema.get(name);
  return words ? say(words) : name;
}

/**
 * Return what a value is called that the schema counts among those of a property; any other stays as it is.
 *
 * @param {string} name - the property, or the column of an answer or the parameter of a question that holds it
 * @param {string} value
 */
export function valueInWords(name, value) {
  const key = `${name}.${value}`;
  if (name === "relationship") return nameOf(value);
  return valued.has(name) && t.has(key) ? t(key) : value;
}

/** Return a locator in words: `table 1, row 2` is 表1，第2行. @param {string} locator */
export function placeInWords(locator) {
  if (language() === "en") return locator;
  return locator.split(", ").map((part) => {
    for (const [pattern, words] of Object.entries(places)) {
      const found = part.match(new RegExp(`^${pattern}$`));
      if (found) return words.replace(/\{(\d)\}/g, (_, number) => found[Number(number)]);
    }
    return part;
  }).join("，");
}

/** @param {string} label */
function spaced(label) {
  return label.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}
