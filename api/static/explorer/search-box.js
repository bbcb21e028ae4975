// @ts-check
/** The search box of the page: a word, a name, an alias or pinyin initials; what is found is offered while one types. */

import { go, link, pictureOf } from "./address.js";
import { get } from "./client.js";
import { fill, h } from "./dom.js";
import { chip } from "./panel.js";
import { t } from "./words.js";

const OFFERED = 10;
const PAUSE = 150;

/** @typedef {import("./types.js").GraphNode & {matches?: {field: string, text: string, marks: [number, number][]}[]}} Hit */

/** Return the search box. */
export function searchBox() {
  /** @type {Hit[]} */
  let hits = [];
  let active = -1;
  let timer = 0;
  let turn = 0;
  const list = h("ul", { id: "hits", role: "listbox", "aria-label": t("search.hits"), hidden: true });
  const input = h("input", {
    type: "search", id: "search", placeholder: t("search.placeholder"), "aria-label": t("search.label"), autocomplete: "off", spellcheck: "false",
    role: "combobox", "aria-expanded": "false", "aria-controls": "hits", "aria-autocomplete": "list",
  });

  /** @param {boolean} isOpen */
  function unfold(isOpen) {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) point(-1);
  }

  /** @param {number} at */
  function point(at) {
    active = at;
    [...list.querySelectorAll("[role=option]")].forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    const option = list.querySelectorAll("[role=option]")[at];
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  async function look() {
    const words = input.value.trim();
    turn += 1;
    const mine = turn;
    if (!words) return unfold(false);
    const found = await get("/search", { q: words, limit: OFFERED }).catch(() => ({ items: [], suggestions: [], total: 0 }));
    if (mine !== turn) return;
    hits = [...found.items, ...found.suggestions.map((/** @type {any} */ each) => each.node ?? each)];
    fill(list, hits.map((hit, at) => h(
      "li", { role: "option", id: `hit-${at}`, "aria-selected": "false", onmousedown: (/** @type {Event} */ event) => { event.preventDefault(); take(hit); } },
      chip(hit.label), h("span", {}, hit.name ?? hit.id), at >= found.items.length ? h("em", {}, t("search.suggested")) : null,
    )), hits.length ? null : h("li", { class: "quiet", role: "presentation" }, t("search.nothing")));
    unfold(true);
  }

  /** @param {Hit} hit */
  function take(hit) {
    turn += 1;
    unfold(false);
    input.value = "";
    input.blur();
    go(pictureOf(hit));
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(look, PAUSE);
  });
  input.addEventListener("blur", () => unfold(false));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (hits.length) point((active + (event.key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      clearTimeout(timer);
      if (active >= 0 && !list.hidden) take(hits[active]);
      else if (input.value.trim()) {
        turn += 1;
        unfold(false);
        go(link("search", { q: input.value.trim() }));
      }
    } else if (event.key === "Escape") {
      unfold(false);
      input.blur();
    }
  });
  return h("form", { class: "search", role: "search", onsubmit: (/** @type {Event} */ event) => event.preventDefault() }, input, list);
}

/** Return a text with what matched in it marked. @param {{text: string, start?: number, marks: [number, number][]}} match */
export function marked(match) {
  const letters = [...match.text];
  const parts = [];
  let end = 0;
  for (const [first, last] of match.marks) {
    parts.push(letters.slice(end, first).join(""), h("mark", {}, letters.slice(first, last).join("")));
    end = last;
  }
  return [match.start ? "…" : "", ...parts, letters.slice(end).join("")];
}
