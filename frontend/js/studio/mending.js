// The remedies of the check: a press asks the server for the drawing after it, which can be undone.
import { fill, say } from "./saying.js";

export function mending({ words }, send, drawing, past) {
  let busy = false;

  async function mend(key) {
    const { status, body } = await send("mend", { content: await drawing(), key });
    if (status !== 200) return say(body.sentence ?? words.offline);
    await past.replace(body.content);
    return say(fill(words.mended, { sentence: body.sentence }), [[words.undo, past.undo], [words.fine, () => undefined]]);
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-mend]");
    if (!button || busy) return;
    busy = true;
    await mend(button.dataset.mend).finally(() => {
      busy = false;
    });
  });
}
