// Keeping the drawing: it is saved by itself a moment after it changed, kept in the browser until that succeeded,
// and never saved over what somebody else has saved in between.
import { fill, say, silence, state as show } from "./saying.js";

const PAUSE = 1200;
const RETRY = 5000;

export function keeping({ draft, words, version, content, file = "" }, send, drawing) {
  const key = `polku.draft.${draft}.${file}`;
  let known = version;
  let saved = content;
  let told = document.querySelector("[data-saved]").textContent;
  let timer;
  let busy = null;
  let stopped = false;

  const remember = (text) => {
    try {
      localStorage.setItem(key, JSON.stringify({ content: text, version: known }));
    } catch {
      // A full or forbidden store only means that an outage is not survived by closing the window.
    }
  };
  const forget = () => localStorage.removeItem(key);
  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  function changed() {
    document.body.dataset.unsaved = "1";
    show(words.unsaved);
    silenceIfAlone();
    later(PAUSE);
  }

  function silenceIfAlone() {
    if (!stopped) silence();
  }

  async function save(why = "") {
    clearTimeout(timer);
    if (stopped) return false;
    if (busy) await busy;
    busy = keep(typeof why === "string" ? why : "");
    const done = await busy;
    busy = null;
    return done;
  }

  async function keep(why) {
    const text = await drawing();
    if (text === saved && !why) {
      // What was changed was taken back: it is as it was saved.
      show(told);
      document.body.dataset.unsaved = "0";
      return true;
    }
    remember(text);
    show(words.saving);
    const { status, body } = await send("save", { version: known, content: text, why });
    if (status === 200) {
      [known, saved] = [body.version, text];
      forget();
      told = body.saved;
      show(told);
      if ((await drawing()) !== text) later(PAUSE);
      else document.body.dataset.unsaved = "0";
      return true;
    }
    trouble(status, body, text);
    return false;
  }

  function trouble(status, body, text) {
    if (status === 409 && body.version) return overtaken(body, text);
    if (status === 404 || status === 409) return lost(text);
    if (status === 401) show(words.signedOut, true);
    else if (status === 0 || status >= 500) show(words.offline, true);
    else show(fill(words.refused, { sentence: body.sentence || status }), true);
    later(RETRY);
    return undefined;
  }

  function overtaken({ sentence, version: newest }, text) {
    stopped = true;
    show(words.unsaved, true);
    say(sentence, [
      [words.together, () => together(text)],
      [words.keepCopy, () => copy(text)],
      [words.load, reload],
      [words.overwrite, () => over(newest)],
    ]);
  }

  function lost(text) {
    stopped = true;
    show(words.unsaved, true);
    say(words.gone, [[words.keepCopy, () => copy(text)]]);
  }

  async function copy(text) {
    const { status, body } = await send("copy", { content: text });
    if (status !== 201) return trouble(status, body, text);
    forget();
    location.assign(body.address);
    return undefined;
  }

  /** Both drawings are made one on a page of its own; `saved` is what mine was drawn from. */
  async function together(text) {
    const { status, body } = await send("together", { base: saved, content: text });
    if (status !== 201) return trouble(status, body, text);
    forget();
    location.assign(body.address);
    return undefined;
  }

  function over(newest) {
    stopped = false;
    known = newest;
    save();
  }

  function reload() {
    forget();
    location.reload();
  }

  /** What an earlier visit could not save. */
  function left() {
    try {
      const found = JSON.parse(localStorage.getItem(key) || "null");
      if (found && found.content !== content) return found.content;
    } catch {
      // Not ours, or broken: as good as nothing.
    }
    forget();
    return null;
  }

  /** A colleague has saved: offer it to who has drawn nothing, say nothing yet to who will be told on saving. */
  async function heard(newest) {
    if (newest <= known || stopped || busy) return;
    if ((await drawing()) === saved) say(words.newer, [[words.load, reload]]);
  }

  async function isSaved() {
    return !stopped && (await drawing()) === saved;
  }

  /** Take the drawing as it is now for what is saved: reading a file may write it a little differently. */
  async function settle() {
    saved = await drawing();
  }

  return { changed, save, left, forget, heard, isSaved, settle };
}
