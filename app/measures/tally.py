"""How often something was measured and how the values lie, in a form that can be added up.

Values are sorted into bins whose limits grow by a fixed ratio. A quantile read from them is off by at most
`ERROR` of its value; what is below `SMALLEST` counts as nothing.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson

#: The largest relative error of a quantile.
ERROR = 0.05
#: Smaller values are told as 0: a minute and a half, where days are measured.
SMALLEST = 0.001
#: The total is kept in whole hundredths: their sum does not depend on the order in which they come.
HUNDREDTHS = 100

_RATIO = (1 + ERROR) / (1 - ERROR)
_LOG_RATIO = math.log(_RATIO)
_LOWEST = math.floor(math.log(SMALLEST) / _LOG_RATIO)


@dataclass(slots=True)
class Tally:
    """Values that were measured. Adding them in any order, one by one or in parts, gives the same."""

    hundredths: int = 0  #: the sum of all values
    bins: dict[int, int] = field(default_factory=dict)  #: number of a bin → how many values

    @classmethod
    def of(cls, *values: float) -> "Tally":
        """A tally of these values."""
        found = cls()
        for value in values:
            found.add(value)
        return found

    @classmethod
    def kept(cls, hundredths: int, bins: str) -> "Tally":
        """What `as_text` wrote, with its total."""
        flat = orjson.loads(bins)
        return cls(hundredths, dict(zip(flat[::2], flat[1::2], strict=True)))

    def as_text(self) -> str:
        """The bins for the database: number and count by turns."""
        return orjson.dumps([each for pair in sorted(self.bins.items()) for each in pair]).decode()

    def add(self, value: float) -> None:
        """One more value, 0 or larger."""
        place = _place(value)
        self.bins[place] = self.bins.get(place, 0) + 1
        self.hundredths += round(value * HUNDREDTHS)

    def merge(self, other: "Tally") -> None:
        """All values of another tally."""
        self.hundredths += other.hundredths
        _add_up(self.bins, other.bins)

    @property
    def count(self) -> int:
        """How many values there are."""
        return sum(self.bins.values())

    @property
    def total(self) -> float:
        """The sum of all values."""
        return self.hundredths / HUNDREDTHS

    def above(self, limit: float) -> int:
        """How many values are larger than `limit`, as far as the bins tell them apart."""
        place = _place(limit)
        return sum(count for each, count in self.bins.items() if each > place)

    @property
    def mean(self) -> float:
        """The average; 0 where there is nothing."""
        return self.total / max(self.count, 1)

    @property
    def median(self) -> float:
        """Half of the values are at most this."""
        return self.quantile(0.5)

    def quantile(self, share: float) -> float:
        """The smallest value that this share of all values does not exceed; 0 where there are none."""
        wanted, seen = math.ceil(share * self.count), 0
        for place in sorted(self.bins):
            seen += self.bins[place]
            if seen >= wanted:
                return _middle(place)
        return 0.0


def _place(value: float) -> int:
    """The bin of a value."""
    return _LOWEST if value < SMALLEST else math.ceil(math.log(value) / _LOG_RATIO)


def _middle(place: int) -> float:
    """The value that is as far from the lower limit of a bin as from its upper one, by ratio."""
    return 0.0 if place == _LOWEST else 2 * _RATIO**place / (_RATIO + 1)


def _add_up(into: dict[int, int], bins: Mapping[int, int]) -> None:
    for place, count in bins.items():
        into[place] = into.get(place, 0) + count
