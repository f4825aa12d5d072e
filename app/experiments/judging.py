"""What an experiment says: an effect, and one of three words. And whether it has to stop. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from app.experiments import estimating
from app.experiments.estimating import STRICT, USUAL, Estimate
from app.experiments.tables import Better, Experiment, Metric
from app.processes.trials import Arm
from app.translating import N_

#: Under so many closed cases on either side no figure is shown and nothing is judged.
FEWEST = 30
_HOURS = 24


@dataclass(slots=True)
class Tally:
    """What is counted of the cases on one side: no case and no person can be known by it."""

    opened: int = 0
    closed: int = 0
    hits: int = 0  #: closed cases of which the metric is true, for a share
    hours: Counter[int] = field(default_factory=Counter)  #: lead time in whole hours → closed cases

    @property
    def days(self) -> float:
        """The median lead time; there is at least one closed case."""
        return estimating.median(self.hours) / _HOURS

    def add(self, other: "Tally") -> None:
        """Put the cases of another municipality to these."""
        self.opened += other.opened
        self.closed += other.closed
        self.hits += other.hits
        self.hours.update(other.hours)


Tallies = dict[Arm, Tally]


class Verdict(StrEnum):
    KEEP = "keep"
    DROP = "drop"
    NOT_CLEAR = "not-clear"

    @property
    def words(self) -> str:
        """The English words, for gettext."""
        return _WORDS[self][0]

    @property
    def meaning(self) -> str:
        """What it means, in an English sentence for gettext."""
        return _WORDS[self][1]


_WORDS = {
    Verdict.KEEP: (
        N_("Keep"),
        N_("It is better, by at least as much as was worth having, and chance alone does not explain it."),
    ),
    Verdict.DROP: (
        N_("Drop"),
        N_("As much as was worth having is ruled out: it is too little better, or worse."),
    ),
    Verdict.NOT_CLEAR: (
        N_("Not clear yet"),
        N_("Too few cases, or too different ones, to say whether it is better by as much as is worth it."),
    ),
}


@dataclass(frozen=True, slots=True)
class Result:
    """How what is tried compares, in days or in points of a percentage; above 0 is better."""

    before: Tally
    tried: Tally
    effect: Estimate | None  #: None under `FEWEST` cases
    verdict: Verdict


def pooled(tallies: Iterable[Tallies]) -> Tallies:
    """The cases of several municipalities together."""
    found = {arm: Tally() for arm in Arm}
    for each in tallies:
        for arm, tally in each.items():
            found[arm].add(tally)
    return found


def judge(experiment: Experiment, tallies: Tallies) -> Result:
    """The effect and what it means."""
    effect = improvement(experiment, tallies)
    return Result(tallies[Arm.BEFORE], tallies[Arm.TRIED], effect, verdict(effect, experiment.smallest))


def verdict(effect: Estimate | None, smallest: float) -> Verdict:
    """Keep what is surely better and by enough; drop what surely is not better by enough."""
    if effect is None:
        return Verdict.NOT_CLEAR
    if effect.high < smallest:
        return Verdict.DROP
    return Verdict.KEEP if effect.low > 0 and effect.value >= smallest else Verdict.NOT_CLEAR


def why_stop(experiment: Experiment, tallies: Tallies) -> str | None:
    """Why it stops before its end, as an English sentence; None where it goes on.

    It is looked at again and again, and each look is a chance to be wrong: so harm has to be clear at 99.9 %,
    as Haybittle (1971) and Peto and others (1976) let trials stop.
    """
    fewest = min(tally.closed for tally in tallies.values())
    if experiment.stop_cases and fewest >= experiment.stop_cases:
        return N_("Both versions have the number of closed cases that was wanted.")
    effect = improvement(experiment, tallies, STRICT) if experiment.stop_worse else None
    return N_("What is tried is clearly worse.") if effect and effect.high < 0 else None


def improvement(experiment: Experiment, tallies: Tallies, z: float = USUAL) -> Estimate | None:
    """By how much what is tried is better; None while there are too few cases to say."""
    before, tried = tallies[Arm.BEFORE], tallies[Arm.TRIED]
    if min(before.closed, tried.closed) < FEWEST:
        return None
    more = _days(before, tried, z) if experiment.metric == Metric.LEAD_TIME else _points(before, tried, z)
    return more if experiment.better == Better.MORE else more.negated()


def _days(before: Tally, tried: Tally, z: float) -> Estimate:
    return _scaled(estimating.of_times(before.hours, tried.hours, z), 1 / _HOURS)


def _points(before: Tally, tried: Tally, z: float) -> Estimate:
    return _scaled(estimating.of_shares(before.hits, before.closed, tried.hits, tried.closed, z), 100)


def _scaled(each: Estimate, by: float) -> Estimate:
    return Estimate(each.value * by, each.low * by, each.high * by)
