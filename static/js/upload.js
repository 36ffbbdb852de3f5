// <form data-upload data-max-bytes="..."> with a file input: says what is too large before sending, shows
// what was chosen and how far it has come. Whatever was typed stays on the page if sending fails.
// With data-start the files go in parts, as soon as they are chosen (parts.js).
export default async function (form, tools) {
  if (form.dataset.start) {
    const module = await import(document.getElementById("lectern").dataset.moduleParts);
    return module.default(form, tools);
  }
  const input = form.querySelector("input[type=file]");
  const drop = form.querySelector("[data-drop]") ?? input.parentElement;
  const previews = form.querySelector("[data-previews]");
  const most = Number(form.dataset.maxBytes) || Infinity;
  const note = form.querySelector("[data-upload-note]") ?? drop.insertAdjacentElement("afterend", document.createElement("p"));
  note.setAttribute("role", "status");
  note.className = "fw-semibold my-2";
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.hidden = true;
  bar.setAttribute("aria-label", tools.word("sending", form));
  note.after(bar);

  function picture(file) {
    const element = document.createElement("img");
    element.alt = file.name;
    element.src = URL.createObjectURL(file);
    element.onload = () => URL.revokeObjectURL(element.src);
    element.onerror = () => element.replaceWith(label(file));  // a kind this browser cannot show, such as HEIC
    return element;
  }

  function label(file) {
    const element = document.createElement("span");
    element.className = "chip";
    element.textContent = file.name;
    return element;
  }

  function show() {
    const files = [...input.files];
    const large = files.filter((file) => file.size > most).map((file) => file.name);
    const words = large.length ? tools.word("tooLarge", form, { names: large.join(", "), limit: Math.floor(most / 1048576) }) : "";
    input.setCustomValidity(words);
    note.textContent = words;
    previews?.replaceChildren(...files.map((file) => (file.type.startsWith("image/") ? picture(file) : label(file))));
  }

  function send(event) {
    if (event.defaultPrevented || !input.files.length) return;
    event.preventDefault();
    const request = new XMLHttpRequest();
    const buttons = [...form.querySelectorAll("button:not(:disabled)")];
    const data = new FormData(form, event.submitter);
    const failed = () => {
      bar.hidden = true;
      buttons.forEach((button) => (button.disabled = false));
      note.textContent = tools.word("notSent", form);
    };
    buttons.forEach((button) => (button.disabled = true));
    bar.hidden = false;
    bar.value = 0;
    note.textContent = tools.word("sending", form);
    request.upload.onprogress = (step) => step.lengthComputable && (bar.value = (step.loaded / step.total) * 100);
    request.onerror = failed;
    request.onload = () => {
      if (request.status >= 500 || request.status === 413) return failed();
      if (request.responseURL && request.responseURL !== form.action) return location.assign(request.responseURL);
      const fresh = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("main");
      fresh ? document.querySelector("main").replaceWith(fresh) : failed();
    };
    request.open("POST", form.action);
    request.send(data);
  }

  input.addEventListener("change", show);
  form.addEventListener("submit", send);
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    input.files = event.dataTransfer.files;
    show();
  });
}
