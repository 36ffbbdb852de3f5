// An answered item of a list hands on to the box of the next one, so that the keyboard goes from first to last.
export default function (item) {
  let next = item.nextElementSibling;
  while (next && !next.querySelector("textarea")) next = next.nextElementSibling;
  (next?.querySelector("textarea") ?? item).focus();
}
