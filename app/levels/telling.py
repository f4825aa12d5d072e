"""Parameters in words: their values, and what is permitted."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal

from app.changes.wording import Sentence, Series, as_words, clean
from app.levels.declaring import NAME, Kind, Parameter, Value
from app.translating import N_

_UNITS = {
    Kind.DAYS: (N_("1 day"), N_("%(count)s days")),
    Kind.WORKING_DAYS: (N_("1 working day"), N_("%(count)s working days")),
    Kind.NUMBER: ("%(count)s", "%(count)s"),
}
_RANGES = {
    Kind.DAYS: N_("%(least)s to %(most)s days"),
    Kind.WORKING_DAYS: N_("%(least)s to %(most)s working days"),
    Kind.NUMBER: N_("%(least)s to %(most)s"),
}
#: “14 days” as a duration: "P" + string(parameters.waitFor) + "D".
_DURATION = re.compile(rf'"P"\s*\+\s*string\(\s*{NAME}\.(\w+)\s*\)\s*\+\s*"([DWM])"', re.ASCII)
_READ = re.compile(rf"\b{NAME}\.([A-Za-z_]\w*)", re.ASCII)


def said(parameter: Parameter, value: Value) -> Sentence:
    """A value as people say it: “15 working days”, “on”, the name of an option."""
    if isinstance(value, bool):
        return Sentence(N_("on") if value else N_("off"))
    if isinstance(value, Decimal):
        one, many = _UNITS.get(parameter.kind, _UNITS[Kind.NUMBER])
        return Sentence(one if value == 1 else many, {"count": number(value)})
    if value in parameter.options:
        return Sentence("%(name)s", {"name": parameter.options[value]})
    return Sentence(
        "%(name)s", {"name": as_words(clean(value, 60)) if parameter.kind is Kind.GROUP else clean(value, 60)}
    )


def allowed(parameter: Parameter) -> Sentence:
    """What is permitted: “5 to 60 working days”."""
    if parameter.kind.is_number:
        return Sentence(
            _RANGES[parameter.kind], {"least": number(parameter.least), "most": number(parameter.most)}
        )
    if parameter.kind is Kind.CHOICE:
        return Sentence(
            "%(names)s", {"names": Series(list(parameter.options.values()), N_("%(first)s or %(last)s"))}
        )
    return Sentence(N_("a group of the municipality") if parameter.kind is Kind.GROUP else N_("on or off"))


def spelled(written: str, values: Mapping[str, object]) -> str:
    """An expression with the values of parameters in it, so that what is worked out can be said in words."""
    whole = _DURATION.sub(lambda found: f'"P{_feel(values.get(found[1]))}{found[2]}"', written)
    return _READ.sub(lambda found: _feel(values[found[1]]) if found[1] in values else found[0], whole)


def _feel(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return number(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def number(value: Decimal) -> str:
    """A number without an exponent or trailing zeros."""
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
