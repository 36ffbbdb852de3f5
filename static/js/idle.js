// <body data-idle="minutes"> on a device that others use next: unused for so long, it presses Done by itself.
// A touch, a key, a word typed, a move of the page and a recording count as use, in any tab. A minute before, it asks.
const MINUTE = 60000;
const AGAIN = 10000;

export default function (body, tools) {
  const limit = Number(body.dataset.idle) * MINUTE;
  const done = document.querySelector("form[data-done]");
  if (!limit || !done) return;
  const awake = document.getElementById("lectern").dataset.awake;
  const others = new BroadcastChannel(`use:${body.dataset.account}`);
  let last = Date.now(), told = last, leaving = 0;

  const box = document.createElement("dialog");
  box.className = "still-there";
  box.setAttribute("aria-labelledby", "still-there");
  box.innerHTML = "<h2 id='still-there' class='h1'></h2><p></p><button type='button' class='btn btn-area btn-lg'></button>";
  const [question, words, stay] = box.children;
  question.textContent = tools.word("stillThere");
  stay.textContent = tools.word("stay");
  body.append(box);

  function use() {
    const now = Date.now();
    if (leaving || box.open || now - last >= limit) return;  // too late: a tablet that wakes up is not hers any more
    last = now;
    if (now - told < MINUTE) return;
    // The server is told too, for what is typed into a page need not reach it for a long time.
    told = now;
    others.postMessage(now);
    fetch(awake, { redirect: "manual" }).catch(() => {});
  }

  function leave() {
    leaving = Date.now();
    words.textContent = tools.word("leaving");
    stay.hidden = true;
    if (!box.open) box.showModal();
    done.dataset.unasked = "";
    done.requestSubmit();  // saves first; while that fails, this stands before the page and tries again
  }

  function tick() {
    if (document.querySelector("[data-present]")) last = Date.now();  // nobody is cut off before her family
    const left = limit - (Date.now() - last);
    if (left <= 0) {
      if (Date.now() - leaving > AGAIN) leave();
    } else if (left <= MINUTE && !box.open) {
      words.textContent = tools.word("leavingSoon");
      box.showModal();
    }
  }

  others.onmessage = (event) => { last = Math.max(last, event.data); if (box.open && !leaving) box.close(); };
  // The answer itself, and escape; a touch that began beside the button must not reach the page behind it.
  stay.addEventListener("click", () => { box.close(); use(); });  // at once, for the event of closing comes later
  box.addEventListener("close", () => use());
  for (const kind of ["pointerdown", "keydown", "input", "wheel", "touchmove", "use"]) {
    addEventListener(kind, use, { capture: true, passive: true });
  }
  box.addEventListener("cancel", (event) => { if (leaving) event.preventDefault(); });
  document.addEventListener("visibilitychange", tick);
  setInterval(tick, 1000);
}
