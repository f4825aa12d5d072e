// The studio's work space without its editor: outline and links work by themselves. The editor of a diagram or a
// form, which weighs much more, is fetched only where there is room for it.
import { listenInOutline } from "./studio/outline.js";

const state = JSON.parse(document.getElementById("state").textContent);
const room = matchMedia("(min-width: 900px)");

async function draw() {
  const { begin } = await import(state.addresses.editor);
  await begin(state);
}

listenInOutline();
if (room.matches) draw();
else room.addEventListener("change", draw, { once: true });
