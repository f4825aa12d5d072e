// Keyboard shortcuts, declared in the markup:
//   data-key="n"   on a link, button or field: the key that follows, presses or focuses it
//   data-rows      on a table: J and K move between its rows' links, X selects the row
//   Ctrl+Enter     sends the form of the field one is in, if it has a [data-send] button

const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

const rowLinks = () => [...document.querySelectorAll("table[data-rows] tbody a.pk-go")];

function move(by) {
  const links = rowLinks();
  if (!links.length) return;
  const here = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
  const next = here < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(here + by, 0), links.length - 1);
  links[next].focus();
}

function select() {
  document.activeElement?.closest("table[data-rows] tbody tr")?.querySelector("input[type=checkbox]")?.click();
}

const MOVES = { j: () => move(1), k: () => move(-1), x: select };

function follow(key) {
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return false;
  if (target.matches(TYPING)) target.focus();
  else target.click();
  return true;
}

function send(event) {
  const button = event.target.closest?.("form")?.querySelector("[data-send]");
  if (!button) return;
  event.preventDefault();
  button.click();
}

function pressed(event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return send(event);
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.(TYPING)) return undefined;
  const key = event.key.toLowerCase();
  if (follow(key)) return event.preventDefault();
  if (key in MOVES && document.querySelector("table[data-rows]")) {
    event.preventDefault();
    MOVES[key]();
  }
  return undefined;
}

export function listenForKeys() {
  document.addEventListener("keydown", pressed);
}
