// What the screen of a conference keeps on this device: where she is, what is not told yet, what is written in the
// closing form, and her cards (a cache that present_worker.js fills). It is forgotten when she is done, when
// somebody else signs in, when the conference is over, and after half a day in any case: tablets are shared.
const PREFIX = "present:";
const LONGEST = 12 * 3600 * 1000;
const memory = new Map();  // where the browser keeps nothing, as long as the page is open

function read(name) {
  try { return JSON.parse(localStorage.getItem(name) ?? "null") ?? memory.get(name) ?? null; } catch { return memory.get(name) ?? null; }
}

function write(name, box) {
  memory.set(name, box);
  try { localStorage.setItem(name, JSON.stringify(box)); } catch { /* full or forbidden: the page itself remembers */ }
}

function drop(name) {
  memory.delete(name);
  try { localStorage.removeItem(name); } catch { /* nothing was kept */ }
}

const names = () => {
  try { return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)); } catch { return []; }
};

// One conference of one person.
export function open(account, pk) {
  const name = `${PREFIX}${account}:${pk}`;
  const fresh = () => ({ outbox: [], at: Date.now(), path: location.pathname });
  return {
    name,
    read: () => read(name) ?? fresh(),
    change(how) {
      const box = read(name) ?? fresh();
      how(box);
      box.at = Date.now();
      write(name, box);
      return box;
    },
    forget: () => forget(name),
  };
}

async function forgetCards(pk) {
  if (globalThis.caches) await caches.delete(`present-${pk}`).catch(() => {});
  const found = await navigator.serviceWorker?.getRegistrations().catch(() => []) ?? [];
  await Promise.all(found.filter((one) => one.scope.endsWith(`/${pk}/present/`)).map((one) => one.unregister()));
}

export async function forget(name) {
  drop(name);
  await forgetCards(name.split(":")[2]);
}

export const forgetAll = () => Promise.all(names().map(forget));

// On every page that comes from the server. Whoever is signed out finds no cards here, but her turns and words
// wait for her; when somebody else signs in they go too.
export async function tidy(account) {
  for (const name of names()) {
    const [, whose, pk] = name.split(":");
    const box = read(name);
    const here = box && [box.path, box.path.replace(/present\/$/, "close/")].includes(location.pathname);
    // On its own page it stays: there a clock that was put right must not cost what is not told yet.
    const gone = !box || (!here && (box.leaving || Math.abs(Date.now() - box.at) > LONGEST));
    if (gone || (account && account !== whose)) await forget(name);
    else if (!account) await forgetCards(pk);
  }
}
