// The live check: the server's own, a moment after the drawing changed, on the canvas and in the lists.
import { replace, showChosen } from "./outline.js";

const PAUSE = 300;
const SIGNS = { problem: "!", warn: "!" };

const place = (name) => document.querySelector(`[data-${name}]`);

export function checking(modeler, { words, marks }, send, drawing) {
  let timer;
  let running;
  let checked = "";
  let marked = {};

  function changed() {
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE);
  }

  async function check() {
    running?.abort();
    const controller = new AbortController();
    running = controller;
    const diagram = await drawing();
    if (diagram === checked) return;
    try {
      const { status, body } = await send("check", { content: diagram }, { signal: controller.signal });
      if (status !== 200) return;
      checked = diagram;
      show(body);
      await offer(diagram, controller.signal);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  /** What a press would do about each problem: it takes longer to find, so it comes after the problems. */
  async function offer(diagram, signal) {
    if (!place("problems").querySelector("li")) return;
    const { status, body } = await send("remedies", { content: diagram }, { signal });
    if (status === 200) replace(place("problems"), body.problems);
  }

  function show(body) {
    replace(place("outline"), body.outline);
    replace(place("problems"), body.problems);
    replace(place("state"), body.state);
    mark(body.marks);
    showChosen(modeler.get("selection").get()[0]?.id);
  }

  /** Only what differs is drawn: a large diagram may have a mark on each element. */
  function mark(found) {
    const [canvas, overlays, registry] = ["canvas", "overlays", "elementRegistry"].map((each) => modeler.get(each));
    const drawn = (id) => overlays.get({ element: id, type: "check" });
    for (const [id, kind] of Object.entries(marked)) {
      if (found[id] === kind || !registry.get(id)) continue;
      overlays.remove({ element: id, type: "check" });
      canvas.removeMarker(id, `is-${kind}`);
    }
    marked = found;
    for (const [id, kind] of Object.entries(found)) {
      const element = registry.get(id);
      if (!element || element === canvas.getRootElement()) continue;
      const place = position(element);
      if (drawn(id).some(({ position: { top, left } }) => top === place.top && left === place.left)) continue;
      overlays.remove({ element: id, type: "check" });
      canvas.addMarker(id, `is-${kind}`);
      overlays.add(id, "check", { position: place, html: sign(kind) });
    }
  }

  function position(element) {
    if (!element.waypoints) return { top: -11, left: -11 };
    const middle = element.waypoints[Math.floor((element.waypoints.length - 1) / 2)];
    const [x, y] = [Math.min(...element.waypoints.map((p) => p.x)), Math.min(...element.waypoints.map((p) => p.y))];
    return { top: middle.y - y - 11, left: middle.x - x - 11 };
  }

  function sign(kind) {
    const made = document.createElement("div");
    made.className = "st-mark";
    made.dataset.kind = kind;
    made.textContent = SIGNS[kind];
    made.title = words[kind];
    return made;
  }

  /** The page came with the problems of what it shows. */
  async function begin() {
    mark(marks);
    running = new AbortController();
    await offer(await drawing(), running.signal).catch((error) => {
      if (error.name !== "AbortError") throw error;
    });
  }

  return { changed, begin };
}
