// <nav data-ways> holds links to parts of the page, each of class way-panel; one shows at a time, with those in
// which something is written. Without this script a link brings its part to light as any link to #here does.
export default function (nav) {
  const links = [...nav.querySelectorAll("a[href^='#']")];
  const panelOf = (link) => document.getElementById(link.hash.slice(1));
  const written = (panel) => [...panel.querySelectorAll("textarea, input[type=text]")].some((field) => field.value.trim());

  function show(link) {
    for (const other of links) {
      const open = other === link || written(panelOf(other));
      panelOf(other).classList.toggle("open", open);
      other.setAttribute("aria-expanded", open);
    }
  }

  for (const link of links) {
    const panel = panelOf(link);
    link.setAttribute("role", "button");
    link.setAttribute("aria-controls", panel.id);
    link.setAttribute("aria-expanded", panel.classList.contains("open"));
    link.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); link.click(); } });
    link.addEventListener("click", (event) => {
      event.preventDefault();
      if (link.getAttribute("aria-expanded") === "true" && !written(panel)) return show(null);
      show(link);
      panel.scrollIntoView({ block: "nearest", behavior: "smooth" });
      panel.querySelector("textarea, input[type=text], button:not([hidden])")?.focus({ preventScroll: true });
    });
  }
}
