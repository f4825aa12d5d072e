"""An effect drawn: the interval as a line, the best guess as a dot, “nothing” and “worth having” as marks."""

from dataclasses import dataclass

from app.experiments.estimating import Estimate

#: Of the drawing, in its own units; both ends of the line stay this far from its edges.
WIDTH, EDGE = 400, 16


@dataclass(frozen=True, slots=True)
class Interval:
    """Places along the drawing, from the left."""

    low: float
    value: float
    high: float
    nothing: float
    smallest: float


def drawn(effect: Estimate, smallest: float) -> Interval:
    """Where everything stands when all of it is to be seen."""
    places = [effect.low, effect.high, 0.0, smallest]
    left, right = min(places), max(places)
    scale = (WIDTH - 2 * EDGE) / (right - left)

    def at(value: float) -> float:
        return round(EDGE + (value - left) * scale, 1)

    return Interval(at(effect.low), at(effect.value), at(effect.high), at(0.0), at(smallest))
