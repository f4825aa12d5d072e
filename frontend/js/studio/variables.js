// What expressions are completed with: the fields of the forms on the way, beside what the diagram itself says.
import { getBusinessObject } from "bpmn-js/lib/util/ModelUtil";
import VariableProvider from "@bpmn-io/variable-resolver/lib/VariableProvider.js";
import { extension } from "./extensions.js";

class FormVariables extends VariableProvider {
  constructor(variableResolver, config) {
    super(variableResolver);
    this.forms = config.forms;
  }

  /** A form's answers belong to the case, so they are known in the whole process. */
  getVariables(element) {
    const id = extension(element, "zeebe:FormDefinition")?.formId;
    const form = this.forms.find((each) => each.id === id);
    const scope = this.process(getBusinessObject(element));
    return (form?.fields ?? []).map(({ name, label, type }) => ({ name, type, info: `${label} (${form.name})`, scope }));
  }

  process(object) {
    return object.$type === "bpmn:Process" || !object.$parent ? object : this.process(object.$parent);
  }
}
FormVariables.$inject = ["variableResolver", "config.studio"];

export default { __init__: ["studioFormVariables"], studioFormVariables: ["type", FormVariables] };
