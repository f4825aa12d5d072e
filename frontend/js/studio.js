// The studio's work space without the canvas: outline and links work by themselves. The canvas, which weighs
// much more, is fetched only where there is room to draw.
import { listenInOutline } from "./studio/outline.js";

const state = JSON.parse(document.getElementById("state").textContent);
const room = matchMedia("(min-width: 900px)");

async function draw() {
  const { begin } = await import(state.addresses.modeler);
  await begin(state);
}

listenInOutline();
if (room.matches) draw();
else room.addEventListener("change", draw, { once: true });
