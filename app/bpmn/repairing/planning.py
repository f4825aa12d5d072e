"""Which remedies a diagram needs, one after the other, and the diagram after those that were chosen.

What is wrong is said by the check alone: a rule answers some of its codes. After every change the check is
asked again, since one change brings up the next: a service task that becomes a task for a person needs
somebody who does it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from app.bpmn.document import Document
from app.bpmn.names import BPMN
from app.bpmn.problems import Problem
from app.bpmn.reading import MAX_EXPRESSIONS, Unreadable, read
from app.bpmn.repairing.editing import is_set_aside
from app.bpmn.repairing.remedy import Answered, Offer, Remedy
from app.bpmn.repairing.workpiece import Surroundings, Workpiece
from app.translating import N_

#: Twice through all rules is enough for every file seen; more is a circle of remedies.
MAX_ROUNDS = 4
#: XML elements of a diagram that is repaired, its drawing aside; one with 250 steps has about 2,000.
MAX_ELEMENTS = 4_000
#: Elements of a file times checks of it: what is left over is offered by another repair.
MAX_WORK = 60_000

_EXPRESSIONS = [
    f"{{{BPMN}}}{kind}"
    for kind in (
        "conditionExpression",
        "condition",
        "loopCondition",
        "completionCondition",
        "loopCardinality",
    )
]
TOO_LARGE = N_("The diagram is too large to be repaired.")

Make = Callable[[Workpiece, etree._Element, Sequence[Problem]], Iterable[Offer]]
Choose = Callable[[Remedy], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """Offers what answers certain problems of one element, or, with `whole`, of the whole file."""

    make: Make
    codes: frozenset[str]  #: codes of the check
    names: frozenset[str] = frozenset()  #: of "extension-foreign": these names only
    whole: bool = False

    def answers(self, problem: Problem) -> bool:
        """Whether the rule is about this problem."""
        # What the check only points out in passing, such as settings that change nothing, may stay.
        if problem.code not in self.codes or (problem.code == FOREIGN and problem.severity != "error"):
            return False
        return not self.names or problem.code != FOREIGN or problem.values.get("name") in self.names


FOREIGN = "extension-foreign"


def rule(make: Make, codes: str, names: Iterable[str] = ()) -> Rule:
    """A rule about problems of one element; `codes` are separated by spaces."""
    return Rule(make, frozenset(codes.split()), frozenset(names))


def whole(make: Make, codes: str = "") -> Rule:
    """A rule that is asked once, about the whole file; without codes, it is always asked."""
    return Rule(make, frozenset(codes.split()), whole=True)


@dataclass(frozen=True, slots=True)
class Repaired:
    """A diagram after a repair."""

    document: Document
    source: bytes  #: the file; the very bytes that came in where nothing was changed
    applied: tuple[Remedy, ...]


def refuse_too_large(document: Document) -> int:
    """How many elements a diagram has; raises Unreadable for one that is too large to be repaired."""
    size = sum(1 for _ in document.root.iter(f"{{{BPMN}}}*"))
    written = sum(len(xml.text or "") for xml in document.root.iter(*_EXPRESSIONS))
    if size > MAX_ELEMENTS or written > MAX_EXPRESSIONS:
        raise Unreadable(TOO_LARGE, N_("Split it into several diagrams that call each other."))
    return size


def _answered(problem: Problem) -> Answered:
    return problem.code, problem.element_id, str(problem.values.get("name", ""))


class Repair:
    """One repair, from start to end; raises Unreadable for a diagram that is too large."""

    def __init__(self, document: Document, surroundings: Surroundings, choose: Choose) -> None:
        self.document = document
        self.work = Workpiece(document, surroundings)
        self.choose = choose
        self.applied: dict[str, Remedy] = {}
        self.left = MAX_WORK
        self.size = refuse_too_large(document)

    def run(self, rules: Sequence[Rule], finish: Callable[[Workpiece], None]) -> Repaired:
        """Go through the rules until nothing is left to offer; `finish` has the last word."""
        for _ in range(MAX_ROUNDS):
            before = len(self.applied)
            for rule in rules:
                self._ask(rule)
            if len(self.applied) == before:
                break
        if not self.applied:
            return Repaired(self.document, self.document.source, ())
        finish(self.work)
        source = self.work.finished()
        return Repaired(read(source), source, tuple(self.applied.values()))

    def _ask(self, rule: Rule) -> None:
        before = len(self.applied)
        for xml, problems in self._asked(rule, self.work.problems):
            self._take(rule.make(self.work, xml, problems), problems)
        if len(self.applied) > before:
            self.left -= self.size
            self.work.changed()

    def _asked(
        self, rule: Rule, problems: Sequence[Problem]
    ) -> Iterator[tuple[etree._Element, list[Problem]]]:
        answered = [problem for problem in problems if rule.answers(problem)]
        if rule.whole:
            if answered or not rule.codes:
                yield self.work.root, answered
            return
        about: dict[str | None, list[Problem]] = defaultdict(list)
        for problem in answered:
            about[problem.element_id].append(problem)
        for element_id, found in about.items():
            xml = self.work.find(element_id)
            if xml is not None and not is_set_aside(xml):
                yield xml, found

    def _take(self, offers: Iterable[Offer], problems: Sequence[Problem]) -> None:
        answers = frozenset(map(_answered, problems))
        for offer in list(offers):
            remedy = replace(offer.remedy, answers=answers)
            if self.left > 0 and remedy.key not in self.applied and self.choose(remedy):
                offer.apply()
                self.applied[remedy.key] = remedy
