// A block from a spreadsheet goes into the cells whole, or not at all: the server reads it first.
import { at, form, go, isDirty, named, place } from "grid-cells";
import { unpasted } from "grid-faults";
import { adopt, answered, button, done, line, say, send } from "grid-save";

form.addEventListener("paste", (event) => {
  const input = event.target;
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!input.matches("td input") || !/[\t\n]/.test(text)) return;
  event.preventDefault();
  paste(input, text.split("\n").map((row) => row.split("\t")));
});

// Each text of the block with its cell, or with what it would have been beyond them.
function spread([top, left], block) {
  const values = [];
  const outside = [];
  block.forEach((texts, down) => texts.forEach((text, right) => {
    const cell = at(top + down, left + right);
    if (cell) values.push([cell, text.trim()]);
    else outside.push({ text, ...named([top + down, down], [left + right, right]) });
  }));
  return { values, outside };
}

async function paste(input, block) {
  const { values, outside } = spread(place(input), block);
  say(line.dataset.saving);
  await answered();
  const answer = await send(values, outside.length > 0);
  if (answer.state === "saved") {
    values.forEach(([cell, text]) => { cell.value = text; });
    done(answer, values);
    unpasted.replace([]);
    go(input);
  } else if (answer.refused || outside.length) {
    refuse([...told(answer.refused || [], values), ...outside]);
  } else {
    say(answer.message || form.dataset.notSent, "bad");
    button("login", answer.state === "login");
  }
}

// The refused cells of the block. One that somebody has changed shows what it holds by now.
function told(refused, values) {
  const sent = new Map(values.map(([cell]) => [cell.name, cell]));
  return refused.map((fault) => {
    const cell = sent.get(fault.sent);
    const isClean = !isDirty(cell);
    if (isClean && fault.holds !== null) cell.value = fault.holds;
    adopt(cell, fault);
    return { ...fault, key: cell.id };
  });
}

function refuse(faults) {
  unpasted.replace(faults);
  say(unpasted.box.querySelector("h2").textContent.replace(/:$/, "."), "bad");
  unpasted.box.focus();
}
