// Reading and writing zeebe: extension elements. Every change goes through the command stack, so it can be undone.
import { getBusinessObject } from "bpmn-js/lib/util/ModelUtil";

export const extension = (element, type) =>
  getBusinessObject(element)
    .get("extensionElements")
    ?.get("values")
    .find((each) => each.$type === type);

const update = (element, moddleElement, properties) => ({
  cmd: "element.updateModdleProperties",
  context: { element, moddleElement, properties },
});

/** Set attributes of an extension element, made where there is none; taken away when nothing is left in it. */
export function write(element, type, properties, { bpmnFactory, commandStack }) {
  const object = getBusinessObject(element);
  const commands = [];
  let holder = object.get("extensionElements");
  if (!holder) {
    holder = bpmnFactory.create("bpmn:ExtensionElements", { values: [] });
    holder.$parent = object;
    commands.push(update(element, object, { extensionElements: holder }));
  }
  const found = extension(element, type);
  if (found && isEmpty({ ...attributes(found), ...properties })) {
    commands.push(update(element, holder, { values: holder.get("values").filter((each) => each !== found) }));
  } else if (found) commands.push(update(element, found, properties));
  else {
    const made = bpmnFactory.create(type, properties);
    made.$parent = holder;
    commands.push(update(element, holder, { values: [...holder.get("values"), made] }));
  }
  commandStack.execute("properties-panel.multi-command-executor", commands);
}

const isEmpty = (values) => Object.values(values).every((value) => value === undefined || value?.length === 0);

const attributes = (object) =>
  Object.fromEntries(object.$descriptor.properties.map(({ name }) => [name, object.get(name)]));

/** A free property of an element, such as `step.fi`. */
export const property = (element, name) =>
  extension(element, "zeebe:Properties")
    ?.get("properties")
    .find((each) => each.name === name)?.value;

export function writeProperty(element, name, value, services) {
  const before = extension(element, "zeebe:Properties")?.get("properties") ?? [];
  const rest = before.filter((each) => each.name !== name);
  const made = value ? [services.bpmnFactory.create("zeebe:Property", { name, value })] : [];
  write(element, "zeebe:Properties", { properties: [...rest, ...made] }, services);
}

/** The event definition that waits for a message, or the task that does; undefined for everything else. */
export function receiver(element) {
  const object = getBusinessObject(element);
  if (object.$type === "bpmn:ReceiveTask") return object;
  if (!/StartEvent|CatchEvent|BoundaryEvent/.test(object.$type)) return undefined;
  return object.get("eventDefinitions").find((each) => each.$type === "bpmn:MessageEventDefinition");
}

/** Wait for the message of this name: the one the file knows, or a new one. */
export function receive(element, name, { bpmnFactory, commandStack }, definitions) {
  const commands = [];
  let message = definitions.get("rootElements").find((each) => each.$type === "bpmn:Message" && each.name === name);
  if (name && !message) {
    message = bpmnFactory.create("bpmn:Message", { name });
    message.$parent = definitions;
    commands.push(update(element, definitions, { rootElements: [...definitions.get("rootElements"), message] }));
  }
  commands.push(update(element, receiver(element), { messageRef: name ? message : undefined }));
  commandStack.execute("properties-panel.multi-command-executor", commands);
}
