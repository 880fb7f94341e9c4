// A list of what is refused: each by name, a way to its cell, until it is mended or dismissed.
import { form, go, inputs } from "grid-cells";

// The item of a refused cell: its place, what was typed, and why.
function item({ key, where, text, reason }) {
  const found = document.createElement("li");
  const words = `${where}: ${text}`;
  const link = Object.assign(document.createElement(key ? "a" : "span"), { textContent: words });
  if (key) link.href = `#${key}`;
  found.append(link, ` – ${reason}`);
  return found;
}

// In the order of the table; what has no cell comes last.
const rank = (cell) => (inputs.includes(cell) ? inputs.indexOf(cell) : inputs.length);
const cellOf = (link) => link && document.getElementById(link.hash.slice(1));

// The list in the page by its name. Its items are kept by cell; what belongs to none, by itself.
export function list(name) {
  const box = form.querySelector(`[data-${name}]`);
  const title = box.querySelector("h2");
  const items = new Map();
  for (const found of box.querySelectorAll("li")) items.set(cellOf(found.querySelector("a")) || found, found);

  function show() {
    const order = [...items.keys()].sort((one, other) => rank(one) - rank(other));
    box.querySelector("ul").replaceChildren(...order.map((cell) => items.get(cell)));
    box.classList.toggle("error-summary", items.size > 0);
    box.hidden = !items.size;
    title.textContent = title.dataset.words;
  }

  box.addEventListener("click", (event) => {
    const cell = cellOf(event.target.closest("a"));
    if (cell) {
      event.preventDefault();
      go(cell);
    } else if (event.target.closest("[data-dismiss]")) {
      items.clear();
      show();
      go();
    }
  });
  return {
    box,
    size: () => items.size,
    put(faults) {
      faults.forEach((fault) => items.set(document.getElementById(fault.key) || fault, item(fault)));
      show();
    },
    // What is mended goes; a list that does not change is not read out again.
    drop(cells) {
      if (cells.filter((cell) => items.delete(cell)).length) show();
    },
    replace(faults) {
      items.clear();
      this.put(faults);
    },
  };
}

export const refusals = list("faults");
export const unpasted = list("unpasted");
