// Words save themselves while they are written. <form data-autosave> holds a hidden `revision` and a live
// [data-autosave-state]; the server answers {"revision": n}, or 409 {"theirs": "...", "revision": n}.
// While words are unsaved a copy waits in this tab, under the account that wrote them.
const PAUSE = 1000;
const LONGEST = 30000;

export default function (form, tools) {
  const account = document.body.dataset.account;
  const copyName = `draft:${account}:${form.action}`;
  const revision = form.elements.revision;
  const state = form.querySelector("[data-autosave-state]");
  const fields = () => [...form.querySelectorAll("textarea[name], input[type=text][name]")];
  const words = () => Object.fromEntries(fields().map((field) => [field.name, field.value]));
  const main = form.querySelector("textarea[name]")?.name;
  // dirty: written since the last try; unsaved: not known to be safe on the server.
  let dirty = false, unsaved = false, warned = false, sending = null, timer = 0, delay = PAUSE, leaving = false, conflict = false;

  const tell = (name, waiting = false, text = tools.word(name, form)) => {
    state?.classList.toggle("waiting", waiting);
    if (state && state.textContent !== text) state.textContent = text;
  };
  const keep = (more = {}) =>
    account && sessionStorage.setItem(copyName, JSON.stringify({ words: words(), revision: revision?.value, ...more }));
  const forget = () => sessionStorage.removeItem(copyName);
  const later = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };

  function body() {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    // Signing in again in another tab renews the token; the words may then go on being saved from here.
    const token = /csrftoken=(\w+)/.exec(document.cookie);
    if (token) data.set("csrfmiddlewaretoken", token[1]);
    return data;
  }

  function save() {
    if (!dirty || conflict || leaving) return sending;
    sending ??= send().finally(() => { sending = null; if (dirty && !conflict) later(delay); });
    return sending;
  }

  async function send() {
    dirty = false;
    tell("saving");
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: body(), headers: { "X-Autosave": "1", "X-Account": account, Accept: "application/json" }, redirect: "manual",
      });
      if (answer.ok) return saved(await answer.json());
      if (answer.status >= 500) throw new Error(answer.status);
      if (answer.status === 409 || answer.status === 422) return refused(await answer.json());
      tell("ended", true);  // signed out, or no longer hers to write: the words stay on the page
    } catch {
      dirty = true;
      delay = Math.min(delay * 2, LONGEST);
      tell("offline", true);
    }
  }

  function saved(answer) {
    delay = PAUSE;
    if (revision) revision.value = answer.revision;
    if (dirty) return keep();
    unsaved = false;
    forget();
    tell("saved");
    form.dispatchEvent(new CustomEvent("autosaved"));
  }

  async function refused(answer) {
    if (answer.theirs === undefined) return tell("", true, answer.message);
    const theirs = typeof answer.theirs === "string" ? { [main]: answer.theirs } : answer.theirs;
    choose(theirs, answer.revision);
  }

  async function choose(theirs, newest) {
    conflict = true;
    tell("both", true);
    const { ask } = await import(document.getElementById("lectern").dataset.moduleVersions);
    const chosen = await ask(form, words(), theirs, tools);
    for (const field of fields()) if (field.name in chosen) field.value = chosen[field.name];
    if (revision) revision.value = newest;
    conflict = false;
    dirty = unsaved = true;
    keep();
    later(0);
  }

  // What was typed while this script was still on its way is saved like everything after it.
  function begun() {
    if (unsaved || conflict || fields().every((field) => field.value === field.defaultValue)) return;
    dirty = unsaved = true;
    keep();
    later(0);
  }

  // Words that were left unsaved in this tab come back, to the same account only.
  function recall() {
    const copy = JSON.parse(sessionStorage.getItem(copyName) ?? "null");
    if (!copy) return;
    const now = words();
    const same = Object.keys(now).every((name) => (copy.words[name] ?? "").trim() === now[name].trim());
    const moved = revision && copy.revision !== revision.value;
    if (same || (copy.sent && moved)) return forget();
    for (const field of fields()) if (field.name in copy.words) field.value = copy.words[field.name];
    if (moved) return choose(now, revision.value);
    dirty = unsaved = true;
    later(0);
  }

  form.addEventListener("input", () => {
    dirty = unsaved = true;
    keep();
    if (!sending) later(delay);
  });
  form.addEventListener("focusout", () => later(0));
  form.addEventListener("submit", async (event) => {
    if (leaving || event.defaultPrevented) return;
    keep({ sent: true });
    if (!sending) return void (leaving = true);
    // A save is under way and will raise the revision: wait, or the form would be refused by itself.
    event.preventDefault();
    event.stopImmediatePropagation();
    await sending;
    if (!conflict) { leaving = true; form.requestSubmit(event.submitter); }
  });
  // Done saves first. If that fails she is told; a second Done asks the browser's own question and goes. A Done
  // that nobody pressed (idle.js) never goes without her words.
  document.addEventListener("submit", async (event) => {
    const done = event.target.dataset;
    if (!("done" in done) || !unsaved || conflict || (warned && !("unasked" in done))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    dirty = true;
    await save();
    if (!unsaved) return event.target.requestSubmit();
    warned = true;
    tell("offline", true);
  }, true);
  addEventListener("online", () => { delay = PAUSE; later(0); });
  addEventListener("beforeunload", (event) => { if (unsaved && !leaving) event.preventDefault(); });
  addEventListener("pagehide", () => {
    if (!dirty || leaving || conflict) return;
    fetch(form.action, { method: "POST", body: body(), headers: { "X-Autosave": "1", "X-Account": account }, keepalive: true });
  });
  addEventListener("pageshow", () => (leaving = false));
  recall();
  begun();
}
