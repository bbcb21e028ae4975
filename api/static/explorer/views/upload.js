// @ts-check
/** Loading a document: read it and look at what was read, then load it and see what was written. */

import { link, pictureOf } from "../address.js";
import { ApiProblem, apiKey, keepKey } from "../client.js";
import { fill, h } from "../dom.js";
import { loadFile, readFile } from "../loading.js";
import { isUnknownPlace, placeName } from "../places.js";
import { recordsTable } from "../records-table.js";
import { allRules, reportCounts, reportFindings } from "../report.js";
import { t, valueInWords } from "../words.js";

/** Optional facts, with the kind of field. @type {[string, string][]} */
const FACTS = [["jurisdiction", "text"], ["year", "number"], ["number", "text"], ["title", "text"], ["issued_on", "date"]];
const KINDS = ["breakdown", "report", "progress"];

/** @type {import("../types.js").View} */
export function view(main) {
  const desk = new Desk();
  fill(main, desk.root);
}

class Desk {
  constructor() {
    /** @type {File | null} */
    this.file = null;
    this.turn = 0;
    this.chosen = h("p", { class: "chosen", role: "status" }, t("upload.nothing"));
    this.input = h("input", { type: "file", id: "file", class: "unseen", onchange: () => this.take(this.input.files?.[0]) });
    this.root = h("section", { class: "upload" });
    this.form = h("form", { class: "upload-form", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); void this.read(); } }, keyField(), this.drop(), facts(), h(
      "div", { class: "actions" }, h("button", { type: "submit", class: "primary", "data-act": "read" }, t("upload.read")),
    ));
    this.answer = h("div", { class: "answer" });
    fill(this.root, h("h1", {}, t("upload.title")), h("p", { class: "lead" }, t("upload.about")), this.form, this.answer);
  }

  /** Where a file is chosen; one that is dropped anywhere on the page is taken as well. */
  drop() {
    const zone = h("div", { class: "drop" }, this.input, h("label", { for: "file", class: "button" }, t("upload.choose")), h("span", { class: "quiet" }, t("upload.drop")), this.chosen);
    const over = (/** @type {DragEvent} */ event) => {
      event.preventDefault();
      zone.classList.toggle("over", event.type === "dragover");
    };
    for (const name of /** @type {const} */ (["dragover", "dragleave", "drop"])) this.root.addEventListener(name, over);
    this.root.addEventListener("drop", (event) => this.take(event.dataTransfer?.files[0]));
    return zone;
  }

  /** @param {File | undefined} file */
  take(file) {
    if (!file) return;
    this.file = file;
    this.turn += 1;
    this.chosen.textContent = t("upload.chosen", { name: file.name, size: Math.max(1, Math.round(file.size / 1024)).toLocaleString() });
    fill(this.answer);
  }

  /** What the form says, as the service is asked; also keeps the key. */
  said() {
    const form = new FormData(this.form);
    keepKey(String(form.get("key") ?? ""));
    const given = [...form].filter(([name, value]) => name !== "key" && typeof value === "string" && value.trim());
    return Object.fromEntries(given.map(([name, value]) => [name, String(value).trim()]));
  }

  async read() {
    const { file } = this;
    if (!file) return this.fail(t("upload.nothing"));
    const facts = this.said();
    await this.working(t("upload.reading"), async () => {
      const [read, rules] = await Promise.all([readFile(file, facts), allRules()]);
      return [
        h("h2", {}, t("upload.was-read", { name: read.file })), h("p", { class: "quiet" }, t("upload.nothing-written")), factsOf(read.facts, read.place), reportCounts(read.report),
        h("p", { class: "actions" }, h("button", { type: "button", class: "primary", "data-act": "load", onclick: () => void this.load(file, facts) }, t("upload.load"))),
        recordsTable(read.records), ...reportFindings(read.report, rules),
      ];
    });
  }

  /** @param {File} file @param {Record<string, string>} facts */
  async load(file, facts) {
    const bar = h("progress", { max: "1", "aria-label": t("upload.loading") });
    const state = h("span", {}, t("upload.state.waiting"));
    await this.working(h("span", {}, bar, " ", state), async () => {
      const loaded = await loadFile(file, facts, (job) => {
        bar.max = job.progress.of;
        bar.value = job.progress.done;
        state.textContent = t(`upload.state.${job.state}`);
      });
      const rules = await allRules();
      return [
        h("h2", {}, t(`upload.outcome.${loaded.outcome}`)), h("p", {}, t("upload.written", { nodes: loaded.nodes_written, edges: loaded.relationships_written })),
        h("p", { class: "actions" }, h("a", { class: "button primary", href: pictureOf({ label: "Document", id: loaded.document }) }, t("question.picture")), h("a", { class: "button", href: link("findings", { document: loaded.document }) }, t("act.findings"))),
        reportCounts(loaded.report), ...reportFindings(loaded.report, rules, loaded.document),
      ];
    });
  }

  /** Say that something is under way, then show what came of it, or what the service says against it. @param {import("../dom.js").Child} said @param {() => Promise<import("../dom.js").Child[]>} work */
  async working(said, work) {
    this.turn += 1;
    const { turn } = this;
    this.lock(true);
    fill(this.answer, h("p", { class: "working", role: "status" }, said));
    try {
      const shown = await work();
      if (turn !== this.turn) return;
      fill(this.answer, shown);
      const title = this.answer.querySelector("h2");
      title?.setAttribute("tabindex", "-1");
      title?.focus();
    } catch (error) {
      if (turn === this.turn) this.fail(reasonOf(error));
    } finally {
      this.lock(false);
    }
  }

  /** @param {boolean} isLocked */
  lock(isLocked) {
    for (const button of this.form.querySelectorAll("button")) button.disabled = isLocked;
  }

  /** @param {string} text */
  fail(text) {
    fill(this.answer, h("p", { class: "warning problem", role: "alert" }, text));
    this.answer.scrollIntoView({ block: "nearest" });
  }
}

/** Return what went wrong; of a key that is missing or does not do, what to do on this page. @param {unknown} error */
function reasonOf(error) {
  if (error instanceof ApiProblem && error.status === 401) return t(apiKey() ? "upload.wrong-key" : "upload.needs-key");
  if (error instanceof ApiProblem && error.status === 403) return t("upload.weak-key");
  return error instanceof Error ? error.message : String(error);
}

function keyField() {
  return h("label", {}, t("upload.key"), h("input", { type: "password", name: "key", autocomplete: "off", value: apiKey(), "aria-describedby": "key-about" }), h("span", { class: "quiet", id: "key-about" }, t("upload.key.about")));
}

function facts() {
  const kinds = h("label", {}, t("fact.kind"), h("select", { name: "kind" }, h("option", { value: "" }, t("upload.as-said")), KINDS.map((kind) => h("option", { value: kind }, t(`kind.${kind}`)))));
  const fields = FACTS.map(([name, type]) => h("label", {}, t(name === "jurisdiction" ? "upload.jurisdiction" : `fact.${name}`), h("input", { name, type, placeholder: type === "date" ? null : t(`upload.example.${name}`) })));
  return h("details", {}, h("summary", {}, t("upload.facts")), h("p", { class: "quiet" }, t("upload.facts.about")), h("div", { class: "fields" }, fields, kinds));
}

/** @param {Record<string, any>} read @param {string} place - what the place is called whose code the facts hold */
function factsOf(read, place) {
  const names = ["title", "number", "jurisdiction", "year", "kind", "issued_on"];
  return h("dl", { class: "facts" }, names.flatMap((name) => {
    const value = read[name];
    const text = !value || value === "unknown" ? t("fact.unknown") : name === "jurisdiction" ? placeOf(String(value), place) : valueInWords(name, String(value));
    return [h("dt", {}, t(name === "jurisdiction" ? "upload.jurisdiction" : `fact.${name}`)), h("dd", {}, text)];
  }));
}

/** Return a place with its code: many a name is that of several places. @param {string} code @param {string} name */
function placeOf(code, name) {
  return isUnknownPlace(code) ? placeName(null) : t("place.with-code", { name, code });
}
