// @ts-check
/** What a picture shows, as a table: one row a relationship with its receipt, sorted by any column, also as CSV. */

import { h } from "./dom.js";
import { edgeKeyOf, keyOf } from "./picture.js";
import { sortedTable } from "./sorted-table.js";
import { nameOf, placeInWords, t } from "./words.js";

/**
 * Return the table of a picture; a row chooses its edge.
 *
 * @param {import("./picture.js").Picture} picture @param {(key: string) => void} choose
 */
export function pictureTable(picture, choose) {
  const name = (/** @type {import("./types.js").NodeKey} */ node) => picture.nodes.get(keyOf(node))?.name ?? node.id;
  const rows = [...picture.edges.values()].map((edge) => ({
    key: edgeKeyOf(edge),
    cells: [
      name(edge.start), nameOf(edge.start.label), nameOf(edge.relationship), name(edge.finish), nameOf(edge.finish.label),
      (edge.edge.quote ?? "").replaceAll("\n", " "), edge.edge.locator ? placeInWords(edge.edge.locator) : "",
      edge.edge.inherited ? t("yes") : "",
    ],
  }));
  const columns = ["from", "kind", "relationship", "to", "kind", "quote", "place", "inherited"].map((each) => t(`column.${each}`));
  return h("div", {}, sortedTable({ caption: t("table.caption"), columns, rows, file: t("graph.file"), open: choose }));
}
