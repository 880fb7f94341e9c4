// Drags an activity to another place; a hidden button of its form says where.
let row, home, moving;
const on = (type, act) => document.addEventListener(type, act);
const put = (next) => row?.parentElement?.insertBefore(row, next);

on("pointerdown", (event) => {
  const found = event.target.closest("[data-handle]")?.closest("li");
  if (!found || event.button) return;
  event.preventDefault();
  row = found;
  home = row.nextElementSibling;
  row.parentElement.setPointerCapture(event.pointerId);
  moving = row.toggleAttribute("data-moving", true);
});
on("pointermove", ({ clientY }) => {
  if (!moving) return;
  const isBelow = (other) => {
    const { top, height } = other.getBoundingClientRect();
    return other !== row && clientY < top + height / 2;
  };
  put([...row.parentElement.children].find(isBelow) ?? null);
  row.scrollIntoView({ block: "nearest" });
});
function letGo({ type }) {
  if (!moving) return;
  moving = row.toggleAttribute("data-moving", false);
  const next = row.nextElementSibling;
  if (type !== "pointerup") put(home);
  else if (next !== home) {
    const button = row.querySelector("[data-drop]");
    button.value = next?.dataset.place ?? "";
    button.click();
  }
}
on("pointerup", letGo);
on("pointercancel", letGo);
// What never arrived has not moved.
on("htmx:afterRequest", ({ detail }) => detail.successful || put(home));
