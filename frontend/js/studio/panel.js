// The panel of an element: forms and groups are chosen from what there is, citizens' words have fields of their
// own, and of the stock groups only those stay whose contents the dialect allows.
import {
  SelectEntry,
  TextAreaEntry,
  TextFieldEntry,
  isSelectEntryEdited,
  isTextAreaEntryEdited,
  isTextFieldEntryEdited,
} from "@bpmn-io/properties-panel";
import { h } from "@bpmn-io/properties-panel/preact";
import { useService } from "bpmn-js-properties-panel";
import { getBusinessObject, is } from "bpmn-js/lib/util/ModelUtil";
import { extension, property, receive, receiver, write, writeProperty } from "./extensions.js";
import { Conversation } from "./comments.js";
import { fill } from "./saying.js";

/** What must be allowed for a stock group to be of use; "" means always. */
const NEEDS = {
  general: "",
  documentation: "",
  message: "",
  multiInstance: "multiInstanceLoopCharacteristics",
  timer: "timerEventDefinition",
  signal: "signalEventDefinition",
  error: "errorEventDefinition",
  escalation: "escalationEventDefinition",
  condition: "conditionExpression",
  script: "script",
  scriptImplementation: "script",
  taskDefinition: "taskDefinition",
  inputPropagation: "calledElement",
  outputPropagation: "calledElement",
  inputs: "ioMapping",
  outputs: "ioMapping",
  headers: "taskHeaders",
  Zeebe__ExtensionProperties: "properties",
};
/** Stock entries that would only confuse: they have no meaning here, or a better field. */
const HIDDEN = new Set(["isExecutable", "versionTag", "bindingType", "candidateStarterGroups", "candidateStarterUsers"]);

/** What somebody who chose an element came for. */
const OPEN = new Set(["general", "condition", "timer", "script", "calledElement", "multiInstance"]);

const services = () => ({ bpmnFactory: useService("bpmnFactory"), commandStack: useService("commandStack") });

const select = (id, label, description, options, get, set) => ({
  id,
  isEdited: isSelectEntryEdited,
  component({ element }) {
    const used = services();
    return h(SelectEntry, {
      id,
      element,
      label,
      description,
      getOptions: () => options(get(element)),
      getValue: () => get(element) ?? "",
      setValue: (value) => set(element, value, used),
    });
  },
});

const field = (id, label, description, get, set, kind = TextFieldEntry, isEdited = isTextFieldEntryEdited) => ({
  id,
  isEdited,
  component({ element }) {
    const used = services();
    return h(kind, {
      id,
      element,
      label,
      description,
      debounce: useService("debounceInput"),
      getValue: () => get(element),
      setValue: (value) => set(element, value, used),
    });
  },
});

const ofProperty = (name) => [
  (element) => property(element, name) ?? "",
  (element, value, used) => writeProperty(element, name, value, used),
];
const text = (id, label, description, name) => field(id, label, description, ...ofProperty(name));
const longText = (id, label, description, name) =>
  field(id, label, description, ...ofProperty(name), TextAreaEntry, isTextAreaEntryEdited);

const isOfTemplate = ({ id }) => id.startsWith("ElementTemplates__");

class Panel {
  constructor(propertiesPanel, config, bpmnjs, studioComments) {
    Object.assign(this, config);
    this.bpmnjs = bpmnjs;
    this.comments = studioComments;
    propertiesPanel.registerProvider(100, this);
  }

  getGroups(element) {
    return (groups) => {
      const stock = groups.filter((group) => this.isAllowed(group, element)).map((group) => this.trimmed(group, element));
      const [general, ...rest] = stock.filter((group) => !group.entries || group.entries.length);
      const effect = rest.filter(isOfTemplate);
      const others = rest.filter((group) => !isOfTemplate(group));
      return [general, ...effect, ...this.own(element, groups), ...others].filter(Boolean);
    };
  }

  kind(element) {
    const name = getBusinessObject(element).$type.replace("bpmn:", "");
    return name[0].toLowerCase() + name.slice(1);
  }

  allows(element, what) {
    return (this.allowed[this.kind(element)] ?? []).includes(what);
  }

  isAllowed(group, element) {
    if (isOfTemplate(group)) return true;
    const { id } = group;
    if (!(id in NEEDS) || (id === "message" && receiver(element))) return false;
    const needed = NEEDS[id];
    const ofEvent = getBusinessObject(element).get("eventDefinitions")?.map((each) => each.$type) ?? [];
    return (
      !needed ||
      this.allows(element, needed) ||
      (needed === "script" && is(element, "bpmn:ScriptTask")) ||
      (needed.endsWith("EventDefinition") && ofEvent.some((type) => type.toLowerCase().endsWith(needed.toLowerCase())))
    );
  }

  trimmed(group, element) {
    const isProcess = is(element, "bpmn:Process") || is(element, "bpmn:Participant");
    const entries = group.entries?.filter(({ id }) => !HIDDEN.has(id) && (id !== "id" || isProcess));
    return entries ? { ...group, entries, shouldOpen: OPEN.has(group.id) || group.shouldOpen } : group;
  }

  own(element, stock) {
    const { words } = this;
    const group = (id, label, entries, shouldOpen = true) => ({ id, label, entries, shouldOpen });
    const found = [];
    if (this.allows(element, "formDefinition")) found.push(group("studio-form", words.form, [this.form()]));
    if (this.allows(element, "assignmentDefinition")) {
      const assignment = stock.find(({ id }) => id === "assignmentDefinition")?.entries ?? [];
      const people = assignment.filter(({ id }) => /assignee|candidateUsers/i.test(id));
      const times = assignment.filter(({ id }) => /dueDate|followUpDate|priority/i.test(id));
      found.push(group("studio-who", words.who, [this.group(), ...people]));
      if (times.length) found.push(group("studio-when", words.when, times));
    }
    if (this.allows(element, "calledElement")) found.push(group("studio-called", words.called, [this.called()]));
    if (this.allows(element, "calledDecision")) {
      found.push(group("studio-decided", words.decided, [this.decided(), this.result()]));
    }
    if (receiver(element)) found.unshift(group("studio-message", words.message, [this.message(element)]));
    if (this.allows(element, "properties") && getBusinessObject(element).$descriptor.propertiesByName.name) {
      if (!is(element, "bpmn:Process")) found.push(group("studio-citizen", words.citizen, this.steps(), false));
      found.push(group("studio-names", words.names, this.names(), false));
    }
    found.push(group("studio-comments", words.comments, [{ id: "studio-comments-said", component: Conversation }], this.comments.of(element).length > 0));
    return found;
  }

  form() {
    const type = "zeebe:FormDefinition";
    return select(
      "studio-form-id",
      this.words.formLabel,
      this.words.formHelp,
      (chosen) => this.options(this.forms, this.words.noForm, chosen),
      (element) => extension(element, type)?.formId,
      (element, value, used) => write(element, type, { formId: value || undefined }, used),
    );
  }

  called() {
    const type = "zeebe:CalledElement";
    return select(
      "studio-called-id",
      this.words.calledLabel,
      this.words.calledHelp,
      (chosen) => this.options(this.processes, this.words.noProcess, chosen),
      (element) => extension(element, type)?.processId,
      (element, value, used) => write(element, type, { processId: value || undefined }, used),
    );
  }

  decided() {
    const type = "zeebe:CalledDecision";
    return select(
      "studio-decision-id",
      this.words.decidedLabel,
      this.words.decidedHelp,
      (chosen) => this.options(this.decisions, this.words.noDecision, chosen),
      (element) => extension(element, type)?.decisionId,
      (element, value, used) => write(element, type, { decisionId: value || undefined }, used),
    );
  }

  result() {
    const type = "zeebe:CalledDecision";
    return field(
      "studio-decision-result",
      this.words.result,
      this.words.resultHelp,
      (element) => extension(element, type)?.resultVariable ?? "",
      (element, value, used) => write(element, type, { resultVariable: value || undefined }, used),
    );
  }

  group() {
    const type = "zeebe:AssignmentDefinition";
    return select(
      "studio-group",
      this.words.group,
      this.words.groupHelp,
      (chosen) => this.options(this.groups, this.words.noGroup, chosen),
      (element) => extension(element, type)?.candidateGroups,
      (element, value, used) => write(element, type, { candidateGroups: value || undefined }, used),
    );
  }

  message(element) {
    const { messages, words } = this;
    const isStart = is(element, "bpmn:StartEvent");
    const named = this.definitions().filter((each) => each.$type === "bpmn:Message" && each.name);
    const usual = messages.filter(({ starts }) => starts === isStart);
    const others = named.filter(({ name }) => !usual.some(({ id }) => id === name));
    const list = [...usual, ...others.map(({ name }) => ({ id: name, name }))];
    return select(
      "studio-message-name",
      words.messageLabel,
      undefined,
      (chosen) => this.options(list, words.noMessage, chosen),
      (each) => receiver(each)?.messageRef?.name,
      (each, value, used) => receive(each, value, used, this.bpmnjs.getDefinitions()),
    );
  }

  definitions() {
    return this.bpmnjs.getDefinitions().get("rootElements");
  }

  /** What there is, nothing, and what is chosen even if it is not there. */
  options(list, none, chosen) {
    const known = list.map(({ id, name }) => ({ value: id, label: name }));
    const isKnown = !chosen || list.some(({ id }) => id === chosen);
    const label = chosen?.startsWith("=") ? this.words.computed : this.words.unknown;
    const strange = isKnown ? [] : [{ value: chosen, label: fill(label, { name: chosen, value: chosen }) }];
    return [{ value: "", label: none }, ...known, ...strange];
  }

  steps() {
    const { step, stepHelp, stepFi, stepSv, help, helpHelp, helpFi, helpSv } = this.words;
    return [
      text("studio-step", step, stepHelp, "step"),
      text("studio-step-fi", stepFi, undefined, "step.fi"),
      text("studio-step-sv", stepSv, undefined, "step.sv"),
      longText("studio-help", help, helpHelp, "help"),
      longText("studio-help-fi", helpFi, undefined, "help.fi"),
      longText("studio-help-sv", helpSv, undefined, "help.sv"),
    ];
  }

  names() {
    const { nameFi, nameSv } = this.words;
    return [text("studio-name-fi", nameFi, undefined, "name.fi"), text("studio-name-sv", nameSv, undefined, "name.sv")];
  }
}
Panel.$inject = ["propertiesPanel", "config.studio", "bpmnjs", "studioComments"];

export default { __init__: ["studioPanel"], studioPanel: ["type", Panel] };
