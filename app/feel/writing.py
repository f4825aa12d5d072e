"""Values as text, as string() writes them (DMN 1.5, 10.3.4.1 and Table 58)."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from app.feel.budget import MAX_DATA_DEPTH, TOO_DEEP, Run
from app.feel.errors import FeelError
from app.feel.moments import microseconds
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
    run.spend(len(parts) + 1)
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
    if isinstance(value, timedelta):
        return write_duration(value)
    if isinstance(value, datetime | time):
        return _moment(value)
    return value.isoformat() if isinstance(value, date) else _rest(value)


def _rest(value: object) -> str:
    return value.iso() if isinstance(value, YearsMonths) else "function"


def write_number(value: Decimal) -> str:
    """Without exponent and without zeros at the end of a fraction."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(value: datetime | time) -> str:
    local = value.replace(tzinfo=None).isoformat()
    if "." in local:
        local = local.rstrip("0")
    region = getattr(value.tzinfo, "key", None)
    if region:
        return f"{local}@{region}"
    offset = value.isoformat()[len(value.replace(tzinfo=None).isoformat()) :]
    return local + ("Z" if offset == "+00:00" else offset)


def write_duration(value: timedelta) -> str:
    """As ISO 8601 writes it: P2DT3H, -PT0.5S, PT0S."""
    rest = abs(microseconds(value))
    days, rest = divmod(rest, 86_400_000_000)
    hours, rest = divmod(rest, 3_600_000_000)
    minutes, rest = divmod(rest, 60_000_000)
    seconds = write_number(Decimal(rest).scaleb(-6)) if rest else ""
    parts = ((hours, "H"), (minutes, "M"), (seconds, "S"))
    clock = "".join(f"{amount}{unit}" for amount, unit in parts if amount)
    if not days and not clock:
        return _ZERO_DURATION
    sign = "-" if value < timedelta(0) else ""
    return f"{sign}P{f'{days}D' if days else ''}{'T' + clock if clock else ''}"
