// Leading: the keys of keyboards and clickers press the page's own [data-next] and [data-back] buttons,
// F or [data-fullscreen] fills the screen, and the screen stays awake. Any page part with data-present asks for it.
let ready = false;

const press = (what) => document.querySelector(`[data-${what}]:not(:disabled)`)?.click();
const writing = (target) => target.closest("input, textarea, select, [contenteditable]");
const onControl = (target) => target.closest("button, a, summary, [role=button]");

function fill() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
}

// A clicker's "black screen": all eyes on her. Any key or tap brings the card back.
function rest(event) {
  event.preventDefault();
  document.body.classList.add("blank");
}

function wake(event) {
  if (!document.body.classList.contains("blank")) return;
  document.body.classList.remove("blank");
  event.preventDefault();
  event.stopPropagation();
}

function keys(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || writing(event.target)) return;
  const onwards = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const back = document.documentElement.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
  if (event.key === onwards || event.key === "PageDown") press("next");
  else if (event.key === back || event.key === "PageUp") press("back");
  else if (event.key === " " && !onControl(event.target)) press("next");
  else if (event.key === "f" || event.key === "F") fill();
  else if (event.key === "b" || event.key === ".") return rest(event);
  else return;
  event.preventDefault();
}

function stayAwake() {
  if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => {});
}

export default function () {
  if (ready) return;
  ready = true;
  addEventListener("keydown", wake, true);
  addEventListener("pointerdown", wake, true);
  document.addEventListener("keydown", keys);
  document.addEventListener("visibilitychange", stayAwake);
  document.addEventListener("click", (event) => event.target.closest("[data-fullscreen]") && fill());
  stayAwake();
  document.documentElement.classList.add("by-keys");  // from now on the keys are heard
}
