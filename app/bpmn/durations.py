"""Times as people say them: P14D is 14 days."""

import re
from collections.abc import Mapping

from app.bpmn.elements import Element
from app.changes.wording import Name, Sentence, Series
from app.translating import N_

_DURATION = re.compile(
    r"P(?:(?P<Y>\d{1,9})Y)?(?:(?P<M>\d{1,9})M)?(?:(?P<W>\d{1,9})W)?(?:(?P<D>\d{1,9})D)?"
    r"(?:T(?:(?P<h>\d{1,9})H)?(?:(?P<m>\d{1,9})M)?(?:(?P<s>\d{1,9})(?:\.\d+)?S)?)?"
)
#: FEEL that only counts from now: =now() + duration("P2D"), =duration("P2D"), =@"P2D".
_COUNTED = re.compile(
    r"=\s*(?:(?:now|today)\(\)\s*\+\s*)?(?:duration\(\s*\"(?P<one>[^\"]+)\"\s*\)|@\"(?P<two>P[^\"]+)\")\s*"
)
#: FEEL that counts working days from today.
_WORKING_DAYS = re.compile(r"=\s*add working days\(\s*today\(\)\s*,\s*(?P<count>\d{1,4})\s*\)\s*")
_PARAMETER = re.compile(r"\bparameters\.(\w+)", re.ASCII)
#: A duration that is put together of a number of days.
_PUT_TOGETHER = re.compile(r"\"P\"\s*\+\s*string\((\d+)\)\s*\+\s*\"D\"")
_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:T.*)?")
_CYCLE = re.compile(r"R(?P<times>\d{0,9})/(?:[^/P][^/]*/)?(?P<every>P[^/]+)")
#: letter of ISO 8601 → one of them, several of them
_UNITS = {
    "Y": (N_("1 year"), N_("%(count)s years")),
    "M": (N_("1 month"), N_("%(count)s months")),
    "W": (N_("1 week"), N_("%(count)s weeks")),
    "D": (N_("1 day"), N_("%(count)s days")),
    "h": (N_("1 hour"), N_("%(count)s hours")),
    "m": (N_("1 minute"), N_("%(count)s minutes")),
    "s": (N_("1 second"), N_("%(count)s seconds")),
}
_WORKING = (N_("1 working day"), N_("%(count)s working days"))
_EVERY, _TIMES = N_("every %(time)s"), N_("%(count)s times, every %(time)s")
_COMPUTED, _CHOSEN = N_("a computed time"), N_("a time that the municipality chooses")


def time_phrase(written: str) -> Sentence | None:
    """A date, duration or repetition in words; None for FEEL that is more than one of them."""
    text = written.strip()
    if counted := _COUNTED.fullmatch(text):
        return _duration(counted["one"] or counted["two"])
    if working := _WORKING_DAYS.fullmatch(text):
        return _count(int(working["count"]), *_WORKING)
    if day := _DAY.fullmatch(text):
        return Sentence("%(date)s", {"date": f"{int(day['day'])}.{int(day['month'])}.{day['year']}"})
    if cycle := _CYCLE.fullmatch(text):
        return _cycle(cycle["times"], cycle["every"])
    return _duration(text)


def timer_phrase(element: Element) -> Sentence:
    """When a timer event happens."""
    written = element.event.timer.value if element.event and element.event.timer else ""
    return time_phrase(written) or Sentence(_CHOSEN if _PARAMETER.search(written) else _COMPUTED)


def with_values(written: str, parameters: Mapping[str, object]) -> str:
    """FEEL with the values of the parameters that it reads in their places."""
    valued = _PARAMETER.sub(lambda found: str(parameters.get(found[1], found[0])), written)
    return _PUT_TOGETHER.sub(r'"P\1D"', valued)


def _duration(text: str) -> Sentence | None:
    found = _DURATION.fullmatch(text)
    counts = {unit: int(number) for unit, number in found.groupdict().items() if number} if found else {}
    said = [_count(number, *_UNITS[unit]) for unit, number in counts.items() if number]
    return Sentence("%(time)s", {"time": Series(said)}) if said else None


def _count(number: int, one: str, several: str) -> Sentence:
    return Sentence(one) if number == 1 else Sentence(several, {"count": Name(str(number))})


def _cycle(times: str, every: str) -> Sentence | None:
    time = _duration(every)
    if time is None:
        return None
    return Sentence(_TIMES, {"count": times, "time": time}) if times else Sentence(_EVERY, {"time": time})
