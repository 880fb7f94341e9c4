// Cells written as in a spreadsheet: keys move, a block is pasted, rows save themselves.
import { forget, keep, key } from "drafts";

const form = document.querySelector("[data-grid]");
const line = form.querySelector("[data-save-line]");
const faults = form.querySelector("[data-faults]");
const PAUSE = 2000;
const LONGEST = 20000;
const writer = key();
// By cell: what the server holds, what it has refused, and what stood there when it was entered.
const saved = new WeakMap();
const refused = new WeakMap();
const entered = new WeakMap();
let timer, sending, again;
let isInside = false; // whether the arrow keys move inside the text

const inputs = [...form.querySelectorAll("td input")];
const rows = [...form.querySelectorAll("tr:has(td input)")];
const place = (input) => [rows.indexOf(input.closest("tr")), input.parentElement.cellIndex];
const at = (row, column) => rows[row]?.cells[column]?.querySelector("input");
const isDirty = (input) => input.value !== saved.get(input);
const dirty = () => inputs.filter(isDirty);
inputs.forEach((input) => saved.set(input, input.defaultValue));
// What comes back refused is not saved.
form.querySelectorAll("[aria-invalid]").forEach((input) => saved.set(input, null));

function go(input) {
  if (!input) return;
  input.focus();
  input.select();
  input.scrollIntoView({ block: "nearest", inline: "nearest" });
}

// The next cell that way; cells that are closed are passed over.
function next(input, down, right) {
  let [row, column] = place(input);
  const width = rows[row].cells.length;
  do {
    row += down;
    column += right;
  } while (row >= 0 && row < rows.length && column >= 0 && column < width && !at(row, column));
  return at(row, column);
}

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
    go(next(input, ...MOVES[event.key]));
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

function changed(input) {
  input.toggleAttribute("data-changed", isDirty(input));
  if (!isDirty(input)) mark(input, false);
  keepDraft();
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
}

function keepDraft() {
  const values = dirty().map((input) => [input.id, `${input.getAttribute("aria-label")}: ${input.value}`]);
  if (!values.length) forget(location.pathname, writer);
  else keep(location.pathname, writer, { turn: 0, seen: "", heading: document.title, values });
}

function mark(input, isBad) {
  if (isBad) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

// A cell that was refused is sent again when it is changed, or when somebody asks.
const waits = (asked) => dirty().filter((input) => asked || refused.get(input) !== input.value);

async function save(asked = false) {
  clearTimeout(timer);
  const cells = waits(asked === true);
  if (!cells.length) return;
  if (sending) {
    again = true;
    return;
  }
  const values = cells.map((input) => [input, input.value]);
  say(line.dataset.saving);
  const answer = await send(values);
  if (answer.state === "saved") done(answer, values);
  else if (answer.refused) refuse(answer);
  else wait(answer);
  if (again || (answer.refused && waits(false).length)) {
    again = false;
    save();
  }
}

async function send(values) {
  const body = new FormData();
  for (const [input, value] of values) body.set(input.name, value);
  sending = ask(body);
  const answer = await sending;
  sending = null;
  return answer;
}

async function ask(body) {
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body,
      headers: {
        "X-Autosave": "1",
        "X-CSRFToken": document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] || "",
        "X-Person": document.body.dataset.person,
      },
      signal: AbortSignal.timeout(LONGEST),
    });
    const isJson = answer.headers.get("content-type") === "application/json";
    return isJson ? await answer.json() : { state: "failed" };
  } catch {
    return { state: "offline" };
  }
}

// What is sent next names what the answer before it has told of the cells.
async function answered() {
  while (sending) {
    await sending;
    await new Promise((then) => { setTimeout(then); });
  }
}

function done({ at: time, cells, sums, totals, frame }, values) {
  for (const [input, value] of values) {
    const [name, text] = cells[input.id] || [input.name, value];
    input.name = name;
    // What was typed meanwhile stays, and is saved in its turn.
    if (input.value === value) input.value = text;
    saved.set(input, text);
    refused.delete(input);
    mark(input, false);
    input.toggleAttribute("data-changed", isDirty(input));
  }
  for (const [activity, texts] of Object.entries(sums)) show(`[data-sums="${activity}"]`, texts);
  show("[data-totals]", totals);
  form.querySelector("[data-frame]").textContent = frame;
  if (!inputs.some((input) => input.getAttribute("aria-invalid"))) faults.hidden = true;
  say(`${line.dataset.saved} ${time}`, "good");
  keepDraft();
  if (dirty().length) again = true;
}

function show(row, texts) {
  texts.forEach((text, column) => { form.querySelector(row).cells[column + 1].textContent = text; });
}

function refuse({ message, refused: found }) {
  for (const { key: id, name } of found) {
    const input = document.getElementById(id);
    if (!input) continue;
    input.name = name;
    refused.set(input, input.value);
    mark(input, true);
  }
  list(message, found);
  say(message, "bad");
  button("retry", true);
}

// Every refused cell by name, each a way to it.
function list(title, found) {
  faults.querySelector("h2").textContent = title;
  faults.querySelector("ul").replaceChildren(...found.map(({ key: id, where, text, reason }) => {
    const item = document.createElement("li");
    const words = `${where}: ${text}`;
    const link = Object.assign(document.createElement(id ? "a" : "span"), { textContent: words });
    if (id) link.href = `#${id}`;
    item.append(link, ` – ${reason}`);
    return item;
  }));
  faults.className = "error-summary";
  faults.hidden = false;
}
faults.addEventListener("click", (event) => {
  const input = document.getElementById(event.target.closest("a")?.hash.slice(1));
  if (!input) return;
  event.preventDefault();
  go(input);
});

function wait({ state, message }) {
  const { offline, loggedOut, failed, unsaved } = line.dataset;
  say(`${unsaved} ${{ offline, login: loggedOut, failed }[state] || message}`, "bad");
  button("retry", true);
  button("login", state === "login");
  clearTimeout(timer);
  timer = setTimeout(save, 5000);
}

const button = (name, isShown) => { line.querySelector(`[data-${name}]`).hidden = !isShown; };
line.querySelector("[data-retry]").addEventListener("click", () => save(true));

function say(text, state = "") {
  line.querySelector("[data-says]").textContent = text;
  line.dataset.state = state;
  ["retry", "login", "anew"].forEach((name) => button(name, false));
}

// A block from a spreadsheet goes into the cells whole, or not at all: the server reads it first.
form.addEventListener("paste", (event) => {
  const input = event.target;
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!input.matches("td input") || !/[\t\n]/.test(text)) return;
  event.preventDefault();
  paste(input, text.split("\n").map((row) => row.split("\t")));
});

async function paste(input, block) {
  const [top, left] = place(input);
  const values = [];
  const outside = [];
  block.forEach((texts, down) => texts.forEach((text, right) => {
    const cell = at(top + down, left + right);
    if (cell) values.push([cell, text.trim()]);
    else outside.push({ where: named(top + down, left + right), text, reason: form.dataset.outside });
  }));
  if (outside.length) {
    list(form.dataset.refused, outside);
    faults.focus();
    return;
  }
  say(line.dataset.saving);
  await answered();
  const answer = await send(values);
  if (answer.state === "saved") {
    values.forEach(([cell, text]) => { cell.value = text; });
    done(answer, values);
    faults.hidden = true;
    go(input);
  } else if (answer.refused) {
    list(form.dataset.refused, answer.refused);
    say(answer.message, "bad");
    faults.focus();
  } else {
    say(answer.message || form.dataset.notSent, "bad");
    button("login", answer.state === "login");
  }
}

// Where a text of the block would have gone, in words.
function named(row, column) {
  const line = rows[row]?.cells[0].textContent.trim();
  const year = form.querySelector("thead tr").cells[column]?.textContent;
  return [line, year].filter(Boolean).join(", ") || form.dataset.outside;
}

let isLeaving = false;
form.addEventListener("submit", async (event) => {
  if (sending) {
    event.preventDefault();
    await answered();
    form.requestSubmit();
    return;
  }
  isLeaving = true;
  forget(location.pathname, writer);
});
window.addEventListener("online", save);
window.addEventListener("beforeunload", (event) => {
  if (dirty().length && !isLeaving) event.preventDefault();
});
