"""Figures of closed cases in words: numbers with their units, differences with their direction."""

from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from app.measures.differing import Gap
from app.measures.metrics import DESCRIBED, Metric, Unit
from app.measures.tally import Tally
from app.web.formats import reader
from app.web.texts import gettext, ngettext

#: From this on, a decimal says more than is known.
_WHOLE = 9.95
_PERCENT, _TENTH = 0.01, 0.1
_MONTH = {"en": "LLL yyyy", "fi": "LLLL yyyy", "sv": "LLL yyyy"}


def number(value: float) -> str:
    """3.1, 14; with the reader's decimal sign."""
    if 0 < value < _TENTH / 2:
        return f"<{number(_TENTH)}"
    rounded = round(value) if abs(value) >= _WHOLE else round(value, 1)
    return format_decimal(rounded, "#,##0.#", locale=reader().locale)


def percent(share: float) -> str:
    """58 %; what is not quite nothing is said to be less than 1 %."""
    if 0 < share < _PERCENT / 2:
        return f"<{number(1)}\N{NO-BREAK SPACE}%"
    return f"{number(round(share * 100))}\N{NO-BREAK SPACE}%"


def said(metric: Metric, value: float) -> str:
    """A value with its unit."""
    unit = DESCRIBED[metric].unit
    return percent(value) if unit == "share" else with_unit(unit, value)


def short(metric: Metric, value: float) -> str:
    """A value without its unit, for places that say it elsewhere."""
    unit = DESCRIBED[metric].unit
    return percent(value) if unit == "share" else number(_rounded(unit, value))


def with_unit(unit: Unit, value: float) -> str:
    """3.1 working days; 1 hour."""
    told = number(_rounded(unit, value))
    many = 1 if told == "1" else 2
    if unit == "working-days":
        return ngettext("%(value)s working day", "%(value)s working days", many, value=told)
    if unit == "days":
        return ngettext("%(value)s day", "%(value)s days", many, value=told)
    if unit == "hours":
        return ngettext("%(value)s hour", "%(value)s hours", many, value=told)
    return told


def signed(value: float) -> str:
    """−3.1 working days; +14 working days."""
    sign = "\N{MINUS SIGN}" if value < 0 else "+"
    return sign + with_unit("working-days", abs(value))


def spread(metric: Metric, tally: Tally) -> str:
    """Between which values the middle half of the cases lies; "" for what is only counted."""
    unit = DESCRIBED[metric].unit
    if unit in {"share", "ways"}:
        return ""
    low, high = (_rounded(unit, tally.quantile(share)) for share in (0.25, 0.75))
    if number(low) == number(high):
        return gettext("Half of the cases or more: %(value)s", value=with_unit(unit, low))
    return gettext("Half of the cases: %(low)s to %(high)s", low=number(low), high=with_unit(unit, high))


def compared(metric: Metric, gap: Gap) -> str:
    """How a second group of cases differs from a first one, as far as that is certain."""
    if not gap.clear:
        return gettext("No clear difference")
    more, unit = gap.difference > 0, DESCRIBED[metric].unit
    if unit == "share":
        points = number(abs(gap.difference) * 100)
        if more:
            return gettext("%(points)s percentage points more", points=points)
        return gettext("%(points)s percentage points less", points=points)
    told = with_unit(unit, abs(gap.difference))
    if unit == "number":
        return gettext("%(value)s more", value=told) if more else gettext("%(value)s fewer", value=told)
    return gettext("%(value)s longer", value=told) if more else gettext("%(value)s shorter", value=told)


def month(name: str) -> str:
    """Nov 2026, from 2026-11."""
    year, of_year = map(int, name.split("-"))
    to = reader()
    return format_date(date(year, of_year, 1), _MONTH[to.language], locale=to.locale)


def _rounded(unit: Unit, value: float) -> float:
    return round(value) if unit == "number" else value
