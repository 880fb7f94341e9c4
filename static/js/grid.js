// Cells written as in a spreadsheet: keys move, a block is pasted, rows save themselves.
import { dirty, form, go, next } from "grid-cells";
import { answered, changed, isSending, letGo, save } from "grid-save";
import "grid-paste";

const entered = new WeakMap(); // by cell: what stood there when it was entered
let isInside = false; // whether the arrow keys move inside the text

const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
form.addEventListener("keydown", (event) => {
  const input = event.target;
  if (!input.matches("td input") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter") {
    event.preventDefault();
    isInside = false;
    go(next(input, event.shiftKey ? -1 : 1, 0) || input);
  } else if (event.key === "Escape") {
    event.preventDefault();
    input.value = entered.get(input) ?? input.value;
    isInside = false;
    input.select();
    changed(input);
  } else if (event.key === "F2") {
    event.preventDefault();
    isInside = true;
    input.setSelectionRange(input.value.length, input.value.length);
  } else if (MOVES[event.key] && !event.shiftKey && !(isInside && event.key.match(/Left|Right/))) {
    event.preventDefault();
    isInside = false;
    go(next(input, ...MOVES[event.key]) || input);
  }
});
form.addEventListener("focusin", ({ target }) => {
  isInside = false;
  if (!target.matches("td input")) return;
  entered.set(target, target.value);
  target.select();
});
form.addEventListener("dblclick", () => { isInside = true; });

form.addEventListener("input", ({ target }) => changed(target));
form.addEventListener("focusout", ({ target, relatedTarget }) => {
  const row = target.closest("tr");
  if (row && row !== relatedTarget?.closest("tr")) save();
});

let isLeaving = false;
form.addEventListener("submit", async (event) => {
  if (isSending()) {
    event.preventDefault();
    await answered();
    form.requestSubmit();
    return;
  }
  isLeaving = true;
  letGo();
});
window.addEventListener("online", save);
window.addEventListener("beforeunload", (event) => {
  if (dirty().length && !isLeaving) event.preventDefault();
});
