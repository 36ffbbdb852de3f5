// A family that travels: the page says the school's time, and beside it what the clock says where they are.
// Nothing is shown where both say the same.
export default function elsewhere(element, tools) {
  const moment = new Date(element.dataset.elsewhere);
  const language = document.documentElement.lang || undefined;
  const clock = (zone) => new Intl.DateTimeFormat(language, { weekday: "long", hour: "numeric", minute: "2-digit", timeZone: zone }).format(moment);
  const here = clock(undefined);
  if (Number.isNaN(moment.getTime()) || here === clock(element.dataset.zone)) return;
  element.textContent = tools.word("there", element, { time: here });
  element.hidden = false;
}
