"""Functions beyond the standard that the modelers' authors know from Camunda 8."""

from collections.abc import Sequence
from decimal import Decimal

from app.feel import patterns
from app.feel.budget import Run
from app.feel.builtins.lists import distinct_values
from app.feel.builtins.registry import builtin
from app.feel.comparing import equal
from app.feel.far import Day, Moment
from app.feel.moments import in_zone, last_of_month, zone_of
from app.feel.temporal import region_zone

#: To make a list takes as long as five steps, with nothing in it.
_STEPS_A_LIST = 5


@builtin("get or else", "value: any, default: any")
def get_or_else(value: object, default: object) -> object:
    """get or else(any, any) → any. Beyond the standard: the default where the value is null."""
    return default if value is None else value


@builtin("date and time", "date: date and time, timezone: string")
def moment_in_zone(moment: Moment, zone: str) -> Moment | None:
    """date and time(date and time, string) → date and time. Beyond the standard.

    The same moment as clocks in another zone show it; null for a moment or a name without a zone.
    """
    return in_zone(moment, region_zone(zone)) if zone_of(moment) else None


@builtin("is blank", "string: string")
def is_blank(text: str) -> bool:
    """is blank(string) → boolean. Beyond the standard: whether there is nothing but white space."""
    return not text.strip()


@builtin("trim", "string: string")
def trim(text: str) -> str:
    """trim(string) → string. Beyond the standard: without white space at either end."""
    return text.strip()


@builtin("extract", "input: string, pattern: string, flags: string?", run=True)
def extract(run: Run, text: str, pattern: str, flags: str | None) -> list[str]:
    """extract(string, string, string or nothing) → list<string>. Beyond the standard: all that matches."""
    return [match.group(0) for match in patterns.compiled(pattern, flags or "", run).finditer(text)]


@builtin("is empty", "list: list")
def is_empty(items: list[object]) -> bool:
    """is empty(list) → boolean. Beyond the standard."""
    return not items


@builtin("duplicate values", "list: list", run=True)
def duplicate_values(run: Run, items: list[object]) -> list[object]:
    """duplicate values(list) → list. Beyond the standard: each item that stands there more than once."""
    run.spend(len(items) ** 2)
    repeated = [item for item in items if sum(equal(item, other, run) is True for other in items) > 1]
    return distinct_values(run, repeated)


@builtin("partition", "list: list, size: number", run=True)
def partition(run: Run, items: Sequence[object], size: Decimal) -> list[object] | None:
    """partition(list, number) → list<list>. Beyond the standard: parts of a size; null below 1."""
    if size < 1:
        return None
    step = int(min(size, Decimal(len(items) + 1)))
    starts = range(0, len(items), step)
    run.spend(len(items) + _STEPS_A_LIST * len(starts))
    return [list(items[start : start + step]) for start in starts]


@builtin("last day of month", "date: date")
def last_day_of_month(day: Day) -> Day:
    """last day of month(date or date and time) → date. Beyond the standard."""
    return last_of_month(day)
