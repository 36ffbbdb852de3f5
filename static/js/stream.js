// The stream by keyboard: from anywhere within a piece, j goes to the next one and k to the one before. A piece
// that has just been answered takes the focus, so that the next j goes on from there.
const pieces = () => [...document.querySelectorAll("[data-stream]")];
let listening = false;

function go(step) {
  const all = pieces();
  const at = all.findIndex((piece) => piece.contains(document.activeElement));
  const next = at < 0 ? null : all[at + step];
  if (!next) return;
  next.focus();
  next.scrollIntoView({ block: "start" });
}

export default function (piece) {
  if (piece.dataset.stream === "arrived") piece.focus();
  if (listening) return;
  listening = true;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable], audio, video")) return;
    if (event.key === "j") go(1);
    if (event.key === "k") go(-1);
  });
}
