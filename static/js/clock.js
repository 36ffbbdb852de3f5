// <time data-since="ISO" data-planned="seconds"> shows minutes and seconds on the server's clock; with
// data-show="left" what is left. Past its time it turns amber and goes on counting: nobody is cut off.
// A .ring in the same [data-clock] (or the same parent) fills up with it.
let offset = Date.parse(document.body.dataset.now) - Date.now() || 0;
let ticking = false;

const words = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

function tick() {
  for (const time of document.querySelectorAll("time[data-since]")) {
    const gone = Math.max(0, Math.floor((Date.now() + offset - Date.parse(time.dataset.since)) / 1000));
    const planned = Number(time.dataset.planned) || 0;
    const over = planned > 0 && gone > planned;
    const text = time.dataset.show === "left" ? (over ? `+${words(gone - planned)}` : words(planned - gone)) : words(gone);
    if (time.textContent !== text) time.textContent = text;
    time.classList.toggle("over", over);
    const ring = (time.closest("[data-clock]") ?? time.parentElement).querySelector(".ring");
    if (!ring || !planned) continue;
    ring.classList.toggle("over", over);
    ring.querySelector(".ring-fill").setAttribute("stroke-dasharray", `${Math.min(100, Math.round((gone / planned) * 100))} 100`);
  }
}

// A page that comes from the device itself knows the server's clock from an earlier answer.
export function set(ahead) {
  offset = ahead;
  tick();
}

export default function () {
  tick();
  if (!ticking) ticking = setInterval(tick, 1000);
}
