// The student's screen: all cards are on the page, and she turns them without asking anybody. What she did is put
// into a box on this device first, and told to the server as soon as that answers; the server's word, with what
// it has not heard yet on top, is what is shown. So a lost network, a closed tab and a second device are all the
// same: where the conference stands comes from the server, and what is in the box is added to it.
const here = document.getElementById("lectern").dataset;
const EVERY = 2000;     // milliseconds between two questions, which an unchanged conference answers with 204
const UNSEEN = 10000;   // while nobody looks at the page
const PATIENCE = 8000;  // then the network counts as lost
const TWICE = 300;      // a double click is one turn
const ONCE = ["next", "back", "skip", "park", "add"];
const READABLE = 8000;  // how long a good message stays
const WAITING = ["skipped", "parked"];

function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const RUN = uuid();  // of this page, whose own clock never jumps

export default async function (stage, tools) {
  const [device, clock] = await Promise.all([import(here.moduleDevice), import(here.moduleSince)]);
  const account = document.body.dataset.account ?? "";
  const store = device.open(account, stage.dataset.leading);
  const fromDevice = "fromDevice" in document.body.dataset;
  const one = (selector, root = stage) => root.querySelector(selector);
  const all = (selector, root = stage) => [...root.querySelectorAll(selector)];
  const closing = one("form[data-closing]");
  const controlled = Boolean(navigator.serviceWorker?.controller);  // then the worker has this very page already
  let base = JSON.parse(document.getElementById("standing").textContent);
  let offset = base.now - Date.now(), shown = null, lost = false, back = 0, last = 0, lastTurn = "", passing = false, warned = false, moreWanted = false;

  // What she did

  const past = (did) => Math.round(Math.max(0, did.run === RUN ? performance.now() - did.mono : Date.now() - did.at));

  function does(verb, more = {}) {
    const did = { key: uuid(), verb, at: Date.now(), mono: performance.now(), run: RUN, clock: Date.now() + offset, ...more };
    store.change((box) => { box.device ??= uuid(); box.outbox.push(did); });
  }

  const effects = {
    show(now, { card, clock: at }) {
      if (now.state !== "live") Object.assign(now, { state: "live", started: at, shown: at });
      now.states[card] = "shown";
      if (now.card !== card) Object.assign(now, { card, shown: at });
    },
    skip(now, { card }) { now.states[card] = "skipped"; },
    park(now, { card }) { now.states[card] = "parked"; },
    tick(now, { card }) { now.ticks[card] = true; },
    clear(now, { card }) { now.ticks[card] = false; },
    order(now, { order }) {
      const known = order.filter((id) => now.order.includes(id));
      now.order = [...known, ...now.order.filter((id) => !known.includes(id))];
    },
    add(now, did) {
      if (!now.order.includes(did.key)) now.order.splice(now.order.indexOf(now.card) + 1, 0, did.key);
      effects.show(now, { card: did.key, clock: did.clock });
    },
  };

  // The server's word, and on top what it has not heard yet.
  function standing() {
    const now = { ...base, card: String(base.card ?? ""), order: base.cards.map(([pk]) => String(pk)) };
    now.states = Object.fromEntries(base.cards.map(([pk, state]) => [pk, state]));
    now.ticks = Object.fromEntries(base.cards.map(([pk, , ticked]) => [pk, ticked]));
    for (const did of store.read().outbox) effects[did.verb]?.(now, did);
    return now;
  }

  function neighbour(now, step) {
    const play = now.order.filter((id) => id === now.card || !WAITING.includes(now.states[id]));
    return play[play.indexOf(now.card) + step] ?? "";
  }

  const acts = {
    start: (now) => does("show", { card: now.order[0] }),
    next: (now) => go(neighbour(now, 1)),
    back: (now) => go(neighbour(now, -1)),
    show: (now, form) => go(form.closest("[data-row], [data-station]").dataset.row ?? form.closest("[data-station]").dataset.station),
    skip: (now) => aside(now, "skip"),
    park: (now) => aside(now, "park"),
    tick: (now) => does(now.ticks[now.card] ? "clear" : "tick", { card: now.card }),
    add: (now, form) => { does("add", { title: form.elements.title.value.trim() }); form.reset(); },
    move(now, form, button) {
      const id = form.closest("[data-row]").dataset.row, order = now.order.filter((other) => other !== id);
      order.splice(Math.max(0, now.order.indexOf(id) + (button?.name === "up" ? -1 : 1)), 0, id);
      does("order", { order });
    },
  };

  const go = (card) => card && does("show", { card });

  function aside(now, verb) {
    const next = neighbour(now, 1);
    does(verb, { card: now.card });
    if (next) go(next);
  }

  function act(turn, form, button) {
    if (turn === lastTurn && ONCE.includes(turn) && performance.now() - last < TWICE) return;
    last = performance.now();
    lastTurn = turn;
    const now = standing(), end = one("[data-end]");
    if (turn === "next" && !neighbour(now, 1)) return end.hidden || end.click();
    acts[turn](now, form, button);
    if (turn !== "move" && turn !== "tick") one(".stage-more").open = false;
    draw();
    if (turn === "move") one(`[data-row="${CSS.escape(form.closest("[data-row]").dataset.row)}"] [name=${button.name}]`)?.focus();
    beat();
  }

  // What is on the screen

  const cardOf = (id) => one(`[data-card="${CSS.escape(id)}"]`);

  function draw() {
    const now = standing();
    grow(now);
    const card = cardOf(now.card), live = now.state === "live" && card;
    if (!card && now.state === "live") more();
    for (const part of all("[data-before]")) part.hidden = Boolean(live);
    for (const part of all("[data-during]")) part.hidden = !live;
    if (!live) return;
    begin();
    for (const part of all("[data-card]")) {
      part.hidden = part !== card;
      if (part.hidden) for (const media of all("audio, video", part)) media.pause();
    }
    head(now, card);
    foot(now, card);
    rows(now);
    if (shown !== null && shown !== now.card) {
      scrollTo(0, 0);
      tools.say(`${card.dataset.title}. ${one("[data-place]").textContent}`);
    }
    shown = now.card;
  }

  // From now on the screen stays on, and nobody is signed out by the clock.
  function begin() {
    if (!("present" in stage.dataset)) { stage.dataset.present = ""; tools.scan(stage); }
    const done = one("[data-before] form[data-done]");
    if (done) one(".stage-list").append(done);
  }

  function head(now, card) {
    const place = one("[data-place]"), heading = one("[data-heading]");
    stage.className = `stage ${[...card.classList].find((name) => name.startsWith("area-")) ?? ""}`;
    place.hidden = false;
    place.textContent = tools.word("place", stage, { n: now.order.indexOf(now.card) + 1, m: now.order.length });
    heading.hidden = "plain" in card.dataset;
    heading.textContent = card.dataset.title;
    const part = one("[data-part-time] time"), whole = one("[data-all-time]");
    one("[data-part-time]").hidden = card.dataset.minutes === "0";
    part.dataset.planned = card.dataset.minutes * 60;
    part.dataset.since = new Date(now.shown).toISOString();
    whole.dataset.since = new Date(now.started).toISOString();
    clock.set(offset);
  }

  function foot(now, card) {
    const next = cardOf(neighbour(now, 1)), back = neighbour(now, -1), last = card.dataset.kind === "closing";
    one("[data-turn=back]").hidden = !back;
    one("[data-turn=next]").hidden = !next;
    one("[data-end]").hidden = Boolean(next) || last;
    if (next) one("[data-next]").textContent = tools.word("next", stage, { title: next.dataset.title });
    one("[data-aside]").hidden = last;
    for (const points of all("[data-points]")) {
      points.hidden = points.dataset.points !== now.card;
      if (points.hidden) for (const media of all("audio", points)) media.pause();
    }
    one("[data-tick]")?.setAttribute("aria-pressed", String(Boolean(now.ticks[now.card])));
    const aloud = one(".stage-aloud [data-aloud]");
    if (aloud) aloud.dataset.aloud = card.id;
  }

  function rows(now) {
    const list = one("[data-list]"), order = now.order.map((id) => one(`[data-row="${CSS.escape(id)}"]`)).filter(Boolean);
    if (all("[data-row]").some((row, place) => row !== order[place])) list.append(...order);
    for (const row of all("[data-row]")) row.hidden = !order.includes(row);  // taken off on another page
    for (const row of order) {
      const id = row.dataset.row, button = one("[data-turn=show] button", row), current = id === now.card;
      button.disabled = current;
      current ? button.setAttribute("aria-current", "step") : button.removeAttribute("aria-current");
      for (const mark of all("[data-is]", row)) mark.hidden = mark.dataset.is !== now.states[id] || current;
    }
    for (const station of all("[data-station]")) {
      const id = station.dataset.station, button = one("button", station);
      station.classList.toggle("done", Boolean(now.ticks[id]));
      one("[data-ticked]", station).hidden = !now.ticks[id];
      id === now.card ? button.setAttribute("aria-current", "step") : button.removeAttribute("aria-current");
      if (id === now.card && shown !== id) station.scrollIntoView({ block: "nearest", inline: "center" });
    }
  }

  // A card that she put in here and that the page does not know: words, big.
  function grow(now) {
    for (const did of store.read().outbox) {
      if (did.verb !== "add" || cardOf(did.key)) continue;
      const part = document.createElement("section"), box = document.createElement("div"), title = document.createElement("h1");
      part.className = "stage-body area-conference";
      part.tabIndex = -1;
      Object.assign(part.dataset, { card: did.key, kind: "my_choice", title: did.title || tools.word("more", stage), minutes: "2", plain: "" });
      part.setAttribute("aria-label", part.dataset.title);
      box.className = "stage-plain";
      title.className = "title";
      title.dir = "auto";
      title.textContent = part.dataset.title;
      box.append(title);
      part.append(box);
      one("footer").before(part);
      const row = one("[data-row]").cloneNode(true);
      row.dataset.row = did.key;
      row.className = "area-conference";
      one("[data-name]", row).textContent = part.dataset.title;
      for (const button of all(".stage-move button", row)) button.lastElementChild.textContent = part.dataset.title;
      one("[data-list]").append(row);
    }
  }

  // The server has given a card that was put in here its number.
  function named(added) {
    for (const [key, pk] of Object.entries(added ?? {})) {
      const part = cardOf(key), row = one(`[data-row="${key}"]`);
      if (part) part.dataset.card = pk;
      if (row) row.dataset.row = pk;
      store.change((box) => { for (const did of box.outbox) { if (did.card === key) did.card = String(pk); if (did.order) did.order = did.order.map((id) => (id === key ? String(pk) : id)); } });
    }
  }

  // Another device has put in a card: its parts are taken over from a fresh page.
  async function more() {
    if (moreWanted) return;
    moreWanted = true;
    try {
      const answer = await fetch(location.pathname, { headers: { "X-Account": account }, redirect: "manual" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of page.querySelectorAll("#stage [data-card]")) if (!cardOf(part.dataset.card)) one("footer").before(document.importNode(part, true));
      for (const row of page.querySelectorAll("#stage [data-row]")) if (!one(`[data-row="${row.dataset.row}"]`)) one("[data-list]").append(document.importNode(row, true));
      if (base.cards.every(([pk]) => cardOf(String(pk)))) { draw(); keep(); }
    } catch { /* later, with the next answer */ } finally { moreWanted = false; }
  }

  // Telling and asking

  const line = (name, places) => {
    const net = one("[data-net]"), text = name ? tools.word(name, stage, places) : "";
    if (net.textContent !== text) net.textContent = text;
  };

  async function answered(answer, sent = []) {
    if (answer.status === 204) return;
    if (answer.status >= 500) throw new Error(answer.status);
    if (answer.status === 422) return refused(await answer.json(), sent);
    if (!answer.ok) throw Object.assign(new Error("ended"), { ended: true });
    const news = await answer.json(), keys = new Set(sent.map((did) => did.key));
    base = news;
    offset = news.now - Date.now();
    store.change((box) => { box.base = news; box.offset = offset; box.outbox = box.outbox.filter((did) => !keys.has(did.key)); });
    named(news.added);
    if (news.state === "held") return over();
    if (news.cards.some(([pk]) => !cardOf(String(pk)))) more();
    draw();
  }

  function refused({ message }, sent) {
    const keys = new Set(sent.map((did) => did.key));
    store.change((box) => { box.outbox = box.outbox.filter((did) => !keys.has(did.key)); });
    draw();
    one("[data-net]").textContent = message;
  }

  // The server shows the record; what was written here for the end and is not known there yet, beside it. Once:
  // a second answer that comes meanwhile must not call the words back that are on their way.
  async function over() {
    if (ended) return;
    ended = true;
    const kept = store.read().closing;
    await store.forget();
    if (!closing || !kept || kept.saved) return location.reload();
    passing = true;
    closing.requestSubmit();
  }

  function ask() {
    return fetch(`${stage.dataset.state}?since=${base.revision}`, { headers: { "X-Account": account, "HX-Request": "true" }, redirect: "manual", signal: AbortSignal.timeout?.(PATIENCE) }).then((answer) => answered(answer));
  }

  async function tell(box) {
    const sent = box.outbox.slice(0, 100), data = new FormData();
    const turns = sent.map((did) => ({ key: did.key, verb: did.verb, card: did.card, title: did.title, order: did.order, ago: past(did) }));
    data.set("device", box.device);
    data.set("turns", JSON.stringify(turns));
    const headers = { "X-Account": account, "HX-Request": "true", "X-CSRFToken": /csrftoken=(\w+)/.exec(document.cookie)?.[1] ?? "" };
    await answered(await fetch(stage.dataset.turns, { method: "POST", body: data, headers, redirect: "manual", signal: AbortSignal.timeout?.(PATIENCE) }), sent);
  }

  let timer = 0, beating = null, again = false, ended = false;

  function beat() {
    clearTimeout(timer);
    if (beating) { again = true; return beating; }
    beating = talk().finally(() => {
      beating = null;
      const wait = again ? 0 : document.hidden ? UNSEEN : EVERY;
      again = false;
      timer = setTimeout(beat, wait);
    });
    return beating;
  }

  async function talk() {
    const box = store.read();
    try {
      await (box.outbox.length ? tell(box) : ask());
      if (lost) { line("told"); back = performance.now(); }
      else if (back && performance.now() - back > READABLE) { line(""); back = 0; }
      lost = false;
      if (store.read().closing?.wanted && !store.read().outbox.length) agree();
    } catch (trouble) {
      lost = true;
      again = false;
      line(trouble.ended ? "ended" : store.read().closing?.wanted ? "closing" : "offline");
    }
  }

  // The closing form: its words are here too, and what was agreed without a network is sent when there is one.

  const words = () => Object.fromEntries([...new FormData(closing)].filter(([name]) => name !== "csrfmiddlewaretoken"));

  function remember(more) {
    store.change((box) => { box.closing = { ...box.closing, fields: words(), ...more }; });
  }

  function recall() {
    const kept = store.read().closing;
    if (!closing || !kept?.fields || (kept.saved && !fromDevice)) return;
    for (const [name, value] of Object.entries(kept.fields)) if (closing.elements[name]) closing.elements[name].value = value;
    if (!kept.saved) closing.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function agree() {
    if (!closing || passing) return;
    passing = true;
    store.change((box) => { box.leaving = true; box.closing.wanted = false; });
    closing.requestSubmit();
    setTimeout(() => (passing = false), PATIENCE);
  }

  async function closes(event) {
    if (event.target !== closing || passing) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    remember({ wanted: true });
    await beat();
    if (lost) line("closing");
  }

  // Done tells first what is not told yet, and leaves nothing here.
  async function done(event) {
    if (!("done" in event.target.dataset) || event.target.dataset.forgotten) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (store.read().outbox.length) await beat();
    if (store.read().outbox.length && !warned) { warned = true; return line("untold"); }
    clearTimeout(timer);
    await device.forgetAll();
    event.target.dataset.forgotten = "1";
    event.target.requestSubmit();
  }

  // Her cards and their media, on this device.

  function wanted() {
    const own = (address) => { const url = new URL(address, location.href); return url.origin === location.origin ? url.pathname + url.search : null; };
    const loaded = performance.getEntriesByType("resource").filter((entry) => !["fetch", "xmlhttprequest", "beacon"].includes(entry.initiatorType)).map((entry) => entry.name);
    const modules = Object.keys(here).filter((name) => name.startsWith("module")).map((name) => here[name]);
    const media = all("img[src], audio[src], video[src], track[src]").flatMap((node) => [node.src, node.poster].filter(Boolean));
    const films = new Set(all("audio[src], video[src]").map((node) => own(node.src)));
    const list = [...new Set([...loaded, ...modules, ...media].map(own).filter((address) => address && !address.endsWith("worker.js")))];
    return { keep: list.filter((address) => !films.has(address)), films: navigator.connection?.saveData ? [] : [...films] };
  }

  async function keep() {
    if (!navigator.serviceWorker || !globalThis.isSecureContext) return;
    try {
      await navigator.serviceWorker.register(stage.dataset.worker);
      const ready = await navigator.serviceWorker.ready, { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => {
        const name = data.left ? "keeping" : data.missed ? "missing" : "kept";
        const text = tools.word(name, stage, data.missed && !data.left ? { n: data.missed } : { n: data.done, m: data.done + data.left });
        for (const place of all("[data-kept]")) place.textContent = text;
        stage.dataset.bytes = data.bytes;
        if (!data.left) stage.dataset.onDevice = data.missed ? "most" : "all";
      };
      ready.active.postMessage({ page: !fromDevice && !controlled, ...wanted() }, [port2]);
    } catch { /* without it the page itself still has all its cards */ }
  }

  // Beginning

  const box = store.read();
  if (box.base && box.base.revision > base.revision) base = box.base;
  if (fromDevice) offset = box.offset ?? 0;
  store.change((kept) => { kept.path = location.pathname; kept.leaving = false; kept.offset = offset; if (!fromDevice) kept.base = base; });
  stage.addEventListener("submit", (event) => {
    const { turn } = event.target.dataset;
    if (!turn) return;
    event.preventDefault();
    act(turn, event.target, event.submitter);
  });
  document.addEventListener("submit", closes, true);
  document.addEventListener("submit", done, true);
  one("[data-paper]")?.addEventListener("click", (event) => { if (lost) { event.preventDefault(); print(); } });
  closing?.addEventListener("input", () => remember({ saved: false, wanted: false }));
  closing?.addEventListener("autosaved", () => remember({ saved: true }));
  addEventListener("storage", (event) => { if (event.key === store.name) { const kept = store.read(); if (kept.base?.revision > base.revision) base = kept.base; draw(); } });
  addEventListener("online", beat);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) beat(); });
  recall();
  draw();
  beat();
  if (document.readyState === "complete") keep(); else addEventListener("load", () => setTimeout(keep, 500));
  stage.dataset.ready = "";
}
