"""Deadlines, reminders, urgency and timers in words."""

from collections.abc import Iterator

from app.bpmn.comparing.about import About, compared
from app.bpmn.durations import time_phrase
from app.changes.change import Change
from app.changes.wording import Sentence
from app.translating import N_

_DUE = N_("%(step)s is due in %(new)s; it was %(old)s.")
_DUE_NEW = N_("%(step)s is now due in %(new)s; it had no deadline.")
_DUE_NONE = N_("%(step)s has no deadline any more.")
_DUE_COMPUTED = N_("The deadline of %(step)s is worked out in another way.")
_REMIND = N_("A reminder of %(step)s comes after %(new)s; it came after %(old)s.")
_REMIND_NEW = N_("A reminder of %(step)s now comes after %(new)s.")
_REMIND_NONE = N_("There is no reminder of %(step)s any more.")
_REMIND_COMPUTED = N_("When a reminder of %(step)s comes is worked out in another way.")
_URGENCY = N_("The urgency of %(step)s is %(new)s; it was %(old)s.")
_URGENCY_NEW = N_("The urgency of %(step)s is now %(new)s; it was not said.")
_URGENCY_NONE = N_("The urgency of %(step)s is no longer said.")
_URGENCY_COMPUTED = N_("The urgency of %(step)s is worked out in another way.")
_TIME = N_("The time of %(step)s is %(new)s; it was %(old)s.")
_TIME_NEW = N_("The time of %(step)s is now %(new)s; it had none.")
_TIME_NONE = N_("%(step)s no longer has a time.")
_TIME_COMPUTED = N_("The time of %(step)s is worked out in another way.")
DEADLINE_TOPIC, URGENCY_TOPIC = N_("Deadline of %(step)s"), N_("Urgency of %(step)s")
TIME_TOPIC = N_("Time of %(step)s")


def schedule(about: About) -> Iterator[Change]:
    """When a task is due, and when it comes up again."""
    yield from _timed(about, "dueDate", _DUE, _DUE_NEW, _DUE_NONE, _DUE_COMPUTED)
    yield from _timed(about, "followUpDate", _REMIND, _REMIND_NEW, _REMIND_NONE, _REMIND_COMPUTED)


def _timed(about: About, name: str, both: str, added: str, removed: str, computed: str) -> Iterator[Change]:
    old, new = about.value("zeebe:taskSchedule", name)
    if (old or None) == (new or None):
        return
    kind, template = compared(old, new, both, added, removed)
    was, now = time_phrase(old or ""), time_phrase(new or "")
    if (new and not now) or (old and new and not was):
        template = computed
    nothing = Sentence("")
    yield about.change(
        kind, "parameter", "deadlines", template, DEADLINE_TOPIC, old=was or nothing, new=now or nothing
    )


def urgency(about: About) -> Iterator[Change]:
    """The priority of a task."""
    old, new = about.value("zeebe:priorityDefinition", "priority")
    kind, template = compared(old, new, _URGENCY, _URGENCY_NEW, _URGENCY_NONE)
    if any(value and value.startswith("=") for value in (old, new)) and new:
        template = _URGENCY_COMPUTED
    yield about.change(kind, "parameter", "deadlines", template, URGENCY_TOPIC, old=old or "", new=new or "")


def time(about: About) -> Iterator[Change]:
    """When a timer event happens."""
    was, now = (
        element.event.timer if element and element.event else None for element in (about.was, about.now)
    )
    old, new = time_phrase(was.value) if was else None, time_phrase(now.value) if now else None
    if was is None and new:
        yield about.change("added", "parameter", "deadlines", _TIME_NEW, TIME_TOPIC, new=new)
    elif now is None:
        yield about.change("removed", "parameter", "deadlines", _TIME_NONE, TIME_TOPIC, "step")
    elif old and new:
        yield about.change("changed", "parameter", "deadlines", _TIME, TIME_TOPIC, old=old, new=new)
    else:
        yield about.change("changed", "parameter", "deadlines", _TIME_COMPUTED, TIME_TOPIC, "step")
