/** A diagram larger than its frame begins where the case stands, not at its left and upper edge. */
export function showWhereItStands() {
  for (const frame of document.querySelectorAll(".pk-diagram[data-whole]")) {
    const now = frame.querySelector('[data-state="now"]');
    if (!now) continue;
    const [place, around] = [now.getBoundingClientRect(), frame.getBoundingClientRect()];
    frame.scrollLeft += place.left + place.width / 2 - (around.left + around.width / 2);
    frame.scrollTop += place.top + place.height / 2 - (around.top + around.height / 2);
  }
}
