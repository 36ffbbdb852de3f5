// <ol data-reorder> in a form, or data-reorder="id of a form" beside it; each <li> has buttons name=up and
// name=down (value: its id; form="id" when beside) and a .grip.
// Drag the grip with mouse, finger or pen, or focus it: space lifts, arrows move, space drops, escape undoes.
// With data-grid the items stand in rows and columns: the grip goes where the pointer is, and the arrows to both sides work too.
// The new order goes to the form's address as order=3,1,2 with the header X-Reorder; 204 means kept.
export default function (list, tools) {
  const form = document.getElementById(list.dataset.reorder) ?? list.closest("form");
  const items = () => [...list.children];
  const id = (item) => item.dataset.id ?? item.querySelector("[name=up], [name=down]")?.value;
  const order = () => items().map(id).filter(Boolean).join(",");
  const title = (item) => item.querySelector("h2, h3, strong")?.textContent.trim() ?? "";
  const restore = (before) => { for (const item of before) list.append(item); ends(); };
  const inGrid = "grid" in list.dataset;
  const onwards = getComputedStyle(list).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const arrows = { ArrowUp: -1, ArrowDown: 1, ...(inGrid && { ArrowLeft: -1, ArrowRight: -1, [onwards]: 1 }) };
  let lifted = null, before = [];

  function ends() {
    items().forEach((item, place, all) => {
      for (const button of item.querySelectorAll("[name=up]")) button.disabled = place === 0;
      for (const button of item.querySelectorAll("[name=down]")) button.disabled = place === all.length - 1;
    });
  }

  function step(item, by) {
    const beside = by < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!beside) return;
    by < 0 ? item.after(beside) : item.before(beside);  // the neighbour moves, so the item keeps its focus
    ends();
    const all = items();
    // Where headings stand between the items, it matters most under which of them one is now.
    const part = all.slice(0, all.indexOf(item)).findLast((one) => "part" in one.dataset);
    if (part) tools.say(tools.word("movedIn", list, { title: title(item), part: title(part) }));
    else tools.say(tools.word("moved", list, { title: title(item), n: all.indexOf(item) + 1, m: all.length }));
  }

  async function send(was) {
    const data = new FormData(form);
    data.set("order", order());
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { "X-Reorder": "1", Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      list.dispatchEvent(new CustomEvent("reordered", { bubbles: true }));
    } catch {
      const focused = document.activeElement;
      restore(was);
      focused.focus();
      tools.say(tools.word("notMoved", list));
      tell(tools.word("notMoved", list));
    }
  }

  function tell(text) {
    const note = list.parentElement.querySelector("[data-reorder-note]") ?? list.parentElement.insertBefore(document.createElement("p"), list);
    note.dataset.reorderNote = "";
    note.className = "alert alert-warning mb-3";
    note.textContent = text;
  }

  function lift(item) {
    lifted = item;
    before = items();
    item.classList.add("lifted");
    item.querySelector(".grip").setAttribute("aria-pressed", "true");
  }

  function drop(keep) {
    const item = lifted;
    if (!item) return;
    lifted = null;
    item.classList.remove("lifted");
    item.style.transform = "";
    item.querySelector(".grip").setAttribute("aria-pressed", "false");
    if (!keep) return restore(before);
    if (before.some((one, place) => one !== items()[place])) send(before);
  }

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!list.contains(button) || !["up", "down"].includes(button?.name)) return;
    event.preventDefault();
    const was = items();
    const item = was.find((one) => one.contains(button));
    step(item, button.name === "up" ? -1 : 1);
    (button.disabled ? item.querySelector("[name=up]:enabled, [name=down]:enabled") : button)?.focus();
    send(was);
  });

  function pull(grip, item) {
    let from = 0, fromSide = 0;
    grip.addEventListener("pointerdown", (event) => {
      if (event.button || lifted) return;
      event.preventDefault();
      grip.focus();
      grip.setPointerCapture(event.pointerId);
      from = event.clientY + scrollY;
      fromSide = event.clientX;
      lift(item);
    });
    grip.addEventListener("pointermove", (event) => {
      if (lifted !== item || !grip.hasPointerCapture(event.pointerId)) return;
      if (event.clientY < 90) scrollBy(0, -12);
      if (event.clientY > innerHeight - 90) scrollBy(0, 12);
      const pointer = event.clientY + scrollY;
      if (inGrid) return follow(event, pointer);
      const middle = (one) => one.getBoundingClientRect().top + scrollY + one.offsetHeight / 2;
      for (const by of [-1, 1]) {
        const beside = by < 0 ? item.previousElementSibling : item.nextElementSibling;
        if (!beside || (by < 0 ? pointer >= middle(beside) : pointer <= middle(beside))) continue;
        const place = item.offsetTop;
        step(item, by);
        from += item.offsetTop - place;
        break;
      }
      item.style.transform = `translateY(${pointer - from}px)`;
    });
    function follow(event, pointer) {
      const all = items();
      const over = all.find((one) => {
        const box = one.getBoundingClientRect();
        return one !== item && event.clientX > box.left && event.clientX < box.right && event.clientY > box.top && event.clientY < box.bottom;
      });
      if (over) {
        const [top, side] = [item.offsetTop, item.offsetLeft];
        const way = all.indexOf(over) - all.indexOf(item);
        for (let left = Math.abs(way); left; left--) step(item, Math.sign(way));
        from += item.offsetTop - top;
        fromSide += item.offsetLeft - side;
      }
      item.style.transform = `translate(${event.clientX - fromSide}px, ${pointer - from}px)`;
    }
    grip.addEventListener("pointerup", () => drop(true));
    grip.addEventListener("pointercancel", () => drop(false));
    grip.addEventListener("blur", () => lifted === item && drop(true));
    grip.addEventListener("keydown", (event) => {
      const by = arrows[event.key];
      if (event.key === " " || event.key === "Enter") {
        lifted === item ? drop(true) : lift(item);
        tools.say(tools.word(lifted ? "lifted" : "dropped", list, { title: title(item) }));
      } else if (by && lifted === item) step(item, by);
      else if (event.key === "Escape" && lifted === item) { drop(false); grip.focus(); }
      else return;
      event.preventDefault();
    });
  }

  for (const item of items()) {
    const grip = item.querySelector(".grip");
    if (!grip) continue;
    grip.tabIndex = 0;
    grip.setAttribute("role", "button");
    grip.setAttribute("aria-pressed", "false");
    grip.removeAttribute("aria-hidden");
    if (!grip.hasAttribute("aria-label")) grip.setAttribute("aria-label", tools.word("grip", list, { title: title(item) }));
    pull(grip, item);
  }
  list.classList.add("ready");
  ends();
}
