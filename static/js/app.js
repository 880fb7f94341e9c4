// What every page does: opens editors, saves by itself, says when htmx fails.

const { dataset } = document.body;
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

const autosave = dataset.person ? await import("autosave") : null;
if (document.querySelector("[data-presence]")) import("presence");
if (document.querySelector("[data-order]")) import("order");
if (document.querySelector("[data-grid]")) import("grid");

// A form that does not save itself asks before it is left; so does text no browser could keep.
const dirty = new Set();
const unsaved = () => [...dirty].filter((form) => form.isConnected);
document.addEventListener("input", ({ target }) => {
  const form = target.closest("form[data-unsaved]:not([data-autosave])");
  if (form) dirty.add(form);
});
window.addEventListener("beforeunload", (event) => {
  if (unsaved().length || autosave?.unkept()) event.preventDefault();
});

// A login in another tab has changed the token that forms carry.
document.addEventListener("submit", ({ target }) => {
  dirty.delete(target);
  const field = target.elements.namedItem("csrfmiddlewaretoken");
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1];
  if (field && token) field.value = token;
}, true);

// Where the keyboard goes on after a part was replaced: to what is to be mended
// or written, else back to what was pressed, its row, or the part it stands in.
function land(root, path) {
  const uuid = path.match(/[0-9a-f-]{36}/g)?.at(-1);
  const places = [
    ".error-summary",
    ".part-form .field :is(.editor, input, select, textarea)",
    ":focus",
    `a[hx-get="${path}"]`,
    `form[action="${path}"] button`,
    `[id$="${uuid}"] .row-actions a`,
    ".part__foot button",
    ".part__edit",
    ".part__foot a",
    "summary",
  ];
  const place = places.map((place) => root.querySelector(place)).find((el) => el?.checkVisibility());
  const text = place?.matches(".editor") && place.querySelector(".ProseMirror");
  if (place?.matches(".editor") && !text) {
    place.addEventListener("rich-text:ready", () => place.querySelector(".ProseMirror").focus());
  } else (text || place)?.focus();
}

// The answer replaces a part of the page: what is typed there is saved first, or let go.
document.addEventListener("htmx:confirm", async (event) => {
  const { elt, target, issueRequest } = event.detail;
  const lost = unsaved().filter((form) => form !== elt && target.contains(form));
  const left = elt.matches("[data-cancel]") && autosave?.isDirty(elt.closest("form"));
  if ((lost.length || left) && !window.confirm(dataset.unsaved)) {
    event.preventDefault();
    return;
  }
  lost.forEach((form) => dirty.delete(form));
  const form = elt.closest("form[data-autosave]");
  const saving = autosave?.saveIn(target, form);
  if (!saving) return;
  event.preventDefault();
  await saving;
  issueRequest(true);
});
// A form without htmx is left by a plain link.
document.addEventListener("click", (event) => {
  const cancel = event.target.closest("[data-cancel]:not([hx-get])");
  const form = cancel?.closest("form");
  if (!form || !autosave?.isDirty(form)) return;
  if (window.confirm(dataset.unsaved)) autosave.letGo(form);
  else event.preventDefault();
});
document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
  if (elt.matches("form[data-unsaved]")) elt.inert = true;
});
document.addEventListener("htmx:afterRequest", ({ detail: { requestConfig, xhr } }) => {
  const form = requestConfig.elt.closest("form[data-unsaved]");
  if (!form) return;
  form.inert = false;
  if (xhr.status >= 200 && xhr.status < 300) autosave?.letGo(form);
  else if (!form.matches("[data-autosave]")) {
    // What was refused, or never arrived, is still unsaved.
    dirty.add(document.querySelector(`form[action="${form.getAttribute("action")}"]`) || form);
  }
});
document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
  openEditors(document);
  autosave?.watch();
  if (target.id !== "messages") land(target, detail.requestConfig.path);
});

function say(text) {
  const message = document.createElement("p");
  message.className = "message message--error";
  message.textContent = text;
  document.getElementById("messages").replaceChildren(message);
}
document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
  say(xhr.status === 401 ? dataset.loggedOut : dataset.refused);
});
document.addEventListener("htmx:sendError", () => say(dataset.offline));

openEditors(document);
autosave?.watch();
// After the browser has gone to the place that the address names, which takes the focus away.
const landed = () => {
  if (document.querySelector(".part-form, .error-summary")) setTimeout(() => land(document, location.pathname), 100);
};
if (document.readyState === "complete") landed();
else window.addEventListener("load", landed);
