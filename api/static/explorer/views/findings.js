// @ts-check
/** What the load report of a document says: its facts, what was counted, what was found. */

import { link, pictureOf } from "../address.js";
import { allDocuments, chooser, documentName } from "../choices.js";
import { get, pathOf } from "../client.js";
import { fill, h } from "../dom.js";
import { allRules, reportCounts, reportFindings } from "../report.js";
import { t } from "../words.js";

const FACTS = ["title", "number", "kind", "year", "issued_on", "source"];
const UNKNOWN = "unknown";

/** @type {import("../types.js").View} */
export async function view(main, { params }) {
  const asked = params.get("document");
  const documents = await allDocuments();
  if (!asked) return fill(main, h("section", { class: "findings" }, h("h1", {}, t("findings.title")), h("p", { class: "lead" }, t("findings.about")), toChoose(documents)));
  const [found, rules] = await Promise.all([get(pathOf("documents", asked), { limit: 1 }), allRules()]);
  /** @type {[string, string][]} */
  const options = documents.map((each) => [each.id, documentName(each)]);
  fill(main, h(
    "section", { class: "findings" }, h("h1", {}, t("findings.of", { name: documentName(found) })),
    chooser([{ name: "document", label: t("narrow.document"), options, chosen: found.id }]),
    h("div", { class: "two" }, facts(found), found.report ? reportCounts(found.report) : null),
    h("p", { class: "actions" }, h("a", { class: "button", href: pictureOf({ label: "Document", id: found.id }) }, t("question.picture")), h("a", { class: "button", href: link("matrix", { document: found.id }) }, t("nav.matrix"))),
    found.report ? reportFindings(found.report, rules, found.id) : h("p", { class: "warning" }, t("findings.no-report")),
  ));
}

/** @param {import("../choices.js").DocumentFacts[]} documents */
function toChoose(documents) {
  if (!documents.length) return h("p", {}, t("start.empty"), " ", h("a", { href: link("upload") }, t("nav.upload")));
  return h("ul", { class: "documents" }, documents.map((each) => h("li", {}, h("a", { href: link("findings", { document: each.id }) }, documentName(each)))));
}

/** @param {any} document */
function facts(document) {
  return h("dl", { class: "facts" }, FACTS.flatMap((name) => {
    const value = document[name];
    const text = value === null || value === "" || value === UNKNOWN ? t("fact.unknown") : name === "kind" ? t(`kind.${value}`) : String(value);
    return [h("dt", {}, t(`fact.${name}`)), h("dd", {}, text)];
  }));
}
