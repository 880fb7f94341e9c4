// Cells save themselves; what is refused, or cannot be sent, stays in the cells and in the browser.
import { forget, keep, key } from "drafts";
import { dirty, form, inputs, isDirty, mark, stored } from "grid-cells";
import { refusals, unpasted } from "grid-faults";

export const line = form.querySelector("[data-save-line]");
const PAUSE = 2000;
const LONGEST = 20000;
const writer = key();
const refused = new WeakMap(); // by cell: the text that the server has refused
let timer, sending, again;

export function changed(input) {
  input.toggleAttribute("data-changed", isDirty(input));
  if (!isDirty(input)) {
    mark(input, false);
    refusals.drop([input]);
  }
  keepDraft();
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
}

function keepDraft() {
  const values = dirty().map((input) => [input.id, `${input.getAttribute("aria-label")}: ${input.value}`]);
  if (!values.length) letGo();
  else keep(location.pathname, writer, { turn: 0, seen: "", heading: document.title, values });
}
export const letGo = () => forget(location.pathname, writer);

// A cell that was refused is sent again when it is changed, or when somebody asks.
const waits = (asked) => dirty().filter((input) => asked || refused.get(input) !== input.value);

export async function save(asked = false) {
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
  else if (answer.refused) refuse(answer, values);
  else wait(answer);
  if (again || (answer.refused && waits(false).length)) {
    again = false;
    save();
  }
}

// With `isTry` the server tells what it would refuse, and saves nothing.
export async function send(values, isTry = false) {
  const body = new FormData();
  for (const [input, value] of values) body.set(input.name, value);
  if (isTry) body.set("try", "1");
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

export const isSending = () => Boolean(sending);
// What is sent next names what the answer before it has told of the cells.
export async function answered() {
  while (sending) {
    await sending;
    await new Promise((then) => { setTimeout(then); });
  }
}

export function done({ at: time, cells, sums, totals, frame }, values) {
  for (const [input, value] of values) {
    const [name, text] = cells[input.id] || [input.name, value];
    input.name = name;
    // What was typed meanwhile stays, and is saved in its turn.
    if (input.value === value) input.value = text;
    stored(input, text);
    refused.delete(input);
    mark(input, false);
  }
  const mended = values.map(([input]) => input);
  refusals.drop(mended);
  unpasted.drop(mended);
  for (const [activity, texts] of Object.entries(sums)) show(`[data-sums="${activity}"]`, texts);
  show("[data-totals]", totals);
  form.querySelector("[data-frame]").textContent = frame;
  sayRest(`${line.dataset.saved} ${time}`);
  keepDraft();
  if (dirty().length) again = true;
}

function show(row, texts) {
  texts.forEach((text, column) => { form.querySelector(row).cells[column + 1].textContent = text; });
}

function sayRest(text) {
  const left = inputs.filter((input) => input.matches("[aria-invalid]")).length;
  say(left ? `${text}. ${line.dataset.unsaved} ${left}` : text, left ? "bad" : "good");
  button("retry", left > 0);
}

function refuse({ message, refused: found }, values) {
  const sent = new Map(values.map(([input, value]) => [input.name, [input, value]]));
  const faults = found.map((fault) => {
    const [input, value] = sent.get(fault.sent);
    adopt(input, fault);
    refused.set(input, value);
    mark(input, true);
    return { ...fault, key: input.id };
  });
  refusals.put(faults);
  say(message, "bad");
  button("retry", true);
}

// A cell that somebody else has changed is compared with what it holds by now.
export function adopt(input, { name, holds }) {
  input.name = name;
  if (holds !== null) stored(input, holds);
}

function wait({ state, message }) {
  const { offline, loggedOut, failed, unsaved } = line.dataset;
  say(`${unsaved} ${{ offline, login: loggedOut, failed }[state] || message}`, "bad");
  button("retry", true);
  button("login", state === "login");
  clearTimeout(timer);
  timer = setTimeout(save, 5000);
}

export const button = (name, isShown) => { line.querySelector(`[data-${name}]`).hidden = !isShown; };
line.querySelector("[data-retry]").addEventListener("click", () => save(true));

export function say(text, state = "") {
  line.querySelector("[data-says]").textContent = text;
  line.dataset.state = state;
  ["retry", "login", "anew"].forEach((name) => button(name, false));
}
