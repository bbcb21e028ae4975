// @ts-check
/** The first page: the search, what is loaded in figures, who carries most, the questions, and some examples. */

import { link, pictureOf } from "../address.js";
import { questionLink } from "../asking-form.js";
import { documentName } from "../choices.js";
import { get } from "../client.js";
import { fill, h } from "../dom.js";
import { questionList } from "../question-list.js";
import { t } from "../words.js";

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
  const shown = await Promise.all(documents.items.map(documentExample));
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
      examples(units.rows[0], officials.rows[0], shown),
      h("section", {}, h("h2", {}, t("start.questions")), questionList(questions.items)),
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

/** Return the link to what a document holds: a work report may name nobody who answers, only sections. @param {any} document @returns {Promise<[string, string]>} */
async function documentExample(document) {
  const name = documentName(document);
  const hasTasks = document.kind !== "report" || (await get("/tasks", { document: document.id, limit: 1 })).total > 0;
  if (hasTasks) return [pictureOf({ label: "Document", id: document.id }), t("example.document", { name })];
  return [questionLink("report-sections", { document: document.id, ask: "1" }), t("example.report", { name })];
}

/** @param {any} unit @param {any} official @param {[string, string][]} documents - links with their texts */
function examples(unit, official, documents) {
  const links = [
    unit && [pictureOf({ label: "Unit", id: unit.unit }), t("example.unit", { name: unit.unit_name })],
    official && [pictureOf({ label: "Official", id: official.official }), t("example.official", { name: official.official_name })],
    unit && [link("sheet", { label: "Unit", id: unit.unit }), t("example.sheet", { name: unit.unit_name })],
    [link("matrix"), t("example.matrix")],
    ...documents,
  ].filter(Boolean);
  return h("section", {}, h("h2", {}, t("start.examples")), h("ul", { class: "examples" }, links.map(([href, text]) => h("li", {}, h("a", { href }, text)))));
}
