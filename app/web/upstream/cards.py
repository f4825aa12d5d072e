"""A figure of each municipality: a value, how it came about over the months, and how the cases lie."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.measures.figures import value
from app.measures.metrics import DESCRIBED, Metric
from app.measures.sharing import Shown
from app.tenants.tables import Tenant
from app.web import measured
from app.web.texts import gettext

#: The drawing of a line in its own units; the right edge is for the numbers of the scale.
WIDTH, HEIGHT, TOP = 240.0, 64.0, 12.0
_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Card:
    """A municipality beside the others."""

    tenant: Tenant
    mine: bool
    shown: Shown | None  #: None: it does not share the figure
    metric: Metric

    @property
    def value(self) -> float | None:
        """The value; None where there are too few cases, or nothing is shared."""
        tally = self.shown.tally if self.shown else None
        return value(self.metric, tally) if tally else None

    @property
    def text(self) -> str:
        """The value with its unit; "" without one."""
        return "" if self.value is None else measured.said(self.metric, self.value)

    @property
    def spread(self) -> str:
        """Where the middle half of the cases lies."""
        tally = self.shown.tally if self.shown else None
        return measured.spread(self.metric, tally) if tally else ""

    @property
    def quartiles(self) -> tuple[float, float, float] | None:
        """A quarter, half and three quarters of the cases are at most this; None for what is only counted."""
        tally = self.shown.tally if self.shown else None
        if tally is None or not self.spread:
            return None
        return tally.quantile(0.25), tally.median, tally.quantile(0.75)

    @property
    def cases(self) -> int:
        """Of how many cases; 0 where nothing is told."""
        return self.shown.tally.count if self.shown and self.shown.tally else 0

    @property
    def months(self) -> list[str]:
        """The value of each month in words, "" where there is none."""
        line = self.shown.line if self.shown else ()
        return ["" if each is None else measured.short(self.metric, each) for each in line]

    def ends(self, names: Mapping[str, str]) -> list[tuple[str, float, str]]:
        """Each way in which cases end: its name, its share, and that in words; the most frequent first."""
        found = self.shown.endings if self.shown else {}
        ordered = sorted(found.items(), key=lambda pair: (not pair[0], -pair[1]))
        return [
            (
                names.get(each, "") or gettext("Other ways"),
                count / self.cases,
                measured.percent(count / self.cases),
            )
            for each, count in ordered
        ]


@dataclass(frozen=True, slots=True)
class Scale:
    """What is common to the drawings of all cards: they begin at 0 and end at `most`."""

    most: float
    metric: Metric

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """Height of each line of the scale, and its number."""
        return [
            (round(self.y(share * self.most), 1), measured.short(self.metric, share * self.most))
            for share in (0, 0.5, 1)
        ]

    def y(self, value: float) -> float:
        """The height of a value."""
        return TOP + HEIGHT * (1 - value / self.most)

    def x(self, value: float) -> float:
        """How far to the right a value lies on a strip."""
        return round(WIDTH * value / self.most, 1)

    def parts(self, line: Sequence[float | None]) -> list[list[tuple[float, float]]]:
        """The points of a line, broken where there is no value."""
        step = WIDTH / max(len(line) - 1, 1)
        placed = [
            None if each is None else (round(at * step, 1), round(self.y(each), 1))
            for at, each in enumerate(line)
        ]
        return [list(_there(run)) for is_there, run in groupby(placed, key=bool) if is_there]

    def said(self, line: Sequence[float | None]) -> str:
        """How the line goes, in words; "" where it is no line."""
        known = [each for each in line if each is not None]
        if len(known) < 2:
            return ""
        first, last = (measured.said(self.metric, each) for each in (known[0], known[-1]))
        return gettext("From %(first)s to %(last)s", first=first, last=last)


def ordered(cards: Sequence[Card]) -> list[Card]:
    """By value, then those with too few cases, then those that do not share."""
    return sorted(
        cards,
        key=lambda card: (card.shown is None, card.value is None, card.value or 0.0, card.tenant.position),
    )


def scale(cards: Sequence[Card], metric: Metric) -> Scale:
    """A scale that holds every line and the middle half of all cases."""
    values = [each for card in cards if card.shown for each in card.shown.line if each is not None]
    values += [each for card in cards for each in card.quartiles or ()]
    if DESCRIBED[metric].unit == "share":
        return Scale(1.0, metric)
    return Scale(_round_number(max(values, default=1.0)), metric)


def _round_number(most: float) -> float:
    """The next number that is one, two or five of something."""
    size = 0.1
    while True:
        for step in _STEPS:
            if step * size >= most:
                return float(step * size)
        size *= 10


def _there(run: Iterator[tuple[float, float] | None]) -> Iterator[tuple[float, float]]:
    return (each for each in run if each is not None)
