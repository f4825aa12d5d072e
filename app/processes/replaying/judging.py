"""What came differently when a case was replayed."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from app.engine import OpenedTask
from app.processes.replaying.past import Past
from app.processes.scenarios import Play
from app.processes.scenarios.judging import path_of, waits_of
from app.processes.scenarios.playing import MAX_ACTIONS
from app.translating import N_

#: Less than this is how punctual the workers were.
_TELLING = timedelta(hours=12)
TOO_MANY = N_("It did not come to its end in 200 steps.")


class Fate(StrEnum):
    """What became of a case, the best first."""

    SAME = "same"  #: it ends the same, by the same way
    TIME = "time"  #: it ends the same, sooner or later
    PEOPLE = "people"  #: it ends the same, and others are asked
    WAY = "way"  #: it ends the same, and passes other steps
    END = "end"  #: it ends elsewhere
    WAITS = "waits"  #: it waits for something that nobody did
    STOPS = "stops"  #: the process stops it

    @property
    def ends_same(self) -> bool:
        """Whether the citizen's case comes to the same end."""
        return self in {Fate.SAME, Fate.TIME, Fate.PEOPLE, Fate.WAY}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came differently. Elements are told by their ids; equal verdicts are one line of a summary."""

    fate: Fate
    now: tuple[str, ...] = ()  #: with PEOPLE the task, with WAY steps that are new, else where the case is
    was: tuple[str, ...] = ()  #: with WAY steps that are passed no more, with END the former end
    groups: tuple[str, ...] = ()  #: who is asked now
    groups_were: tuple[str, ...] = ()  #: with PEOPLE
    cause: str = ""  #: why it stops, a gettext message id
    is_later: bool = False  #: with TIME


def judge(past: Past, played: Play) -> Verdict:
    """What came differently; what is worse is told alone."""
    failure = played.last.failure
    if failure is not None:
        return Verdict(Fate.STOPS, (failure.element_id,) if failure.element_id else (), cause=failure.cause)
    if not played.last.finished:
        return _unfinished(played)
    ends = played.last.ended[-1:]
    if ends != (past.outcome,):
        return Verdict(Fate.END, ends, (past.outcome,))
    return _way(past, played) or _people(past, played) or _time(past, played)


def _unfinished(played: Play) -> Verdict:
    if len(played.scenes) >= MAX_ACTIONS:
        return Verdict(Fate.STOPS, waits_of(played), cause=TOO_MANY)
    asked = next((each for each in played.last.waits if isinstance(each, OpenedTask)), None)
    if asked is None:
        return Verdict(Fate.WAITS, waits_of(played))
    # Others may have been told since that this one waits: the first is what it waits for.
    return Verdict(Fate.WAITS, (asked.element_id,), groups=asked.groups[:1])


def _way(past: Past, played: Play) -> Verdict | None:
    now, was = Counter(path_of(played)), past.passed
    if now == was:
        return None
    return Verdict(Fate.WAY, tuple(sorted(now - was)), tuple(sorted(was - now)))


def _people(past: Past, played: Play) -> Verdict | None:
    for scene in played.scenes:
        for task in scene.waits:
            if not isinstance(task, OpenedTask):
                continue
            was, groups = past.groups.get(task.element_id), task.groups[:1]
            if was and groups and groups != (was,):
                return Verdict(Fate.PEOPLE, (task.element_id,), groups=groups, groups_were=(was,))
    return None


def _time(past: Past, played: Play) -> Verdict:
    difference = played.last.moved_at - past.ended
    if abs(difference) < _TELLING:
        return Verdict(Fate.SAME)
    return Verdict(Fate.TIME, is_later=difference > timedelta(0))
