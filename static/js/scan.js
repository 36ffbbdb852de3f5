// [data-scan] looks for the square of a card with the camera, where the browser can read one by itself. What
// the camera sees stays in this page. The value of data-scan is the address below which cards open.
const EVERY = 250; // milliseconds between looks

export default async function (box, tools) {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  const formats = await BarcodeDetector.getSupportedFormats().catch(() => []);
  if (!formats.includes("qr_code")) return;

  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const view = box.querySelector("[data-scan-view]");
  // [data-scan-number]: what opens is known by its number, and data-scan is the address of number 0.
  const numbered = "scanNumber" in box.dataset;
  const doors = numbered ? box.dataset.scan.replace(/0\/$/, "") : box.dataset.scan;
  const video = view.querySelector("video");
  const state = box.querySelector("[data-scan-state]");
  const tell = (name) => { const text = tools.word(name, box); if (state.textContent !== text) state.textContent = text; };
  let stream = null, timer = 0;

  // The address on a card, on this site whatever the name it was printed with; else nothing.
  function doorOf(text) {
    try {
      const path = new URL(text).pathname;
      const token = path.startsWith(doors) ? path.slice(doors.length) : "";
      return (numbered ? /^\d+\/$/ : /^[\w-]{20,}\/$/).test(token) ? path : null;
    } catch {
      return null;
    }
  }

  async function look() {
    const found = await detector.detect(video).catch(() => []);
    const door = found.map((code) => doorOf(code.rawValue)).find(Boolean);
    if (door) {
      tell("found");
      stop();
      return void location.assign(door);
    }
    if (found.length) tell("unknown");
    if (stream) timer = setTimeout(look, EVERY);
  }

  async function start() {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "scanBack" in box.dataset ? "environment" : "user" }, audio: false });
    } catch {
      return tell("noCamera");
    } finally {
      box.querySelector("[data-scan-hint]").classList.add("d-none");
    }
    video.srcObject = stream;
    view.hidden = false;
    await video.play();
    tell("looking");
    look();
  }

  function stop() {
    clearTimeout(timer);
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
  }

  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => { if (event.persisted) start(); });
  start();
}
