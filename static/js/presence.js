// Who else is in this chapter, and where.
const PAUSE = 10000;
const place = document.querySelector("[data-presence]");
let told = "";
const tab = crypto.getRandomValues(new Uint32Array(2)).join("");

function here() {
  const part = document.querySelector(".part:has(.part-form:focus-within), .part:has(.part-form)");
  return new URLSearchParams({ tab, part: part?.id || "" });
}

async function tell() {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] || "";
  const answer = await fetch(place.dataset.presence, {
    method: "POST",
    body: here(),
    headers: { "X-CSRFToken": token, "X-Presence": "1" },
  }).catch(() => null);
  if (answer?.ok && !answer.redirected) show(await answer.text());
}

function show(html) {
  if (place.innerHTML !== html) place.innerHTML = html;
  document.querySelectorAll(".part__here").forEach((old) => old.remove());
  for (const person of place.querySelectorAll("[data-part]")) {
    const mark = Object.assign(document.createElement("span"), { className: "part__here", textContent: person.dataset.says });
    document.querySelector(`#${person.dataset.part} .part__head :is(h2, h3)`)?.after(mark);
  }
}

tell();
setInterval(() => document.hidden || tell(), PAUSE);
document.addEventListener("visibilitychange", () => document.hidden || tell());
document.addEventListener("focusin", ({ target }) => {
  const part = target.closest(".part:has(.part-form)")?.id || "";
  if (part !== told) setTimeout(tell, 200);
  told = part;
});
window.addEventListener("pagehide", () => {
  const body = new FormData();
  body.set("tab", tab);
  body.set("gone", "1");
  body.set("csrfmiddlewaretoken", document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] || "");
  navigator.sendBeacon(place.dataset.presence, body);
});
