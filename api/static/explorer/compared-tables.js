// @ts-check
/** Who answers in two documents, and their headings, with the number of tasks in each and the difference. */

import { pictureOf } from "./address.js";
import { h } from "./dom.js";
import { sortedTable } from "./sorted-table.js";
import { nameOf, t } from "./words.js";

/** @typedef {{name: string, ids: (string | null)[], tasks: Record<string, number>[]}} Party */

/** @type {Record<string, {label: string, roles: string[]}>} */
const KINDS = {
  officials: { label: "Official", roles: ["leads"] }, units: { label: "Unit", roles: ["owns", "supports"] }, groups: { label: "UnitGroup", roles: ["owns", "supports"] },
};

/** Return the parties of a kind; each role has its own columns, and only one that somebody has. @param {string} kind @param {Party[]} parties */
export function comparedParties(kind, parties) {
  const { label, roles } = KINDS[kind];
  const held = roles.filter((role) => parties.some((each) => each.tasks.some((counts) => counts[role])));
  const columns = held.flatMap((role) => ["A", "B", "B−A"].map((side) => `${t(`role.${role}`)} ${side}`));
  const rows = parties.map((each) => {
    const id = each.ids[0] ?? each.ids[1];
    return { href: id ? pictureOf({ label, id }) : undefined, cells: [each.name, ...held.flatMap((role) => sides(each.tasks[0][role], each.tasks[1][role]))] };
  });
  return section(kind, t(`compare.${kind}`), [nameOf(label), ...columns], rows, kind === "groups" ? t("compare.groups.about") : "");
}

/** Return the outermost headings. @param {{name: string, tasks: number[]}[]} categories */
export function comparedCategories(categories) {
  const rows = categories.map((each) => ({ cells: [each.name, ...sides(each.tasks[0], each.tasks[1])] }));
  return section("categories", t("compare.categories"), [nameOf("Category"), "A", "B", "B−A"], rows, "");
}

/** @param {number} one @param {number} other */
function sides(one, other) {
  return [one, other, other - one];
}

/** @param {string} kind @param {string} title @param {string[]} columns @param {import("./sorted-table.js").Row[]} rows @param {string} about */
function section(kind, title, columns, rows, about) {
  return h(
    "section", { "data-kind": kind }, h("h2", {}, title), about ? h("p", { class: "quiet" }, about) : null,
    rows.length ? sortedTable({ caption: title, columns, rows, file: `compare-${kind}` }) : h("p", {}, t("question.nothing")),
  );
}
