"""When a process begins by the clock."""

from datetime import UTC, datetime

from app.engine import times
from app.engine.definition import Definition, StartTimer
from app.engine.errors import NobodyWaits, StepFailed
from app.engine.expressions import kept, value
from app.feel import FeelError
from app.levels import NAME


def next_start(
    definition: Definition, start_element_id: str, after: datetime, now: datetime
) -> datetime | None:
    """When the start event is next due, later than `after`; None when never again. Aware, in UTC.

    `after` is the last time it was due, or when the version was published; `now` is for FEEL. Raises
    NobodyWaits for a start event without a timer, and StepFailed where FEEL gives no time.
    """
    start = next((start for start in definition.starts if start.element_id == start_element_id), None)
    if start is None or start.timer is None:
        raise NobodyWaits(f"the process has no timer start event “{start_element_id}”")
    try:
        return _next(start.timer, after, now, definition)
    except (times.NoTime, FeelError) as error:
        cause = "The start event has no valid date or repetition."
        raise StepFailed(start_element_id, cause, f"{start.timer.text}: {error}") from error


def check(timer: StartTimer) -> None:
    """Whether fixed text can tell when a process begins; raises NoTime."""
    if timer.kind == "timeDuration":
        raise times.NoTime("a duration has no moment that it is counted from")
    if not timer.text.startswith("="):
        _moment(timer, timer.text, datetime(2026, 1, 1, tzinfo=UTC))


def _next(timer: StartTimer, after: datetime, now: datetime, definition: Definition) -> datetime | None:
    expression = value(timer.text).expression
    if expression is None:
        return _moment(timer, timer.text, after)
    # No variables but the parameters: there is no case yet.
    known = {NAME: definition.parameters}
    return _moment(timer, kept(expression.evaluate(known, now=now, calendar=definition.calendar)), after)


def _moment(timer: StartTimer, value: object, after: datetime) -> datetime | None:
    if timer.kind == "timeCycle":
        return times.series(value).after(after)
    moment = times.due(value, after)
    return moment if moment > after else None
