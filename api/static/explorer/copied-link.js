// @ts-check
/** Handing out the link to what is shown: into the clipboard where the browser lets us, else to be copied by hand. */

import { announce, h } from "./dom.js";
import { t } from "./words.js";

/** Copy an address, or show it selected: over plain http a browser gives a page no clipboard. @param {string} address */
export async function copyLink(address) {
  try {
    if (!navigator.clipboard) return offer(address);
    await navigator.clipboard.writeText(address);
  } catch {
    return offer(address);
  }
  announce(t("graph.copied"));
}

/** @param {string} address */
function offer(address) {
  const field = h("input", { type: "text", readonly: true, "aria-labelledby": "link-title", value: address });
  const dialog = h(
    "dialog", { class: "link", "aria-labelledby": "link-title" },
    h("h2", { id: "link-title" }, t("link.title")), h("p", {}, t("link.about")), field,
    h("form", { method: "dialog" }, h("button", { class: "primary" }, t("help.close"))),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  field.focus();
  field.select();
}
