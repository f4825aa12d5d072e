"""What goes with a shorter or longer time: what variants do otherwise, and the time of the steps in it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.changes import Spot
from app.tailoring import Files
from app.tenants.tables import Tenant
from app.upstream import lineage
from app.upstream.telling import elements
from app.web import measured
from app.web.current import current
from app.web.studio import differences
from app.web.studio.differences import Line
from app.web.texts import gettext

#: Working days a case: what makes less is told without a figure.
LEAST_DAYS = 0.1
#: So many differences with a figure are told.
MOST = 8


Stays = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Theirs:
    """A municipality whose variant is looked at."""

    tenant: Tenant
    files: Files
    stays: Stays | None  #: element → working days a case; None: it does not share them


@dataclass(slots=True)
class Difference:
    """Something that others do otherwise, and by how much longer cases stand at the steps it touches."""

    lines: list[Line]
    tenants: list[Tenant] = field(default_factory=list)
    days: list[float] = field(default_factory=list)  #: of those of whom it is known

    @property
    def weight(self) -> float:
        """The largest effect, whatever its direction."""
        return max(map(abs, self.days), default=0.0)

    @property
    def effect(self) -> str:
        """The days in words, or between which days they lie."""
        low, high = (measured.signed(found(self.days)) for found in (min, max))
        return low if low == high else gettext("%(low)s to %(high)s", low=low, high=high)


@dataclass(frozen=True, slots=True)
class SameStep:
    """A step that is the same in both, at which cases stand another time."""

    name: str
    tenant: Tenant
    effect: str
    days: float


def differing(ours: Files, stays: Stays, others: Iterable[Theirs]) -> list[Difference]:
    """What the others do otherwise, each once, with who does; those with the largest effect first.

    Changes that touch the same steps are one difference: their times cannot be told apart.
    """
    found: dict[tuple[str, ...], Difference] = {}
    for theirs in others:
        for touched, spots in _by_steps(ours, stays, theirs).items():
            key = tuple(sorted(spot.key for spot in spots))
            changes = [change for spot in spots for change in spot.changes]
            lines = differences.lines(changes, current.language) if key not in found else []
            difference = found.setdefault(key, Difference(lines))
            difference.tenants.append(theirs.tenant)
            if (days := _days(touched, stays, theirs.stays)) is not None:
                difference.days.append(days)
    return sorted(found.values(), key=lambda each: -each.weight)


def alike(ours: Files, stays: Stays, others: Iterable[Theirs], names: Mapping[str, str]) -> list[SameStep]:
    """Steps that no difference touches, where cases stand longer or shorter all the same."""
    found = []
    for theirs in others:
        spots = lineage.own_changes(ours, theirs.files)
        if spots is None or not theirs.stays:
            continue
        touched = {each for spot in spots for each in elements(spot.changes)}
        for element_id in stays.keys() & theirs.stays.keys() - touched:
            days = _days({element_id}, stays, theirs.stays)
            if days is not None and abs(days) >= LEAST_DAYS:
                name = names.get(element_id) or element_id
                found.append(SameStep(name, theirs.tenant, measured.signed(days), days))
    return sorted(found, key=lambda each: -abs(each.days))[:MOST]


def with_figure(found: Sequence[Difference]) -> list[Difference]:
    """Those whose steps take another time."""
    return [each for each in found if each.weight >= LEAST_DAYS][:MOST]


def _by_steps(ours: Files, stays: Stays, theirs: Theirs) -> dict[Collection[str], list[Spot]]:
    """Their changes, those together that touch the same steps.

    What touches no step at which cases stand, and what only reads otherwise, stands by itself.
    """
    found: dict[Collection[str], list[Spot]] = {}
    for spot in lineage.own_changes(ours, theirs.files) or ():
        touched = set(elements(spot.changes)) & {*stays, *(theirs.stays or {})}
        if all(change.level == "text" for change in spot.changes):
            touched = set()
        found.setdefault(frozenset(touched) or (spot.key,), []).append(spot)
    return found


def _days(touched: Collection[str], ours: Stays, theirs: Stays | None) -> float | None:
    """How many days longer cases stand at these steps; None where that is not known, or there are none."""
    if not theirs or not ours:
        return None
    pairs = [
        (ours.get(each, 0.0), theirs.get(each, 0.0)) for each in touched if each in ours or each in theirs
    ]
    known = [after - before for before, after in pairs if before is not None and after is not None]
    return sum(known) if known and len(known) == len(pairs) else None
