"""How big a difference is, with the interval that the truth is in nineteen times out of twenty. Pure.

Shares: the score interval of Wilson (1927) for each, put together as in method 10 of Newcombe, "Interval
estimation for the difference between independent proportions", Statistics in Medicine 17 (1998).
Times: the shift of Hodges and Lehmann (1963) with the interval of Moses, as in Hollander, Wolfe and Chicken,
"Nonparametric Statistical Methods" (2014), section 4.3; it asks nothing of how times are spread.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import floor, sqrt

#: Standard deviations of a normal distribution: two-sided 95 %, and 99.9 % for looks in between.
USUAL, STRICT = 1.959964, 3.290527


@dataclass(frozen=True, slots=True)
class Estimate:
    """A difference: the best guess, and the interval around it."""

    value: float
    low: float
    high: float

    def negated(self) -> "Estimate":
        """The difference the other way round."""
        return Estimate(-self.value, -self.high, -self.low)


def of_shares(hits: int, cases: int, other_hits: int, other_cases: int, z: float = USUAL) -> Estimate:
    """The second share minus the first; both have at least one case."""
    one, other = hits / cases, other_hits / other_cases
    (low, high), (other_low, other_high) = wilson(hits, cases, z), wilson(other_hits, other_cases, z)
    difference = other - one
    return Estimate(
        difference,
        difference - sqrt((other - other_low) ** 2 + (high - one) ** 2),
        difference + sqrt((other_high - other) ** 2 + (one - low) ** 2),
    )


def wilson(hits: int, cases: int, z: float = USUAL) -> tuple[float, float]:
    """The interval of one share."""
    share, square = hits / cases, z * z
    middle = (share + square / (2 * cases)) / (1 + square / cases)
    half = z / (1 + square / cases) * sqrt(share * (1 - share) / cases + square / (4 * cases * cases))
    return max(0.0, middle - half), min(1.0, middle + half)


def of_times(one: Mapping[int, int], other: Mapping[int, int], z: float = USUAL) -> Estimate:
    """By how much the second times are longer than the first; each: time → how often. Neither is empty."""
    differences: Counter[int] = Counter()
    for time, times in one.items():
        for other_time, other_times in other.items():
            differences[other_time - time] += times * other_times
    few, many = sum(one.values()), sum(other.values())
    pairs = few * many
    spread = z * sqrt(pairs * (few + many + 1) / 12)
    outside = max(floor(pairs / 2 - spread), 0)
    middle = (_at(differences, (pairs - 1) // 2) + _at(differences, pairs // 2)) / 2
    return Estimate(middle, _at(differences, outside), _at(differences, pairs - 1 - outside))


def median(times: Mapping[int, int]) -> float:
    """The middle time of at least one."""
    count = sum(times.values())
    return (_at(times, (count - 1) // 2) + _at(times, count // 2)) / 2


def _at(counted: Mapping[int, int], place: int) -> int:
    """The value at this place (from 0) when all are put in order."""
    passed = 0
    for value in sorted(counted):
        passed += counted[value]
        if passed > place:
            return value
    raise IndexError(place)
