"""Whether fixed text is a date, a duration or a repetition of ISO 8601."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

# Five digits are 273 years of days; more would leave the calendar.
_DURATION = re.compile(
    r"P(?=[\dT])(?:\d{1,4}Y)?(?:\d{1,5}M)?(?:\d{1,5}W)?(?:\d{1,5}D)?"
    r"(?:T(?=\d)(?:\d{1,6}H)?(?:\d{1,7}M)?(?:\d{1,9}(?:\.\d{1,6})?S)?)?"
)
_CYCLE = re.compile(r"R\d{0,5}/(?:(?P<start>[^/P][^/]*)/)?(?P<every>P[^/]+)")


#: Something other than zero before a unit that is longer than seconds, or a minute of seconds.
_A_MINUTE = re.compile(r"[1-9]\d*[YMWDH]|(?:[6-9]\d|[1-9]\d\d+)(?:\.\d+)?S")


def is_duration(text: str) -> bool:
    """P14D, PT2H30M."""
    return _DURATION.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """2026-12-24, 2026-12-24T08:00:00+02:00."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_cycle(text: str) -> bool:
    """R3/P7D, R/2026-12-24T08:00:00Z/P1D."""
    found = _CYCLE.fullmatch(text)
    return (
        found is not None and is_duration(found["every"]) and (not found["start"] or is_date(found["start"]))
    )


def is_series(text: str) -> bool:
    """A repetition whose next moment can be told: R/P1D, with a count R3/2026-12-24T08:00:00Z/P1D; at most
    one in a minute.
    """
    found = _CYCLE.fullmatch(text)
    if found is None or not is_cycle(text) or not _A_MINUTE.search(found["every"]):
        return False
    return bool(found["start"]) or text.startswith("R/")


def is_endless_hurry(text: str) -> bool:
    """A repetition with no time between: R/PT0S."""
    found = _CYCLE.fullmatch(text)
    return found is not None and not re.search("[1-9]", found["every"])


def is_no_time(text: str) -> bool:
    """A duration that is over at once: PT0S."""
    return is_duration(text) and not re.search("[1-9]", text)


def is_deadline(text: str) -> bool:
    """A date, or how long after the task was opened."""
    return is_date(text) or is_duration(text)


#: kind of timer value → whether fixed text can be one
FITS: Mapping[str, Callable[[str], bool]] = {
    "timeDate": is_date,
    "timeDuration": is_duration,
    "timeCycle": is_cycle,
}
