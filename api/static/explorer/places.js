// @ts-check
/** What places are called: ids and answers hold their codes. */

import { get } from "./client.js";
import { t } from "./words.js";

const UNKNOWN = "unknown";
/** One request tells of no more. */
const MOST = 500;

/** Return the names of places by their codes. @param {string[]} codes @returns {Promise<Map<string, string>>} */
export async function placeNames(codes) {
  const asked = [...new Set(codes)].slice(0, MOST);
  if (!asked.length) return new Map();
  const { nodes } = await get("/subgraph", { ids: asked.join(",") });
  return new Map(nodes.map((/** @type {import("./types.js").GraphNode} */ each) => [each.id, placeName(each.name)]));
}

/** Return what a place is called; the place of a document that tells none is one of its own, without a name. @param {string | null} name */
export function placeName(name) {
  return name && name !== UNKNOWN ? name : t("fact.unknown");
}

/** Say whether a code is that of a document's own place. @param {string} code */
export function isUnknownPlace(code) {
  return code.startsWith("x-");
}
