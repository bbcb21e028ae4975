// @ts-check
/** What stands above a picture that leaves the page: what it shows, what it is narrowed to, and from which documents. */

import { t } from "./words.js";

const MOST = 3;

/**
 * Return the caption of what is drawn.
 *
 * @param {import("./picture.js").Picture} picture @param {string} name - of the node that it began with
 * @param {string[]} filters - what it is narrowed by, in words
 * @param {[string, string][]} documents - ids of documents and what they are called
 * @returns {import("./drawing.js").Caption}
 */
export function captionOf(picture, name, filters, documents) {
  const names = new Map(documents);
  const sources = documentsOf(picture).map((id) => names.get(id) ?? id);
  const more = sources.length > MOST ? t("caption.more", { number: sources.length - MOST }) : "";
  return {
    title: t("caption.title", { name }),
    about: filters.length ? t("caption.narrowed", { filters: filters.join(t("caption.and")) }) : "",
    source: sources.length ? t("caption.source", { documents: sources.slice(0, MOST).join(t("caption.and")) + more }) : "",
  };
}

/** Return the documents that a picture is from: those of its tasks, and those that it shows. @param {import("./picture.js").Picture} picture */
function documentsOf(picture) {
  return [...new Set([...picture.nodes.values()].flatMap((node) => node.task?.document ?? (node.label === "Document" ? node.id : [])))];
}
