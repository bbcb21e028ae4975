// @ts-check
/** All that was found for some words, by kind, with the words marked where they stand. */

import { link, pictureOf } from "../address.js";
import { get } from "../client.js";
import { fill, h } from "../dom.js";
import { chip } from "../panel.js";
import { marked } from "../search-box.js";
import { nameOf, t } from "../words.js";

const PAGE = 30;

/** @type {import("../types.js").View} */
export async function view(main, { params }) {
  const [q, label, offset] = [params.get("q") ?? "", params.get("label") ?? "", Number(params.get("offset") ?? 0)];
  const found = await get("/search", { q, label, limit: PAGE, offset });
  // Of one kind alone the others are not counted.
  const all = label ? await get("/search", { q, limit: 1 }) : found;
  const kinds = Object.entries(/** @type {Record<string, number>} */ (all.labels)).filter(([, count]) => count > 0);
  fill(
    main,
    h(
      "section", { class: "results" }, h("h1", {}, t("search.title", { words: q })), h("p", { class: "quiet" }, t("search.total", { number: found.total })),
      h("nav", { class: "tabs", "aria-label": t("search.kinds") }, [["", all.total], ...kinds].map(([name, count]) => h(
        "a", { href: link("search", { q, label: String(name) }), "aria-current": label === name ? "page" : null }, name ? nameOf(String(name)) : t("search.all"), h("span", { class: "count" }, count),
      ))),
      h("ol", { class: "hits" }, found.items.map(hitOf)),
      suggestions(found.suggestions),
      pager(q, label, offset, found.total),
    ),
  );
}

/** @param {any} hit */
function hitOf(hit) {
  const texts = hit.matches.filter((/** @type {any} */ match) => match.field !== "name" || match.text !== hit.name);
  return h("li", {}, chip(hit.label), h("a", { href: pictureOf(hit) }, hit.name ?? hit.id), texts.map((/** @type {any} */ match) => h("p", {}, marked(match))));
}

/** @param {any[]} found */
function suggestions(found) {
  if (!found.length) return null;
  return h("section", {}, h("h2", {}, t("search.did-you-mean")), h("ul", {}, found.map((each) => {
    const node = each.node ?? each;
    return h("li", {}, chip(node.label), h("a", { href: pictureOf(node) }, node.name ?? node.id));
  })));
}

/** @param {string} q @param {string} label @param {number} offset @param {number} total */
function pager(q, label, offset, total) {
  return h(
    "nav", { class: "pager", "aria-label": t("pager.label") },
    offset > 0 ? h("a", { href: link("search", { q, label, offset: Math.max(0, offset - PAGE) }) }, t("pager.previous")) : null,
    offset + PAGE < total ? h("a", { href: link("search", { q, label, offset: offset + PAGE }) }, t("pager.next")) : null,
  );
}
