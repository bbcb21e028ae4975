// @ts-check
/** What leaves the page: a drawing as PNG or SVG, or on paper. */

import { save } from "./dom.js";
import { asPng, asSvg } from "./drawing.js";
import { t } from "./words.js";

/** Hand a drawing to the reader as an image. @param {Element | null} drawing */
export async function savePng(drawing) {
  if (drawing) save(`${t("graph.file")}.png`, await asPng(drawing));
}

/** Hand a drawing to the reader as vectors. @param {Element | null} drawing */
export function saveSvg(drawing) {
  if (drawing) save(`${t("graph.file")}.svg`, new Blob([asSvg(drawing)], { type: "image/svg+xml" }));
}

/** Return what is drawn in the colours of the light page, which paper has, whatever those of the page are. @template Drawn @param {() => Drawn} draw @returns {Drawn} */
export function inLight(draw) {
  const page = document.documentElement;
  const theme = page.dataset.theme;
  page.dataset.theme = "light";
  try {
    return draw();
  } finally {
    if (theme) page.dataset.theme = theme;
    else delete page.dataset.theme;
  }
}
