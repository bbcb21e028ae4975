// @ts-check
/** The heads of the lanes above a picture, which follow it. */

import { fill, h } from "./dom.js";
import { t } from "./words.js";

/** Name lanes over their middles: smaller where they are near to each other, and not at all where that does not do. @param {HTMLElement} place @param {{name: string, middle: number}[]} lanes */
export function nameLanes(place, lanes) {
  const heads = lanes.map(({ name, middle }) => {
    const head = h("span", {}, t(name));
    head.style.left = `${middle}px`;
    return head;
  });
  fill(place, heads);
  place.classList.remove("small");
  if (!areApart(heads)) place.classList.add("small");
  if (!areApart(heads)) fill(place);
}

/** Say whether elements from left to right leave room between each other. @param {HTMLElement[]} elements */
function areApart(elements) {
  const boxes = elements.map((each) => each.getBoundingClientRect());
  return boxes.every((box, at) => at === 0 || boxes[at - 1].right + 4 <= box.left);
}
