"""Parts of BPMN and of Camunda 8 that do not run here, each with what to do instead."""

from collections.abc import Mapping

from app.bpmn.findings import Finding, error
from app.translating import N_

_EVENT_REMEDY = N_(
    "Draw it another way: a message or timer event waits, an exclusive gateway decides, an end event ends."
)

#: BPMN element → what the check says about it.
ELEMENTS: Mapping[str, Finding] = {
    "complexGateway": error(
        "complex-gateway",
        N_("“%(element)s” is a complex gateway, and nobody can tell exactly when it lets a case through."),
        N_("Use an exclusive, parallel or inclusive gateway instead."),
    ),
    "adHocSubProcess": error(
        "ad-hoc",
        N_("“%(element)s” is an ad-hoc sub-process: its tasks have no order, and that cannot run here."),
        N_("Use an ordinary sub-process and draw the order, or one task whose form asks what was done."),
    ),
    "transaction": error(
        "transaction",
        N_("“%(element)s” is a transaction, and undoing finished steps does not run here."),
        N_("Use an ordinary sub-process and draw the way back as tasks."),
    ),
    "choreography": error(
        "choreography",
        N_("The file holds a choreography, which shows who talks to whom but is no process."),
        N_("Draw the municipality's own side as a process."),
    ),
    "standardLoopCharacteristics": error(
        "loop-misplaced",
        N_("“%(element)s” has a loop marker, and only tasks, sub-processes and calls can be repeated."),
        N_("Draw the way back with an exclusive gateway."),
    ),
    "loopDataInputRef": error(
        "loop-data",
        N_("A multi-instance marker takes its list from a data object, and those are only drawing here."),
        N_("Give the list as a FEEL expression in the marker's input collection."),
    ),
    "errorEventDefinition": error(
        "error-misplaced",
        N_("“%(element)s” is an error event in a place where no error can be thrown or caught."),
        N_("Throw it at an end event; catch it on the border of what fails, or in an event sub-process."),
    ),
    "escalationEventDefinition": error(
        "escalation-misplaced",
        N_("“%(element)s” waits for an escalation in the flow, where nothing around it could be escalated."),
        N_("Catch it on the border of a sub-process or a call, or in an event sub-process."),
    ),
    "linkEventDefinition": error(
        "link-misplaced",
        N_("“%(element)s” is a link in a place where no way could lead on from it or to it."),
        N_("Use links only for intermediate events: one that throws, and one that is the target."),
    ),
    "compensateEventDefinition": error(
        "compensation",
        N_("“%(element)s” is a compensation event, and undoing finished steps does not run here."),
        N_("Draw the steps that put things right as tasks on a way of their own."),
    ),
    "cancelEventDefinition": error(
        "cancel",
        N_("“%(element)s” is a cancel event of a transaction, and transactions do not run here."),
        _EVENT_REMEDY,
    ),
    "conditionalEventDefinition": error(
        "conditional-misplaced",
        N_("“%(element)s” throws a condition, and a condition can only be waited for."),
        N_("Decide with an exclusive gateway, or wait for the condition with an event before it."),
    ),
    "timerEventDefinition": error(
        "timer-misplaced",
        N_("“%(element)s” throws or ends by the clock, and a moment can only be waited for."),
        N_("Put an event that waits for the moment before it."),
    ),
    "terminateEventDefinition": error(
        "terminate-misplaced",
        N_("“%(element)s” ends everything in a place where that is not possible."),
        N_("Use the terminate marker only on an end event."),
    ),
    "multiInstanceLoopCharacteristics": error(
        "multi-instance-misplaced",
        N_("“%(element)s” is repeated for a list, and only tasks, sub-processes and calls can be."),
        N_("Remove the marker, or put it on a task."),
    ),
    "potentialOwner": error(
        "potential-owner",
        N_("“%(element)s” names who may do it in a way that is not read here."),
        N_("Choose the group in the panel “Assignment”, or put the task into the lane of the group."),
    ),
    **dict.fromkeys(
        ("choreographyTask", "subChoreography", "callChoreography"),
        error(
            "choreography-task",
            N_("“%(element)s” is a step of a choreography and cannot run."),
            N_("Draw the municipality's own side as a process with ordinary tasks."),
        ),
    ),
    **dict.fromkeys(
        ("globalTask", "globalUserTask", "globalManualTask", "globalScriptTask", "globalBusinessRuleTask"),
        error(
            "global-task",
            N_("“%(element)s” is a task outside every process, and those do not run here."),
            N_("Put the task into the process, or make a diagram of its own that is called."),
        ),
    ),
    **dict.fromkeys(
        ("performer", "humanPerformer", "resourceRole"),
        error(
            "performer",
            N_("“%(element)s” names who does it in a way that is not read here."),
            N_("Choose the group in the panel “Assignment”, or put the task into the lane of the group."),
        ),
    ),
}

UNKNOWN_ELEMENT = error(
    "element-unknown",
    N_("“%(element)s” holds or is “%(kind)s”, which is not part of the diagrams that run here."),
    N_("Remove it, or draw it with the elements that the palette of the modeler offers."),
)

FOR_COMPENSATION = error(
    "compensation",
    N_("“%(element)s” undoes finished steps (compensation), and that does not run here."),
    N_("Draw the steps that put things right as tasks on a way of their own."),
)
CALLED_ELEMENT = error(
    "called-element",
    N_("“%(element)s” calls another diagram in the way of an older modeler (calledElement)."),
    N_("Choose the process again in the panel “Called element”."),
)
UNKNOWN_ATTRIBUTE = error(
    "attribute-unknown",
    N_("“%(element)s” says %(name)s=“%(value)s”, which has no meaning here."),
    N_("Remove that setting, or change it in the modeler to one that the description of the dialect lists."),
)
#: (element or "", attribute) → what the check says; "" stands for every element.
ATTRIBUTES: Mapping[tuple[str, str], Finding] = {
    ("", "isForCompensation"): FOR_COMPENSATION,
    ("callActivity", "calledElement"): CALLED_ELEMENT,
}
