// @ts-check
/** The task sheet (任务书) of a unit or an official on one page, for print: each line with its words and their place. */

import { link, pictureOf } from "../address.js";
import { documentName } from "../choices.js";
import { addressOf, fileLink, get, pathOf } from "../client.js";
import { fill, h } from "../dom.js";
import { placeInWords, t } from "../words.js";

/** @typedef {{task: string, document: string, annex: number, row: number, headings: string[], content: string, requirement: string, deadline: string,
 *     leaders: string[], owners: string[], supports: string[], role: string, via: string, basis: string, quote: string, locator: string, inherited: boolean}} Line */
/** @typedef {{name: string, jurisdiction: string, documents: {id: string, title: string, number: string}[], lines: Line[], truncated: boolean}} Sheet */

/** @type {Record<string, string>} */
const LISTS = { Unit: "sheets", Official: "official-sheets" };
const FORMS = ["html", "docx", "xlsx"];
const COLUMNS = ["number", "category", "content", "leaders", "owners", "supports", "receipts"];
/** The parts of a document, in their order: groups and mentions apart. @type {[string, (line: Line) => boolean][]} */
const PARTS = [
  ["leads", (line) => line.role === "leads"], ["owns", (line) => line.role === "owns" && !line.via], ["supports", (line) => line.role === "supports" && !line.via],
  ["groups", (line) => line.via !== ""], ["mentions", (line) => line.role === "mentions" && !line.via],
];

/** @type {import("../types.js").View} */
export async function view(main, { params }) {
  const [label, id, document] = [params.get("label") ?? "Unit", params.get("id") ?? "", params.get("document") ?? ""];
  const list = LISTS[label];
  if (!list || !id) return fill(main, h("section", {}, h("h1", {}, t("sheet.none")), h("p", {}, t("sheet.choose"))));
  const path = pathOf(list, id);
  /** @type {Sheet} */
  const sheet = await get(path, { document });
  fill(main, h(
    "section", { class: "sheet" },
    h("h1", {}, t(`sheet.title.${label}`, { name: sheet.name })), h("p", { class: "subtitle" }, t("sheet.subtitle", { place: sheet.jurisdiction })),
    h(
      "p", { class: "actions" }, h("button", { type: "button", class: "primary", onclick: () => print() }, t("sheet.print")),
      FORMS.map((form) => fileLink(addressOf(`${path}.${form}`, { document }), `${sheet.name}.${form}`, t(`sheet.form.${form}`))),
      h("a", { class: "button", href: pictureOf({ label, id }) }, t("question.picture")),
      document ? h("a", { class: "button", href: link("sheet", { label, id }) }, t("sheet.all")) : null,
    ),
    sheet.truncated ? h("p", { class: "warning" }, t("question.truncated", { number: sheet.lines.length })) : null,
    sheet.documents.map((each) => chapter(each, sheet.lines.filter((line) => line.document === each.id))),
    sheet.lines.length ? null : h("p", {}, t(`sheet.empty.${label}`)),
  ));
}

/** @param {{id: string, title: string, number: string}} document @param {Line[]} lines */
function chapter(document, lines) {
  return h("section", { class: "chapter" }, h("h2", {}, documentName(document)), PARTS.flatMap(([name, belongs]) => part(name, lines.filter(belongs))));
}

/** @param {string} name @param {Line[]} lines */
function part(name, lines) {
  if (!lines.length) return [];
  const tasks = new Set(lines.map((line) => line.task)).size;
  const title = t("sheet.part", { part: t(`sheet.part.${name}`), number: tasks });
  const key = `sheet.note.${name}`;
  return [
    t.has(key) ? h("p", { class: "quiet note" }, t(key)) : null,
    h(
      "div", { class: "scrolled", role: "region", "aria-label": title, tabindex: "0" },
      h(
        "table", { class: "paper", "data-part": name }, h("caption", {}, title),
        h("thead", {}, h("tr", {}, COLUMNS.map((column) => h("th", { scope: "col", class: column }, t(`sheet.column.${column}`))))),
        h("tbody", {}, lines.map((line, at) => row(at + 1, line))),
      ),
    ),
  ];
}

/** @param {number} number @param {Line} line */
function row(number, line) {
  const names = [line.leaders, line.owners, line.supports].map((each) => h("td", { class: "names" }, each.join("、")));
  return h(
    "tr", {}, h("td", { class: "number" }, number), h("td", {}, line.headings.join(" / ")),
    h(
      "td", {}, h("a", { href: pictureOf({ label: "Task", id: line.task }) }, line.content || line.task),
      line.requirement ? h("p", {}, line.requirement) : null, line.deadline ? h("p", {}, t("sheet.deadline", { deadline: line.deadline })) : null,
    ),
    names, source(line),
  );
}

/** Return the words that give the role, how it comes to them, and where they stand. @param {Line} line */
function source(line) {
  const place = [t("sheet.position", { annex: line.annex, row: line.row }), placeInWords(line.locator), line.inherited ? t("legend.inherited") : ""];
  return h(
    "td", { class: "receipts" }, h("p", {}, t("sheet.said", { role: t(`role.${line.role}`) }), h("q", {}, line.quote.replaceAll("\n", " "))),
    line.via ? h("p", {}, t("sheet.via", { via: line.via, basis: t(`basis.${line.basis}`) })) : null, h("p", {}, place.filter(Boolean).join(t("sheet.between"))),
  );
}
