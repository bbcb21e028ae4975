// @ts-check
/** The first page: the search, what is loaded in figures, who carries most, the questions, and some examples. */

import { link, pictureOf } from "../address.js";
import { get } from "../client.js";
import { fill, h } from "../dom.js";
import { say, t } from "../words.js";

const BARS = 10;
const COUNTED = ["documents", "tasks", "officials", "units"];

/** @type {import("../types.js").View} */
export async function view(main) {
  const [counts, units, officials, questions, documents] = await Promise.all([
    // In the order of the ids, since no other is as quick in a large graph.
    Promise.all(COUNTED.map((list) => get(`/${list}`, { limit: 1, sort: "id" }).then((found) => found.total))),
    get("/questions/busiest-units", { limit: BARS }), get("/questions/officials-workload", { limit: BARS }), get("/questions"),
    get("/documents", { limit: 5, sort: "-year" }),
  ]);
  if (!counts[0]) return fill(main, h("section", { class: "start" }, h("h1", {}, t("start.title")), h("p", {}, t("start.empty")), h("p", {}, h("a", { class: "button", href: link("upload") }, t("nav.upload")))));
  fill(
    main,
    h(
      "section", { class: "start" },
      h("h1", {}, t("start.title")), h("p", { class: "lead" }, t("start.lead")),
      h("dl", { class: "headline" }, COUNTED.map((list, at) => h("div", {}, h("dt", {}, t(`count.${list}`)), h("dd", {}, counts[at].toLocaleString())))),
      h(
        "div", { class: "columns" },
        bars("start.units", "Unit", units.rows.map((/** @type {any} */ row) => ({ id: row.unit, name: row.unit_name, value: row.owned, beside: row.supported })), "start.units.about"),
        bars("start.officials", "Official", officials.rows.map((/** @type {any} */ row) => ({ id: row.official, name: row.official_name, value: row.led, beside: 0 })), "start.officials.about"),
      ),
      examples(units.rows[0], officials.rows[0], documents.items),
      questionList(questions.items),
    ),
  );
}

/** @param {string} title @param {string} label @param {{id: string, name: string, value: number, beside: number}[]} rows @param {string} about */
function bars(title, label, rows, about) {
  const most = Math.max(...rows.map((row) => row.value), 1);
  return h(
    "section", { class: "bars", "data-label": label }, h("h2", {}, t(title)), h("p", { class: "quiet" }, t(about)),
    h("ol", {}, rows.map((row) => {
      const bar = h("span", { class: "bar" });
      bar.style.width = `${(100 * row.value) / most}%`;
      return h("li", {}, h("a", { href: pictureOf({ label, id: row.id }) }, h("span", { class: "who" }, row.name), h("span", { class: "track" }, bar), h("span", { class: "count" }, row.value)));
    })),
  );
}

/** @param {any} unit @param {any} official @param {any[]} documents */
function examples(unit, official, documents) {
  const links = [
    unit && [pictureOf({ label: "Unit", id: unit.unit }), t("example.unit", { name: unit.unit_name })],
    official && [pictureOf({ label: "Official", id: official.official }), t("example.official", { name: official.official_name })],
    unit && [link("sheet", { label: "Unit", id: unit.unit }), t("example.sheet", { name: unit.unit_name })],
    [link("matrix"), t("example.matrix")],
    ...documents.map((each) => [pictureOf({ label: "Document", id: each.id }), t("example.document", { name: each.title ?? each.id })]),
  ].filter(Boolean);
  return h("section", {}, h("h2", {}, t("start.examples")), h("ul", { class: "examples" }, links.map(([href, text]) => h("li", {}, h("a", { href }, text)))));
}

/** @param {import("../types.js").Question[]} questions */
function questionList(questions) {
  return h(
    "section", {}, h("h2", {}, t("start.questions")),
    h("ul", { class: "questions" }, questions.map((each) => h("li", {}, h("a", { href: link("question", { name: each.name }) }, say(each.title)), h("p", { class: "quiet" }, say(each.description))))),
  );
}
