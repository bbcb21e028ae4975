// @ts-check
/** Where the reader is: `#/view?parameters`. A copied link opens the same, back and forward walk through it. */

/** @returns {import("./types.js").Address} */
export function here() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?", 2);
  return { view: path || "start", params: new URLSearchParams(query) };
}

/**
 * Return the link to a view.
 *
 * @param {string} view
 * @param {Record<string, string | number | null | undefined> | URLSearchParams} [params]
 */
export function link(view, params = {}) {
  const given = params instanceof URLSearchParams ? [...params] : Object.entries(params);
  const said = given.filter(([, value]) => value !== null && value !== undefined && value !== "");
  const query = new URLSearchParams(said.map(([name, value]) => [name, String(value)])).toString();
  return `#/${view === "start" ? "" : view}${query ? `?${query}` : ""}`;
}

/** Return the link to the picture of a node. @param {import("./types.js").NodeKey} node */
export function pictureOf(node) {
  return link("graph", { steps: JSON.stringify([["show", node.label, node.id]]), selected: `${node.label} ${node.id}` });
}

/** Go to a link; `replace` leaves no step to go back to. @param {string} target @param {{replace?: boolean}} [how] */
export function go(target, { replace = false } = {}) {
  if (target === location.hash) return;
  if (!replace) {
    location.hash = target;
    return;
  }
  history.replaceState(null, "", target);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}
