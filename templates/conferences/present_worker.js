// Keeps the screen of one conference on the device of its student: the page, what draws it, her pictures, sounds and
// films. It is served at .../present/worker.js, so it reaches that page alone; device.js forgets it all.
const PLACE = new URL(self.registration.scope).pathname;
const NAME = `present-${PLACE.split("/").at(-3)}`;
const PATIENCE = 4000; // milliseconds, then the page comes from the device
const MOST = 400e6; // bytes of one conference
const LONGEST = 12 * 3600e3; // then a copy is nobody's any more
const WHEN = `${PLACE}kept/`;

const found = (cache, address) => cache.match(address, { ignoreVary: true });

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (request.destination) event.respondWith(part(request));
});

// From the server, when it answers in time; else from the device. An answer that is no such page, because she is
// signed out or the conference is over, ends what is kept.
async function page(event) {
  const network = fetch(event.request);
  network.catch(() => {});
  const cache = await caches.open(NAME);
  const copy = await fresh(cache);
  const late = new Promise((_, give) => setTimeout(give, copy ? PATIENCE : 3600e3));
  try {
    const answer = await Promise.race([network, late]);
    if (answer.status >= 500) throw answer;
    if (answer.ok) event.waitUntil(put(cache, answer.clone()));
    else event.waitUntil(caches.delete(NAME));
    return answer;
  } catch (trouble) {
    if (copy) return said(copy);
    return trouble instanceof Response ? trouble : network;
  }
}

async function put(cache, answer) {
  await cache.put(PLACE, answer);
  await cache.put(WHEN, new Response(String(Date.now())));
}

async function fresh(cache) {
  const when = await cache.match(WHEN);
  const old = !when || Math.abs(Date.now() - Number(await when.text())) > LONGEST;
  return old ? null : found(cache, PLACE);
}

// The page says that it comes from the device: its clock is not the server's any more.
async function said(copy) {
  const headers = new Headers(copy.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  const text = (await copy.text()).replace("<body ", "<body data-from-device ");
  return new Response(text, { headers });
}

async function part(request) {
  const cache = await caches.open(NAME);
  const { pathname, search } = new URL(request.url);
  const copy = await found(cache, pathname + search);
  if (!copy) return fetch(request);
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("Range") ?? "");
  return range ? cut(copy, Number(range[1]), range[2]) : copy;
}

// A player asks for a part of a film.
async function cut(copy, start, last) {
  const blob = await copy.blob();
  const end = last ? Math.min(Number(last), blob.size - 1) : blob.size - 1;
  if (start >= blob.size) return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${blob.size}` } });
  const headers = { "Content-Type": copy.headers.get("Content-Type"), "Content-Length": end - start + 1, "Content-Range": `bytes ${start}-${end}/${blob.size}`, "Accept-Ranges": "bytes" };
  return new Response(blob.slice(start, end + 1), { status: 206, headers });
}

self.addEventListener("message", (event) => event.waitUntil(keep(event.data, event.ports[0])));

// First what draws the page and its pictures, then sounds and films as long as there is room for them.
async function keep({ page, keep, films }, port) {
  const cache = await caches.open(NAME);
  const wanted = new Set([PLACE, ...keep, ...films]);
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url);
    if (pathname !== WHEN && !wanted.has(pathname + search)) await cache.delete(request);
  }
  const told = { done: 0, left: wanted.size, missed: 0, bytes: 0 };
  for (const address of wanted) {
    const size = await take(cache, address, address === PLACE && page, MOST - told.bytes).catch(() => null);
    if (size === null) told.missed += films.includes(address) ? 1 : 0;
    told.bytes += size ?? 0;
    told.done += 1;
    told.left -= 1;
    port.postMessage(told);
  }
}

// Its bytes, once it is here. What is too large for this device is refused, and plays from the server.
async function take(cache, address, anew, room) {
  const copy = anew ? null : await found(cache, address);
  if (copy) return (await copy.blob()).size;
  const answer = await fetch(address, { credentials: "same-origin", redirect: "manual" });
  if (answer.status !== 200) throw new Error(answer.status);
  const length = Number(answer.headers.get("Content-Length")) || 0;
  if (length > room) {
    await answer.body?.cancel();
    throw new Error("no room");
  }
  await (address === PLACE ? put(cache, answer) : cache.put(address, answer));
  return (await (await found(cache, address)).blob()).size;
}
