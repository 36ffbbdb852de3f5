// Writing captions while listening: buttons (and keys in the field) that play, go back a little, and put the
// time at the line in which one writes. <div data-captions="id of the field" data-media="id of the player">
const BACK = 3; // seconds
const TIME = /^\s*(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?\s*/u;

function clock(seconds) {
  const tenths = Math.round(seconds * 10);
  const whole = Math.floor(tenths / 10);
  const rest = tenths % 10;
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}${rest ? `.${rest}` : ""}`;
}

export default function (tools, page) {
  const area = document.getElementById(tools.dataset.captions);
  const media = document.getElementById(tools.dataset.media);
  if (!area || !media) return;
  tools.hidden = false;
  media.preload = "metadata";

  const acts = {
    play: () => (media.paused ? media.play().catch(() => {}) : media.pause()),
    back: () => { media.currentTime = Math.max(0, media.currentTime - BACK); },
    time: () => {
      const { value } = area;
      const from = value.lastIndexOf("\n", area.selectionStart - 1) + 1;
      const old = TIME.exec(value.slice(from).split("\n")[0])?.[0].length ?? 0;
      const words = `${clock(media.currentTime)} `;
      area.focus();
      area.setSelectionRange(from, from + old);
      if (!document.execCommand("insertText", false, words)) {
        area.setRangeText(words, from, from + old);
        area.dispatchEvent(new Event("input", { bubbles: true }));
      }
      page.say(words);
      // On to the next line, so that one key after the other times them all.
      const end = area.value.indexOf("\n", from);
      const next = end < 0 ? area.value.length : end + 1;
      area.setSelectionRange(next, next);
    },
  };

  tools.addEventListener("click", (event) => acts[event.target.closest("[data-act]")?.dataset.act]?.());
  area.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
    const act = { Enter: "time", k: "play", j: "back" }[event.key];
    if (!act) return;
    event.preventDefault();
    acts[act]();
  });
  const button = tools.querySelector("[data-act=play]");
  for (const name of ["play", "pause", "ended"]) media.addEventListener(name, () => button.setAttribute("aria-pressed", String(!media.paused)));

  // What has just been saved is what the player shows, timed by the one who times it for everybody.
  area.form.addEventListener("autosaved", () => {
    const shown = media.querySelector("track");
    const track = document.createElement("track");
    track.kind = "captions";
    track.label = shown?.label ?? "";
    track.srclang = area.form.elements.language.value;
    track.src = `${tools.dataset.file}?v=${Date.now()}`;
    shown?.remove();
    media.append(track);
    track.track.mode = media.matches("video") ? "showing" : "disabled";
  });
}
