// Times to tap: the best is one at which they can come, and a whole day goes with one tap.
// Without this both are plain checkboxes, and the server says the same.
export default function hours(box) {
  const twin = (input) => input.closest(".hour").querySelector(`[name="${input.name === "can" ? "best" : "can"}"]`);
  box.addEventListener("change", ({ target }) => {
    if (target.name === "best" && target.checked) twin(target).checked = true;
    if (target.name === "can" && !target.checked) twin(target).checked = false;
  });
  for (const button of box.querySelectorAll("[data-all]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const times = [...button.closest(".hours-day").querySelectorAll('[name="can"]')];
      const all = times.every((input) => input.checked);
      for (const input of times) {
        input.checked = !all;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  }
}
