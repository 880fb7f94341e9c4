// Saves an open form by itself, and keeps what is typed until the server has it.
import { forget, hold, keep, key, left } from "drafts";

const PAUSE = 1000;
const LONGEST = 20000;
const CARRIED = ["csrfmiddlewaretoken", "seen", "writer", "turn", "against", "resolve"];
const savers = new Map();
// Not what the form carries, nor the plain twin of a rich text, which its editor takes away.
const isTyped = ([name]) => !CARRIED.includes(name) && !name.endsWith("_plain");

const cookie = (name) => document.cookie.match(`(?:^|; )${name}=([^;]*)`)?.[1] || "";

class Saver {
  constructor(form, isFirst) {
    this.form = form;
    this.isFirst = isFirst;
    this.line = form.querySelector("[data-save-line]");
    this.path = new URL(form.action).pathname;
    // What comes back from a refusal, or from putting two texts together, is not saved,
    // and goes on as the window that sent it.
    this.isBack = form.dataset.typed !== undefined;
    this.writer = (this.isBack && this.field("writer").value) || key();
    this.turn = Number(this.isBack && this.field("turn").value);
    this.release = hold(this.writer);
    this.saved = this.isBack ? null : this.typed();
    form.addEventListener("input", () => this.changed());
    form.addEventListener("focusout", ({ relatedTarget }) => form.contains(relatedTarget) || this.save());
    this.button("retry", () => this.save(true));
    this.button("anew", () => this.anew());
    this.begin();
  }

  // A form that comes back with what was typed holds the newest text; else a draft may.
  async begin() {
    // The page of a row that is gone holds a form that adds it anew, at another address.
    const paths = this.isFirst ? [this.path, location.pathname] : [this.path];
    const draft = (await left()).find(({ path }) => paths.includes(path));
    if (draft && !this.isBack) this.adopt(draft);
    this.changed();
    tellOfDrafts();
  }

  adopt(draft) {
    this.release();
    forget(this.path, this.writer);
    Object.assign(this, { writer: draft.writer, turn: draft.turn, release: hold(draft.writer) });
    this.field("seen").value = draft.seen;
    const values = Object.fromEntries(draft.values);
    for (const control of this.form.elements) {
      if (!control.name || !isTyped([control.name])) continue;
      if (control.type === "checkbox") control.checked = control.name in values;
      else if (control.name in values) this.fill(control, values[control.name]);
    }
    if (draft.path !== this.path || !this.dirty) forget(draft.path, draft.writer);
    if (this.dirty) this.say(this.line.dataset.found);
  }

  fill(control, value) {
    control.value = value;
    control.closest("[data-rich-text]")?.setText?.(value);
  }

  field(name) {
    return this.form.elements.namedItem(name);
  }

  button(name, act) {
    this.line.querySelector(`[data-${name}]`).addEventListener("click", act);
  }

  values() {
    return [...new FormData(this.form)].filter(isTyped);
  }

  typed() {
    return JSON.stringify(this.values());
  }

  get dirty() {
    return this.typed() !== this.saved;
  }

  changed() {
    if (!this.dirty) return;
    this.isKept = this.keep();
    if (!this.isKept) this.say(this.line.dataset.notKept);
    this.later(PAUSE);
  }

  keep() {
    const { turn, path, writer } = this;
    const heading = this.form.closest(".part")?.querySelector("h2, h3")?.textContent || document.title;
    return keep(path, writer, { turn, heading, seen: this.field("seen").value, values: this.values() });
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  carry() {
    this.turn += 1;
    this.field("writer").value = this.writer;
    this.field("turn").value = this.turn;
    this.keep();
  }

  get conflict() {
    return this.form.querySelector(".conflict");
  }

  async save(asked = false) {
    clearTimeout(this.timer);
    if (!this.form.isConnected || this.conflict || (!this.dirty && !asked)) return;
    if (this.sending) {
      this.again = true;
      return;
    }
    this.sending = true;
    this.again = false;
    this.carry();
    this.say(this.line.dataset.saving);
    const sent = this.typed();
    const answer = await this.send();
    this.sending = false;
    this.take(answer, sent);
    if (this.again) this.later(0);
  }

  async send() {
    const body = new FormData(this.form);
    body.delete("csrfmiddlewaretoken");
    try {
      const answer = await fetch(this.form.action, {
        method: "POST",
        body,
        headers: {
          "X-Autosave": "1",
          "X-CSRFToken": cookie("csrftoken"),
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

  take(answer, sent) {
    this.mark(answer.errors || {});
    const states = { saved: "done", conflict: "compare", removed: "gone", login: "wait", offline: "wait", failed: "wait" };
    const act = states[answer.state];
    if (act) this[act](answer, sent);
    else this.fail([answer.message, ...(answer.errors?.[""] || [])].join(" "));
  }

  done({ version, at, action }, sent) {
    this.saved = sent;
    this.field("seen").value = version;
    forget(this.path, this.writer);
    if (action) this.move(action);
    this.form.querySelector("[data-cancel]").hidden = true;
    this.say(`${this.line.dataset.saved} ${at}`, "good");
    if (this.dirty) this.changed();
    tellOfDrafts();
  }

  // A row that was new has an address of its own from now on.
  move(action) {
    forget(this.path, this.writer);
    this.path = action;
    this.form.action = action;
    this.form.setAttribute("hx-post", action);
    window.htmx.process(this.form);
  }

  compare({ html }) {
    this.form.querySelector("[data-conflict]").innerHTML = html;
    window.htmx.process(this.form);
    this.fail(this.line.dataset.choose);
    this.show("retry", false);
    this.conflict.scrollIntoView({ block: "nearest" });
  }

  gone({ message, action }) {
    this.fail(message);
    this.show("anew", Boolean(action));
    this.addUrl = action;
  }

  anew() {
    this.move(this.addUrl);
    this.field("seen").value = 1;
    this.field("identity").value = key();
    this.save(true);
  }

  wait({ state }) {
    const { offline, loggedOut, failed } = this.line.dataset;
    // Whether it arrived is not known: even the text as it was is to be sent again.
    this.saved = null;
    this.fail({ offline, login: loggedOut, failed }[state]);
    this.show("login", state === "login");
    this.later(5000);
  }

  fail(reason) {
    this.say(`${this.line.dataset.unsaved} ${reason}`, "bad");
    this.show("retry", true);
  }

  mark(errors) {
    this.form.querySelectorAll("[data-refused]").forEach((old) => old.remove());
    this.form.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
    for (const [id, texts] of Object.entries(errors)) {
      const control = id && document.getElementById(id);
      if (!control) continue;
      const error = Object.assign(document.createElement("p"), { className: "field__error", textContent: texts.join(" ") });
      error.dataset.refused = "";
      control.closest(".field").querySelector("label").after(error);
      control.setAttribute("aria-invalid", "true");
    }
  }

  show(name, visible) {
    this.line.querySelector(`[data-${name}]`).hidden = !visible;
  }

  say(text, state = "") {
    this.line.querySelector("[data-says]").textContent = text;
    this.line.dataset.state = state;
    for (const name of ["retry", "login", "anew"]) this.show(name, false);
  }

  stop({ forgotten = false } = {}) {
    clearTimeout(this.timer);
    if (forgotten) forget(this.path, this.writer);
    this.release();
    savers.delete(this.form);
  }
}

// Before htmx reads the form, which it does when the event reaches it.
document.addEventListener("submit", ({ target }) => {
  const saver = savers.get(target);
  saver?.carry();
  // A form without htmx is taken on the next page, which says so.
  if (saver && !target.hasAttribute("hx-post")) sessionStorage.setItem("sent", JSON.stringify([saver.path, saver.writer]));
}, true);
const sent = sessionStorage.getItem("sent");
sessionStorage.removeItem("sent");
if (sent && document.querySelector("#messages .message--success")) forget(...JSON.parse(sent));

// Forms that left the page stop; those that came begin.
let hasWatched = false;
export function watch() {
  for (const [form, saver] of savers) if (!form.isConnected) saver.stop();
  for (const form of document.querySelectorAll("form[data-autosave]")) {
    if (!savers.has(form)) savers.set(form, new Saver(form, !hasWatched));
  }
  hasWatched = true;
}

// The page has taken over what the form sent, or the person let it go.
export const letGo = (form) => savers.get(form)?.stop({ forgotten: true });
export const isDirty = (form) => Boolean(savers.get(form)?.dirty);
export const unkept = () => [...savers.values()].some((saver) => saver.dirty && !saver.isKept);

// Saves what is typed inside, but for one form; nothing where there is nothing to save.
export function saveIn(root, except) {
  const inside = [...savers.values()].filter(({ form, dirty }) => dirty && form !== except && root.contains(form));
  return inside.length ? Promise.all(inside.map((saver) => saver.save())) : null;
}

const all = () => savers.forEach((saver) => saver.dirty && saver.save());
window.addEventListener("online", all);
window.addEventListener("focus", all);
document.addEventListener("visibilitychange", all);

// What was typed, as a person reads it.
function asLines([name, value]) {
  if (name === "identity") return "";
  if (!value.startsWith("<")) return value;
  const lines = value.replace(/<br>|<\/(p|li|h3)>/g, "$&\n");
  return new DOMParser().parseFromString(lines, "text/html").body.textContent.trim();
}

// Text of this person that no form on the page holds: where it belongs, what it says, and away with it.
async function tellOfDrafts() {
  const place = document.querySelector("[data-drafts]");
  const own = [...savers.values()].map(({ writer }) => writer);
  const drafts = (await left()).filter(({ writer }) => !own.includes(writer));
  place.hidden = !drafts.length;
  place.querySelector("ul").replaceChildren();
  for (const draft of drafts) {
    const item = place.querySelector("template").content.firstElementChild.cloneNode(true);
    const link = item.querySelector("a");
    link.href = draft.path;
    link.textContent = draft.heading;
    item.querySelector("[data-text]").textContent = draft.values.map(asLines).filter(Boolean).join("\n");
    item.querySelector("button").addEventListener("click", () => {
      if (!window.confirm(document.body.dataset.unsaved)) return;
      forget(draft.path, draft.writer);
      item.remove();
      place.hidden = !place.querySelector("li");
    });
    place.querySelector("ul").append(item);
  }
}
tellOfDrafts();
