// Two versions of the same words, side by side. Whoever wrote them chooses; neither is ever lost: the one
// not taken stays readable below until the page is left.
const shown = (version, names) => names.map((name) => version[name] ?? "").join("\n\n").trim();

export function ask(form, mine, theirs, tools) {
  const names = Object.keys(theirs);
  const panel = document.createElement("section");
  panel.className = "both";
  panel.tabIndex = -1;
  const heading = document.createElement("h3");
  heading.textContent = tools.word("both", form);
  panel.append(heading);

  return new Promise((resolve) => {
    const done = (chosen, other) => {
      const rest = document.createElement("details");
      const summary = document.createElement("summary");
      const text = document.createElement("p");
      summary.textContent = tools.word("other", form);
      text.className = "words";
      text.textContent = shown(other, names);
      rest.append(summary, text);
      panel.replaceWith(rest);
      form.querySelector("textarea")?.focus();
      resolve(chosen);
    };
    const gap = (name) => (form.elements[name]?.tagName === "INPUT" ? " · " : "\n\n");  // one line has no lines
    const both = Object.fromEntries(names.map((name) => [name, [...new Set([theirs[name], mine[name] ?? ""])].filter(Boolean).join(gap(name))]));
    panel.append(
      version("mine", mine, () => done(mine, theirs)),
      version("theirs", theirs, () => done(theirs, mine)),
      button("keepBoth", "btn-quiet", () => done(both, {})),
    );
    form.before(panel);
    panel.focus();
  });

  function version(name, words, take) {
    const article = document.createElement("article");
    const title = document.createElement("strong");
    const text = document.createElement("p");
    title.textContent = tools.word(name, form);
    text.textContent = shown(words, names);
    article.append(title, text, button(`keep${name[0].toUpperCase()}${name.slice(1)}`, "btn-area", take));
    return article;
  }

  function button(name, look, take) {
    const element = document.createElement("button");
    element.type = "button";
    element.className = `btn ${look}`;
    element.textContent = tools.word(name, form);
    element.addEventListener("click", take);
    return element;
  }
}
