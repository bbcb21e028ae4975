// @ts-check
/** Units by categories, and units by officials, as a table of counts; a cell opens the tasks behind it. */

import { link, pictureOf } from "../address.js";
import { showCellTasks } from "../cell-tasks.js";
import { allDocuments, chooser, documentName } from "../choices.js";
import { get } from "../client.js";
import { fill, h } from "../dom.js";
import { heatTable, markOpen } from "../heat-table.js";
import { isUnknownPlace, placeNames } from "../places.js";
import { t } from "../words.js";

/** @typedef {{of: "category" | "official", role: "owns" | "supports", document: string, year: string, rows: string}} Chosen */
/** @typedef {import("../heat-table.js").Head} Head */
/** @typedef {import("../choices.js").DocumentFacts} DocumentFacts */

const LARGEST = 25;
const MOST_UNITS = 500;
const ALL = "all";
/** More documents than these are not put beside each other unasked: each has headings of its own. */
const FEW_DOCUMENTS = 5;
const MOST_COLUMNS = 60;
const CELL = ["unit", "column"];

/** The matrix that is shown, kept while only another cell is opened. @type {{key: string, root: HTMLElement, aside: HTMLElement, names: Map<string, string>} | null} */
let shown = null;

/** @type {import("../types.js").View} */
export async function view(main, { params }) {
  const documents = (await allDocuments()).filter((each) => each.kind !== "report" || each.id === params.get("document"));
  const chosen = chosenOf(params, documents);
  const key = JSON.stringify([chosen, t("matrix.title")]);
  if (shown?.key !== key || !main.contains(shown.root)) {
    shown = { key, ...(await drawn(chosen, documents)) };
    fill(main, shown.root);
  }
  await openCell(shown, chosen, params.get("unit") ?? "", params.get("column") ?? "");
}

/** @param {URLSearchParams} params @param {DocumentFacts[]} documents @returns {Chosen} */
function chosenOf(params, documents) {
  return {
    of: params.get("of") === "official" ? "official" : "category", role: params.get("role") === "supports" ? "supports" : "owns",
    document: params.get("document") || (documents.length > FEW_DOCUMENTS ? documents[0].id : ALL), year: params.get("year") ?? "",
    rows: params.get("rows") === ALL ? ALL : String(LARGEST),
  };
}

/** Return what the API is asked for the document: nothing for all. @param {Chosen} chosen */
function documentOf({ document }) {
  return document === ALL ? "" : document;
}

/** @param {Chosen} chosen @param {DocumentFacts[]} documents */
async function drawn(chosen, documents) {
  const document = documentOf(chosen);
  const asked = { supports: chosen.role === "supports" ? "true" : null, document, year: chosen.year, limit: chosen.rows === ALL ? MOST_UNITS : LARGEST };
  const [years, found, order] = await Promise.all([
    get("/tasks", { limit: 1, facets: "year", document }), get(`/questions/units-by-${chosen.of}`, asked),
    chosen.of === "category" && (document || documents.length <= FEW_DOCUMENTS) ? get("/questions/load-by-category", { document }) : { rows: [] },
  ]);
  const rows = found.truncated ? whole(found.rows) : found.rows;
  const units = new Set(rows.map((/** @type {any} */ row) => row.unit)).size;
  const aside = h("aside", { class: "cell", "aria-label": t("matrix.behind"), hidden: true });
  const names = new Map(rows.flatMap((/** @type {any} */ row) => [[row.unit, row.unit_name], [row[chosen.of], row[`${chosen.of}_name`]]]));
  const counted = rows.length ? await table(chosen, rows, order.rows, documents) : h("p", {}, t(`matrix.nothing.${chosen.of}`));
  const root = h(
    "section", { class: "matrix" }, h("h1", {}, t("matrix.title")), h("p", { class: "lead" }, t(`matrix.about.${chosen.of}`)),
    chooser(choices(chosen, documents, years.facets.year.items), CELL),
    h("div", { class: "beside" }, counted, aside),
    found.truncated || units === MOST_UNITS ? h("p", { class: "warning" }, t("matrix.truncated", { number: units })) : null,
    h("p", { class: "quiet" }, t("matrix.groups")), h("p", { class: "quiet" }, t(`matrix.counts.${chosen.of}`)),
  );
  return { root, aside, names };
}

/** @param {Chosen} chosen @param {DocumentFacts[]} documents @param {{id: number, name: string}[]} years */
function choices(chosen, documents, years) {
  /** @type {import("../choices.js").Choice[]} */
  const found = [
    { name: "of", label: t("matrix.which"), chosen: chosen.of, options: [["category", t("matrix.of.category")], ["official", t("matrix.of.official")]] },
    { name: "role", label: t("matrix.role"), chosen: chosen.role, options: [["owns", t("role.owns")], ["supports", t("role.supports")]] },
    { name: "document", label: t("narrow.document"), chosen: chosen.document, options: [[ALL, t("narrow.all")], ...documents.map((each) => /** @type {[string, string]} */ ([each.id, documentName(each)]))] },
    { name: "rows", label: t("matrix.rows"), chosen: chosen.rows, options: [[String(LARGEST), t("matrix.rows.largest", { number: LARGEST })], [ALL, t("narrow.all")]] },
  ];
  if (years.length > 1 || chosen.year) found.push({ name: "year", label: t("narrow.year"), chosen: chosen.year, options: [["", t("narrow.all")], ...years.map((each) => /** @type {[string, string]} */ ([String(each.id), each.name]))] });
  return found;
}

/** @param {Chosen} chosen @param {any[]} rows @param {any[]} order @param {DocumentFacts[]} documents */
async function table(chosen, rows, order, documents) {
  const counts = new Map(rows.map((row) => [`${row.unit}\n${row[chosen.of]}`, row.tasks]));
  const label = chosen.of === "category" ? "Category" : "Official";
  const units = heads(rows, "unit", (row) => row.total);
  const sums = sumsOf(rows, chosen.of);
  const all = heads(rows, chosen.of, () => null).sort((one, other) => (sums.get(other.id) ?? 0) - (sums.get(one.id) ?? 0));
  const columns = all.slice(0, MOST_COLUMNS);
  if (chosen.of === "category") tellDocuments(columns, documents);
  else await tellPlaces(columns);
  await tellPlaces(units);
  inOrder(columns, order);
  const box = heatTable({
    caption: t(`matrix.caption.${chosen.of}`, { role: t(`role.${chosen.role}`), number: units.length }), corner: t("matrix.unit"),
    rows: units.map((each) => ({ ...each, href: pictureOf({ label: "Unit", id: each.id }) })),
    columns: columns.map((each) => ({ ...each, href: pictureOf({ label, id: each.id }) })),
    count: (unit, column) => counts.get(`${unit}\n${column}`) ?? 0,
    hrefOf: (unit, column) => cellLink(chosen, unit, column),
  });
  if (all.length > columns.length) box.append(h("p", { class: "warning" }, t("matrix.columns", { shown: columns.length, number: all.length })));
  return box;
}

/** Return what the rows name in a column, each once, in their order. @param {any[]} rows @param {string} name @param {(row: any) => number | null} total @returns {Head[]} */
function heads(rows, name, total) {
  const found = new Map(rows.map((row) => [row[name], { id: row[name], name: row[`${name}_name`], href: "", total: total(row) }]));
  return [...found.values()];
}

/** Leave out the unit at which an answer was cut: some of its cells are missing. @param {any[]} rows */
function whole(rows) {
  const last = rows[rows.length - 1].unit;
  return rows.filter((row) => row.unit !== last);
}

/** Put categories as their documents have them; without that order they stay as they are. @param {Head[]} columns @param {any[]} order */
function inOrder(columns, order) {
  const place = new Map(order.map((row, at) => [row.category, at]));
  columns.sort((one, other) => (place.get(one.id) ?? 0) - (place.get(other.id) ?? 0));
}

/** Name the document of each category where there are several. @param {Head[]} columns @param {DocumentFacts[]} documents */
function tellDocuments(columns, documents) {
  const stated = columns.map((column) => documents.find((each) => column.id.startsWith(`${each.id}:`)));
  if (new Set(stated).size < 2) return;
  columns.forEach((column, at) => (column.about = stated[at]?.number ?? stated[at]?.id ?? ""));
}

/** Name the place of units and officials where two have one name: they are never one body. @param {Head[]} heads */
async function tellPlaces(heads) {
  if (new Set(heads.map((each) => each.name)).size === heads.length) return;
  const codes = heads.map((each) => each.id.split(":")[0]);
  const places = await placeNames(codes);
  // Of places that are not known the code alone tells one from another.
  heads.forEach((each, at) => (each.about = [places.get(codes[at]), isUnknownPlace(codes[at]) || !places.has(codes[at]) ? codes[at] : ""].filter(Boolean).join(" ")));
}

/** Return how much stands in each column. @param {any[]} rows @param {string} name @returns {Map<string, number>} */
function sumsOf(rows, name) {
  const sums = new Map();
  for (const row of rows) sums.set(row[name], (sums.get(row[name]) ?? 0) + row.tasks);
  return sums;
}

/** @param {Chosen} chosen @param {string} unit @param {string} column */
function cellLink(chosen, unit, column) {
  return link("matrix", { ...chosen, rows: chosen.rows === ALL ? ALL : "", unit, column });
}

/** @param {NonNullable<typeof shown>} now @param {Chosen} chosen @param {string} unit @param {string} column */
async function openCell({ root, aside, names }, chosen, unit, column) {
  const isOpen = Boolean(unit && column);
  const before = root.querySelector("[aria-current=true]");
  aside.hidden = !isOpen;
  markOpen(root, isOpen ? cellLink(chosen, unit, column) : "");
  if (!isOpen) return /** @type {HTMLElement | null} */ (before)?.focus();
  const filters = { unit, role: chosen.role, document: documentOf(chosen), year: chosen.year, [chosen.of]: column };
  const title = t("matrix.cell.title", { row: names.get(unit) ?? unit, column: names.get(column) ?? column });
  await showCellTasks(aside, title, filters, cellLink(chosen, "", ""));
}
