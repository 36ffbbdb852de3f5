// Then and now, one over the other: [data-compare] holds two [data-side] figures, each with a picture. A range
// says how much of now is shown; a button puts them side by side again, as they are without scripts.
export default function (pair, tools) {
  const [then, now] = pair.querySelectorAll("[data-side]");
  const pictures = [then, now].map((side) => side.querySelector("img"));
  const frame = document.createElement("div");
  const range = document.createElement("input");
  const button = document.createElement("button");
  frame.className = "overlay";
  range.type = "range";
  range.className = "form-range";
  range.value = 50;
  range.setAttribute("aria-label", tools.word("compare", pair));
  button.type = "button";
  button.className = "btn btn-quiet btn-sm no-print";
  const show = () => frame.style.setProperty("--now", `${range.value}%`);

  function lay(over) {
    pair.classList.toggle("over", over);
    button.textContent = tools.word(over ? "beside" : "over", pair);
    if (over) {
      frame.append(...pictures, range);
      pair.prepend(frame);
    } else {
      frame.remove();
      pictures.forEach((picture, place) => [then, now][place].querySelector("figcaption").after(picture));
    }
  }

  range.addEventListener("input", show);
  button.addEventListener("click", () => { lay(!pair.classList.contains("over")); button.focus(); });
  // Of what is printed, both sides are seen.
  addEventListener("beforeprint", () => lay(false));
  show();
  pair.append(button);
  lay(true);
}
