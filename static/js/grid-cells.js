// The cells of the matrix: where each stands, what it is called, and what the server holds of it.

export const form = document.querySelector("[data-grid]");
export const inputs = [...form.querySelectorAll("td input")];
const rows = [...form.querySelectorAll("tr:has(td input)")];
const years = form.querySelector("thead tr").cells;
const saved = new WeakMap();
let hand = inputs[0]; // the cell that the keyboard was in last

export const place = (input) => [rows.indexOf(input.closest("tr")), input.parentElement.cellIndex];
export const at = (row, column) => rows[row]?.cells[column]?.querySelector("input");
export const isDirty = (input) => input.value !== saved.get(input);
export const dirty = () => inputs.filter(isDirty);
export const stored = (input, text) => {
  saved.set(input, text);
  input.toggleAttribute("data-changed", isDirty(input));
};
// What comes back beside a refused cell is not saved.
inputs.forEach((input) => stored(input, input.matches("[data-changed]") ? null : input.defaultValue));

export function mark(input, isBad) {
  if (isBad) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

export function go(input = hand) {
  if (!input) return;
  input.focus();
  input.select();
  input.scrollIntoView({ block: "nearest", inline: "nearest" });
}
form.addEventListener("focusin", ({ target }) => { if (target.matches("td input")) hand = target; });

// The next cell that way; cells that are closed are passed over.
export function next(input, down, right) {
  let [row, column] = place(input);
  const width = rows[row].cells.length;
  do {
    row += down;
    column += right;
  } while (row >= 0 && row < rows.length && column >= 0 && column < width && !at(row, column));
  return at(row, column);
}

// Where a text of a block would have gone, in words: as cells are called, and beyond them by its place in the block.
export function named([row, down], [column, right]) {
  const { outside, row: rowOf, column: columnOf } = form.dataset;
  const label = rows[row]?.querySelector("input").getAttribute("aria-label").replace(/, \d+$/, "");
  const year = years[column]?.textContent;
  const where = [label || `${rowOf} ${down + 1}`, year || `${columnOf} ${right + 1}`].join(", ");
  return { where, reason: outside };
}
