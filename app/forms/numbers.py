"""Answers that are numbers, as Finns and Swedes write them: 1 250,50."""

import re
import unicodedata
from decimal import Decimal, localcontext
from typing import Any

from marshmallow import fields

from app.forms.asking import Asked, first_text
from app.forms.components import exact
from app.forms.scope import in_words
from app.translating import N_

_BLANK = re.compile(r"[\s\u00a0\u2007\u2009\u202f']")
# At most 25 digits, so that the arithmetic of Decimal (28 digits) stays exact.
_NUMBER = re.compile(r"[+-]?(\d{1,15}([.,]\d{0,10})?|[.,]\d{1,10})\Z", re.ASCII)


def number(text: str) -> Decimal | None:
    """The number in a text: blanks between digits, a comma or a point before decimals; None for no number."""
    if len(text) > 100:
        return None
    digits = "".join(str(unicodedata.decimal(sign, sign)) for sign in _BLANK.sub("", text))
    digits = digits.replace("−", "-")
    return Decimal(digits.replace(",", ".")) if _NUMBER.match(digits) else None


class NumberAnswer(fields.Field[Decimal | str | None]):
    """A number as Decimal, or as text where the form says `serializeToString`; blank is None."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(allow_none=True)
        self.asked = asked

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Decimal | str | None:
        text = first_text(value).strip()
        if not text:
            if self.asked.required:
                raise self.asked.missing()
            return None
        found = number(text)
        if found is None:
            raise self.asked.wrong("number", N_("%(label)s must be a number, for example 12 or 12,50"))
        self._bounded(found)
        self._stepped(found)
        return format(found, "f") if self.asked.component.flag("serializeToString") else found

    def _bounded(self, found: Decimal) -> None:
        least, most = self.asked.number("min"), self.asked.number("max")
        if least is not None and found < least:
            raise self.asked.wrong("min", N_("%(label)s must be %(least)s or more"), least=in_words(least))
        if most is not None and found > most:
            raise self.asked.wrong("max", N_("%(label)s must be %(most)s or less"), most=in_words(most))

    def _stepped(self, found: Decimal) -> None:
        decimals = exact(self.asked.component.source.get("decimalDigits"))
        if decimals is not None and 0 <= decimals < 50 and _decimals(found) > decimals:
            if decimals == 0:
                raise self.asked.wrong("decimals", N_("%(label)s must be a whole number"))
            raise self.asked.wrong(
                "decimals", N_("%(label)s can have at most %(most)s decimals"), most=str(int(decimals))
            )
        step = exact(self.asked.component.source.get("increment"))
        if step is not None and step > 0 and self._off_step(found, step):
            raise self.asked.wrong(
                "increment", N_("%(label)s must go in steps of %(step)s"), step=in_words(step)
            )

    def _off_step(self, found: Decimal, step: Decimal) -> bool:
        start = self.asked.number("min") or Decimal(0)
        with localcontext(prec=120):
            return bool((found - start) % step)


def _decimals(found: Decimal) -> int:
    exponent = found.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
