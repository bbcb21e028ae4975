// @ts-check
/** The picture: its canvas, its legend and filters, its panel, and the steps that change it. */

import { go, here, link } from "../address.js";
import { lanesOnScreen, newCanvas } from "../canvas.js";
import { announce, fill, h, save } from "../dom.js";
import { asSvg } from "../drawing.js";
import { bind } from "../keyboard.js";
import { legend } from "../legend.js";
import { NARROWING, narrowingForm, narrowingOf } from "../narrowing.js";
import { showEdge, showNode } from "../panel.js";
import { MOST_NODES, TooManyError, edgeKeyOf, keyOf, nodeOf, replay } from "../picture.js";
import { pictureTable } from "../picture-table.js";
import { t } from "../words.js";

/** @typedef {import("../picture.js").Picture} Picture */
/** @typedef {import("../picture.js").Step} Step */

const FILTERS = "zerentu.filters";
const JOINING = "STATED_IN,WITHIN,ISSUED_FOR";
const NOTHING = "-";
const LAYOUTS = ["lanes", "rings", "tree"];

/** The view as it stands, kept while only the address changes. @type {Stage | null} */
let stage = null;

/** @type {import("../types.js").View} */
export async function view(main, address) {
  if (!stage || !main.contains(stage.root)) {
    stage?.close();
    stage = new Stage();
    fill(main, stage.root);
    stage.open();
  }
  await stage.show(address.params);
}

class Stage {
  constructor() {
    /** What the picture that is drawn was asked for by. */
    this.drawn = "";
    /** @type {Picture | null} */
    this.whole = null;
    /** @type {Picture | null} */
    this.shown = null;
    /** The first end of a path that is being chosen. @type {string | null} */
    this.from = null;
    this.turn = 0;
    this.heads = h("div", { class: "heads", "aria-hidden": "true" });
    this.place = h("div", { class: "canvas", tabindex: "0", role: "application", "aria-label": t("graph.label"), "aria-describedby": "graph-keys" });
    this.side = h("aside", { class: "panel", "aria-label": t("panel.label"), tabindex: "-1" });
    this.tools = h("div", { class: "tools", role: "toolbar", "aria-label": t("graph.tools") });
    this.filters = h("div", { class: "filters", id: "filters" });
    this.table = h("div", { class: "table-place", hidden: true });
    this.root = h(
      "section", { class: "graph" }, h("h1", { class: "unseen" }, t("graph.title")), this.tools,
      this.filters,
      h("div", { class: "picture" }, this.heads, this.place, this.table, h("p", { id: "graph-keys", class: "unseen" }, t("graph.keys"))),
      this.side,
    );
  }

  /** Show or hide legend and filters; what was chosen is kept. */
  unfold() {
    this.filters.hidden = !this.filters.hidden;
    localStorage.setItem(FILTERS, this.filters.hidden ? "closed" : "open");
    this.canvas?.core.resize();
    this.drawTools();
    this.drawHeads();
  }

  /** Begin to draw: only now does the place have a size. */
  open() {
    const kept = localStorage.getItem(FILTERS);
    this.filters.hidden = kept ? kept === "closed" : !matchMedia("(min-width: 1500px)").matches;
    this.canvas = newCanvas(this.place, { choose: (key) => this.choose(key), expand: (key) => this.expand(key) });
    this.canvas.onView(() => this.drawHeads());
    this.place.addEventListener("keydown", (event) => {
      if (!event.key.startsWith("Arrow")) return;
      event.preventDefault();
      const next = this.canvas?.walk(event.key);
      if (next) this.choose(next);
    });
    this.unbind = bind({
      e: () => this.chosen() && this.expand(this.chosen()),
      p: () => this.chosen() && this.beginPath(this.chosen()),
      Delete: () => this.chosen() && this.act("hide", this.chosen()),
      Escape: () => this.choose(null),
      z: () => this.undo(),
      f: () => this.canvas?.fit(),
      l: () => this.set({ layout: LAYOUTS[(LAYOUTS.indexOf(this.layout()) + 1) % LAYOUTS.length] }),
      t: () => this.set({ as: this.params.get("as") === "table" ? "" : "table" }),
    });
    this.restyle = () => this.canvas?.restyle();
    document.addEventListener("themechange", this.restyle);
  }

  close() {
    this.unbind?.();
    if (this.restyle) document.removeEventListener("themechange", this.restyle);
    this.canvas?.destroy();
  }

  /** What the address says now, also between an action and its drawing. */
  get params() {
    return here().params;
  }

  /** @returns {Step[]} */
  steps() {
    try {
      return JSON.parse(this.params.get("steps") ?? "[]");
    } catch {
      return [];
    }
  }

  layout() {
    return /** @type {import("../canvas.js").Layout} */ (LAYOUTS.includes(this.params.get("layout") ?? "") ? this.params.get("layout") : "lanes");
  }

  chosen() {
    return this.params.get("selected") ?? "";
  }

  /** Show what an address says. @param {URLSearchParams} params */
  async show(params) {
    this.turn += 1;
    const turn = this.turn;
    const asked = JSON.stringify(["steps", ...NARROWING].map((name) => params.get(name)));
    if (asked !== this.drawn || !this.whole) {
      this.place.classList.add("busy");
      try {
        const whole = await replay(this.steps(), narrowingOf(params));
        if (turn !== this.turn) return;
        this.whole = whole;
        this.drawn = asked;
        this.tellMissing(whole);
      } catch (error) {
        if (!(error instanceof TooManyError)) throw error;
        announce(t("graph.too-many", { number: MOST_NODES }));
        history.back();
        return;
      } finally {
        this.place.classList.remove("busy");
      }
    }
    this.draw();
    await Promise.all([this.drawPanel(turn), this.drawFilters(turn)]);
  }

  /** @param {Picture} whole */
  tellMissing(whole) {
    if (whole.missing.includes("no-path")) announce(t("graph.no-path"));
    else if (whole.missing.includes("path-unknown")) announce(t("graph.path-unknown"));
    else if (whole.missing.length) announce(t("graph.missing", { ids: whole.missing.slice(0, 3).join("、") }));
  }

  draw() {
    if (!this.whole) return;
    const shown = withoutHidden(this.whole, this.hidden(), narrowingOf(this.params));
    const isTable = this.params.get("as") === "table";
    this.shown = shown;
    this.table.hidden = !isTable;
    this.place.hidden = this.heads.hidden = isTable;
    if (isTable) fill(this.table, pictureTable(shown, (key) => this.choose(key)));
    else this.canvas?.draw(shown, this.layout(), this.chosen() || null);
    this.drawTools();
    this.drawHeads();
    this.place.dataset.nodes = String(shown.nodes.size);
    this.place.dataset.edges = String(shown.edges.size);
  }

  drawHeads() {
    if (!this.canvas || !this.shown || this.layout() !== "lanes") return fill(this.heads);
    fill(this.heads, lanesOnScreen(this.canvas, this.shown).map((lane) => {
      const head = h("span", {}, t(lane.name));
      head.style.left = `${lane.left}px`;
      head.style.width = `${lane.width}px`;
      return head;
    }));
  }

  drawTools() {
    const button = (/** @type {string} */ name, /** @type {() => void} */ act, disabled = false) =>
      h("button", { type: "button", "data-tool": name, title: t(`tool.${name}.about`), disabled, onclick: act }, t(`tool.${name}`));
    const layouts = h(
      "select", { "aria-label": t("tool.layout"), onchange: (/** @type {any} */ event) => this.set({ layout: event.target.value }) },
      LAYOUTS.map((name) => h("option", { value: name, selected: name === this.layout() }, t(`layout.${name}`))),
    );
    const isTable = this.params.get("as") === "table";
    fill(
      this.tools,
      h("button", { type: "button", "data-tool": "filters", "aria-expanded": String(!this.filters.hidden), "aria-controls": "filters", onclick: () => this.unfold() }, t("graph.filters")),
      layouts, button(isTable ? "picture" : "table", () => this.set({ as: isTable ? "" : "table" })),
      button("undo", () => this.undo(), this.steps().length < 2), button("in", () => this.canvas?.zoom(1.25), isTable),
      button("out", () => this.canvas?.zoom(0.8), isTable), button("fit", () => this.canvas?.fit(), isTable),
      button("png", () => void this.savePng(), isTable), button("svg", () => this.saveSvg(), isTable), button("copy", () => void this.copy()),
      h("span", { class: "quiet", role: "status" }, t("graph.counts", { nodes: this.shown?.nodes.size ?? 0, edges: this.shown?.edges.size ?? 0 })),
      this.from ? h("span", { class: "badge" }, t("graph.path-from", { name: this.nameOf(this.from) })) : null,
    );
  }

  /** @param {number} turn */
  async drawPanel(turn) {
    const key = this.chosen();
    const listeners = {
      choose: (/** @type {string} */ each) => this.choose(each),
      add: (/** @type {import("../types.js").GraphNode} */ node) => this.add(node),
      act: (/** @type {string} */ name, /** @type {string} */ each) => this.act(name, each),
    };
    const edge = key ? [...(this.whole?.edges.values() ?? [])].find((each) => edgeKeyOf(each) === key) : undefined;
    this.side.classList.toggle("empty", !key);
    if (!key) return fill(this.side, h("p", { class: "quiet" }, t("panel.empty")));
    const place = h("div", {});
    if (edge) await showEdge(place, edge, (each) => this.nameOf(each), listeners);
    else await showNode(place, key, listeners);
    if (turn !== this.turn) return;
    fill(this.side, h("button", { type: "button", class: "close", "aria-label": t("panel.close"), onclick: () => this.choose(null) }, "×"), place);
    this.side.scrollTop = 0;
  }

  /** @param {number} turn */
  async drawFilters(turn) {
    if (!this.whole) return;
    const form = await narrowingForm(narrowingOf(this.params), (name, value) => this.set({ [name]: value }));
    if (turn !== this.turn || !this.whole) return;
    fill(this.filters, form, legend(this.whole, this.hidden(), (hidden) => this.set({ hidden: [...hidden].join(",") || NOTHING })));
  }

  /** Return what is not drawn; in lanes that is at first what ties everything to its document and place. */
  hidden() {
    const said = this.params.get("hidden") ?? (this.layout() === "lanes" ? JOINING : "");
    return new Set(said.split(",").filter((name) => name && name !== NOTHING));
  }

  /** @param {string} key */
  nameOf(key) {
    return this.whole?.nodes.get(key)?.name ?? nodeOf(key).id;
  }

  /** Go to this picture with some of its parameters changed. @param {Record<string, string>} changed */
  set(changed, { replace = false } = {}) {
    const params = new URLSearchParams(this.params);
    for (const [name, value] of Object.entries(changed)) {
      if (value) params.set(name, value);
      else params.delete(name);
    }
    go(link("graph", params), { replace });
  }

  /** Take a step, and choose what it is about. @param {Step} step @param {string} [selected] */
  step(step, selected) {
    this.set({ steps: JSON.stringify([...this.steps(), step]), ...(selected ? { selected } : {}) });
  }

  /** @param {string | null} key */
  choose(key) {
    if (key?.startsWith("edge more ")) return;
    if (key?.startsWith("more ")) return this.expand(key.slice("more ".length));
    if (key && this.from && this.from !== key && this.whole?.nodes.has(key)) return this.endPath(key);
    if (!key) this.from = null;
    this.set({ selected: key ?? "" }, { replace: true });
    if (key) this.drawTools();
  }

  /** Return the step that expands a node; empty where none is left. @param {string} key @returns {Step} */
  nextStep(key) {
    const { label, id } = nodeOf(key);
    return this.whole?.more.get(key)?.step ?? ["open", label, id, 0];
  }

  /** @param {string} key */
  expand(key) {
    if (!this.whole?.nodes.has(key)) return;
    const more = this.whole.more.get(key);
    const step = this.nextStep(key);
    if (more && !step.length) return announce(t("graph.narrow", { number: more.rest }));
    if (!more && this.steps().some((each) => JSON.stringify(each) === JSON.stringify(step))) return announce(t("graph.all-shown"));
    this.step(step, key);
  }

  /** @param {string} key */
  beginPath(key) {
    if (!this.whole?.nodes.has(key)) return;
    if (this.from && this.from !== key) return this.endPath(key);
    this.from = key;
    announce(t("graph.path-to", { name: this.nameOf(key) }));
    this.drawTools();
  }

  /** @param {string} key */
  endPath(key) {
    const [start, finish] = [nodeOf(/** @type {string} */ (this.from)), nodeOf(key)];
    this.from = null;
    this.step(["path", start.label, start.id, finish.label, finish.id], key);
  }

  /** @param {import("../types.js").GraphNode} node */
  add(node) {
    const key = keyOf(node);
    if (this.whole?.nodes.has(key)) this.choose(key);
    else this.step(["nodes", node.id], key);
  }

  /** @param {string} name @param {string} key */
  act(name, key) {
    const { label, id } = nodeOf(key);
    if (name === "expand") this.expand(key);
    else if (name === "path") this.beginPath(key);
    else if (name === "focus") this.set({ steps: JSON.stringify([["show", label, id]]), selected: key });
    else if (name === "hide") this.set({ steps: JSON.stringify([...this.steps(), ["hide", label, id]]), selected: "" });
  }

  undo() {
    const steps = this.steps();
    if (steps.length > 1) this.set({ steps: JSON.stringify(steps.slice(0, -1)) });
  }

  async savePng() {
    if (this.canvas) save(`${t("graph.file")}.png`, await this.canvas.png());
  }

  saveSvg() {
    if (!this.canvas) return;
    const text = asSvg(this.canvas.core, this.nameOf(this.whole?.root ?? ""));
    save(`${t("graph.file")}.svg`, new Blob([text], { type: "image/svg+xml" }));
  }

  async copy() {
    await navigator.clipboard?.writeText(location.href);
    announce(t("graph.copied"));
  }
}

/**
 * Return the picture without the labels and relationships that are hidden and the tasks that are not asked for.
 *
 * @param {Picture} whole @param {Set<string>} hidden @param {Record<string, string>} narrowing
 */
function withoutHidden(whole, hidden, narrowing) {
  const isShown = (/** @type {string} */ key, /** @type {import("../types.js").GraphNode} */ node) =>
    !hidden.has(node.label) && (key === whole.root || !node.task || isWithin(node.task, narrowing));
  const shown = Object.create(whole);
  shown.nodes = new Map([...whole.nodes].filter(([key, node]) => isShown(key, node)));
  shown.edges = new Map([...whole.edges].filter(([, edge]) =>
    !hidden.has(edge.relationship) && shown.nodes.has(keyOf(edge.start)) && shown.nodes.has(keyOf(edge.finish))));
  shown.more = new Map([...whole.more].filter(([key]) => shown.nodes.has(key)));
  return shown;
}

/** Say whether a task is of the document, year and category that are asked for. @param {import("../types.js").TaskFacts} facts @param {Record<string, string>} narrowing */
function isWithin(facts, { document, year, category }) {
  return (!document || facts.document === document) && (!year || String(facts.year) === year) && (!category || facts.categories.includes(category));
}
