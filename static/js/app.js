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
let dirty = false;
document.addEventListener("input", (event) => {
  if (event.target.closest("form[data-unsaved]")) dirty = true;
});
document.addEventListener("submit", (event) => {
  if (event.target.matches("form[data-unsaved]")) dirty = false;
});
window.addEventListener("beforeunload", (event) => {
  if (dirty && document.querySelector("form[data-unsaved]")) event.preventDefault();
});

function focusFirst(root) {
  const summary = root.querySelector(".error-summary");
  const field = root.querySelector(".part-form :is(input:not([type=hidden]), select, textarea:not([hidden]))");
  (summary || field)?.focus();
}

document.addEventListener("htmx:afterSettle", (event) => {
  openEditors(document);
  if (event.target.id !== "messages") focusFirst(event.target);
});
document.addEventListener("htmx:beforeRequest", (event) => {
  // Opening another part would throw away what is typed in this one.
  const form = document.querySelector("form[data-unsaved]");
  if (dirty && form && event.target !== form) {
    if (!window.confirm(document.body.dataset.unsaved)) event.preventDefault();
    else dirty = false;
  }
});
document.addEventListener("htmx:afterRequest", ({ detail: { requestConfig, xhr } }) => {
  // What was refused, or never arrived, is still unsaved.
  if (xhr.status >= 200 && xhr.status < 400) dirty = false;
  else if (requestConfig.elt.matches("form[data-unsaved]")) dirty = true;
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
document.querySelector(".error-summary")?.focus();
