"""Extensions of other products, and of Camunda 8 beyond the dialect: named, with what to use instead."""

from collections.abc import Mapping

from app.bpmn.findings import Finding, error, warning
from app.bpmn.names import ZEEBE
from app.translating import N_

#: namespace → the product that it belongs to.
PRODUCTS: Mapping[str, str] = {
    "http://camunda.org/schema/1.0/bpmn": "Camunda 7",
    "http://activiti.org/bpmn": "Activiti",
    "http://flowable.org/bpmn": "Flowable",
    "http://spiffworkflow.org/bpmn/schema/1.0/core": "SpiffWorkflow",
    "https://www.spiffworkflow.org/bpmn/schema/1.0/core": "SpiffWorkflow",
    "http://www.jboss.org/drools": "jBPM",
    "http://www.omg.org/bpmn/jbpm": "jBPM",
    "http://altinn.no": "Altinn",
    "http://altinn.no/process": "Altinn",
    "http://www.w4.eu/spec/BPMN/20110701/MODEL": "W4",
    ZEEBE: "Camunda 8",
}

FOREIGN = (
    N_("“%(element)s” carries %(name)s of %(product)s, which is not read here."),
    N_("“%(element)s” carries %(name)s of an unknown product (%(namespace)s), which is not read here."),
)

_FORM = N_("Choose one of the municipality's forms for it in the panel “Form”.")
_PEOPLE = N_(
    "Choose the person or group in the panel “Assignment”, or put the task into the lane of the group."
)
_DUE = N_("Set the deadline in the panel, such as P14D, or as a FEEL expression after “=”.")
_JOB = N_("Choose a kind of work in the panel (task definition type), such as polku.payment-reference.")
_LISTENER = N_("Draw what the listener does as a task of its own: a script task, service task or send task.")
_MAPPING = N_("Write it as an input or output mapping in the panel.")
_LOOP = N_("Give the list and the name of its item in the panel “Multi-instance”.")
_PRIORITY = N_("Set the urgency, 0 to 100, in the panel.")
_CALL = N_("Choose the called process in the panel “Called element”.")
_DECISION = N_("Choose the decision again in the panel “Called decision”, and add its file (.dmn).")
_SCRIPT = N_("Write it as a FEEL expression of a script task.")
_NEEDLESS = N_("Remove it, or leave it: every process here does without it.")
_ACCESS = N_("Remove it; who may start a service is set by the municipality's administrator.")

#: local name of an attribute or element, whatever the product → what to do instead.
REMEDIES: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "formKey",
            "formRef",
            "formRefBinding",
            "formRefVersion",
            "formHandlerClass",
            "formData",
            "formProperty",
            "formField",
            "externalReference",
            "userTaskForm",
            "formDefinition",
            "form",
        ),
        _FORM,
    ),
    **dict.fromkeys(
        ("assignee", "candidateGroups", "candidateUsers", "candidateStarterGroups", "owner"), _PEOPLE
    ),
    **dict.fromkeys(("dueDate", "followUpDate", "dueDateType", "businessCalendarName", "taskSchedule"), _DUE),
    **dict.fromkeys(
        (
            "class",
            "delegateExpression",
            "expression",
            "topic",
            "type",
            "connector",
            "serviceTaskOperator",
            "field",
            "taskDefinition",
            "linkedResources",
            "agentDefinition",
            "taskType",
            "operationName",
            "resultVariable",
            "resultVariableName",
            "jobPriority",
            "jobPriorityDefinition",
            "errorEventDefinition",
            "taskHeaders",
        ),
        _JOB,
    ),
    **dict.fromkeys(
        (
            "executionListener",
            "executionListeners",
            "taskListener",
            "taskListeners",
            "eventListener",
            "preScript",
            "postScript",
            "onEntry-script",
            "onExit-script",
        ),
        _LISTENER,
    ),
    **dict.fromkeys(
        (
            "inputOutput",
            "inputParameter",
            "outputParameter",
            "in",
            "out",
            "inputParameters",
            "ioMapping",
            "mapIterator",
            "variableMappingClass",
            "variableMappingDelegateExpression",
            "messageVariable",
        ),
        _MAPPING,
    ),
    **dict.fromkeys(("collection", "elementVariable", "loopCharacteristics", "loopCardinality"), _LOOP),
    **dict.fromkeys(("priority", "taskPriority", "priorityDefinition"), _PRIORITY),
    **dict.fromkeys(
        (
            "calledElementBinding",
            "calledElementVersion",
            "calledElementVersionTag",
            "calledElementTenantId",
            "calledElement",
            "businessKey",
        ),
        _CALL,
    ),
    **dict.fromkeys(
        (
            "decisionRef",
            "decisionRefBinding",
            "decisionRefVersion",
            "mapDecisionResult",
            "calledDecision",
            "calledDecisionId",
            "ruleFlowGroup",
        ),
        _DECISION,
    ),
    **dict.fromkeys(("script", "resource", "scriptFormat"), _SCRIPT),
    **dict.fromkeys(
        (
            "asyncBefore",
            "asyncAfter",
            "async",
            "exclusive",
            "failedJobRetryTimeCycle",
            "historyTimeToLive",
            "modelerTemplate",
            "modelerTemplateVersion",
            "modelerTemplateIcon",
            "diagramRelationId",
            "versionTag",
            "isStartableInTasklist",
            "jobRetryTimeCycle",
        ),
        _NEEDLESS,
    ),
    **dict.fromkeys(("candidateStarterUsers", "initiator", "isStartable"), _ACCESS),
}
OTHERWISE = N_("Remove it, and say the same with the settings that the panel of the modeler offers.")


def foreign(namespace: str, name: str) -> Finding:
    """What the check says about an extension of another product."""
    sentence = FOREIGN[0] if namespace in PRODUCTS else FOREIGN[1]
    remedy = REMEDIES.get(name, OTHERWISE)
    # What every process here has anyway is no reason to refuse a diagram.
    return (warning if remedy is _NEEDLESS else error)("extension-foreign", sentence, remedy)
