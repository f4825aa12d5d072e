// Putting another diagram onto the canvas, such as the one after a remedy, so that it can be taken back like anything
// else. The stock undo forgets everything when a diagram is opened: so the diagrams before and after are remembered.

export function replacing(modeler, drawing) {
  const before = [];
  const after = [];
  const stack = modeler.get("commandStack");

  async function open(diagram) {
    const canvas = modeler.get("canvas");
    const { x, y, width, height } = canvas.viewbox();
    await modeler.importXML(diagram);
    canvas.viewbox({ x, y, width, height });
    modeler.get("eventBus").fire("studio.replaced");
  }

  async function replace(diagram) {
    before.push(await drawing());
    after.length = 0;
    await open(diagram);
  }

  async function step(from, to) {
    to.push(await drawing());
    await open(from.pop());
  }

  const canUndo = () => stack.canUndo() || before.length > 0;
  const canRedo = () => stack.canRedo() || after.length > 0;
  const undo = () => (stack.canUndo() ? stack.undo() : before.length && step(before, after));
  const redo = () => (stack.canRedo() ? stack.redo() : after.length && step(after, before));

  // Ctrl+Z and Ctrl+Y are these, too.
  const actions = modeler.get("editorActions");
  for (const [name, act] of [["undo", undo], ["redo", redo]]) {
    actions.unregister(name);
    actions.register(name, act);
  }
  // What is drawn after a remedy was taken back is another way on.
  modeler.on("commandStack.changed", () => {
    if (stack.canUndo()) after.length = 0;
  });

  return { replace, undo, redo, canUndo, canRedo };
}
