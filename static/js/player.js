// On top of the browser's own player: the part of a wave that has been played, a tap on the wave or on a line
// of the transcript to listen from there, the line that is being said, and one recording at a time.
const playing = new Set();

export default function (figure) {
  const media = figure.querySelector("audio, video");
  const played = figure.querySelector("[data-played]");
  const wave = figure.querySelector("[data-wave]");
  const saying = figure.querySelector("[data-now-said]");
  const lines = [...figure.querySelectorAll("[data-at]")];

  function go(seconds) {
    const there = () => { media.currentTime = seconds; };
    if (media.readyState) there();
    else media.addEventListener("loadedmetadata", there, { once: true });
    media.play().catch(() => {});
  }

  function follow() {
    if (played && media.duration) played.setAttribute("width", (media.currentTime / media.duration) * played.dataset.played);
    const ms = media.currentTime * 1000;
    const now = lines.findLast((line) => Number(line.dataset.at) <= ms);
    for (const line of lines) line.classList.toggle("now", line === now && !(media.paused && ms === 0));
  }

  media.addEventListener("timeupdate", follow);
  media.addEventListener("seeked", follow);
  media.addEventListener("play", () => {
    for (const other of playing) if (other !== media) other.pause();
    playing.add(media);
    const track = media.textTracks[0];
    if (!saying || !track || track.mode === "hidden") return;
    track.mode = "hidden";
    track.addEventListener("cuechange", () => {
      saying.textContent = [...track.activeCues].map((cue) => cue.text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&")).join(" ");
    });
  });
  media.addEventListener("pause", () => playing.delete(media));

  // The keyboard has the player's own slider; a wave is for fingers.
  wave?.addEventListener("click", (event) => {
    const box = wave.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    if (media.duration) return go(share * media.duration);
    media.addEventListener("loadedmetadata", () => go(share * media.duration), { once: true });
    media.load();
    media.preload = "metadata";
  });
  wave?.classList.add("ready");

  for (const line of lines) {
    const at = line.querySelector(".at");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "at";
    button.textContent = at.textContent;
    button.addEventListener("click", () => go(Number(line.dataset.at) / 1000));
    at.replaceWith(button);
  }
}
