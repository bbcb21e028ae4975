// @ts-check
/** Two documents side by side: who carries how much in each, and which tasks say nearly the same. */

import { go, link } from "../address.js";
import { allDocuments, documentName } from "../choices.js";
import { get } from "../client.js";
import { comparedCategories, comparedParties } from "../compared-tables.js";
import { comparedTasks } from "../compared-tasks.js";
import { fill, h } from "../dom.js";
import { isUnknownPlace } from "../places.js";
import { t } from "../words.js";

const KINDS = ["officials", "units", "groups"];
/** Which kinds of documents are likely meant, first; a work report names nobody who answers. */
const LIKELY = ["breakdown", "progress", "unknown", "report"];

/** @type {import("../types.js").View} */
export async function view(main, { params }) {
  const documents = await allDocuments();
  const [one = "", other = ""] = (params.get("documents") ?? "").split(",");
  const answer = h("div", {});
  fill(main, h(
    "section", { class: "compare" }, h("h1", {}, t("compare.title")), h("p", { class: "lead" }, t("compare.about")),
    documents.length < 2 ? tooFew(documents.length) : form(documents, one, other), answer,
  ));
  if (!one || !other) return;
  if (one === other) return fill(answer, h("p", { class: "warning", role: "alert" }, t("compare.same")));
  const found = await get("/compare", { documents: `${one},${other}` });
  fill(answer, compared(found, params.get("changed") === "yes"));
}

/** @param {number} loaded */
function tooFew(loaded) {
  return h("p", { role: "status" }, t(loaded ? "compare.one" : "start.empty"), " ", h("a", { href: link("upload") }, t("nav.upload")));
}

/** @param {import("../choices.js").DocumentFacts[]} documents @param {string} one @param {string} other */
function form(documents, one, other) {
  const likely = [...documents].sort((each, next) => LIKELY.indexOf(each.kind ?? "unknown") - LIKELY.indexOf(next.kind ?? "unknown")).map((each) => each.id);
  const first = one || likely.find((each) => each !== other) || "";
  const second = other || likely.find((each) => each !== first) || "";
  const list = (/** @type {string} */ name, /** @type {string} */ chosen) => h("label", {}, t(`compare.${name}`), h(
    "select", { name }, documents.map((each) => h("option", { value: each.id, selected: each.id === chosen }, documentName(each))),
  ));
  const send = (/** @type {any} */ event) => {
    event.preventDefault();
    const chosen = new FormData(event.target);
    go(link("compare", { documents: `${chosen.get("first")},${chosen.get("second")}` }));
  };
  return h("form", { class: "asking", onsubmit: send }, list("first", first), list("second", second), h("div", { class: "actions" }, h("button", { type: "submit", class: "primary" }, t("compare.ask"))));
}

/** Return why names alone are compared: the places are two, or one of them is not known. @param {{jurisdiction: string}[]} documents */
function whyByName(documents) {
  const unknown = documents.flatMap((each, at) => (isUnknownPlace(each.jurisdiction) ? ["AB"[at]] : []));
  if (!unknown.length) return t("compare.by-name");
  return unknown.length > 1 ? t("compare.places-unknown") : t("compare.place-unknown", { side: unknown[0] });
}

/** @param {any} found @param {boolean} onlyChanged */
function compared(found, onlyChanged) {
  const [one, other] = found.documents;
  return [
    h("dl", { class: "headline" }, [one, other].map((each, at) => h("div", {}, h("dt", {}, `${"AB"[at]}：${documentName(each)}`), h("dd", {}, t("compare.tasks", { number: each.tasks }))))),
    found.by === "name" ? h("p", { class: "warning" }, whyByName(found.documents)) : null,
    found.truncated ? h("p", { class: "warning" }, t("compare.truncated")) : null,
    KINDS.map((kind) => comparedParties(kind, found[kind])),
    comparedCategories(found.categories),
    comparedTasks(found, onlyChanged),
  ].flat();
}
