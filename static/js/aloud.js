// A speaker reads words aloud with a voice of the device itself: words of a child go to no service. Where
// there is no such voice for their language, it stays hidden. <button data-aloud="id of the words" hidden>
const speech = window.speechSynthesis;
const buttons = new Set();
let reading = null;

// What a text is written in says more than the page around it. Hiragana and Katakana come before Han.
const SCRIPTS = [
  ["ar", /\p{Script=Arabic}/gu], ["he", /\p{Script=Hebrew}/gu], ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ["zh", /\p{Script=Han}/gu], ["ko", /\p{Script=Hangul}/gu], ["ru", /\p{Script=Cyrillic}/gu], ["hi", /\p{Script=Devanagari}/gu],
  ["el", /\p{Script=Greek}/gu], ["th", /\p{Script=Thai}/gu], ["am", /\p{Script=Ethiopic}/gu], ["hy", /\p{Script=Armenian}/gu],
];
const SAME_SCRIPT = { fa: "ar", ur: "ar", ps: "ar", uk: "ru", bg: "ru", sr: "ru", ne: "hi", mr: "hi", ti: "am" };
const count = (text, letters) => (text.match(letters) ?? []).length;

const source = (button) => document.getElementById(button.dataset.aloud);
const isField = (element) => element.matches("input, textarea, select");

// A transcript is read without its times, and a closed one, too.
function words(element) {
  if (isField(element)) return element.value.trim();
  const times = element.querySelectorAll(".at");
  if (!times.length) return (element.innerText || element.textContent).trim();
  return [...element.querySelectorAll("[data-at] > :last-child")].map((line) => line.textContent).join("\n").trim();
}

export function languageOf(element, text) {
  const declared = (element.closest("[lang]")?.lang || "en").toLowerCase();
  const letters = count(text, /\p{L}/gu);
  const found = SCRIPTS.find(([, script]) => count(text, script) * 3 > letters);
  const base = declared.split("-")[0];
  if (found) return (SAME_SCRIPT[base] ?? base) === found[0] ? declared : found[0];
  const latin = !SCRIPTS.some(([name]) => name === (SAME_SCRIPT[base] ?? base));
  return latin ? declared : "en";
}

function voiceFor(language) {
  const base = language.split("-")[0];
  const own = speech.getVoices().filter((voice) => voice.localService && voice.lang.toLowerCase().replace("_", "-").split("-")[0] === base);
  return own.find((voice) => voice.lang.toLowerCase().replace("_", "-") === language) ?? own.find((voice) => voice.default) ?? own[0];
}

function show(button) {
  const element = source(button);
  button.hidden = !element || !voiceFor(languageOf(element, words(element)));
}

function stop() {
  reading?.setAttribute("aria-pressed", "false");
  reading = null;
  speech.cancel();
}

// Sentence by sentence: some browsers fall silent in the middle of a long one.
const sentences = (text) => text.match(/[^.!?؟。\n]+[.!?؟。]*\s*/gu) ?? [text];

function read(button) {
  const element = source(button);
  const text = words(element);
  if (!text) return;
  const language = languageOf(element, text);
  const voice = voiceFor(language);
  reading = button;
  button.setAttribute("aria-pressed", "true");
  const parts = sentences(text);
  parts.forEach((part, n) => {
    const saying = new SpeechSynthesisUtterance(part);
    saying.lang = language;
    saying.voice = voice;
    saying.rate = 0.92;
    if (n === parts.length - 1) saying.onend = saying.onerror = () => reading === button && stop();
    speech.speak(saying);
  });
}

speech?.addEventListener?.("voiceschanged", () => buttons.forEach(show));
addEventListener("pagehide", () => speech?.cancel());

export default function (button) {
  if (!speech) return;
  buttons.add(button);
  show(button);
  button.addEventListener("click", () => {
    const again = reading === button;
    stop();
    if (!again) read(button);
  });
  document.getElementById(button.dataset.aloud)?.addEventListener("input", () => show(button));
}
