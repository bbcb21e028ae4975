// @ts-check
/** The page itself: its head, the view that the address names, the keys, the language and the light. */

import { here, link } from "./address.js";
import { ApiProblem, keepKey } from "./client.js";
import { announce, fill, h } from "./dom.js";
import { bind, listen } from "./keyboard.js";
import { loadLooks } from "./looks.js";
import { searchBox } from "./search-box.js";
import { chooseLanguage, language, loadWords, t } from "./words.js";

/** The views by the first word of the address, each loaded when it is first wanted. @type {Record<string, () => Promise<{view: import("./types.js").View}>>} */
const VIEWS = {
  start: () => import("./views/start.js"),
  search: () => import("./views/search.js"),
  graph: () => import("./views/graph.js"),
  question: () => import("./views/question.js"),
  matrix: () => import("./views/matrix.js"),
  sheet: () => import("./views/sheet.js"),
  findings: () => import("./views/findings.js"),
  compare: () => import("./views/compare.js"),
  upload: () => import("./views/upload.js"),
};
const NAVIGATION = ["start", "matrix", "compare", "findings", "upload"];
const THEME = "zerentu.theme";

let turn = 0;

async function show() {
  const address = here();
  const main = /** @type {HTMLElement} */ (document.getElementById("main"));
  turn += 1;
  const mine = turn;
  const load = VIEWS[address.view];
  main.setAttribute("aria-busy", "true");
  try {
    if (!load) throw new Error(t("view.unknown"));
    const { view } = await load();
    if (mine !== turn) return;
    document.body.dataset.view = address.view;
    markCurrent(address.view);
    await view(placeOf(main, address.view), address);
    if (mine === turn) document.title = `${main.querySelector("h1")?.textContent ?? ""} · ${t("title")}`;
  } catch (error) {
    if (mine === turn) fill(main, failure(error));
  } finally {
    if (mine === turn) main.removeAttribute("aria-busy");
  }
}

/**
 * Return where a view draws. Another view gets a place of its own, so that a slow one never draws over its successor.
 *
 * @param {HTMLElement} main @param {string} name
 */
function placeOf(main, name) {
  const held = main.firstElementChild;
  if (held instanceof HTMLElement && held.dataset.view === name) return held;
  const place = h("div", { class: "view", "data-view": name });
  fill(main, place);
  return place;
}

/** @param {unknown} error */
function failure(error) {
  if (error instanceof ApiProblem && [401, 403].includes(error.status)) return keyForm(error.message);
  const text = error instanceof ApiProblem || error instanceof Error ? error.message : String(error);
  if (!(error instanceof ApiProblem)) console.warn(error);
  return h("section", { class: "failure", role: "alert" }, h("h1", {}, t("failure.title")), h("p", {}, text), h("p", {}, h("a", { href: link("start") }, t("failure.back"))));
}

/** Ask for the key that the service wants; it is kept for this tab only. @param {string} why */
function keyForm(why) {
  const key = h("input", { type: "password", name: "key", autocomplete: "off", required: true });
  return h(
    "section", { class: "failure" }, h("h1", {}, t("key.title")), h("p", { role: "alert" }, why),
    h(
      "form", { class: "asking", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); keepKey(key.value); location.reload(); } },
      h("label", {}, t("key.label"), key), h("div", { class: "actions" }, h("button", { class: "primary" }, t("key.enter"))),
    ),
    h("p", { class: "quiet" }, t("key.about")),
  );
}

/** @param {string} view */
function markCurrent(view) {
  for (const each of document.querySelectorAll("nav.views a")) {
    if (each.getAttribute("data-view") === view) each.setAttribute("aria-current", "page");
    else each.removeAttribute("aria-current");
  }
}

function drawHead() {
  const box = searchBox();
  fill(
    /** @type {HTMLElement} */ (document.getElementById("head")),
    h("a", { class: "brand", href: link("start") }, h("strong", {}, "责任图"), " ", h("span", { lang: "en" }, "zerentu")),
    box,
    h("nav", { class: "views", "aria-label": t("nav.label") }, NAVIGATION.map((name) => h("a", { href: link(name), "data-view": name }, t(`nav.${name}`))), h("a", { href: "/docs" }, t("nav.docs"))),
    h(
      "div", { class: "switches" },
      h("button", { type: "button", id: "language", title: t("switch.language"), onclick: switchLanguage }, language() === "zh" ? "EN" : "中文"),
      h("button", { type: "button", id: "theme", title: t("switch.theme"), "aria-label": t("switch.theme"), onclick: switchTheme }, "◐"),
      h("button", { type: "button", id: "help", title: t("switch.help"), "aria-label": t("switch.help"), onclick: help }, "?"),
    ),
  );
}

async function switchLanguage() {
  chooseLanguage(language() === "zh" ? "en" : "zh");
  await loadWords();
  fill(/** @type {HTMLElement} */ (document.getElementById("main")));
  drawHead();
  await show();
}

function switchTheme() {
  const next = isDark() ? "light" : "dark";
  localStorage.setItem(THEME, next);
  document.documentElement.dataset.theme = next;
  document.dispatchEvent(new Event("themechange"));
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function help() {
  const keys = ["/", "f", "e", "l", "p", "t", "Esc", "Delete", "Ctrl+Z", "?"];
  const dialog = h(
    "dialog", { "aria-labelledby": "help-title" },
    h("h2", { id: "help-title" }, t("help.title")), h("p", {}, t("help.text")),
    h("dl", { class: "keys" }, keys.flatMap((key) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, t(`key.${key}`))])),
    h("form", { method: "dialog" }, h("button", { class: "primary" }, t("help.close"))),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

async function start() {
  const theme = localStorage.getItem(THEME);
  if (theme) document.documentElement.dataset.theme = theme;
  await Promise.all([loadWords(), loadLooks()]);
  drawHead();
  listen();
  bind({ "/": () => document.getElementById("search")?.focus(), "?": help });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => document.dispatchEvent(new Event("themechange")));
  window.addEventListener("hashchange", () => void show());
  window.addEventListener("unhandledrejection", (event) => {
    if (!(event.reason instanceof ApiProblem)) return;
    event.preventDefault();
    announce(event.reason.message);
  });
  await show();
  document.body.dataset.ready = "yes";
}

void start();
