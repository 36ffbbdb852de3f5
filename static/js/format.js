// Buttons that put the marks of light formatting around what is chosen in a field, or take them off again.
// [data-format="id of the field"] holds them: [data-mark="**"] around words, [data-line="- "] before lines.
// They type as a person would, so that the browser's own undo takes them back.
export default function (bar) {
  const area = document.getElementById(bar.dataset.format);
  if (!area) return;
  const buttons = bar.querySelector(".format-buttons");
  bar.querySelector(".form-text").hidden = true;
  buttons.hidden = false;
  area.before(bar);

  // Put `text` in the place of what lies between `from` and `to`, and choose the part of it that is given.
  function type(text, from, to, chosenFrom, chosenTo) {
    area.focus();
    area.setSelectionRange(from, to);
    if (!document.execCommand(text ? "insertText" : "delete", false, text)) {
      area.setRangeText(text, from, to);
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    area.setSelectionRange(chosenFrom, chosenTo);
  }

  function around(mark) {
    const { selectionStart: from, selectionEnd: to, value } = area;
    const n = mark.length;
    const words = value.slice(from, to);
    const before = value.slice(0, from), after = value.slice(to);
    // One star is not the half of two.
    const marked = before.endsWith(mark) && after.startsWith(mark) && (n > 1 || !before.endsWith("**") || before.endsWith("***"));
    if (marked) return type(words, from - n, to + n, from - n, to - n);
    const inner = words.trim();
    const start = from + words.indexOf(inner);
    type(mark + inner + mark, start, start + inner.length, start + n, start + n + inner.length);
  }

  function lines(mark) {
    const { value } = area;
    const from = value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const end = value.indexOf("\n", area.selectionEnd);
    const to = end < 0 ? value.length : end;
    const old = value.slice(from, to).split("\n");
    const all = old.every((line) => line.startsWith(mark));
    const text = old.map((line) => (all ? line.slice(mark.length) : line.startsWith(mark) ? line : mark + line)).join("\n");
    const caret = from + text.length;
    type(text, from, to, old.length > 1 ? from : caret, caret);
  }

  function press(button) {
    if (button?.dataset.mark) around(button.dataset.mark);
    else if (button?.dataset.line) lines(button.dataset.line);
  }

  buttons.addEventListener("click", (event) => press(event.target.closest("button")));
  area.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      const mark = { b: "**", i: "*" }[event.key.toLowerCase()];
      if (mark) { event.preventDefault(); around(mark); }
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) next(event);
  });

  // After a line of a list comes another; an empty one ends the list.
  function next(event) {
    const { selectionStart: at, selectionEnd: to, value } = area;
    const from = value.lastIndexOf("\n", at - 1) + 1;
    const line = value.slice(from, at);
    if (at !== to || !line.startsWith("- ")) return;
    event.preventDefault();
    if (line === "- ") type("", from, at, from, from);
    else type("\n- ", at, at, at + 3, at + 3);
  }
}
