"""Gaps, overlaps and rules that never hit, found by trying all samples of all inputs against each other.

Inputs are gone through one by one. Samples that leave the same rules possible are one case, so that most
tables need few steps; a table that needs too many is left alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.decisions.boxes import TableNode
from app.decisions.checks.samples import Column, columns
from app.decisions.elements import place_of
from app.decisions.explaining import shown
from app.decisions.problems import Finding, Place, Problem
from app.feel.budget import Run
from app.feel.errors import FeelError
from app.feel.program import Program
from app.translating import N_

_MOST_STEPS = 20_000
_MOST_RULES = 1_000
_MOST_TOLD = 3  # of a kind

GAP = Finding(
    "table-gap",
    "warning",
    N_("No rule of “%(element)s” says what happens with %(example)s."),
    N_("Add a rule for it, or a default for the output."),
)
OVERLAP = Finding(
    "rules-overlap",
    "error",
    N_("Rules %(first)s and %(second)s of “%(element)s” both apply with %(example)s, and only one may."),
    N_("Make their tests exclude each other, or choose another hit policy."),
)
CONTRADICTION = Finding(
    "rules-contradict",
    "error",
    N_("Rules %(first)s and %(second)s of “%(element)s” both apply with %(example)s, with other results."),
    N_("Give them the same result, or make their tests exclude each other."),
)
NEVER = Finding(
    "rule-impossible",
    "error",
    N_("Rule %(rule)s of “%(element)s” never applies: no value of “%(input)s” passes its test."),
    N_("Correct the test, or remove the rule."),
)
HIDDEN = Finding(
    "rule-hidden",
    "warning",
    N_("Rule %(rule)s of “%(element)s” never applies: with %(example)s, for one, rule %(first)s does."),
    N_("Put it before the other, or remove it."),
)
UNUSED = Finding(
    "input-unused",
    "warning",
    N_("No rule of “%(element)s” tests the input “%(input)s”."),
    N_("Remove the input, or test it in a rule."),
)

Cells = Sequence[int]  #: for each column the samples that are meant, as bits


class _TooMuch(Exception):
    """It would take too long."""


def uncovered(node: TableNode) -> Iterator[Problem]:
    """What the check of a table's rules finds."""
    if len(node.table.rules) > _MOST_RULES or not node.table.rules:
        return
    yield from _Coverage(node, columns(node)).problems()


@dataclass(frozen=True, slots=True)
class _Coverage:
    node: TableNode
    columns: Sequence[Column]

    def problems(self) -> Iterator[Problem]:
        for column in self.columns:
            if not column.tested:
                yield UNUSED.at(self.node.table.place, input=column.label)
        impossible = list(self._impossible())
        yield from impossible
        yield from self._told(self._gaps())
        if self.node.table.policy in ("UNIQUE", "ANY"):
            yield from self._told(self._overlaps())
        if self.node.table.policy == "FIRST":
            never = {problem.rule for problem in impossible}
            yield from self._told(self._hidden([index for index in self._count() if index + 1 not in never]))

    def _told(self, found: Iterator[Problem]) -> Iterator[Problem]:
        """The first few of them: an author corrects one after the other."""
        try:
            for count, problem in enumerate(found):
                if count == _MOST_TOLD:
                    return
                yield problem
        except _TooMuch:
            return

    def _at(self, index: int) -> Place:
        return place_of(self.node.table.rules[index].xml, self.node.table.name)

    def _count(self) -> range:
        return range(len(self.node.table.rules))

    # --- rules that never apply -------------------------------------------------------------------

    def _impossible(self) -> Iterator[Problem]:
        for index in self._count():
            for column in self.columns:
                if column.samples and column.passing[index] == 0:
                    yield NEVER.at(self._at(index), index + 1, input=column.label)
                    break

    def _hidden(self, possible: Sequence[int]) -> Iterator[Problem]:
        """Rules of a first-hit table that could apply, but all of whose cases belong to rules before them."""
        for index in possible:
            before = [each for each in range(index) if self._is_known(each)]
            box = [column.all if (bits := column.passing[index]) is None else bits for column in self.columns]
            if before and next(self._left(box, before), None) is None:
                example = [_lowest(bits) for bits in box]
                first = next(each for each in before if self._holds(each, example))
                values = {"first": str(first + 1), "example": self._written(example)}
                yield HIDDEN.at(self._at(index), index + 1, **values)

    # --- gaps -------------------------------------------------------------------------------------

    def _gaps(self) -> Iterator[Problem]:
        """Cases without a rule, where one is wanted: not of tables that collect, nor with a default."""
        table = self.node.table
        if table.policy not in ("UNIQUE", "ANY", "PRIORITY", "FIRST") or any(self.node.defaults):
            return
        if not all(column.samples or not column.tested for column in self.columns):
            return
        for example in self._left([column.all for column in self.columns], list(self._count())):
            yield GAP.at(table.place, example=self._written(example))

    def _left(self, box: Cells, rules: Sequence[int]) -> Iterator[list[int]]:
        """Cases inside a box that none of the rules covers, one sample for each column."""
        steps = [_MOST_STEPS]

        def go(place: int, possible: Sequence[int], chosen: list[int]) -> Iterator[list[int]]:
            steps[0] -= 1
            if steps[0] < 0:
                raise _TooMuch
            if not possible:
                yield [*chosen, *map(_lowest, box[place:])]
            elif place < len(self.columns) and not any(self._covers(each, box, place) for each in possible):
                for sample, rest in self._cases(place, box[place], possible):
                    yield from go(place + 1, rest, [*chosen, sample])

        return go(0, rules, [])

    def _covers(self, rule: int, box: Cells, place: int) -> bool:
        """Whether a rule lets everything pass from this column on."""
        return all(
            (bits := column.passing[rule]) is None or not box[at] & ~bits
            for at, column in enumerate(self.columns[place:], place)
        )

    def _cases(self, place: int, wanted: int, possible: Sequence[int]) -> Iterator[tuple[int, Sequence[int]]]:
        """A sample for each set of rules that samples of the column leave possible."""
        column, seen = self.columns[place], set[tuple[int, ...]]()
        if not column.samples:
            yield 0, possible
        for sample in _bits(wanted):
            rest = tuple(
                each for each in possible if (bits := column.passing[each]) is None or bits >> sample & 1
            )
            if rest not in seen:
                seen.add(rest)
                yield sample, rest

    # --- overlaps ---------------------------------------------------------------------------------

    def _overlaps(self) -> Iterator[Problem]:
        known = [index for index in self._count() if self._is_known(index)]
        for place, second in enumerate(known):
            for first in known[:place]:
                common = [(c.passing[first] or 0) & (c.passing[second] or 0) for c in self.columns]
                if all(bits or not c.samples for bits, c in zip(common, self.columns, strict=True)):
                    yield from self._both(first, second, [_lowest(bits) for bits in common])

    def _both(self, first: int, second: int, example: list[int]) -> Iterator[Problem]:
        any_will_do = self.node.table.policy == "ANY"
        if any_will_do and self._same_result(first, second):
            return
        finding = CONTRADICTION if any_will_do else OVERLAP
        values = {"first": str(first + 1), "second": str(second + 1), "example": self._written(example)}
        yield finding.at(self._at(second), second + 1, **values)

    def _same_result(self, first: int, second: int) -> bool:
        one, other = self.node.table.rules[first].results, self.node.table.rules[second].results
        return one == other or self._results(first) == self._results(second)

    def _results(self, index: int) -> list[str]:
        try:
            return [shown(Program(each).run(Run())) for each in self.node.results[index]]
        except FeelError:
            return [str(index)]

    # --- cases ------------------------------------------------------------------------------------

    def _is_known(self, rule: int) -> bool:
        """Whether it can be told which samples its cells let pass."""
        return all(column.passing[rule] is not None for column in self.columns)

    def _holds(self, rule: int, example: Sequence[int]) -> bool:
        return all(
            not column.samples or (column.passing[rule] or 0) >> sample & 1
            for column, sample in zip(self.columns, example, strict=True)
        )

    def _written(self, example: Sequence[int]) -> str:
        """A case as its author would say it: the inputs that are tested, with a value each."""
        return ", ".join(
            f"{column.label} = {shown(column.samples[sample])}"
            for column, sample in zip(self.columns, example, strict=True)
            if column.samples and column.tested
        )


def _bits(bits: int) -> Iterator[int]:
    place = 0
    while bits:
        if bits & 1:
            yield place
        bits, place = bits >> 1, place + 1


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1 if bits else 0
