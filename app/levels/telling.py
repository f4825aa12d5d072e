"""Parameters in words: their values, and what is permitted."""

from decimal import Decimal

from app.changes.wording import Sentence, Series, as_words, clean
from app.levels.declaring import Kind, Parameter, Value
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


def number(value: Decimal) -> str:
    """A number without an exponent or trailing zeros."""
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
