"""Rules about start events that are no plain ones and carry no message."""

from collections.abc import Iterator

from app.bpmn.elements import Element, Timer
from app.bpmn.findings import error
from app.bpmn.problems import Problem
from app.bpmn.rules.subject import Subject
from app.bpmn.times import is_series
from app.translating import N_

START_KIND = error(
    "start-kind",
    N_("“%(element)s” begins a case in a way that does not run here."),
    N_("Let a case begin with a message, by the clock, or plainly."),
)
LISTENER_START = error(
    "listener-start",
    N_("The event sub-process “%(element)s” needs exactly one start event that says what it waits for."),
    N_("Give it one start event with a message, a timer, a signal, a condition, an error or an escalation."),
)
START_TIMER = error(
    "start-timer",
    N_("From “%(value)s”, nobody can tell when a case begins at “%(element)s”."),
    N_("Write a date, or a repetition with its first moment, such as R/2027-01-01T08:00:00/P1M."),
)


def cases_begin_in_a_known_way(subject: Subject) -> Iterator[Problem]:
    """A start event of the process is plain, has a message, or a timer that tells its moments."""
    for node in subject.document.within(subject.process.id):
        if node.kind != "startEvent" or not node.events:
            continue
        if node.event_kind not in {"message", "timer"}:
            yield START_KIND.at(node)
        elif node.event and node.event.timer:
            yield from _timer(node, node.event.timer)


def _timer(node: Element, timer: Timer) -> Iterator[Problem]:
    cycle = timer.kind == "timeCycle" and not timer.value.startswith("=")
    if timer.kind == "timeDuration" or (cycle and not is_series(timer.value)):
        yield START_TIMER.at(node, value=timer.value[:80])


def listeners_wait_for_something(subject: Subject) -> Iterator[Problem]:
    """An event sub-process has one start event, which says what it waits for."""
    for node in subject.nodes:
        if node.triggered_by_event:
            starts = [inner for inner in subject.document.within(node.id) if inner.kind == "startEvent"]
            if len(starts) != 1 or not starts[0].events:
                yield LISTENER_START.at(node)
