// A sheet to draw on. What is drawn is sent as the file of the form; until then its lines wait in this tab,
// under the account that drew them. Without this a photograph of a drawing on paper does.
const PAPER = "#fffdfa";

export default function draw(form) {
  const canvas = form.querySelector("canvas");
  const pen = canvas.getContext("2d");
  const copyName = `draft:${document.body.dataset.account}:draw:${form.action}`;
  const [undo, fresh, keep] = ["undo", "fresh", "keep"].map((name) => form.querySelector(`[data-${name}]`));
  const photo = form.querySelector("input[type=file]");
  let lines = JSON.parse(sessionStorage.getItem(copyName) ?? "[]");
  let line = null, sent = false;

  const chosen = (name) => form.querySelector(`input[name=${name}]:checked`);
  const ink = () => {
    const input = chosen("pen");
    return input.value === "eraser" ? PAPER : getComputedStyle(input.nextElementSibling).backgroundColor;
  };
  const width = () => Number(chosen("nib").value) * (chosen("pen").value === "eraser" ? 2 : 1);
  const at = (event) => {
    const frame = canvas.getBoundingClientRect();
    return [((event.clientX - frame.left) / frame.width) * canvas.width, ((event.clientY - frame.top) / frame.height) * canvas.height].map(Math.round);
  };

  function trace({ ink, width, points }, from = 0) {
    pen.strokeStyle = ink;
    pen.lineWidth = width;
    pen.lineCap = pen.lineJoin = "round";
    pen.beginPath();
    pen.moveTo(...points[from]);
    // Through the middle between two points, so that a quick hand draws a curve and no corners.
    for (let n = from + 1; n < points.length; n++) {
      const [x, y] = points[n], [px, py] = points[n - 1];
      pen.quadraticCurveTo(px, py, (px + x) / 2, (py + y) / 2);
    }
    pen.lineTo(...points.at(-1));
    pen.stroke();
  }

  function redraw() {
    pen.fillStyle = PAPER;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    let from = 0;
    lines.forEach((one, n) => { if (one.fresh) from = n; });
    for (const one of lines.slice(from)) if (!one.fresh) trace(one);
    remember();
  }

  function remember() {
    const drawn = lines.length > 0 && !lines.at(-1).fresh;
    undo.disabled = !lines.length;
    fresh.disabled = keep.disabled = !drawn;
    try {
      lines.length ? sessionStorage.setItem(copyName, JSON.stringify(lines)) : sessionStorage.removeItem(copyName);
    } catch {
      sessionStorage.removeItem(copyName);  // too much for the browser's memory: it stays on the page
    }
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button || line) return;
    canvas.setPointerCapture(event.pointerId);
    line = { ink: ink(), width: width(), points: [at(event), at(event)] };
    trace(line);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!line) return;
    const from = line.points.length - 1;
    for (const one of event.getCoalescedEvents?.() ?? [event]) line.points.push(at(one));
    if (line.points.length > from + 1) trace(line, Math.max(from - 1, 0));
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => {
    if (!line) return;
    lines.push(line);
    line = null;
    redraw();
  });
  undo.addEventListener("click", () => { lines.pop(); redraw(); });
  fresh.addEventListener("click", () => { lines.push({ fresh: true }); redraw(); });

  keep.addEventListener("click", (event) => {
    event.preventDefault();
    if ("sent" in form.dataset) return;
    canvas.toBlob((blob) => {
      const files = new DataTransfer();
      files.items.add(new File([blob], "drawing.png", { type: "image/png" }));
      photo.files = files.files;
      form.elements.drawn.value = "1";
      sent = true;
      sessionStorage.removeItem(copyName);
      form.requestSubmit();
    }, "image/png");
  });
  photo.addEventListener("change", () => (form.elements.drawn.value = ""));
  addEventListener("beforeunload", (event) => { if (lines.length && !lines.at(-1).fresh && !sent) event.preventDefault(); });

  form.querySelector(".drawing").hidden = false;
  redraw();
}
