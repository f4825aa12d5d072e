// What the canvas does not draw stays in the file. Before a file is written the stock part lists anew what is drawn,
// in the order in which it lies above each other, and leaves out the rest: conversations, lines that belong to nothing.
import { getDi } from "bpmn-js/lib/util/ModelUtil";
import { selfAndAllChildren } from "diagram-js/lib/util/Elements";

const BEFORE_WRITING = 2000;

function DiOrdering(eventBus, canvas) {
  eventBus.on("saveXML.start", BEFORE_WRITING, () => canvas.getRootElements().forEach(order));
}
DiOrdering.$inject = ["eventBus", "canvas"];

function order(root) {
  const plane = getDi(root);
  const drawn = selfAndAllChildren([root], false)
    .filter((element) => element !== root && !element.labelTarget)
    .map(getDi);
  const known = new Set(drawn);
  const undrawn = (plane.get("planeElement") ?? []).filter((each) => !known.has(each));
  plane.set("planeElement", [...drawn, ...undrawn]);
}

export default { __init__: ["bpmnDiOrdering"], bpmnDiOrdering: ["type", DiOrdering] };
