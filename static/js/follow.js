// What follows by itself says calmly when it cannot: the last card stays, and a line above tells that it tries again.
// <div data-follow data-say-lost="..."> around the part that asks; its answers come as htmx events.
export default function (around, tools) {
  let line = null;

  function lost() {
    if (!line) {
      line = document.createElement("p");
      line.className = "alert lost-line";
    }
    if (line.isConnected) return;
    line.textContent = tools.word("lost", around);
    around.prepend(line);
  }

  const found = () => line?.remove();
  const ours = (event) => event.target === around || around.contains(event.target);

  // 404 is an answer, too: it may be followed no more, and a new page says why.
  around.addEventListener("htmx:after:request", (event) => {
    const status = event.detail?.ctx?.response?.raw?.status ?? event.detail?.ctx?.response?.status;
    if (ours(event) && status) status >= 500 ? lost() : found();
  });
  around.addEventListener("htmx:error", lost);
  addEventListener("offline", lost);
}
