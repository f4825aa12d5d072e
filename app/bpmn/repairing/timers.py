"""Remedies for timers: values in another notation, repetitions where none is possible, and missing ones."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from lxml import etree

from app.bpmn.elements import Element
from app.bpmn.problems import Problem
from app.bpmn.repairing import editing
from app.bpmn.repairing.languages import juel
from app.bpmn.repairing.languages.fragments import Untranslatable
from app.bpmn.repairing.planning import rule
from app.bpmn.repairing.remedy import Kind, Offer, exact, guess
from app.bpmn.repairing.workpiece import Workpiece
from app.bpmn.times import is_cycle, is_date, is_duration, is_series
from app.translating import N_

TRANSLATED = exact(
    "timer-translated", N_("The timer “%(element)s” has the value %(new)s instead of %(old)s.")
)
ONCE = exact(
    "timer-once",
    N_(
        "The timer “%(element)s” can fire only once; of the repetition %(old)s, the first time %(new)s stays."
    ),
)
ROUGHLY = guess(
    "timer-roughly",
    N_("The timer “%(element)s” has the timetable %(old)s, which does not run here; it waits %(new)s."),
    N_("Write the time in the panel: a duration (P14D), a date, or FEEL."),
)
INVENTED = guess(
    "timer-invented",
    N_("The file does not say when “%(element)s” fires; it waits %(new)s until somebody says."),
    N_("Write the time in the panel: a duration (P14D), a date, or FEEL."),
)
UNREADABLE = guess(
    "timer-invented",
    N_(
        "What “%(element)s” says is no time that can be read (%(old)s); it waits %(new)s until somebody says."
    ),
    N_("Write the time in the panel: a duration (P14D), a date, or FEEL."),
)

BY_HAND = guess(
    "start-plain",
    N_("Nobody can tell when “%(element)s” begins a case by the clock (%(old)s); somebody begins it now."),
    N_("Write a date, or a repetition such as R/2027-01-01T08:00:00/P1M, to begin by the clock."),
)

#: How long a timer waits that says nothing.
UNSAID = "P14D"
_VALUES = ("timeDate", "timeDuration", "timeCycle")
_SHORTEST = "PT1M"


def timers(_: Workpiece, xml: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """One timer, with one value that it can have."""
    node = Element(xml, "", "")
    definition = next((child for child in xml if editing.kind_of(child) == "timerEventDefinition"), None)
    if definition is None:
        return
    written = [timer for event in node.events for timer in event.timers if timer.value]
    kind, found = written[0].kind if written else "timeDuration", written[0].value if written else ""
    above = xml.getparent()
    if node.kind == "startEvent" and above is not None and editing.kind_of(above) == "process":
        yield from _beginning(xml, definition, kind, found)
        return
    repeats = node.kind in ("boundaryEvent", "startEvent") and not node.interrupting
    text, (new_kind, new) = _better(kind, found, repeats)
    yield text.at(xml, partial(_set, definition, new_kind, new), old=found, new=new)


def _beginning(xml: etree._Element, definition: etree._Element, kind: str, written: str) -> Iterator[Offer]:
    """A start by the clock: a date, or a repetition of which every moment can be told."""
    text, (new_kind, new) = _better(kind, written, repeats=True)
    if is_cycle(written):
        text, new = ROUGHLY, f"R/{written.rpartition('/')[2]}"
    if (
        text in (INVENTED, UNREADABLE)
        or new_kind == "timeDuration"
        or not (new.startswith("=") or _tells(new))
    ):
        yield BY_HAND.at(xml, partial(editing.set_aside, definition), old=written or "–")
    else:
        yield text.at(xml, partial(_set, definition, new_kind, new), old=written, new=new)


def _tells(value: str) -> bool:
    return is_date(value) or is_series(value)


def _better(kind: str, written: str, repeats: bool) -> tuple[Kind, tuple[str, str]]:
    """Which remedy, and the kind of value and the value that it gives."""
    if not written:
        return INVENTED, ("timeDuration", UNSAID)
    if juel.is_juel(written):
        return _computed(kind, written, repeats)
    if is_cycle(written) and not repeats:
        every = written.rpartition("/")[2]
        return ONCE, ("timeDuration", every if re.search("[1-9]", every) else _SHORTEST)
    for right, fits in (("timeDuration", is_duration), ("timeDate", is_date), ("timeCycle", is_cycle)):
        if fits(written) and re.search("[1-9]", written.rpartition("/")[2]):
            return TRANSLATED, (right, written)
    period = _period(written)
    if period:
        return ROUGHLY, ("timeCycle", f"R/{period}") if repeats else ("timeDuration", period)
    return UNREADABLE, ("timeDuration", UNSAID)


def _computed(kind: str, written: str, repeats: bool) -> tuple[Kind, tuple[str, str]]:
    try:
        value = f"={juel.value(written)}"
    except Untranslatable:
        return UNREADABLE, ("timeDuration", UNSAID)
    return TRANSLATED, (kind if kind != "timeCycle" or repeats else "timeDuration", value)


def _period(cron: str) -> str:
    """Roughly how often a timetable of cron comes round; "" for anything else."""
    fields = cron.split()
    if not 5 <= len(fields) <= 7 or not all(re.fullmatch(r"[\w*/,?#-]+", field) for field in fields):
        return ""
    minute, hour, day, month = fields[1:5] if len(fields) > 5 else fields[:4]
    weekday = fields[5] if len(fields) > 5 else fields[4]
    if month not in _ANY:
        return "P1Y"
    if day not in _ANY:
        return "P1M"
    if weekday not in _ANY:
        return "P7D"
    if hour.isdigit():
        return "P1D"
    return "PT1H" if minute.isdigit() else _SHORTEST


_ANY = ("*", "?", "*/1", "1/1")


def _set(definition: etree._Element, kind: str, value: str) -> None:
    for child in [child for child in definition if editing.kind_of(child) in _VALUES]:
        editing.set_aside(child)
    editing.add(definition, kind).text = value


RULES = (rule(timers, "timer-missing timer-wrong timer-hurry cycle-misplaced start-timer"),)
