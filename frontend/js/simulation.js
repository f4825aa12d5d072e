// Trying the ways of a diagram with tokens, on a canvas of its own: the drawing stays as it is.
import simulation from "bpmn-js-token-simulation/lib/viewer";
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import { language } from "./studio/language.js";
import { fit, look } from "./studio/look.js";

/** Show the diagram with its tokens in a place of the page; gives what ends it. */
export async function play(container, diagram, code) {
  const viewer = new NavigatedViewer({ container, ...look, additionalModules: [simulation, language(code)] });
  await viewer.importXML(diagram);
  fit(viewer);
  viewer.get("toggleMode").toggleMode(true);
  return () => viewer.destroy();
}
