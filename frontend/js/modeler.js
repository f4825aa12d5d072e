// The canvas on which a process is drawn: stock parts, our panel and menus, the server's check, and saving.
import Modeler from "camunda-bpmn-js/lib/camunda-cloud/Modeler";
import clipboard from "./studio/clipboard.js";
import { checking } from "./studio/checking.js";
import comments from "./studio/comments.js";
import { keeping } from "./studio/keeping.js";
import { language } from "./studio/language.js";
import { saveBeforeLeaving } from "./studio/leaving.js";
import { fit, look } from "./studio/look.js";
import menus from "./studio/menus.js";
import { showChosen } from "./studio/outline.js";
import panel from "./studio/panel.js";
import { mending } from "./studio/mending.js";
import { replacing } from "./studio/replacing.js";
import { fill, say } from "./studio/saying.js";
import { server } from "./studio/server.js";
import { playing } from "./studio/playing.js";
import undrawn from "./studio/undrawn.js";
import variables from "./studio/variables.js";

const HERE = 20_000;
const NOTHING = ["value", {}];
/** Left out to keep the canvas calm: colours that mean nothing, and data of another product's tests. */
const UNUSED = { colorContextPadProvider: NOTHING, exampleDataPropertiesProvider: NOTHING };

/** Notes may hold elements of other products: the stock description of the format knows only text in them. */
const NOTES = {
  name: "Notes",
  prefix: "notes",
  uri: "urn:polku:notes",
  xml: { tagAlias: "lowerCase" },
  types: [
    {
      name: "Elements",
      extends: ["bpmn:Documentation"],
      properties: [{ name: "values", type: "Element", isMany: true }],
    },
  ],
};

/** The editor without a drawing in it. */
export function made(state) {
  return new Modeler({
    container: "#canvas",
    ...look,
    // The stock explanations describe another product, with links to it.
    propertiesPanel: { parent: "#properties", tooltip: {}, getFeelPopupLinks: () => [] },
    studio: state,
    moddleExtensions: { notes: NOTES },
    // Files are saved where they were drawn: nothing is moved to the corner of the canvas.
    disableAdjustOrigin: true,
    disableGrid: true,
    additionalModules: [
      language(state.language),
      panel,
      menus,
      variables,
      clipboard,
      comments,
      undrawn,
      UNUSED,
    ],
  });
}

function choose(modeler, id) {
  const element = modeler.get("elementRegistry").get(id);
  if (!element) return;
  modeler.get("selection").select(element);
  modeler.get("canvas").scrollToElement(element, 90);
}

function listen(modeler, kept, checked, past) {
  modeler.on(["commandStack.changed", "studio.replaced"], () => {
    kept.changed();
    checked.changed();
    showTools(past);
  });
  modeler.on("selection.changed", ({ newSelection }) => showChosen(newSelection[0]?.id));
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-element]");
    if (button) choose(modeler, button.dataset.element);
  });
}

function showTools(past) {
  document.querySelector("[data-do=undo]").toggleAttribute("aria-disabled", !past.canUndo());
  document.querySelector("[data-do=redo]").toggleAttribute("aria-disabled", !past.canRedo());
}

function equip(modeler, kept, past, play) {
  const zoom = modeler.get("zoomScroll");
  const acts = {
    undo: past.undo,
    redo: past.redo,
    fit: () => fit(modeler),
    out: () => zoom.stepZoom(-1),
    in: () => zoom.stepZoom(1),
    map: () => modeler.get("minimap").toggle(),
    find: () => modeler.get("searchPad").open(),
    keys: () => document.querySelector("[data-keys]").showModal(),
    play,
    save: () => askWhy(kept),
  };
  for (const button of document.querySelectorAll("[data-do]")) {
    button.addEventListener("click", () => !button.hasAttribute("aria-disabled") && acts[button.dataset.do]());
  }
  document.querySelector("[data-tools]").hidden = false;
  showTools(past);
}

function askWhy(kept) {
  const dialog = document.querySelector("[data-reason]");
  const why = dialog.querySelector("input");
  why.value = "";
  dialog.returnValue = "";
  dialog.addEventListener("close", () => dialog.returnValue && kept.save(why.value), { once: true });
  dialog.showModal();
}

/**
 * A field of the panel is taken over when it loses the focus, which draws the tools around the chosen element anew.
 * Were that to happen between pressing a tool and letting go, the press would be lost: so it happens on the way there.
 */
function takeOverBeforeTools() {
  document.getElementById("canvas").addEventListener("pointerover", (event) => {
    const field = document.activeElement;
    if (event.target.closest(".djs-context-pad") && field?.closest("#properties")) field.blur();
  });
}

function beHere(kept, send) {
  const people = document.querySelector("[data-people]");
  setInterval(async () => {
    const { status, body } = await send("presence", {});
    if (status !== 200) return;
    people.innerHTML = body.others;
    await kept.heard(body.version);
  }, HERE);
  addEventListener("pagehide", () => send("leave", {}, { keepalive: true }));
}

/** The drawing as XML, written once after each change: saving and checking ask for the same. */
function written(modeler) {
  let text = null;
  modeler.on(["commandStack.changed", "import.done"], 2000, () => {
    text = null;
  });
  return () => {
    text ??= modeler.saveXML({ format: true }).then(({ xml }) => xml);
    return text;
  };
}

async function open(modeler, diagram, words) {
  try {
    await modeler.importXML(diagram);
    return true;
  } catch (error) {
    say(fill(words.broken, { reason: error.message }));
    return false;
  }
}

async function offerWhatWasLeft(modeler, kept, checked, { words }) {
  const left = kept.left();
  if (!left) return;
  say(words.kept, [
    [
      words.useKept,
      async () => {
        await open(modeler, left, words);
        fit(modeler);
        kept.changed();
        checked.changed();
      },
    ],
    [words.dropKept, kept.forget],
  ]);
}

export async function begin(state) {
  const modeler = made(state);
  const send = server(state);
  const drawing = written(modeler);
  const kept = keeping(state, send, drawing);
  const checked = checking(modeler, state, send, drawing);
  modeler.get("elementTemplatesLoader").setTemplates(state.templates);
  if (!(await open(modeler, state.content, state.words))) return;
  await kept.settle();
  fit(modeler);
  checked.begin();
  const past = replacing(modeler, drawing);
  listen(modeler, kept, checked, past);
  equip(modeler, kept, past, playing(state, drawing));
  mending(state, send, drawing, past);
  saveBeforeLeaving(kept);
  takeOverBeforeTools();
  beHere(kept, send);
  await offerWhatWasLeft(modeler, kept, checked, state);
  document.body.dataset.ready = "1";
}
