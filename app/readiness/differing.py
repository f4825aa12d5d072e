"""How far a municipality is from the shared way of working, and how sure that is. Pure.

What several people answer independently is one answer: the middle one on a scale, else the most frequent.
It is the surer, the more of them there are and the more they agree.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from app.readiness.interview import UNKNOWN, Question, Theme
from app.translating import N_

Counts = Mapping[str, int]  #: option → how many people chose it

#: Two answers without a scale between them are this far apart.
_APART = 0.6
#: Up to here two places on a scale are near each other.
_NEAR = 0.34


class Far(IntEnum):
    """How far an answer is from the shared one."""

    SAME = 0
    NEAR = 1
    FAR = 2
    OPPOSITE = 3

    @property
    def words(self) -> str:
        """The English word, for gettext."""
        return (N_("As shared"), N_("Near"), N_("Far"), N_("Opposite"))[self]


class Sure(IntEnum):
    """How sure an answer is."""

    NOT = 0  #: nobody has answered
    LITTLE = 1
    FAIRLY = 2
    VERY = 3

    @property
    def words(self) -> str:
        """The English words, for gettext."""
        return (N_("not known"), N_("one voice, or split"), N_("fairly sure"), N_("sure"))[self]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one municipality answers to one question."""

    tenant: str
    counts: Counts
    answer: str | None  #: None where nobody knows
    distance: float  #: from the shared answer, 0 to 1
    sure: Sure
    notes: tuple[str, ...] = ()

    @property
    def far(self) -> Far:
        return level(self.distance)

    @property
    def people(self) -> int:
        """How many gave an answer."""
        return sum(_voices(self.counts).values())


@dataclass(frozen=True, slots=True)
class Line:
    """One question across the municipalities."""

    question: Question
    shared: str | None  #: the answer that the others are compared with
    cells: tuple[Cell, ...]

    @property
    def known(self) -> tuple[Cell, ...]:
        """Municipalities that have answered."""
        return tuple(cell for cell in self.cells if cell.answer is not None)

    @property
    def differing(self) -> tuple[Cell, ...]:
        """Municipalities that do it otherwise than the shared way."""
        return tuple(cell for cell in self.known if cell.far > Far.SAME)

    @property
    def weight(self) -> float:
        """How much the question matters: how far apart, and how sure."""
        return sum(cell.distance * cell.sure for cell in self.known) / (3 * max(len(self.known), 1))


@dataclass(frozen=True, slots=True)
class Overall:
    """How a municipality stands in a whole theme, on average."""

    far: Far
    sure: Sure


@dataclass(frozen=True, slots=True)
class Voices:
    """What the people of one municipality answered: counted, without their names."""

    counts: Mapping[str, Counts] = field(default_factory=dict)  #: question → option → people
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    people: int = 0  #: who have answered anything


def line(question: Question, reference: Counts, voices: Mapping[str, Voices]) -> Line:
    """The question across the municipalities, each by its id.

    They are compared with what the consortium answered for the shared process; where it has not, with the
    most frequent answer among them.
    """
    heard = {tenant: each.counts.get(question.key, {}) for tenant, each in voices.items()}
    shared = answer(question, reference) or _most_frequent(question, heard.values())
    cells = [
        _cell(question, shared, tenant, counts, voices[tenant].notes.get(question.key, ()))
        for tenant, counts in heard.items()
    ]
    return Line(question, shared, tuple(cells))


def answer(question: Question, counts: Counts) -> str | None:
    """What they answer together; of two middle answers the former, of two as frequent ones too."""
    voices = _voices(counts)
    if not voices:
        return None
    if not question.ordered:
        return max(question.keys, key=lambda option: voices.get(option, 0))
    middle, passed = (sum(voices.values()) + 1) // 2, 0
    for option in question.keys:
        passed += voices.get(option, 0)
        if passed >= middle:
            return option
    return None


def sureness(question: Question, counts: Counts) -> Sure:
    """How sure their common answer is."""
    voices, common = _voices(counts), answer(question, counts)
    people = sum(voices.values())
    if common is None:
        return Sure.NOT
    apart = sum(distance(question, common, option) * number for option, number in voices.items()) / people
    if people == 1 or apart > 0.3:
        return Sure.LITTLE
    return Sure.VERY if people >= 3 and apart <= 0.12 else Sure.FAIRLY


def distance(question: Question, one: str, other: str) -> float:
    """How far two answers are apart: 0 the same, 1 as far as can be."""
    if one == other:
        return 0.0
    if not question.ordered:
        return _APART
    return abs(question.keys.index(one) - question.keys.index(other)) / (len(question.keys) - 1)


def level(distance: float) -> Far:
    """The distance in one of four words."""
    if distance <= 0:
        return Far.SAME
    if distance <= _NEAR:
        return Far.NEAR
    return Far.FAR if distance < 1 else Far.OPPOSITE


def of_theme(theme: Theme, lines: Sequence[Line], tenant: str) -> Overall | None:
    """A municipality in a whole theme; None where nothing is known."""
    cells = [cell for line in lines if line.question in theme.questions for cell in line.known]
    own = [cell for cell in cells if cell.tenant == tenant]
    if not own:
        return None
    far = sum(cell.distance for cell in own) / len(own)
    sure = Sure(round(sum(cell.sure for cell in own) / len(own)))
    return Overall(level(far), sure)


def _cell(
    question: Question, shared: str | None, tenant: str, counts: Counts, notes: tuple[str, ...]
) -> Cell:
    own = answer(question, counts)
    far = distance(question, own, shared) if own is not None and shared is not None else 0.0
    return Cell(tenant, counts, own, far, sureness(question, counts), notes)


def _voices(counts: Counts) -> Counts:
    return {option: number for option, number in counts.items() if option != UNKNOWN and number}


def _most_frequent(question: Question, heard: Iterable[Counts]) -> str | None:
    answers = [own for counts in heard if (own := answer(question, counts)) is not None]
    return max(question.keys, key=answers.count) if answers else None
