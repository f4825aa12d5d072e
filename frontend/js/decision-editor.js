// The editor of decisions: the stock editor, saving, and beside it what the server says of the rules and the examples.
import Modeler from "dmn-js/lib/Modeler";
import { examples } from "./studio/examples.js";
import { keeping } from "./studio/keeping.js";
import { language } from "./studio/language.js";
import { saveBeforeLeaving } from "./studio/leaving.js";
import { fill, say } from "./studio/saying.js";
import { server } from "./studio/server.js";

const PARTS = ["drd", "decisionTable", "literalExpression", "boxedExpression"];

/** Tabs of the file's parts: the graph, and each of its decisions. */
function showViews(editor, words) {
  const place = document.querySelector("[data-views]");
  const active = editor.getActiveView();
  const buttons = editor.getViews().map((view) => {
    const textContent = view.type === "drd" ? words.graph : view.element.name || view.element.id;
    const button = Object.assign(document.createElement("button"), { type: "button", textContent });
    if (view === active || view.element === active?.element) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => editor.open(view));
    return button;
  });
  place.replaceChildren(...buttons);
}

/** A file with one decision opens as that decision; its graph would be a single box. */
async function openTheOnly(editor) {
  const [first, ...others] = editor.getViews().filter(({ type }) => type !== "drd");
  if (first && !others.length) await editor.open(first);
}

export async function begin(state) {
  const modules = { additionalModules: [language(state.language)] };
  const editor = new Modeler({
    container: document.getElementById("canvas"),
    ...Object.fromEntries(PARTS.map((part) => [part, modules])),
  });
  const send = server(state);
  const drawing = async () => (await editor.saveXML({ format: true })).xml;
  const kept = keeping(state, send, drawing);
  const tried = examples(editor, send, drawing, kept);
  try {
    await editor.importXML(state.content);
    await openTheOnly(editor);
  } catch (error) {
    say(fill(state.words.broken, { reason: error.message }));
    return;
  }
  await kept.settle();
  const heard = new WeakSet();
  const changed = () => {
    kept.changed();
    tried.changed();
  };
  // Every part has an editor of its own, made when it is first looked at.
  const look = () => {
    showViews(editor, state.words);
    const bus = editor.getActiveViewer()?.get("eventBus");
    if (!bus || heard.has(bus)) return;
    heard.add(bus);
    bus.on("commandStack.changed", changed);
  };
  editor.on("views.changed", look);
  look();
  saveBeforeLeaving(kept);
  document.body.dataset.ready = "1";
}
