// What every page does: opens editors, guards unsaved text, says when htmx fails.

const opened = new WeakSet();

async function openEditors(root) {
  const places = [...root.querySelectorAll("[data-rich-text]")].filter((el) => !opened.has(el));
  if (!places.length) return;
  places.forEach((place) => opened.add(place));
  try {
    const { openEditor } = await import("rich-text");
    places.forEach((place) => openEditor(place));
  } catch (error) {
    console.error(error);
    places.forEach((place) => {
      place.querySelector("[data-failed]").hidden = false;
    });
  }
}

// Text that is typed and not saved asks before it is left.
const dirty = new Set();
const unsaved = () => [...dirty].filter((form) => form.isConnected);
document.addEventListener("input", ({ target }) => {
  const form = target.closest("form[data-unsaved]");
  if (form) dirty.add(form);
});
document.addEventListener("submit", ({ target }) => dirty.delete(target));
window.addEventListener("beforeunload", (event) => {
  if (unsaved().length) event.preventDefault();
});

// Where the keyboard goes on after a part was replaced: to what is to be mended
// or written, else back to what was pressed, its row, or the part it stands in.
function land(root, path) {
  const uuid = path.match(/[0-9a-f-]{36}/g)?.at(-1);
  const places = [
    ".error-summary",
    ".part-form .field :is(.editor, input, select, textarea)",
    `a[hx-get="${path}"]`,
    `form[action="${path}"] button`,
    `[id$="${uuid}"] .row-actions a`,
    ".part__foot button",
    ".part__edit",
    ".part__foot a",
  ];
  const place = places.map((place) => root.querySelector(place)).find(Boolean);
  const text = place?.matches(".editor") && place.querySelector(".ProseMirror");
  if (place?.matches(".editor") && !text) {
    place.addEventListener("rich-text:ready", () => place.querySelector(".ProseMirror").focus());
  } else (text || place)?.focus();
}

document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
  openEditors(document);
  if (target.id !== "messages") land(target, detail.requestConfig.path);
});
document.addEventListener("htmx:beforeRequest", (event) => {
  // The answer replaces a part of the page; what is typed in that part would be lost.
  const { elt, target } = event.detail;
  const lost = unsaved().filter((form) => form !== elt && target.contains(form));
  if (!lost.length) return;
  if (window.confirm(document.body.dataset.unsaved)) lost.forEach((form) => dirty.delete(form));
  else event.preventDefault();
});
document.addEventListener("htmx:afterRequest", ({ detail: { requestConfig, xhr } }) => {
  // What was refused, or never arrived, is still unsaved.
  const form = requestConfig.elt;
  if (!form.matches("form[data-unsaved]")) return;
  if (xhr.status >= 200 && xhr.status < 400) dirty.delete(form);
  else dirty.add(document.querySelector(`form[action="${form.getAttribute("action")}"]`) || form);
});

function say(text) {
  const message = document.createElement("p");
  message.className = "message message--error";
  message.textContent = text;
  document.getElementById("messages").replaceChildren(message);
}
document.addEventListener("htmx:responseError", () => say(document.body.dataset.refused));
document.addEventListener("htmx:sendError", () => say(document.body.dataset.offline));

openEditors(document);
// After the browser has gone to the place that the address names, which takes the focus away.
window.addEventListener("load", () => {
  if (document.querySelector(".part-form, .error-summary")) setTimeout(() => land(document, location.pathname), 100);
});
