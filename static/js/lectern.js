// Small helps on top of pages that work without them. A page asks for one by a data attribute; only then
// is its module fetched. The <script id="lectern"> says where the modules are and how to say things.
const here = document.getElementById("lectern").dataset;
const MODULES = ["autosave", "reorder", "since", "upload", "recorder", "ways", "present", "review", "squares", "compare", "passkey", "scan", "idle", "aloud", "format", "player", "captions", "spots", "draw", "stream", "leading", "follow", "elsewhere", "hours"];
const met = Object.fromEntries(MODULES.map((name) => [name, new WeakSet()]));  // an element may ask for several

const region = document.createElement("div");
region.className = "visually-hidden";
region.setAttribute("role", "status");

const key = (name, prefix) => prefix + name[0].toUpperCase() + name.slice(1);

export const tools = {
  // The words of `element`, else of the site, with {places} filled in.
  word(name, element, places = {}) {
    const text = element?.dataset[key(name, "say")] ?? here[key(name, "say")] ?? "";
    return text.replace(/\{(\w+)\}/g, (all, place) => places[place] ?? all);
  },
  // Read aloud by a screen reader, seen by nobody.
  say(text) {
    region.textContent = "";
    setTimeout(() => (region.textContent = text), 50);
  },
  scan,
};

// <html data-helped>: each help that the page asks for is at work, or cannot come. A press before is a plain one.
const page = document.documentElement;
let coming = 0;

async function start(name, element) {
  coming += 1;
  delete page.dataset.helped;
  try {
    const module = await import(here[key(name, "module")]);
    module.default(element, tools);
  } finally {
    coming -= 1;
    if (!coming) page.dataset.helped = "";
  }
}

function scan(root) {
  for (const name of MODULES) {
    const found = [...root.querySelectorAll(`[data-${name}]`)];
    if (root.matches?.(`[data-${name}]`)) found.push(root);
    for (const element of found) {
      if (met[name].has(element)) continue;
      met[name].add(element);
      start(name, element);
    }
  }
}

// One click is one act: a form with data-once goes off once, until the page is shown again.
function release() {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[data-held]")) {
      button.disabled = false;
      delete button.dataset.held;
    }
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if ("done" in form.dataset) forgetDrafts();
  if (!("once" in form.dataset) || form.hasAttribute("hx-post")) return;
  if ("sent" in form.dataset) return event.preventDefault();
  form.dataset.sent = "";
  // After the browser has read the form, so that the button's own value is sent too.
  setTimeout(() => form.querySelectorAll("button:not(:disabled)").forEach((button) => {
    button.disabled = true;
    button.dataset.held = "";
  }));
  setTimeout(release, 10000);
});

// Whoever is done leaves nothing of hers on a shared device.
function forgetDrafts() {
  Object.keys(sessionStorage).filter((name) => name.startsWith("draft:")).forEach((name) => sessionStorage.removeItem(name));
}

// The Back button must not show a private page from memory after its reader has signed out.
addEventListener("pageshow", (event) => {
  release();
  if (event.persisted && document.body.dataset.account) location.reload();
});

// What the screen of a conference keeps on this device is hers alone, and only for that evening.
function tidyDevice() {
  try {
    if (Object.keys(localStorage).some((name) => name.startsWith("present:"))) import(here.moduleDevice).then(({ tidy }) => tidy(document.body.dataset.account ?? ""));
  } catch { /* nothing can be kept here */ }
}

page.classList.add("js");
tidyDevice();
document.body.append(region);
scan(document.body);
if (!coming) page.dataset.helped = "";
new MutationObserver((changes) => {
  for (const change of changes) for (const node of change.addedNodes) if (node.nodeType === 1) scan(node);
}).observe(document.body, { childList: true, subtree: true });
