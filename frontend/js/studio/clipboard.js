// What is copied can be pasted into the diagram of another window: the clipboard is kept in the browser as well.

const KEY = "polku.clipboard";

/** Elements as JSON become elements again; what is named twice is one. */
function reviver(moddle) {
  const known = new Map();
  return (_, value) => {
    if (typeof value?.$type !== "string") return value;
    const { $type, ...attributes } = value;
    if (value.id && known.has(value.id)) return known.get(value.id);
    const made = moddle.create($type, attributes);
    if (value.id) known.set(value.id, made);
    return made;
  };
}

class Clipboard {
  constructor(eventBus, clipboard, moddle) {
    eventBus.on("copyPaste.elementsCopied", ({ tree }) => {
      try {
        localStorage.setItem(KEY, JSON.stringify(tree));
      } catch {
        // A full or forbidden store only means that other windows have nothing to paste.
      }
    });
    // Another window has copied something: that is what is pasted next.
    addEventListener("storage", ({ key, newValue }) => {
      if (key === KEY && newValue) clipboard.set(JSON.parse(newValue, reviver(moddle)));
    });
    const left = localStorage.getItem(KEY);
    if (left) clipboard.set(JSON.parse(left, reviver(moddle)));
  }
}
Clipboard.$inject = ["eventBus", "clipboard", "moddle"];

export default { __init__: ["studioClipboard"], studioClipboard: ["type", Clipboard] };
