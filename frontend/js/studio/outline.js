// The outline is the way through the diagram for the keyboard and for screen readers: arrows, Home and End move,
// Enter chooses. Its markup comes from the server, also after every check.

const all = () => [...document.querySelectorAll("[data-outline] [data-element]")];

function move(event) {
  const buttons = all();
  const here = buttons.indexOf(event.target);
  if (here < 0) return;
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  buttons[Math.max(0, Math.min(to, buttons.length - 1))].focus();
}

export function listenInOutline() {
  document.addEventListener("keydown", move);
}

/** Show in the outline what is chosen in the diagram. */
export function showChosen(id) {
  for (const button of all()) {
    if (button.dataset.element === id) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

/** What the server said last for a place of the page. */
const said = new WeakMap();

/** Put new markup in; who stands on an element with the keyboard stays on it. */
export function replace(place, markup) {
  if (said.get(place) === markup) return;
  said.set(place, markup);
  const element = place.contains(document.activeElement) ? document.activeElement.dataset.element : undefined;
  place.innerHTML = markup;
  if (element) place.querySelector(`[data-element="${CSS.escape(element)}"]`)?.focus();
}
