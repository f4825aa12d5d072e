"""A closed case as it was lived: who did what when, and what came of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.processes.scenarios import Deed

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that somebody did."""

    at: datetime
    deed: Deed  #: START, COMPLETE, DELIVER or SIGNAL: the rest happens by itself
    name: str  #: of the element of a task or a timetable's start; else of the message or signal
    data: Values = field(default_factory=dict)  #: plain: what was answered or written
    place: int = 0  #: among the tasks of this element that were open then, from 0
    at_task: str = ""  #: the element of the task whose holder asked by this message
    key: str | None = None  #: what the message goes by; None where it was written for whoever asked
    is_kept: bool = False  #: where nobody waits for it yet, whoever waits later gets it


@dataclass(frozen=True, slots=True)
class Past:
    """A closed case of which everything is known that a replay needs."""

    number: str
    version_id: str  #: on which it ran
    began: datetime
    ended: datetime
    language: str
    case: Values  #: what diagrams read as ``case``
    acts: tuple[Act, ...]  #: in order, the first of them begins the case
    outcome: str  #: the end event that it reached
    passed: Counter[str]  #: how often each element was passed, without gateways
    groups: Mapping[str, str]  #: who was asked, by the element of the task
    results: Mapping[str, tuple[Values, ...]]  #: of the system's work, in order, by element
    left: frozenset[str]  #: elements of tasks that nobody did before the process took them away

    @property
    def took(self) -> timedelta:
        """From the beginning to the end."""
        return self.ended - self.began


@dataclass(frozen=True, slots=True)
class Unknown:
    """A closed case that cannot be replayed."""

    number: str
    why: str  #: a sentence, a gettext message id
