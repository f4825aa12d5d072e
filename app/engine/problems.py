"""What the engine refuses in a diagram, as findings with a remedy, and where they are collected."""

from collections.abc import Mapping

from app.bpmn import Node, Problem
from app.bpmn.findings import Finding, error
from app.feel.phrases import Phrase
from app.translating import N_

UNSUPPORTED = error(
    "engine-element",
    N_("“%(element)s” is of a kind that cannot be run: %(kind)s."),
    N_("Model it with tasks, sub-processes, call activities, gateways and events."),
)
EVENT = error(
    "engine-event",
    N_("The event “%(element)s” is of a kind that cannot be run here: %(kind)s."),
    N_("Choose another event in the modeler: the description of the dialect says which can stand where."),
)
NO_START = error(
    "engine-start",
    N_("“%(element)s” needs exactly one start event without a message."),
    N_("Add one start event without a message, and remove other plain start events."),
)
NO_BEGINNING = error(
    "engine-no-start",
    N_("The process “%(element)s” has no start event."),
    N_("Add a start event with the message “application”."),
)
LISTENER_START = error(
    "engine-listener",
    N_("The event sub-process “%(element)s” needs exactly one start event that says what it waits for."),
    N_("Give its start event a message, a timer or another event, and remove other start events."),
)
EXPRESSION = error(
    "engine-expression",
    N_("The expression “%(expression)s” of “%(element)s” cannot be read: %(reason)s"),
    N_("Correct the FEEL expression; it begins with “=”."),
)
NO_EXPRESSION = error(
    "engine-no-expression",
    N_("The %(what)s of “%(element)s” must be a FEEL expression: “%(expression)s” does not begin with “=”."),
    N_("Write “=” before the expression."),
)
MISSING = error(
    "engine-missing",
    N_("“%(element)s” lacks its %(what)s."),
    N_("Fill it in in the properties panel of the modeler."),
)
TIMER = error(
    "engine-timer",
    N_("The timer “%(element)s” has no valid value: %(reason)s."),
    N_("Write a duration such as P14D, a date such as 2026-12-24, or a repetition such as R3/P7D."),
)
CYCLE = error(
    "engine-cycle",
    N_("The timer “%(element)s” repeats, but only a non-interrupting event can happen more than once."),
    N_("Use a duration, or make the boundary event non-interrupting."),
)
CONDITION = error(
    "engine-condition",
    N_("The flow “%(element)s” has a condition, but does not come from an exclusive or inclusive gateway."),
    N_("Put a gateway after the element and the condition on a flow of the gateway."),
)
NO_CONDITION = error(
    "engine-no-condition",
    N_("The flow “%(element)s” of a gateway has no condition and is not its default flow."),
    N_("Give the flow a condition, or make it the default flow of the gateway."),
)
LOOSE = error(
    "engine-flow",
    N_("The flow “%(element)s” does not connect two elements of the same process."),
    N_("Draw the flow again from one element to the other."),
)
TWICE = error(
    "engine-id",
    N_("“%(element)s” has no id, or one that another element has too."),
    N_("Give the element an id of its own."),
)
RACE = error(
    "engine-race",
    N_("The event-based gateway “%(element)s” must lead to events that wait, and to nothing else."),
    N_("Let every flow of the gateway end at an intermediate event that waits, or at a receive task."),
)
BOUNDARY = error(
    "engine-boundary",
    N_("The boundary event “%(element)s” does not sit on a task or sub-process."),
    N_("Put the event on the edge of a task, a sub-process or a call activity."),
)
LOOP = error(
    "engine-loop",
    N_("“%(element)s” has a marker that cannot be run, or two that exclude each other."),
    N_("Keep one multi-instance or loop marker, and draw what undoes a step as a task of its own."),
)
NUMBER = error(
    "engine-number",
    N_("The %(what)s of “%(element)s” is “%(value)s”, which is no whole number from 1."),
    N_("Write a whole number, such as 3."),
)
MANY = error(
    "engine-many",
    N_("“%(element)s” is to be done more than %(limit)s times at once."),
    N_("Do it for fewer, or divide the list among several cases."),
)
ERROR_GOES_ON = error(
    "engine-error-goes-on",
    N_("“%(element)s” catches an error and must end what the error happened in, but is not interrupting."),
    N_("Make the event interrupting, or use an escalation."),
)
LINK = error(
    "engine-link",
    N_("The link “%(element)s” has no counterpart: every link that is thrown has one target of its name."),
    N_("Give both ends of the link the same name, and keep one target for each name."),
)
DEEP = error(
    "engine-deep",
    N_("“%(element)s” is nested too deeply: %(limit)s sub-processes and called processes at most."),
    N_("Draw some of the levels side by side."),
)
START_TIMER = error(
    "engine-start-timer",
    N_("The start event “%(element)s” has a time from which no next moment can be told: %(reason)s."),
    N_("Write a date, or a repetition with its first moment, such as R/2027-01-01T08:00:00/P1M."),
)
CALLEE = error(
    "engine-callee",
    N_("“%(element)s” calls the process “%(process)s”, which is not among the files."),
    N_("Add the file of the called process, or choose another process."),
)
DECISION = error(
    "engine-decision",
    N_("“%(element)s” asks the decision “%(decision)s”, which is not among the files."),
    N_("Add the file of the decision (.dmn), or choose another decision."),
)
CIRCLE = error(
    "engine-circle",
    N_("“%(element)s” calls a process that leads back to itself: %(process)s."),
    N_("Let the called process do without this call."),
)
DYNAMIC = error(
    "engine-dynamic",
    N_("The %(what)s of “%(element)s” must be fixed text, not an expression."),
    N_("Write the name itself, without “=”."),
)
SCRIPT = error(
    "engine-script",
    N_("The script of “%(element)s” cannot be run: %(reason)s"),
    N_("Correct the script: a small part of Python without imports and files, or FEEL."),
)
RESERVED = error(
    "engine-reserved",
    N_("“%(element)s” writes to the variable “case”, which is the case itself."),
    N_("Choose another name for the variable."),
)


NOTHING = Problem(
    code="engine-no-process",
    severity="error",
    element_id=None,
    line=None,
    sentence=N_("The file has no process."),
    remedy=N_("Draw the process in the modeler and save it again."),
)


class Problems:
    """The problems found so far, in the order of the elements."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, finding: Finding, node: Node, values: Mapping[str, str | Phrase] | None = None) -> None:
        """Note a finding at an element."""
        self.found.append(finding.at(node, **(values or {})))
