// [data-recorder="audio|video|picture"] inside <form data-upload data-start>: records in the page. What has been
// recorded travels while it is made (parts.js), so that a lost network or a closed page costs some seconds at most.
const SLICE = 3000; // milliseconds between two parts
const SHORTEST = 1000; // milliseconds: less is a tap by mistake
const TYPES = {
  audio: ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"],
  video: ["video/webm;codecs=vp8,opus", "video/webm", "video/mp4"],
};
const BITS = { audioBitsPerSecond: 96000, videoBitsPerSecond: 2200000 };

export default function (box, tools) {
  const kind = box.dataset.recorder;
  const form = box.closest("form");
  const longest = (Number(box.dataset.minutes) || 15) * 60000;
  const find = (name) => box.querySelector(`[data-${name}]`);
  const button = (name) => box.querySelector(`[data-do=${name}]`);
  const stage = find("stage"), view = find("view"), level = find("level"), clock = find("time"), left = find("left");
  const result = find("result"), note = find("note");
  let stream = null, recorder = null, source = null, sound = null, lock = null, ticker = 0;
  let facing = "user", begun = 0, before = 0, shot = null;

  if (!navigator.mediaDevices?.getUserMedia || (kind !== "picture" && !globalThis.MediaRecorder)) return;
  stage.hidden = false;

  const tell = (name) => { note.textContent = name ? tools.word(name, box) : ""; };
  const only = (...names) => box.querySelectorAll("[data-do]").forEach((one) => (one.hidden = !names.includes(one.dataset.do)));
  const lasted = () => before + (begun ? Date.now() - begun : 0);
  const minutes = (ms) => `${Math.floor(ms / 60000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, "0")}`;
  const live = () => recorder && recorder.state !== "inactive";

  // Microphone and camera

  async function open() {
    const picture = { facingMode: facing, width: { ideal: 1280 }, height: { ideal: 720 } };
    const wish = {
      audio: kind !== "picture" && { echoCancellation: true, noiseSuppression: true },
      video: kind !== "audio" && (kind === "picture" ? { facingMode: facing, width: { ideal: 1920 } } : picture),
    };
    try {
      stream = await navigator.mediaDevices.getUserMedia(wish);
    } catch (trouble) {
      tell(trouble.name === "NotAllowedError" ? "denied" : trouble.name === "NotReadableError" ? "busy" : "missing");
      box.querySelector("input[type=file]")?.setAttribute("capture", kind === "audio" ? "user" : "environment");
      only("record");
      return false;
    }
    tell("");
    if (view) {
      view.srcObject = stream;
      view.hidden = false;
      view.classList.toggle("mirrored", facing === "user");
      await view.play().catch(() => {});
    }
    return true;
  }

  function close() {
    clearInterval(ticker);
    stream?.getTracks().forEach((track) => track.stop());
    sound?.close().catch(() => {});
    lock?.release().catch(() => {});
    stream = sound = lock = null;
    if (view) { view.srcObject = null; view.hidden = true; }
    level.hidden = clock.hidden = left.hidden = true;
  }

  async function cameras() {
    const all = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    return all.filter((device) => device.kind === "videoinput").length;
  }

  async function ready() {
    if (!(await open())) return;
    const flip = (await cameras()) > 1 ? ["flip"] : [];
    only(kind === "picture" ? "shoot" : "start", ...flip);
    button(kind === "picture" ? "shoot" : "start").focus({ preventScroll: true });
  }

  // How loud it is, for her to see that it hears her

  function listen() {
    const Context = globalThis.AudioContext ?? globalThis.webkitAudioContext;
    if (!Context || !stream.getAudioTracks().length) return () => {};
    sound = new Context();
    const ear = sound.createAnalyser();
    ear.fftSize = 512;
    sound.createMediaStreamSource(stream).connect(ear);
    const wave = new Uint8Array(ear.fftSize);
    level.hidden = false;
    return () => {
      ear.getByteTimeDomainData(wave);
      level.value = Math.min(100, Math.max(...wave.map((one) => Math.abs(one - 128))) * 1.6);
    };
  }

  // Recording

  // What has been recorded so far, in the shape that parts.js sends.
  function makeSource(type) {
    const made = {
      name: "", type, size: null, chunks: [], there: 0, ended: false, wake: null,
      slice: (from, to) => new Blob(made.chunks).slice(from, to),
      more: () => new Promise((go) => (made.wake = go)),
      take(blob) { made.chunks.push(blob); made.there += blob.size; made.wake?.(); },
      end() { made.ended = true; made.wake?.(); },
    };
    return made;
  }

  async function record() {
    result.hidden = true;
    if (!stream && !(await open())) return;
    const type = TYPES[kind].find((one) => MediaRecorder.isTypeSupported(one));
    recorder = new MediaRecorder(stream, { ...BITS, ...(type && { mimeType: type }) });
    const mine = (source = makeSource(recorder.mimeType || type || `${kind}/webm`));
    before = 0;
    begun = Date.now();
    recorder.ondataavailable = (event) => {
      if (!event.data.size) return;
      mine.take(event.data);
      if (!mine.sent && lasted() >= SHORTEST) announce(mine);
    };
    recorder.onstop = () => stopped(mine);
    recorder.start(SLICE);
    clock.hidden = left.hidden = false;
    const hear = listen();
    let said = 0, used = 0;
    ticker = setInterval(() => {
      hear();
      clock.textContent = minutes(lasted());
      const more = Math.ceil((longest - lasted()) / 60000);
      if (more !== said) left.textContent = tools.word(more === 1 ? "oneMinuteLeft" : "minutesLeft", box, { minutes: (said = more) });
      if (Date.now() - used > 10000) { used = Date.now(); dispatchEvent(new Event("use")); }
      if (lasted() >= longest) { stop(); tell("longest"); }
    }, 100);
    lock = await navigator.wakeLock?.request("screen").catch(() => null);
    box.classList.add("is-live", "going");
    only("stop", "pause");
    button("stop").focus({ preventScroll: true });
    tools.say(tools.word("recordingNow", box));
  }

  function announce(made) {
    made.sent = true;
    made.name = tools.word("name", box, { time: new Date().toLocaleTimeString([], { hour: "numeric", minute: "2-digit" }) });
    form.dispatchEvent(new CustomEvent("recording", { detail: { source: made } }));
  }

  function hold() {
    if (recorder.state === "recording") {
      recorder.pause();
      recorder.requestData?.();
      before = lasted();
      begun = 0;
      only("stop", "resume");
      button("resume").focus({ preventScroll: true });
    } else {
      recorder.resume();
      begun = Date.now();
      only("stop", "pause");
      button("pause").focus({ preventScroll: true });
    }
    box.classList.toggle("is-live", recorder.state === "recording");
  }

  function stop() {
    if (!live()) return;
    before = lasted();
    begun = 0;
    recorder.stop();
  }

  function stopped(made) {
    close();
    box.classList.remove("is-live", "going");
    if (before < SHORTEST || !made.there) {
      made.row?.drop();
      tell("tooShort");
      only("record");
      form.dispatchEvent(new Event("settle"));
      return button("record").focus({ preventScroll: true });
    }
    made.end();
    if (!made.sent) announce(made);
    offer(new Blob(made.chunks, { type: made.type }));
  }

  // Listen, and decide

  function offer(blob) {
    shot = blob;
    const player = find("play");
    player.src = URL.createObjectURL(blob);
    result.hidden = false;
    only("keep", "again");
    button("keep").focus({ preventScroll: true });
    tools.say(tools.word("recorded", box));
  }

  function clear() {
    const player = find("play");
    player.pause?.();
    URL.revokeObjectURL(player.src);
    player.removeAttribute("src");
    result.hidden = true;
    source = shot = null;
  }

  function keep() {
    if (kind === "picture") form.dispatchEvent(new CustomEvent("photo", { detail: { file: shot } }));
    else source?.row?.shown(shot);
    clear();
    only("record");
    tell("kept");
    button("record").focus({ preventScroll: true });
  }

  function again() {
    source?.row?.drop();
    clear();
    tell("");
    begin();
  }

  function shoot() {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [view.videoWidth, view.videoHeight];
    canvas.getContext("2d").drawImage(view, 0, 0);
    close();
    canvas.toBlob((blob) => {
      const name = tools.word("name", box, { time: new Date().toLocaleTimeString([], { hour: "numeric", minute: "2-digit" }) });
      offer(new File([blob], `${name}.jpg`, { type: "image/jpeg" }));
    }, "image/jpeg", 0.92);
  }

  function flip() {
    facing = facing === "user" ? "environment" : "user";
    close();
    ready();
  }

  // A sound begins at once; before a film or a photo she looks at what the camera sees.
  const begin = () => (kind === "audio" ? record() : ready());

  const acts = { record: begin, start: record, stop, pause: hold, resume: hold, flip, shoot, keep, again };
  for (const [name, act] of Object.entries(acts)) button(name)?.addEventListener("click", act);
  // Sent while it records, or before she pressed "keep": it is kept.
  form.addEventListener("finish", () => {
    if (live()) return stop();
    if (shot) keep();
  });
  addEventListener("pagehide", () => { if (live()) stop(); close(); });
}
