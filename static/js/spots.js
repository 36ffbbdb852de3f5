// The best part of a picture: a tap finds its exact place. Without this, and by key, it is one of nine parts.
const RING = "http://www.w3.org/2000/svg";
const percent = (thousandths) => `${thousandths / 10}%`;

export default function spots(box) {
  box.addEventListener("click", (event) => {
    const label = event.target.closest(".grid label");
    if (!label || !event.detail || event.target.matches("input")) return;
    const frame = label.closest(".spot-on").getBoundingClientRect();
    const place = (at, from, length) => Math.max(0, Math.min(1000, Math.round(((at - from) / length) * 1000)));
    const input = label.querySelector("input");
    const [key] = input.dataset.middle.split("/");
    // The label's own click, which follows, checks it; what it says must be there by then.
    input.value = [key, place(event.clientX, frame.left, frame.width), place(event.clientY, frame.top, frame.height)].join("/");
    input.dataset.exact = "";
    if (input.checked) input.dispatchEvent(new Event("input", { bubbles: true }));
    show(input);
  });
  box.addEventListener("change", (event) => {
    const input = event.target;
    if (input.name !== "spot") return;
    if (!("exact" in input.dataset) && input.dataset.middle) input.value = input.dataset.middle;
    delete input.dataset.exact;
    show(input);
  });

  box.classList.add("ready");

  function show(input) {
    for (const ring of box.querySelectorAll(".spot-ring")) ring.remove();
    const [, x, y] = input.value.split("/");
    if (!y) return;
    const ring = document.createElementNS(RING, "svg");
    ring.setAttribute("class", "spot-ring");
    ring.setAttribute("aria-hidden", "true");
    for (const name of ["under", ""]) {
      const circle = document.createElementNS(RING, "circle");
      for (const [key, value] of Object.entries({ class: name, cx: percent(x), cy: percent(y), r: "9%" })) circle.setAttribute(key, value);
      ring.append(circle);
    }
    input.closest(".spot-on").querySelector(".grid").before(ring);
  }
}
