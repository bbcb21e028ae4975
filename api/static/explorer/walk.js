// @ts-check
/** What a reader does to a picture: each step goes into the address, from which the picture is drawn. */

import { go, here, link } from "./address.js";
import { announce } from "./dom.js";
import { narrowingOf } from "./narrowing.js";
import { keyOf, nodeOf } from "./picture.js";
import { t } from "./words.js";

/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("./picture.js").Step} Step */
/** @typedef {import("./types.js").GraphNode} GraphNode */

export const LAYOUTS = ["lanes", "rings", "tree"];

export class Walk {
  /** @param {() => Picture | null} picture - the whole picture, as far as there is one @param {(key: string) => boolean} isDrawn @param {() => void} onPath - the first end of a path was chosen, or given up */
  constructor(picture, isDrawn, onPath) {
    this.picture = picture;
    this.isDrawn = isDrawn;
    this.onPath = onPath;
    /** The first end of a path that is being chosen. @type {string | null} */
    this.from = null;
  }

  /** What the address says now, also between an action and its drawing. */
  get params() {
    return here().params;
  }

  /** @returns {Step[]} */
  get steps() {
    try {
      return JSON.parse(this.params.get("steps") ?? "[]");
    } catch {
      return [];
    }
  }

  get layout() {
    const said = this.params.get("layout") ?? "";
    return /** @type {import("./canvas.js").Layout} */ (LAYOUTS.includes(said) ? said : "lanes");
  }

  get isTable() {
    return this.params.get("as") === "table";
  }

  get chosen() {
    return this.params.get("selected") ?? "";
  }

  get narrowing() {
    return narrowingOf(this.params);
  }

  /** @param {string} key */
  nameOf(key) {
    return this.picture()?.nodes.get(key)?.name ?? nodeOf(key).id;
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
    this.set({ steps: JSON.stringify([...this.steps, step]), ...(selected ? { selected } : {}) });
  }

  nextLayout() {
    this.set({ layout: LAYOUTS[(LAYOUTS.indexOf(this.layout) + 1) % LAYOUTS.length] });
  }

  turnTable() {
    this.set({ as: this.isTable ? "" : "table" });
  }

  /** @param {string | null} key */
  choose(key) {
    if (key?.startsWith("edge more ")) return;
    if (key?.startsWith("more ")) return this.expand(key.slice("more ".length));
    if (key && this.from && this.from !== key && this.picture()?.nodes.has(key)) return this.endPath(key);
    if (!key) this.from = null;
    this.set({ selected: key ?? "" }, { replace: true });
    this.onPath();
  }

  /** Return the step that expands a node; empty where none is left. @param {string} key @returns {Step} */
  nextStep(key) {
    const { label, id } = nodeOf(key);
    return this.picture()?.more.get(key)?.step ?? ["open", label, id, 0];
  }

  /** @param {string} key */
  expand(key) {
    const picture = this.picture();
    if (!picture?.nodes.has(key)) return;
    const more = picture.more.get(key);
    const step = this.nextStep(key);
    if (more && !step.length) return announce(t("graph.narrow", { number: more.rest }));
    if (!more && this.steps.some((each) => JSON.stringify(each) === JSON.stringify(step))) return announce(t("graph.all-shown"));
    this.step(step, key);
  }

  /** @param {string} key */
  beginPath(key) {
    if (!this.picture()?.nodes.has(key)) return;
    if (this.from && this.from !== key) return this.endPath(key);
    this.from = key;
    announce(t("graph.path-to", { name: this.nameOf(key) }));
    this.onPath();
  }

  /** @param {string} key */
  endPath(key) {
    const [start, finish] = [nodeOf(/** @type {string} */ (this.from)), nodeOf(key)];
    this.from = null;
    this.step(["path", start.label, start.id, finish.label, finish.id], key);
  }

  /** Choose a node; one that is not drawn is added. @param {GraphNode} node */
  add(node) {
    const key = keyOf(node);
    if (this.isDrawn(key)) this.choose(key);
    else this.step(["nodes", node.id], key);
  }

  /** @param {string} name @param {string} key */
  act(name, key) {
    const { label, id } = nodeOf(key);
    if (name === "expand") this.expand(key);
    else if (name === "path") this.beginPath(key);
    else if (name === "focus") this.set({ steps: JSON.stringify([["show", label, id]]), selected: key });
    else if (name === "hide") this.set({ steps: JSON.stringify([...this.steps, ["hide", label, id]]), selected: "" });
  }

  undo() {
    const steps = this.steps;
    if (steps.length > 1) this.set({ steps: JSON.stringify(steps.slice(0, -1)) });
  }
}
