// @ts-check
/** Keys that do something while nobody types: a view binds its own, the page has `/` and `?`. */

/** @typedef {Record<string, () => unknown>} Bindings */

/** @type {Bindings[]} */
const bound = [];

/** Bind keys until the function that is returned is called. @param {Bindings} bindings */
export function bind(bindings) {
  bound.push(bindings);
  return () => void bound.splice(bound.indexOf(bindings), 1);
}

/** Listen to the keys of the page. */
export function listen() {
  document.addEventListener("keydown", (event) => {
    const isUndo = event.key === "z" && (event.ctrlKey || event.metaKey);
    if (event.altKey || ((event.ctrlKey || event.metaKey) && !isUndo) || isTyping(event.target)) return;
    // A dialog has keys of its own.
    if ((event.key === "z" && !isUndo) || document.querySelector("dialog[open]")) return;
    const binding = bound.findLast((each) => event.key in each);
    if (!binding) return;
    event.preventDefault();
    binding[event.key]();
  });
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]") ;
}
