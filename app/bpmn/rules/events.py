"""Rules about events: what they wait for, and when."""

from collections.abc import Iterator

from app.bpmn.elements import Element, Message, Timer
from app.bpmn.findings import error, warning
from app.bpmn.problems import Problem
from app.bpmn.rules.subject import Subject
from app.bpmn.times import FITS, is_endless_hurry
from app.translating import N_

EVENT_NOTHING = error(
    "event-waits-for-nothing",
    N_("The event “%(element)s” does not say what it waits for."),
    N_("Choose a message, a timer or another event for it."),
)
EVENT_SEVERAL = error(
    "event-several",
    N_("The event “%(element)s” waits for or does several things at once."),
    N_("Draw one event for each, after an event-based gateway where the first one counts."),
)
MESSAGE_MISSING = error(
    "message-missing",
    N_("“%(element)s” waits for a message, and the diagram does not say which one."),
    N_("Choose a message in the panel “Message”, such as reply."),
)
MESSAGE_UNKNOWN = error(
    "message-unknown",
    N_("“%(element)s” waits for the message “%(message)s”, which the file does not hold."),
    N_("Choose the message anew in the panel “Message”."),
)
MESSAGE_NAMELESS = error(
    "message-nameless",
    N_("The message that “%(element)s” waits for has no name."),
    N_("Give the message a name in the panel “Message”, such as reply."),
)
MESSAGE_DYNAMIC = error(
    "message-dynamic",
    N_("The message that “%(element)s” waits for has a computed name, and names are fixed here."),
    N_("Write the name of the message without “=”."),
)
TIMER_MISSING = error(
    "timer-missing",
    N_("The timer “%(element)s” does not say when it fires."),
    N_("Give it a duration such as P14D, or a date."),
)
TIMER_WRONG = error(
    "timer-wrong",
    N_("The timer “%(element)s” has the value “%(value)s”, which is no such time."),
    N_("Write a duration (P14D), a date (2026-12-24), a repetition (R3/P7D), or FEEL after “=”."),
)
TIMER_HURRY = error(
    "timer-hurry",
    N_("The timer “%(element)s” repeats with no time between."),
    N_("Write how long to wait between, such as R3/P7D for three times a week apart."),
)
CYCLE_MISPLACED = error(
    "cycle-misplaced",
    N_("The timer “%(element)s” repeats, but what it interrupts or lets on can do so only once."),
    N_("Use a duration, or let the event on the border of the task not interrupt it."),
)
BOUNDARY_LOOSE = error(
    "boundary-loose",
    N_("The event “%(element)s” should sit on the border of a task, and the task is not there."),
    N_("Drag the event onto the border of its task, or delete it."),
)
BOUNDARY_NEVER = warning(
    "boundary-never",
    N_("“%(element)s” sits on “%(host)s”, which is done at once, so the event can never happen."),
    N_("Put the event on a task for a person, or delete it."),
)
START_WITHOUT_FORM = warning(
    "start-without-form",
    N_("The case begins at “%(element)s” with the message “%(message)s”, but no form asks the citizen."),
    N_("Choose the form of the application in the panel “Form” of the start event."),
)

_WAITING = ("intermediateCatchEvent", "boundaryEvent")
_PASSING = frozenset({"task", "manualTask", "scriptTask", "sendTask"})
#: A message in the citizen's own words; it needs no form.
_FREE_TEXT = "message"


def events_say_what(subject: Subject) -> Iterator[Problem]:
    """A waiting event waits for exactly one thing."""
    for node in subject.nodes:
        if len(node.events) > 1:
            yield EVENT_SEVERAL.at(node)
        elif not node.events and node.kind in _WAITING:
            yield EVENT_NOTHING.at(node)


def messages_have_names(subject: Subject) -> Iterator[Problem]:
    """Whatever waits for a message names one that the file holds."""
    for node in subject.nodes:
        if not _waits_for_message(node):
            continue
        message = subject.document.message(node)
        if not node.message_ref:
            yield MESSAGE_MISSING.at(node)
        elif message is None:
            yield MESSAGE_UNKNOWN.at(node, message=node.message_ref)
        else:
            begins = node.kind == "startEvent" and node.scope_id == subject.process.id
            yield from _message(node, message, begins)


def _waits_for_message(node: Element) -> bool:
    return node.kind == "receiveTask" or (
        node.event_kind == "message" and node.kind in {"startEvent", *_WAITING}
    )


def _message(node: Element, message: Message, begins: bool) -> Iterator[Problem]:
    if not message.name:
        yield MESSAGE_NAMELESS.at(node)
    elif message.name.startswith("="):
        yield MESSAGE_DYNAMIC.at(node)
    elif begins and message.name != _FREE_TEXT and not node.form_id:
        yield START_WITHOUT_FORM.at(node, message=message.name)


def timers_have_times(subject: Subject) -> Iterator[Problem]:
    """A timer has one value, and fixed text is a time of its kind."""
    for node in subject.nodes:
        for event in node.events:
            if event.kind != "timer":
                continue
            if len(event.timers) != 1 or not event.timers[0].value:
                yield TIMER_MISSING.at(node)
            else:
                yield from _timer(subject, node, event.timers[0])


def _timer(subject: Subject, node: Element, timer: Timer) -> Iterator[Problem]:
    if timer.kind == "timeCycle" and not _may_repeat(subject, node):
        yield CYCLE_MISPLACED.at(node)
    if timer.value.startswith("="):
        return
    if is_endless_hurry(timer.value):
        yield TIMER_HURRY.at(node)
    elif not FITS[timer.kind](timer.value):
        yield TIMER_WRONG.at(node, value=timer.value[:80])


def _may_repeat(subject: Subject, node: Element) -> bool:
    """Whether the event can happen more than once: a start of cases, or one that does not interrupt."""
    if node.kind == "startEvent" and node.scope_id == subject.process.id:
        return True
    return node.kind in {"startEvent", "boundaryEvent"} and not node.interrupting


def boundaries_sit_on_tasks(subject: Subject) -> Iterator[Problem]:
    """A boundary event sits on something of its own scope that takes time."""
    for node in subject.of_kind("boundaryEvent"):
        host = subject.document.element(node.attached_to or "")
        if host is None or host.scope_id != node.scope_id or host is node:
            yield BOUNDARY_LOOSE.at(node)
        elif host.kind in _PASSING:
            yield BOUNDARY_NEVER.at(node, host=host.label)
