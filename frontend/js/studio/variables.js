// What expressions are completed with: fields of forms and parameters, beside what the diagram itself says.
import { getBusinessObject } from "bpmn-js/lib/util/ModelUtil";
import VariableProvider from "@bpmn-io/variable-resolver/lib/VariableProvider.js";
import { extension } from "./extensions.js";

class FormVariables extends VariableProvider {
  constructor(variableResolver, config) {
    super(variableResolver);
    this.forms = config.forms;
    this.parameters = config.parameters;
  }

  /** A form's answers belong to the case, so they are known in the whole process. */
  getVariables(element) {
    const id = extension(element, "zeebe:FormDefinition")?.formId;
    const form = this.forms.find((each) => each.id === id);
    const scope = this.process(getBusinessObject(element));
    const fields = (form?.fields ?? []).map(({ name, label, type }) => ({ name, type, info: `${label} (${form.name})`, scope }));
    return [...fields, ...this.chosen(element, scope)];
  }

  /** What the municipality chooses is known from the beginning. */
  chosen(element, scope) {
    if (getBusinessObject(element).$type !== "bpmn:StartEvent" || !this.parameters.length) return [];
    const entries = this.parameters.map(({ name, label, type }) => ({ name, type, info: label, entries: [], scope }));
    return [{ name: "parameters", type: "Context", entries, scope }];
  }

  process(object) {
    return object.$type === "bpmn:Process" || !object.$parent ? object : this.process(object.$parent);
  }
}
FormVariables.$inject = ["variableResolver", "config.studio"];

export default { __init__: ["studioFormVariables"], studioFormVariables: ["type", FormVariables] };
