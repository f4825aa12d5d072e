"""Three versions of a service made into one: base, which both come from, ours and theirs.

Every change of theirs that meets none of ours is taken. Where two meet there is a question, and until it is
answered ours stays. What is fine on each side and wrong together is found by the check and asked as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.bpmn.comparing import Version
from app.bpmn.merging import Decided
from app.bpmn.merging import merged as merged_diagram
from app.changes.change import Spot
from app.changes.parts import THERE
from app.decisions.merging import merged as merged_decisions
from app.decisions.parts import DecisionVersion
from app.forms.merging import merged as merged_form
from app.forms.parts import FormVersion
from app.tailoring.bundle import Files, Opened, open_bundle
from app.tailoring.checked import fresh_problems, near
from app.tailoring.deciding import Deciding, Decisions, flat
from app.tailoring.difference import compare
from app.tailoring.meeting import clusters
from app.tailoring.own import OwnFile
from app.tailoring.own import merged as merged_own
from app.tailoring.questions import Cluster, Given, Question, question
from app.tailoring.related import refuse_unrelated
from app.tailoring.twins import renamed, twin_ids

#: Rounds of finding what is wrong together; the last one asks about everything that is left.
_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a merge."""

    files: Files  #: our files with what was taken; where a question is open, as we have it
    questions: tuple[Question, ...]
    applied: tuple[Spot, ...]  #: changes of theirs that were taken without a question
    declined: tuple[Spot, ...]  #: changes of theirs that meet nothing and were left out all the same

    @property
    def questions_open(self) -> tuple[Question, ...]:
        """The questions without an answer."""
        return tuple(each for each in self.questions if each.given is None)


def merge(base: Files, ours: Files, theirs: Files, answers: Mapping[str, Given] | None = None) -> Merged:
    """Merge three versions; `answers` by the key of a question, or of a spot of theirs to decline (“mine”).

    An answer that its question does not offer counts as none. Raises NotComparable for files that cannot be
    read, and for versions that have nothing in common.
    """
    merging = _Merging(base, ours, theirs, answers or {})
    merged = merging.run()
    twins = merging.twins(merged)
    if not twins:
        return merged
    # Once more, with another id for what they added under an id of ours.
    others = renamed(theirs, merging.theirs, twins, merging.ours)
    again = merge(base, ours, others, answers)
    told = tuple(each for each in merged.questions if each.reason == "same-id" and each.given)
    return replace(again, questions=(*told, *again.questions))


class _Merging:
    def __init__(self, base: Files, ours: Files, theirs: Files, answers: Mapping[str, Given]) -> None:
        self.base = open_bundle(base)
        self.ours, self.theirs = open_bundle(ours, self.base), open_bundle(theirs, self.base)
        for side in (self.ours, self.theirs):
            refuse_unrelated(self.base, side)
        self.answers = answers
        self.our_spots = compare(self.base, self.ours).spots
        their_spots = compare(self.base, self.theirs).spots
        self.declined = tuple(spot for spot in their_spots if self._declines(spot))
        self.their_spots = [spot for spot in their_spots if not self._declines(spot)]
        self.clusters: list[Cluster] = []

    def _declines(self, spot: Spot) -> bool:
        given = self.answers.get(spot.key)
        return given is not None and given.choice == "mine"

    def run(self) -> Merged:
        """Sort, decide and make the files, until nothing is wrong together that is not asked about."""
        joined: list[Cluster] = []
        for last in [False] * _ROUNDS + [True]:
            self.clusters, clean = clusters(self.base, self.our_spots, self.their_spots, joined)
            deciding, questions = self._decide(clean)
            files = self._files(deciding.decisions)
            more = list(self._wrong_together(files, last=last))
            if not more:
                break
            joined += more
        return Merged(self._named(files), tuple(questions), tuple(clean), self.declined)

    def twins(self, merged: Merged) -> dict[str, list[str]]:
        """File → ids that both sides gave to something, where both things shall stay."""
        found: dict[str, list[str]] = {}
        for cluster, asked in zip(self.clusters, merged.questions, strict=True):
            if asked.reason == "same-id" and asked.given and asked.given.choice == "both":
                found |= twin_ids(cluster, self.theirs)
        return found

    def _decide(self, clean: Sequence[Spot]) -> tuple[Deciding, list[Question]]:
        deciding = Deciding(self.base, self.ours, self.theirs)
        deciding.take(clean, {(delta.key, delta.name): delta for delta in flat(self.our_spots)})
        questions = [self._question(cluster, deciding) for cluster in self.clusters]
        for cluster, asked in zip(self.clusters, questions, strict=True):
            if asked.given:
                deciding.answer(cluster, asked.given)
        return deciding, questions

    def _question(self, cluster: Cluster, deciding: Deciding) -> Question:
        file = next(iter(cluster.theirs or cluster.ours)).file
        asked = question(
            cluster,
            self._filename(file),
            deciding.both(cluster),
            deciding.versions(cluster),
            writable=deciding.written(cluster) is not None,
        )
        given = self.answers.get(cluster.key)
        return replace(asked, given=given) if given and given.choice in asked.choices else asked

    def _wrong_together(self, files: Mapping[str, bytes], *, last: bool) -> Iterator[Cluster]:
        """Changes that are wrong together and are not asked about yet."""
        if any(files == side.sources for side in (self.ours, self.theirs)):
            return
        asked = {id(spot) for cluster in self.clusters for spot in cluster.theirs}
        free = [spot for spot in self.their_spots if id(spot) not in asked]
        for problem in fresh_problems(files, self.ours, self.theirs):
            theirs = near(problem, free, self.ours, self.theirs, everything=last)
            ours = near(problem, self.our_spots, self.ours, self.theirs, everything=False)
            if theirs:
                yield Cluster(tuple(ours), tuple(theirs), (), problem.sentence)

    def _files(self, decisions: Decisions) -> dict[str, bytes]:
        """The merged files by their keys."""
        found: dict[str, bytes | None] = {}
        for key in {**self.ours.opened, **self.theirs.opened}:
            own, other = self.ours.opened.get(key), self.theirs.opened.get(key)
            if isinstance(own, OwnFile) and isinstance(other, OwnFile):
                found[key] = merged_own(own, other, decisions.takes)
            else:
                found[key] = self._file(key, decisions)
        return {key: content for key, content in found.items() if content is not None}

    def _file(self, key: str, decisions: Decisions) -> bytes | None:
        mine, other = self.ours.sources.get(key), self.theirs.sources.get(key)
        if key not in self.base.opened or mine is None or other is None:
            return other if (key, THERE) in decisions.takes else mine
        base, ours, theirs = (side.opened[key] for side in (self.base, self.ours, self.theirs))
        decided = decisions.of({**base.tree, **ours.tree, **theirs.tree})
        if mine == other or not (decided.takes or decided.values or decided.drops):
            return mine
        if self._all_taken(key, decisions):
            return other
        return _in_one(base, ours, theirs, decided) or other

    def _all_taken(self, key: str, decisions: Decisions) -> bool:
        """Whether nothing of ours is left to keep: the file may be theirs, to the letter."""
        if self.ours.sources[key] != self.base.sources[key] or decisions.values or decisions.drops:
            return False
        spots = [*self.their_spots, *self.declined]
        theirs = [delta for spot in spots if spot.file == key for delta in spot.deltas]
        return all((delta.key, delta.name) in decisions.takes for delta in theirs)

    def _filename(self, key: str) -> str:
        return self.ours.names.get(key) or self.theirs.names.get(key) or self.base.names.get(key, key)

    def _named(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """The files by our names; a file of theirs makes way where its name is taken."""
        named: dict[str, bytes] = {}
        for key, content in files.items():
            name = self._filename(key)
            while name in named:
                stem, dot, suffix = name.rpartition(".")
                name = f"{stem}-2{dot}{suffix}" if stem else f"{name}-2"
            named[name] = content
        return named


def _in_one(base: Opened, ours: Opened, theirs: Opened, decided: Decided) -> bytes | None:
    """One file of three; None where they are not looked into."""
    match base, ours, theirs:
        case Version(), Version(), Version():
            return merged_diagram(base, ours, theirs, decided)
        case FormVersion(), FormVersion(), FormVersion():
            return merged_form(base, ours, theirs, decided.takes, decided.values)
        case DecisionVersion(), DecisionVersion(), DecisionVersion():
            return merged_decisions(base, ours, theirs, decided.takes, decided.values)
    return None
