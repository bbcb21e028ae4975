// @ts-check
/** The picture: its canvas, its legend and filters, its panel, and the steps that change it. */

import { go } from "../address.js";
import { lanesIn, lanesOnScreen, newCanvas } from "../canvas.js";
import { captionOf } from "../caption.js";
import { choiceOf } from "../choice.js";
import { isGone, toldOf } from "../client.js";
import { copyLink } from "../copied-link.js";
import { announce, fill, h } from "../dom.js";
import { drawnPart, hiddenAtFirst, hiddenOf, hiddenText } from "../drawn-part.js";
import { drawingOf } from "../drawing.js";
import { bind } from "../keyboard.js";
import { nameLanes } from "../lane-heads.js";
import { legend } from "../legend.js";
import { NARROWING, choicesFor, narrowingForm, narrowingInWords } from "../narrowing.js";
import { showEdge, showNode } from "../panel.js";
import { inLight, savePng, saveSvg } from "../paper.js";
import { MOST_NODES, TooManyError, replay } from "../picture.js";
import { pictureTable } from "../picture-table.js";
import { filterButton, filterChips, hiddenInWords, layoutList, toolButtons } from "../tools.js";
import { LAYOUTS, Walk } from "../walk.js";
import { t } from "../words.js";

/** @typedef {import("../picture.js").Picture} Picture */

const FILTERS = "zerentu.filters";

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
    /** What is left out only because none of its lines is drawn. @type {Picture["nodes"]} */
    this.untied = new Map();
    /** The address of the picture that is drawn. */
    this.last = "";
    /** What there is to narrow by. @type {import("../narrowing.js").Choices} */
    this.choices = { document: [], year: [], category: [] };
    this.walk = new Walk(() => this.whole, (key) => (this.whole?.nodes.has(key) ?? false) && !this.untied.has(key), () => this.drawTools());
    this.turn = 0;
    this.heads = h("div", { class: "heads", "aria-hidden": "true" });
    this.place = h("div", { class: "canvas", tabindex: "0", role: "application", "aria-label": t("graph.label"), "aria-describedby": "graph-keys" });
    this.side = h("aside", { class: "panel", "aria-label": t("panel.label"), tabindex: "-1" });
    this.tools = h("div", { class: "tools", role: "toolbar", "aria-label": t("graph.tools") });
    this.filters = h("div", { class: "filters", id: "filters" });
    this.table = h("div", { class: "table-place", hidden: true });
    this.refusal = h("div", { class: "refusal", role: "alert", hidden: true });
    this.printed = h("div", { class: "printed", "aria-hidden": "true" });
    this.root = h(
      "section", { class: "graph" }, h("h1", { class: "unseen" }, t("graph.title")), this.tools,
      this.filters,
      h("div", { class: "picture" }, this.heads, this.place, this.table, this.refusal, h("p", { id: "graph-keys", class: "unseen" }, t("graph.keys"))),
      this.printed, this.side,
    );
  }

  /** Show or hide legend and filters; what was chosen is kept. */
  unfold() {
    this.filters.hidden = !this.filters.hidden;
    localStorage.setItem(FILTERS, this.filters.hidden ? "closed" : "open");
    this.canvas?.resize();
    this.drawTools();
    this.drawHeads();
  }

  /** Begin to draw: only now does the place have a size. */
  open() {
    const kept = localStorage.getItem(FILTERS);
    this.filters.hidden = kept ? kept === "closed" : !matchMedia("(min-width: 1500px)").matches;
    this.canvas = newCanvas(this.place, { choose: (key) => this.walk.choose(key), expand: (key) => this.walk.expand(key) });
    this.canvas.onView(() => this.drawHeads());
    this.place.addEventListener("keydown", (event) => {
      if (!event.key.startsWith("Arrow")) return;
      event.preventDefault();
      const next = this.canvas?.walk(event.key);
      if (next) this.walk.choose(next);
    });
    const walk = this.walk;
    this.unbind = bind({
      e: () => walk.chosen && walk.expand(walk.chosen), p: () => walk.chosen && walk.beginPath(walk.chosen),
      Delete: () => walk.chosen && walk.act("hide", walk.chosen), Escape: () => walk.choose(null), z: () => walk.undo(),
      f: () => this.canvas?.fit(), l: () => walk.nextLayout(), t: () => walk.turnTable(),
    });
    this.restyle = () => {
      this.canvas?.restyle();
      this.drawLegend();
    };
    this.print = () => fill(this.printed, this.walk.isTable ? null : inLight(() => this.drawing()));
    document.addEventListener("themechange", this.restyle);
    window.addEventListener("beforeprint", this.print);
  }

  close() {
    this.unbind?.();
    if (this.restyle) document.removeEventListener("themechange", this.restyle);
    if (this.print) window.removeEventListener("beforeprint", this.print);
    this.canvas?.destroy();
  }

  /** Show what an address says. @param {URLSearchParams} params */
  async show(params) {
    this.turn += 1;
    const turn = this.turn;
    const asked = JSON.stringify(["steps", ...NARROWING].map((name) => params.get(name)));
    const [before, root] = [this.shown, this.whole?.root];
    const isNew = asked !== this.drawn || !this.whole;
    if (isNew) {
      this.place.classList.add("busy");
      try {
        const whole = await replay(this.walk.steps, this.walk.narrowing);
        if (turn !== this.turn) return;
        this.whole = whole;
        this.drawn = asked;
      } catch (error) {
        if (turn === this.turn) await this.refuse(error, turn);
        return;
      } finally {
        if (turn === this.turn) this.place.classList.remove("busy");
      }
    }
    this.last = location.hash;
    this.setRefused(false);
    this.draw();
    if (isNew && this.whole) this.tell(this.whole, before);
    // A reader who came by a search or a link goes on by the arrow keys.
    if (root !== this.whole?.root && document.body.dataset.ready && document.activeElement === document.body) this.place.focus({ preventScroll: true });
    await Promise.all([this.drawPanel(turn), this.drawFilters(turn)]);
  }

  /**
   * Keep the picture that is drawn, whatever kept the next one from being drawn. Without one say what it can be narrowed by.
   *
   * @param {unknown} error @param {number} turn
   */
  async refuse(error, turn) {
    const text = error instanceof TooManyError ? t("graph.too-many", { number: MOST_NODES }) : toldOf(error);
    if (this.whole) {
      announce(text);
      return go(this.last, { replace: true });
    }
    if (!(error instanceof TooManyError)) throw error;
    this.choices = await choicesFor(this.walk.narrowing);
    if (turn !== this.turn) return;
    fill(this.refusal, h("p", {}, text), this.form());
    this.setRefused(true);
  }

  /** @param {boolean} isRefused */
  setRefused(isRefused) {
    this.refusal.hidden = !isRefused;
    this.root.classList.toggle("refused", isRefused);
  }

  /** Say what was asked for and is not to be seen. @param {Picture} whole @param {Picture | null} before */
  tell(whole, before) {
    this.tellMissing(whole);
    if (!before || before.root !== whole.root || this.walk.steps.at(-1)?.[0] !== "open") return;
    if ([...this.shown?.nodes.keys() ?? []].some((key) => !before.nodes.has(key))) return;
    const names = [...this.untied.values()].map((node) => node.name ?? node.id).slice(0, 3).join("、");
    announce(names ? t("graph.only-untied", { names }) : t("graph.all-shown"));
  }

  /** @param {Picture} whole */
  tellMissing(whole) {
    if (whole.missing.includes("no-path")) announce(t("graph.no-path"));
    else if (whole.missing.includes("path-unknown")) announce(t("graph.path-unknown"));
    else if (whole.missing.length) announce(t("graph.missing", { ids: whole.missing.slice(0, 3).join("、") }));
  }

  draw() {
    if (!this.whole) return;
    const { shown, untied } = drawnPart(this.whole, this.hidden(), this.walk.narrowing);
    const { isTable, layout, chosen } = this.walk;
    [this.shown, this.untied] = [shown, untied];
    this.table.hidden = !isTable;
    this.place.hidden = this.heads.hidden = isTable;
    if (isTable) fill(this.table, pictureTable(shown, (key) => this.walk.choose(key)));
    else this.canvas?.draw(shown, layout, chosen ? choiceOf(this.whole, chosen) : null);
    this.drawTools();
    this.drawHeads();
    this.place.dataset.nodes = String(shown.nodes.size);
    this.place.dataset.edges = String(shown.edges.size);
  }

  drawHeads() {
    nameLanes(this.heads, this.canvas && this.shown && this.walk.layout === "lanes" ? lanesOnScreen(this.canvas, this.shown) : []);
  }

  drawTools() {
    const walk = this.walk;
    const { isTable, from } = walk;
    const across = this.canvas?.core.edges(".aside").length ?? 0;
    const counts = { nodes: this.shown?.nodes.size ?? 0, edges: this.shown?.edges.size ?? 0, across };
    fill(
      this.tools,
      filterButton(!this.filters.hidden, () => this.unfold()), filterChips(this.filterList()),
      layoutList(LAYOUTS, walk.layout, (layout) => walk.set({ layout })),
      toolButtons({
        [isTable ? "picture" : "table"]: { act: () => walk.turnTable() }, undo: { act: () => walk.undo(), disabled: walk.steps.length < 2 },
        in: { act: () => this.canvas?.zoom(1.25), disabled: isTable }, out: { act: () => this.canvas?.zoom(0.8), disabled: isTable },
        fit: { act: () => this.canvas?.fit(), disabled: isTable }, png: { act: () => void savePng(this.drawing()), disabled: isTable },
        svg: { act: () => saveSvg(this.drawing()), disabled: isTable }, copy: { act: () => void copyLink(location.href) },
      }),
      h("span", { class: "quiet", role: "status" }, t(across && !isTable ? "graph.counts-across" : "graph.counts", counts)),
      from ? h("span", { class: "badge" }, t("graph.path-from", { name: walk.nameOf(from) })) : null,
    );
  }

  /** Return what the picture is narrowed by, each with what undoes it. @returns {import("../tools.js").Filter[]} */
  filterList() {
    const hidden = hiddenInWords(this.hidden(), hiddenAtFirst(this.walk.layout));
    const said = [...narrowingInWords(this.walk.narrowing, this.choices), ...(hidden ? [{ name: "hidden", text: hidden }] : [])];
    return said.map(({ name, text }) => ({ name, text, clear: () => this.walk.set({ [name]: "" }) }));
  }

  /** @param {number} turn */
  async drawPanel(turn) {
    const walk = this.walk;
    const key = walk.chosen;
    const edge = key ? this.whole?.edges.get(key) : undefined;
    this.side.classList.toggle("empty", !key);
    if (!key) return fill(this.side, h("p", { class: "quiet" }, t("panel.empty")));
    const place = h("div", {});
    try {
      if (edge) await showEdge(place, edge, (each) => walk.nameOf(each), walk);
      else await showNode(place, key, walk, Object.keys(walk.narrowing).length > 0);
    } catch (error) {
      // The picture is there all the same.
      fill(place, h("p", { class: "missing", role: "alert" }, isGone(error) ? t("panel.gone") : toldOf(error)));
    }
    if (turn !== this.turn) return;
    fill(this.side, h("button", { type: "button", class: "close", "aria-label": t("panel.close"), onclick: () => walk.choose(null) }, "×"), place);
    this.side.scrollTop = 0;
    // Who chose a line wants to see what says so.
    if (edge) place.querySelector(".source mark")?.closest("tr, li, p")?.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} turn */
  async drawFilters(turn) {
    try {
      this.choices = await choicesFor(this.walk.narrowing);
    } catch (error) {
      announce(toldOf(error));
    }
    if (turn !== this.turn) return;
    fill(this.filters, this.form(), h("div", {}));
    this.drawLegend();
    this.drawTools();
  }

  /** Return the form that narrows the picture. */
  form() {
    return narrowingForm(this.walk.narrowing, this.choices, (name, value) => this.walk.set({ [name]: value }));
  }

  /** Draw the legend, which has the colours of the page, in its place below the filters. */
  drawLegend() {
    if (this.whole) this.filters.lastElementChild?.replaceWith(legend(this.whole, this.hidden(), (hidden) => this.walk.set({ hidden: hiddenText(hidden) })));
  }

  /** Return what is not drawn; in lanes that is at first what ties everything to its document and place. */
  hidden() {
    return hiddenOf(this.walk.params.get("hidden"), this.walk.layout);
  }

  /** Return the picture as a drawing with its caption. */
  drawing() {
    if (!this.canvas || !this.shown) return null;
    const caption = captionOf(this.shown, this.walk.nameOf(this.shown.root), this.filterList().map((each) => each.text), this.choices.document);
    return drawingOf(this.canvas.core, this.shown, this.walk.layout === "lanes" ? lanesIn(this.shown) : [], caption);
  }
}
