"""When a process begins by the clock."""

from datetime import datetime

from app.engine.definition import Definition
from app.engine.errors import NobodyWaits


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
    return None
