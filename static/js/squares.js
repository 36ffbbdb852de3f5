// Squares on a picture: draw over them with mouse, pen or finger, and walk among them with the arrow keys.
// Without this every square is a checkbox.
export default function squares(box) {
  const all = [...box.querySelectorAll("input")];
  const across = getComputedStyle(box.querySelector(".grid")).gridTemplateColumns.split(" ").length;
  let state = null;
  box.dataset.drawing = "";

  // One stop for the Tab key; the arrows do the rest.
  const visit = (input) => {
    for (const other of all) other.tabIndex = other === input ? 0 : -1;
  };
  visit(all[0]);
  box.addEventListener("focusin", (event) => visit(event.target));
  box.addEventListener("keydown", (event) => {
    const here = all.indexOf(event.target);
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across, ArrowDown: across }[event.key];
    if (here < 0 || !step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const leavesRow = Math.abs(step) === 1 && Math.floor((here + step) / across) !== Math.floor(here / across);
    if (!leavesRow) all[here + step]?.focus();
  });

  // Drawing goes on as it began: over an empty square it chooses, over a chosen one it lets go.
  const under = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest("label")?.querySelector("input");
  box.addEventListener("pointerdown", (event) => {
    const input = under(event);
    if (!all.includes(input) || event.button) return;
    state = !input.checked;
  });
  box.addEventListener("pointermove", (event) => {
    const input = under(event);
    if (state === null || !event.buttons || !all.includes(input) || input.checked === state) return;
    input.checked = state;
    box.dataset.drawn = "";
  });
  addEventListener("pointerup", () => (state = null));
  addEventListener("pointercancel", () => (state = null));
  // The click that ends a drawing must not turn the last square over once more.
  box.addEventListener("click", (event) => {
    if (!("drawn" in box.dataset) || !event.detail) return;
    delete box.dataset.drawn;
    event.preventDefault();
  }, true);
  box.addEventListener("dragstart", (event) => event.preventDefault());
}
