"""A question of a merge: what they did, what we did, and what follows from each answer."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.bpmn.comparing.values import WAY
from app.changes.change import Change, Level, Spot
from app.changes.meeting import Meeting, Reason
from app.changes.wording import Sentence, Value
from app.translating import N_

Choice = Literal["theirs", "mine", "both", "edit"]

#: More sentences than this are counted instead of said.
_MOST = 4

_LABELS: Mapping[Choice, str] = {
    "theirs": N_("Take theirs"),
    "mine": N_("Keep mine"),
    "both": N_("Both"),
    "edit": N_("Another way"),
}
_WHY: Mapping[Reason, str] = {
    "value": N_("Both sides changed this, each in its own way."),
    "gone": N_("One side removed what the other one changed."),
    "wired": N_("One side removed what a change of the other one needs."),
    "same-id": N_("Both sides added something under the same technical name, and it is not the same."),
    "kind": N_("One side made it something else, and the other one changed more about it."),
    "order": N_("Both sides changed what comes after what at this place."),
    "together": N_("Each side's change is fine alone, but not the two together."),
}
_GONE_THEIRS = N_("They removed what you had changed.")
_GONE_OURS = N_("You had removed what they changed.")
_WIRED_THEIRS = N_("They removed what a change of yours needs.")
_WIRED_OURS = N_("You had removed what their change needs.")
_AND_MORE = N_("And %(count)s changes more.")
_YOURS_GOES, _THEIRS_LEFT_OUT = N_("Your change goes: %(change)s"), N_("Left out: %(change)s")
_STAYS = N_("It stays as you have it.")
_BOTH_ORDER = N_("The order will be: %(steps)s.")
_BOTH_LIST = N_("It will be: %(items)s.")
_BOTH_ADDED = N_("Both stay; theirs gets a technical name of its own.")
_EDIT_VALUE = N_("You write what it shall be.")
_EDIT_LATER = N_("It stays as you have it for now, and you draw it anew in the modeler.")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that can be given, and what follows from it."""

    choice: Choice
    label: str  #: an English message id
    follows: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given; `value` is what was written for “edit”."""

    choice: Choice
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Versions:
    """The three short texts side by side; None where there is nothing short to say."""

    base: Value | None = None
    theirs: Value | None = None
    ours: Value | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A place where their changes and ours cannot both be."""

    key: str  #: the same for the same two changes, whenever they meet
    file: str  #: name of the file
    reason: Reason
    topic: Sentence
    why: Sentence
    theirs: tuple[Change, ...]
    ours: tuple[Change, ...]
    versions: Versions
    answers: tuple[Answer, ...]
    given: Given | None = None
    writable: bool = False  #: “edit” takes a value that is written at once

    @property
    def level(self) -> Level:
        """The deepest level of the changes that meet."""
        found = {change.level for change in (*self.theirs, *self.ours)}
        levels: tuple[Level, ...] = ("diagram", "parameter", "text")
        return next((level for level in levels if level in found), "layout")

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The answers that make sense here."""
        return tuple(answer.choice for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Spots of both sides that meet, directly or through others."""

    ours: tuple[Spot, ...]
    theirs: tuple[Spot, ...]
    meetings: tuple[Meeting, ...]
    together: Sentence | None = None  #: what is wrong where each is fine alone

    @property
    def key(self) -> str:
        """A short name that stays as long as the changes are the same."""
        keys = sorted(spot.key for spot in (*self.ours, *self.theirs))
        return hashlib.sha256(" ".join(keys).encode()).hexdigest()[:8]

    @property
    def reason(self) -> Reason:
        """The gravest reason: a removal before a place before a value."""
        found = {reason_of(meeting) for meeting in self.meetings}
        order: Sequence[Reason] = ("same-id", "gone", "wired", "kind", "order", "value")
        return next((reason for reason in order if reason in found), "together")


def reason_of(meeting: Meeting) -> Reason:
    """Why the two cannot both be; where an arrow leads is a matter of order."""
    return "order" if meeting.reason == "value" and meeting.ours.name == WAY else meeting.reason


@dataclass(frozen=True, slots=True)
class Both:
    """How both changes can be: in words, by sort."""

    sort: Literal["order", "list", "added"]
    items: Value = ""


def question(
    cluster: Cluster, file: str, both: Both | None, versions: Versions | None, *, writable: bool
) -> Question:
    """The question of a cluster. `writable`: another value can be written as the answer."""
    theirs = _changes(cluster.theirs)
    ours = _changes(cluster.ours)
    first = next(iter(theirs or ours))
    return Question(
        key=cluster.key,
        file=file,
        reason=cluster.reason,
        topic=first.topic,
        why=_why(cluster),
        theirs=theirs,
        ours=ours,
        versions=versions or (_versions(theirs, ours) if cluster.reason == "value" else Versions()),
        answers=tuple(_answers(theirs, ours, both, writable)),
        writable=writable,
    )


def _changes(spots: Sequence[Spot]) -> tuple[Change, ...]:
    return tuple(change for spot in spots for change in spot.changes if not spot.quiet)


def _why(cluster: Cluster) -> Sentence:
    if cluster.together:
        return cluster.together
    reason = cluster.reason
    met = next(meeting for meeting in cluster.meetings if reason_of(meeting) == reason)
    if reason == "gone":
        return Sentence(_GONE_THEIRS if met.theirs.removed else _GONE_OURS)
    if reason == "wired":
        return Sentence(_WIRED_THEIRS if met.theirs.removed else _WIRED_OURS)
    return Sentence(_WHY[reason])


def _versions(theirs: Sequence[Change], ours: Sequence[Change]) -> Versions:
    if len(theirs) != 1 or len(ours) != 1:
        return Versions()
    said, mine = theirs[0].sentence.values, ours[0].sentence.values
    return Versions(said.get("old"), said.get("new"), mine.get("new"))


def _answers(
    theirs: Sequence[Change], ours: Sequence[Change], both: Both | None, writable: bool
) -> Iterator[Answer]:
    taken = [change.sentence for change in theirs]
    lost = [Sentence(_YOURS_GOES, {"change": change.sentence}) for change in ours]
    yield _answer("theirs", [*_few(taken), *_few(lost)])
    left_out = [Sentence(_THEIRS_LEFT_OUT, {"change": change.sentence}) for change in theirs]
    yield _answer("mine", [Sentence(_STAYS), *_few(left_out)])
    if both:
        said = {
            "order": Sentence(_BOTH_ORDER, {"steps": both.items}),
            "list": Sentence(_BOTH_LIST, {"items": both.items}),
            "added": Sentence(_BOTH_ADDED),
        }
        yield _answer("both", [said[both.sort]])
    yield _answer("edit", [Sentence(_EDIT_VALUE if writable else _EDIT_LATER)])


def _answer(choice: Choice, follows: Sequence[Sentence]) -> Answer:
    return Answer(choice, _LABELS[choice], tuple(follows))


def _few(sentences: Sequence[Sentence]) -> list[Sentence]:
    if len(sentences) <= _MOST:
        return list(sentences)
    return [*sentences[:_MOST], Sentence(_AND_MORE, {"count": str(len(sentences) - _MOST)})]
