"""Values as text, as string() writes them (DMN 1.5, 10.3.4.1 and Table 58)."""

from datetime import datetime, time
from decimal import Decimal

from app.feel.budget import MAX_DATA_DEPTH, TOO_DEEP, Run
from app.feel.errors import FeelError
from app.feel.far import NANOS, Clock, Day, Length, Moment, nanoseconds, of_clock, of_day, of_moment, year_of
from app.feel.moments import clock_of
from app.feel.values import Range, YearsMonths

_ZERO_DURATION = "PT0S"


def write(value: object, run: Run, *, quoted: bool = False, depth: int = 0) -> str:
    """A value as text; texts inside lists and contexts stand between quotation marks."""
    if depth > MAX_DATA_DEPTH:
        raise FeelError(TOO_DEEP)
    if isinstance(value, list):
        return _join("[", [write(item, run, quoted=True, depth=depth + 1) for item in value], "]", run)
    if isinstance(value, dict):
        entries = [
            f"{_key(key)}: {write(item, run, quoted=True, depth=depth + 1)}" for key, item in value.items()
        ]
        return _join("{", entries, "}", run)
    if isinstance(value, Range):
        return _range(value, run)
    if isinstance(value, str):
        return _quoted(value) if quoted else value
    return _scalar(value)


def _join(opening: str, parts: list[str], closing: str, run: Run) -> str:
    run.spend(2 * len(parts) + 1)
    run.spend_text(sum(map(len, parts)) + 2 * len(parts))
    return opening + ", ".join(parts) + closing


def _key(key: str) -> str:
    return key if key.replace(" ", "_").isidentifier() else _quoted(key)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _range(value: Range, run: Run) -> str:
    low, high = (write(end, run, quoted=True) for end in (value.low, value.high))
    if value.low is None:
        return f"({'<=' if value.high_included else '<'} {high})"
    if value.high is None:
        return f"({'>=' if value.low_included else '>'} {low})"
    return f"{'[' if value.low_included else '('}{low}..{high}{']' if value.high_included else ')'}"


def _scalar(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return write_number(value)
    if isinstance(value, YearsMonths):
        return value.iso()
    return write_duration(value) if isinstance(value, Length) else _point(value)


def write_number(value: Decimal) -> str:
    """Without exponent and without zeros at the end of a fraction."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _point(value: object) -> str:
    if isinstance(value, Moment):
        return f"{_day(value)}T{_clock(clock_of(value), _zone(of_moment(value)[1]))}"
    if isinstance(value, Clock):
        return _clock(value, _zone(of_clock(value)[0]))
    return _day(value) if isinstance(value, Day) else "function"


def _day(value: Day) -> str:
    year = year_of(value)
    return f"{'-' if year < 0 else ''}{abs(year):04d}{of_day(value)[1].isoformat()[4:10]}"


def _clock(value: Clock, zone: str) -> str:
    near, nanos = of_clock(value)
    fraction = f".{near.microsecond * 1000 + nanos:09d}".rstrip("0").rstrip(".")
    return f"{near.hour:02d}:{near.minute:02d}:{near.second:02d}{fraction}{zone}"


def _zone(near: datetime | time) -> str:
    region = getattr(near.tzinfo, "key", None)
    if region:
        return f"@{region}"
    offset = near.isoformat()[len(near.replace(tzinfo=None).isoformat()) :]
    return "Z" if offset == "+00:00" else offset


def write_duration(value: Length) -> str:
    """As ISO 8601 writes it: P2DT3H, -PT0.5S, PT0S."""
    amount = nanoseconds(value)
    minutes, rest = divmod(abs(amount), 60 * NANOS)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    seconds = write_number(Decimal(rest).scaleb(-9)) if rest else ""
    parts = ((hours, "H"), (minutes, "M"), (seconds, "S"))
    clock = "".join(f"{part}{unit}" for part, unit in parts if part)
    if not amount:
        return _ZERO_DURATION
    return f"{'-' if amount < 0 else ''}P{f'{days}D' if days else ''}{'T' + clock if clock else ''}"
