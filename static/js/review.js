// A sitting of answering, from first to last without the mouse. Every item is an article [data-turn] with a form;
// the server puts [data-answered] in its place. Single letters work outside of boxes, and can be switched off.
const LETTERS = { n: "next", j: "next", p: "previous", k: "previous", r: "write", m: "read", u: "undo", o: "open", v: "voice" };

export default function (review, tools) {
  const account = document.body.dataset.account;
  const chosen = `keys:${account}`;
  const switched = review.querySelector("[data-review-switch]");
  const done = review.querySelector("[data-review-done]");
  // Where nothing but fingers points, there are no keys to show, and none to listen to.
  const hasKeys = matchMedia("(any-hover: hover)").matches;
  const keysOn = () => hasKeys && (switched?.checked ?? false);
  const turns = () => [...review.querySelectorAll("[data-turn]")];
  const answered = (turn) => turn.hasAttribute("data-answered");
  const waits = (turn) => turn && !answered(turn) && !turn.hasAttribute("data-sending");
  const box = (turn) => turn?.querySelector("textarea");
  const here = () => document.activeElement?.closest?.("[data-turn]") ?? last;
  const draft = (form) => `draft:${account}:${form.getAttribute("action")}`;
  let last = null, undone = null, undoing = false;

  function show(turn, writing) {
    const target = (writing && box(turn)) || turn;
    target.focus({ preventScroll: true });
    const smooth = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    const part = turn === turn.parentElement.querySelector("[data-turn]") ? turn.closest("[data-turn-of]") ?? turn : turn;
    part.scrollIntoView({ block: "start", behavior: smooth ? "smooth" : "auto" });
  }

  // The next that waits, going on from the top after the last one.
  function next(from) {
    const all = turns(), at = all.indexOf(from);
    return all.slice(at + 1).find(waits) ?? all.slice(0, Math.max(at, 0)).find(waits);
  }

  function go(step) {
    const all = turns(), from = here(), at = all.indexOf(from);
    if (at < 0) return show(all.find(waits) ?? all[0]);
    const to = all[at + step];
    if (to) show(to);
    else tools.say(tools.word("last", review));
  }

  const acts = {
    next: () => go(1),
    previous: () => go(-1),
    write: (turn) => box(turn) && show(turn, true),
    read: (turn) => turn.querySelector("[data-read-it]")?.click(),
    undo: () => {
      const turn = turns().find((one) => one.id === undone) ?? turns().filter(answered).pop();
      undoing = Boolean(turn);
      turn?.querySelector("[data-undo-turn]")?.click();
    },
    open: (turn) => turn.querySelector("a[href]")?.click(),
    voice: (turn) => turn.querySelector("[data-voice]")?.click(),
  };

  // The letter itself; on keyboards of other scripts the place where it stands.
  const letter = (event) => (/^[a-z]$/i.test(event.key) ? event.key : event.code.replace(/^Key/, "")).toLowerCase();
  const typing = (element) => element.closest("textarea, input:not([type=checkbox]), select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || !review.isConnected) return;
    const turn = here();
    if (typing(event.target)) {
      if (event.target !== box(turn)) return;
      if (event.key === "Escape") { event.preventDefault(); turn.focus(); }
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); event.target.form.requestSubmit(); }
      return;
    }
    if (!keysOn() || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const act = LETTERS[letter(event)];
    if (!act || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    if (turn || act === "next" || act === "previous" || act === "undo") acts[act](turn);
    else go(1);
  });

  review.addEventListener("focusin", (event) => {
    const turn = event.target.closest("[data-turn]");
    if (!turn) return;
    last = turn;
    const name = review.querySelector(`[data-name-of="${turn.closest("[data-turn-of]")?.dataset.turnOf}"]`);
    for (const other of review.querySelectorAll("[data-name-of][aria-current]")) other.removeAttribute("aria-current");
    name?.setAttribute("aria-current", "true");
  });

  // Words stay in this tab until they are sent.
  review.addEventListener("input", (event) => {
    if (!account || event.target !== box(event.target.closest("[data-turn]"))) return;
    sessionStorage.setItem(draft(event.target.form), event.target.value);
  });
  function recall(root) {
    for (const form of root.querySelectorAll("form.reply-form")) {
      const words = account && sessionStorage.getItem(draft(form));
      const field = form.querySelector("textarea");
      if (words && field && !field.value) field.value = words;
    }
  }

  function tick(student) {
    const name = review.querySelector(`[data-name-of="${student?.dataset.turnOf}"]`);
    const left = student && [...student.querySelectorAll("[data-turn]")].some(waits);
    name?.classList.toggle("is-answered", !left);
  }

  // Nobody waits for the network: an answer is on its way while she reads the next one.
  review.addEventListener("submit", (event) => {
    const form = event.target, turn = form.closest("[data-turn]");
    if (!form.matches(".reply-form:not([data-upload])")) return;
    if (!event.submitter?.matches("[data-read-it]") && !box(turn).value.trim()) return;
    turn.setAttribute("data-sending", "");
    form.querySelector("[data-lost]")?.remove();
    const to = next(turn);
    setTimeout(() => to && show(to, !keysOn()));
  });

  // What the server put in the place of an item: an answered one, or one that came back.
  function arrived(turn) {
    tick(turn.closest("[data-turn-of]"));
    const elsewhere = document.activeElement?.closest("[data-turn]");
    if (waits(turn)) {
      done.hidden = true;
      undone = null;
      const refused = turn.querySelector(".invalid-feedback");
      if (refused) tools.say(`${turn.closest("[data-turn-of]").querySelector("h2").textContent}: ${refused.textContent}`);
      if (undoing) {
        undoing = false;
        return show(turn);
      }
      return elsewhere ? null : show(turn, refused || !keysOn());  // whoever writes is not taken away from it
    }
    undone = turn.id;
    sessionStorage.removeItem(`draft:${account}:${turn.dataset.answered}`);
    if (elsewhere && waits(elsewhere)) return;
    tools.say(turn.querySelector("p").textContent);
    const to = next(turn);
    if (to) return show(to, !keysOn());
    if (review.querySelector("[data-sending]")) return;
    done.hidden = false;
    done.focus();
    tools.say(tools.word("all", review));
  }
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) {
      if (node.matches?.("[data-turn]")) arrived(node);
      else if (node.matches?.("form.reply-form[data-upload]")) speak(node);
    }
  }).observe(review, { childList: true, subtree: true });

  // The recorder came in the place of the plain form: what was typed comes along.
  function speak(form) {
    recall(form.parentElement);
    form.querySelector("summary")?.focus();
  }

  // A lost network takes no words with it, and is told beside them.
  for (const trouble of ["htmx:error", "htmx:response:error"]) {
    review.addEventListener(trouble, (event) => {
      const turn = event.target.closest("[data-turn]");
      if (turn && event.detail?.ctx?.response?.status !== 422) tellLost(turn);
    });
  }
  function tellLost(turn) {
    turn.removeAttribute("data-sending");
    const form = turn.querySelector("form");
    if (!box(turn)) return;
    let note = form.querySelector("[data-lost]");
    if (!note) {
      note = document.createElement("p");
      note.dataset.lost = "";
      note.className = "invalid-feedback d-block";
      form.querySelector("textarea")?.after(note);
    }
    note.textContent = tools.word("lost", review);
    tools.say(note.textContent);
  }

  const keys = review.querySelector("[data-review-keys]");
  if (keys && hasKeys) {
    keys.hidden = false;
    switched.checked = localStorage.getItem(chosen) !== "off";
    const tell = () => review.classList.toggle("with-keys", switched.checked);
    switched.addEventListener("change", () => { localStorage.setItem(chosen, switched.checked ? "on" : "off"); tell(); });
    tell();
  }
  recall(review);
  const begun = turns().find((turn) => `#${turn.id}` === location.hash) ?? null;
  if (begun) show(begun);
}
