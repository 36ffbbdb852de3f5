// Files on their way: <form data-upload data-start="..." data-limits='{"picture": [bytes, words]}'>. Each file
// goes in parts, goes on by itself when the network comes back, and when it is chosen again after the page was
// closed. What has arrived is named in the form as `kept`. A recording in the page (recorder.js) takes the same
// way while it is made. The server's side: portfolios/views/uploads.py.
const AT_ONCE = 2;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;
const ENDS = 65536; // bytes at either end by which a file is known again

class Refused extends Error {}
class Ended extends Error {}

const kindOf = (type, name) =>
  ({ image: "picture", audio: "audio", video: "video" })[type.split("/")[0]] ??
  (/\.hei[cf]$/i.test(name) ? "picture" : type ? "document" : "");

async function fingerprint(file) {
  if (!globalThis.crypto?.subtle) return "";
  const ends = new Blob([`${file.size}:`, file.slice(0, ENDS), file.slice(Math.max(0, file.size - ENDS))]);
  const digest = await crypto.subtle.digest("SHA-256", await ends.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// A chosen file, in the shape of a recording: how much of it is there, and whether that is all.
const whole = (file) => ({
  name: file.name, type: file.type, size: file.size, file, ended: true,
  get there() { return file.size; },
  slice: (from, to) => file.slice(from, to),
});

function seconds(file, kind) {
  return new Promise((tell) => {
    const player = document.createElement(kind);
    const done = () => { URL.revokeObjectURL(player.src); tell(Number.isFinite(player.duration) ? player.duration : 0); };
    player.preload = "metadata";
    player.onloadedmetadata = player.onerror = done;
    setTimeout(done, 4000);
    player.src = URL.createObjectURL(file);
  });
}

export default function (form, tools) {
  const account = document.body.dataset.account ?? "";
  const limits = JSON.parse(form.dataset.limits ?? "{}");
  const most = Number(form.dataset.minutes) * 60 || Infinity;
  const list = form.querySelector("[data-arrivals]");
  const note = form.querySelector("[data-upload-note]");
  const rows = new Set();
  let submitter = null, wakers = [];

  const tell = (text) => { if (note.textContent !== text) note.textContent = text; };
  const pending = () => [...rows].some((row) => !row.over) || form.querySelector("[data-recorder].going");

  // The network

  function request(address, body, headers, progress) {
    return new Promise((answer, fail) => {
      const wire = new XMLHttpRequest();
      wire.open("POST", address);
      wire.responseType = "json";
      // Signing in again in another tab renews the token; the file may then go on from here.
      const token = /csrftoken=(\w+)/.exec(document.cookie)?.[1] ?? form.elements.csrfmiddlewaretoken?.value;
      const all = { "X-CSRFToken": token, "X-Account": account, Accept: "application/json", ...headers };
      for (const [name, value] of Object.entries(all)) wire.setRequestHeader(name, value);
      if (progress) wire.upload.onprogress = (step) => progress(step.loaded);
      wire.onerror = wire.ontimeout = wire.onabort = () => fail(new Error("network"));
      wire.onload = () => {
        if (wire.status === 422) return fail(new Refused(wire.response?.message ?? ""));
        if (wire.status === 413) return fail(new Refused(tools.word("notTaken", list)));
        if (wire.status === 401 || wire.status === 403) return fail(new Ended());
        if (wire.status === 404) return answer({ gone: true });
        if (wire.response?.key) return answer(wire.response);  // 200, 201, and 409: the file ends elsewhere
        fail(new Error(wire.status));
      };
      wire.timeout = 120000;
      wire.send(body);
    });
  }

  function agree({ source, print }) {
    const said = new FormData();
    const about = { part: form.dataset.part, type: source.type, name: source.name, size: source.size, fingerprint: print };
    for (const [name, value] of Object.entries(about)) if (value !== undefined && value !== null) said.set(name, value);
    return request(form.dataset.start, said);
  }

  function pass(row) {
    const { source, at } = row;
    const end = Math.min(at.offset + at.part_bytes, source.there);
    const headers = { "Content-Type": "application/octet-stream", "Upload-Offset": at.offset };
    if (source.size === null && source.ended && end === source.there) headers["Upload-Complete"] = "1";
    return request(at.address, source.slice(at.offset, end), headers, (sent) => row.show(at.offset + sent));
  }

  const pause = (wait) => new Promise((go) => { wakers.push(go); setTimeout(go, wait); });
  const wake = () => { wakers.splice(0).forEach((go) => go()); };
  addEventListener("online", wake);

  async function send(row) {
    let wait = FIRST_WAIT;
    while (!row.over) {
      try {
        row.at ??= await agree(row);
        if (row.at.gone) throw new Refused(tools.word("notTaken", list));
        if (row.over) break;
        if (row.at.done) return arrived(row);
        if (row.source.there === row.at.offset && !row.source.ended) { await row.source.more(); continue; }
        row.be("sending");
        const answer = await pass(row);
        row.at = answer.gone ? null : answer;
        if (row.at) row.show(row.at.offset);
        wait = FIRST_WAIT;
      } catch (trouble) {
        if (row.over) break;
        if (trouble instanceof Refused) return row.refuse(trouble.message);
        row.be(trouble instanceof Ended ? "ended" : "offline");
        await pause(wait);
        wait = Math.min(wait * 2, LONGEST_WAIT);
      }
    }
    if (row.at?.drop) request(row.at.drop, null, {}).catch(() => {});
  }

  function keep(row) {
    const kept = Object.assign(document.createElement("input"), { type: "hidden", name: "kept", value: row.at.key });
    row.element.append(kept);
  }

  function arrived(row) {
    if (form.querySelector(`[name=kept][value="${row.at.key}"]`)) return row.refuse(tools.word("alreadyHere", list));
    keep(row);
    row.be("done");
    tools.say(tools.word("arrived", list, { name: row.name }));
    settle();
  }

  // What may not come, before it is sent

  async function trouble(source) {
    const kind = kindOf(source.type, source.name);
    const [bytes, words] = limits[kind] ?? limits.video ?? [Infinity, ""];
    if (!source.size) return tools.word("emptyFile", list);
    if (source.size > bytes) return tools.word("largeFile", list, { limit: words });
    const player = { audio: "audio", video: "video" }[kind];
    if (player && (await seconds(source.file, player)) > most) return tools.word("longFile", list, { minutes: most / 60 });
    return "";
  }

  // What she sees

  function view(source) {
    const file = source.file;
    const kind = file && kindOf(source.type, source.name);
    const tag = { picture: "img", audio: "audio", video: "video" }[kind];
    const shown = document.createElement(tag ?? "span");
    shown.className = "arrival-view";
    if (!tag) return shown;
    shown.src = URL.createObjectURL(file);
    shown.onerror = () => shown.replaceWith(Object.assign(document.createElement("span"), { className: "arrival-view" }));
    if (kind === "picture") shown.alt = "";
    else Object.assign(shown, { controls: true, preload: "metadata", playsInline: true });
    if (kind !== "picture") shown.setAttribute("aria-label", source.name);
    return shown;
  }

  function makeRow(source) {
    const element = document.createElement("li");
    element.className = "arrival";
    element.innerHTML = `<div class="arrival-words"><strong dir="auto"></strong><small></small><progress max="100" value="0"></progress></div>
      <button type="button" class="btn btn-sm btn-plain"><span></span><span class="visually-hidden"></span></button>`;
    const [name, words] = element.querySelectorAll("strong, small");
    const bar = element.querySelector("progress");
    const [off, of] = element.querySelectorAll("button span");
    element.prepend(view(source));
    name.textContent = source.name || tools.word("recording", list);
    bar.setAttribute("aria-label", name.textContent);
    bar.hidden = source.size === null;
    off.textContent = tools.word("takeOff", list);
    of.textContent = ` ${name.textContent}`;
    list.append(element);
    const row = { source, element, name: name.textContent, at: null, over: false };
    row.say = (text) => { if (words.textContent !== text) words.textContent = text; };
    row.be = (state) => {
      if (element.dataset.state === state) return;
      element.dataset.state = state;
      if (state === "done") { row.over = true; bar.hidden = true; }
      row.say(tools.word({ sending: source.size === null ? "safeSoFar" : "onItsWay", done: "hasArrived", offline: "waitsForNetwork", ended: "waitsForSignIn", waiting: "waitsItsTurn" }[state], list));
    };
    row.show = (bytes) => {
      if (source.size === null) return;
      bar.value = Math.round((bytes / source.size) * 100);
      row.say(tools.word("soFar", list, { percent: bar.value }));
    };
    row.refuse = (text) => {
      row.over = row.refused = true;
      if (source.size === null && row.at) keep(row);  // as far as it came
      bar.hidden = true;
      element.dataset.state = "refused";
      row.say(text);
      tools.say(`${row.name}: ${text}`);
      settle();
    };
    row.shown = (blob) => {
      source.file = blob;
      element.querySelector(".arrival-view").replaceWith(view(source));
    };
    row.drop = () => {
      const begun = row.at && !row.at.gone;
      const idle = row.over;
      row.over = true;
      rows.delete(row);
      element.remove();
      if (begun && idle) request(row.at.drop, null, {}).catch(() => {});
      source.wake?.();
      wake();
      settle();
    };
    element.querySelector("button").addEventListener("click", () => {
      const next = element.nextElementSibling ?? element.previousElementSibling;
      row.drop();
      (next?.querySelector("button, input") ?? note).focus();
    });
    rows.add(row);
    row.be("waiting");
    return row;
  }

  // When nothing is on its way any more, a form that was sent meanwhile goes.
  function settle() {
    if (pending()) return;
    if (!submitter) return tell("");
    const button = submitter;
    submitter = null;
    if ([...rows].some((row) => row.refused && !row.known)) return tell(tools.word("lookAtFiles", list));
    form.requestSubmit(button.isConnected ? button : undefined);
  }

  // One after the other, two at a time

  const line = [];
  let busy = 0;
  async function next() {
    if (busy >= AT_ONCE || !line.length) return;
    busy += 1;
    const row = line.shift();
    await send(row);
    busy -= 1;
    next();
  }

  async function add(file) {
    const source = whole(file);
    const row = makeRow(source);
    const words = await trouble(source);
    if (words) return row.refuse(words);
    row.print = await fingerprint(file).catch(() => "");
    form.querySelector(`[data-half="${row.print}"]`)?.remove();
    line.push(row);
    next();
  }

  function addAll(files) {
    for (const file of files) add(file);
    remember();
  }

  // The words of the form are saved with its key, by which the page finds these files again.
  const remember = () => form.dispatchEvent(new Event("input"));

  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => {
      const files = [...input.files];
      input.value = "";
      addAll(files);
    });
  }

  form.addEventListener("recording", (event) => {
    const { source } = event.detail;
    const row = makeRow(source);
    source.row = row;
    row.say(tools.word("safeSoFar", list));
    remember();
    send(row);
  });
  form.addEventListener("settle", settle);
  form.addEventListener("photo", (event) => addAll([event.detail.file]));

  for (const drop of form.querySelectorAll("[data-drop]")) {
    drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
    drop.addEventListener("dragleave", () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      addAll([...event.dataTransfer.files]);
    });
  }

  for (const half of form.querySelectorAll("[data-half]")) {
    const button = half.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => {
      request(half.dataset.drop, null, {}).catch(() => {});
      half.remove();
    });
  }

  // Before everything else that listens: the form waits for its files.
  document.addEventListener("submit", (event) => {
    if (event.target !== form) return;
    form.dispatchEvent(new Event("finish"));
    if (!pending()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    for (const row of rows) row.known = row.refused;  // she sent it with those notes before her eyes
    submitter = event.submitter ?? form.querySelector("button:not([type=button])");
    tell(tools.word("formWaits", list));
    wake();
  }, true);

  addEventListener("beforeunload", (event) => { if (pending()) event.preventDefault(); });
}
