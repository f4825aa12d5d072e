// The editor of a form: the stock editor, saving, and the server's own rendering beside it.
import { FormEditor } from "@bpmn-io/form-js";
import { keeping } from "./studio/keeping.js";
import { saveBeforeLeaving } from "./studio/leaving.js";
import { fill, say } from "./studio/saying.js";
import { server } from "./studio/server.js";

const PAUSE = 400;

function previewing(send, drawing) {
  const place = document.querySelector("[data-preview]");
  let timer;
  async function show() {
    const { status, body } = await send("preview", { content: await drawing() });
    if (status === 200) place.innerHTML = body.preview;
  }
  return () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  };
}

export async function begin(state) {
  const editor = new FormEditor({ container: document.getElementById("canvas") });
  const send = server(state);
  const drawing = async () => `${JSON.stringify(editor.saveSchema(), null, 2)}\n`;
  const kept = keeping(state, send, drawing);
  const preview = previewing(send, drawing);
  try {
    await editor.importSchema(JSON.parse(state.content));
  } catch (error) {
    say(fill(state.words.broken, { reason: error.message }));
    return;
  }
  await kept.settle();
  editor.on("commandStack.changed", () => {
    kept.changed();
    preview();
  });
  saveBeforeLeaving(kept);
  document.querySelector("[data-ready]").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await kept.save()) event.target.submit();
  });
  document.body.dataset.ready = "1";
}
