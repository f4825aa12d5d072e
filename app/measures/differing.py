"""Whether two groups of cases differ in a metric by more than chance would make them."""

import math
from dataclasses import dataclass

from app.measures.figures import value
from app.measures.metrics import DESCRIBED, Metric
from app.measures.tally import ERROR, Tally

#: So many standard errors hold 95 of 100 differences that are due to chance.
_CERTAIN = 1.96
#: The standard error of a median, by the distance of the quartiles, where the values lie as chance puts them.
_OF_MEDIAN = 1.2533 / 1.349


@dataclass(frozen=True, slots=True)
class Gap:
    """The second value less the first."""

    difference: float
    clear: bool  #: more than chance and the rounding of the bins would make


def gap(metric: Metric, first: Tally, second: Tally) -> Gap:
    """How the second group differs from the first."""
    before, after = value(metric, first), value(metric, second)
    chance = _CERTAIN * math.hypot(_error(metric, first), _error(metric, second))
    rounding = 0.0 if DESCRIBED[metric].unit == "share" else ERROR * max(before, after)
    return Gap(after - before, abs(after - before) > max(chance, rounding))


def _error(metric: Metric, tally: Tally) -> float:
    count = max(tally.count, 1)
    if DESCRIBED[metric].unit == "share":
        share = value(metric, tally)
        return math.sqrt(share * (1 - share) / count)
    return _OF_MEDIAN * (tally.quantile(0.75) - tally.quantile(0.25)) / math.sqrt(count)
