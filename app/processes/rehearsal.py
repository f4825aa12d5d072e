"""Run a diagram in memory from start to end: answers given or made up, timers fired, messages sent.

Nothing is stored. Because a state of the engine is a value, a way that does not lead to an end is simply
left and another one tried; how many steps are tried, and for how long, is bounded.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app import engine, plain
from app.bpmn import Document, Problem
from app.engine import (
    Decide,
    Definition,
    OpenedTask,
    Outcome,
    ServiceJob,
    SignalWait,
    StepFailed,
    Subscription,
    Timer,
    Unpublishable,
)
from app.engine.deciding import deciding_values
from app.forms import Form
from app.forms.scope import get
from app.processes import service_tasks
from app.processes.made_up import LETTERS, SENTENCES, Answers, Given, Inventor, sample_case
from app.processes.work import BadServiceInput
from app.tenants.calendar import FINLAND

#: Steps on one way, and on all ways together.
MAX_WAY = 150
MAX_STEPS = 1_500
#: Of the processor's time on all ways together; one step may take as long again.
MAX_SECONDS = 5


class Verdict(StrEnum):
    """How a rehearsal ended."""

    COMPLETED = "completed"  #: the process reached its end
    WAITING = "waiting"  #: no way to its end was found
    INCIDENT = "incident"  #: a step failed
    REFUSED = "refused"  #: the diagram cannot be run at all


@dataclass(frozen=True, slots=True)
class Visit:
    """An element that was passed."""

    element_id: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a rehearsal showed."""

    verdict: Verdict
    reason: str
    path: tuple[Visit, ...] = ()
    problems: tuple[Problem, ...] = ()


def rehearse(
    main: Document,
    called: Sequence[Document] = (),
    *,
    forms: Mapping[str, Form] | None = None,
    decisions: Mapping[str, Decide] | None = None,
    answers: Mapping[str, object] | None = None,
    now: datetime,
) -> Rehearsal:
    """Rehearse the process of `main`; `decisions` answer its business rule tasks.

    `answers` is {element id: answers, or a list of answers for one visit each; name of a field: answer}.
    """
    try:
        definition = engine.compile_definition(main, called, decisions=decisions or {}, calendar=FINLAND)
    except Unpublishable as exc:
        return Rehearsal(Verdict.REFUSED, str(exc), problems=exc.problems)
    given = Given(answers or {}, frozenset(definition.elements))
    inventor = Inventor(forms or {}, deciding_values(definition), given.fields(), now)
    return _Search(definition, given, inventor, now).run()


Waiting = OpenedTask | ServiceJob | Subscription | SignalWait | Timer


@dataclass(frozen=True, slots=True)
class _State:
    """Where the process stands on one way."""

    now: datetime
    snapshot: bytes = b""
    finished: bool = False
    data: Mapping[str, object] = field(default_factory=dict)
    passed: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()  #: elements that something was done at
    waits: Mapping[str, Waiting] = field(default_factory=dict)

    def after(self, outcome: Outcome, element_id: str, now: datetime) -> "_State":
        """The state that a step at an element leads to."""
        gone = {*outcome.closed, *outcome.timers_gone, *outcome.subscriptions_gone, *outcome.jobs_gone}
        gone |= {*outcome.signals_gone}
        new: list[Waiting] = [*outcome.opened, *outcome.jobs, *outcome.subscriptions, *outcome.timers]
        new += outcome.signals
        return _State(
            now,
            outcome.snapshot,
            outcome.finished,
            outcome.data,
            (*self.passed, *(each.element_id for each in outcome.passed)),
            (*self.taken, element_id),
            {key: value for key, value in self.waits.items() if key not in gone} | {n.id: n for n in new},
        )


@dataclass(frozen=True, slots=True)
class _Event:
    """One thing that could happen next, and with which answers."""

    element_id: str
    answers: Iterable[Answers]
    is_given: bool  #: the answers are not made up
    happen: Callable[[Answers, datetime], Outcome]
    at: datetime


class _Failed(Exception):
    """A step failed with answers that were given."""


class _Search:
    """Depth first. Another event is tried only where no answer to the nearest one leads on."""

    def __init__(self, definition: Definition, given: Given, inventor: Inventor, now: datetime) -> None:
        self.definition = definition
        self.given = given
        self.inventor = inventor
        self.start = _State(now)
        self.steps_left = MAX_STEPS
        self.began = time.process_time()
        self.seen: set[bytes] = set()
        self.best = self.start
        self.failure: tuple[StepFailed, _State] | None = None

    def run(self) -> Rehearsal:
        """Look for a way to the end."""
        try:
            end, _ = self._follow(self.start, [self._begin()])
        except _Failed:
            end = None
        if end is not None:
            return Rehearsal(Verdict.COMPLETED, "The process reached its end.", self._path(end))
        return self._incident(*self.failure) if self.failure else self._waiting(self.best)

    def _incident(self, failure: StepFailed, state: _State) -> Rehearsal:
        detail = f" ({failure.detail})" if failure.detail else ""
        reason = f"{self._called(failure.element_id or '')}: {failure.cause}{detail}"
        return Rehearsal(Verdict.INCIDENT, reason, self._path(state))

    def _waiting(self, state: _State) -> Rehearsal:
        places = sorted({self._called(item.element_id) for item in state.waits.values()})
        reason = f"No way to the end was found; the process waits at {', '.join(places)}."
        return Rehearsal(Verdict.WAITING, reason, self._path(state))

    def _follow(self, state: _State, events: Iterable[_Event]) -> tuple[_State | None, bool]:
        """The end of the process on some way from here, and whether a step failed on the ways tried."""
        for event in events:
            failed = False
            for answers in event.answers:
                if self._is_used_up():
                    return None, failed
                after = self._take(state, event, answers)
                if after is None:
                    failed = True
                    continue
                end, failed_below = self._look_on(after)
                if end is not None:
                    return end, False
                failed = failed or failed_below
            if failed:
                # Another event would only hide what failed.
                return None, True
        return None, False

    def _look_on(self, state: _State) -> tuple[_State | None, bool]:
        if state.finished:
            return state, False
        key = self._key(state)
        if key in self.seen or len(state.taken) > MAX_WAY:
            return None, False
        self.seen.add(key)
        self.best = max(self.best, state, key=lambda each: len(each.passed))
        return self._follow(state, self._events(state))

    def _is_used_up(self) -> bool:
        return self.steps_left <= 0 or time.process_time() - self.began > MAX_SECONDS

    def _key(self, state: _State) -> bytes:
        """States with one key go on in the same way: a way that comes back to one is a circle."""
        waits = sorted(item.element_id for item in state.waits.values())
        decides = [get(state.data, tuple(name.split("."))) for name in self.inventor.deciding]
        visits = [state.taken.count(key) for key in sorted(self.given.elements & self.given.answers.keys())]
        return plain.dumps([waits, decides, visits])

    def _take(self, state: _State, event: _Event, answers: Answers) -> _State | None:
        self.steps_left -= 1
        try:
            return state.after(event.happen(answers, event.at), event.element_id, event.at)
        except StepFailed as failure:
            self.failure = self.failure or (failure, state)
            if event.is_given:
                raise _Failed from failure
            return None

    def _begin(self) -> _Event:
        starts = self.definition.starts
        told = [start for start in starts if start.element_id in self.given.answers]
        usual = [start for start in starts if start.message == "application"]
        start = (told or usual or list(starts))[0]
        case = sample_case(self.definition.key, self.start.now)

        def happen(answers: Answers, now: datetime) -> Outcome:
            return engine.start(self.definition, start=start.element_id, case=case, payload=answers, now=now)

        return self._event(start.element_id, start.form_id, start.message, {"case": case}, self.start, happen)

    def _events(self, state: _State) -> Iterator[_Event]:
        """What can happen next, the nearest first: what was given, work, messages, time, questions."""
        for item in sorted(state.waits.values(), key=lambda item: self._rank(item, state)):
            yield self._event_of(item, state)

    def _rank(self, item: Waiting, state: _State) -> tuple[int, float]:
        if isinstance(item, Timer):
            rank = 4
        elif isinstance(item, Subscription | SignalWait):
            rank = 5 if item.task_id else 3
        else:
            rank = 1 if isinstance(item, OpenedTask) else 2
        if rank > 2 and self.given.expects(item.element_id, state.taken.count(item.element_id)):
            rank = 0
        return rank, item.due_at.timestamp() if isinstance(item, Timer) else 0

    def _event_of(self, item: Waiting, state: _State) -> _Event:
        def happen(answers: Answers, now: datetime) -> Outcome:
            named = item.signal if isinstance(item, SignalWait) else item.id
            return _STEPS[type(item)](self.definition, state.snapshot, named, answers, now)

        if isinstance(item, OpenedTask):
            data = engine.task_data(self.definition, state.snapshot, item.id)
            return self._event(item.element_id, item.form_id, None, data, state, happen)
        if isinstance(item, Subscription):
            return self._event(item.element_id, item.form_id, item.message, state.data, state, happen)
        if isinstance(item, ServiceJob):
            return self._job(item, state, happen)
        if isinstance(item, SignalWait):
            return self._event(item.element_id, None, None, state.data, state, happen)
        return _Event(item.element_id, [{}], False, happen, max(state.now, item.due_at))

    def _event(
        self,
        element_id: str,
        form_id: str | None,
        message: str | None,
        data: Answers,
        state: _State,
        happen: Callable[[Answers, datetime], Outcome],
    ) -> _Event:
        given = self.given.visit(element_id, state.taken.count(element_id))
        if given is not None:
            typed = self.inventor.typed(form_id, given)
            return _Event(element_id, [typed], True, happen, state.now)
        if form_id is None and message in LETTERS:
            letter: Answers = {LETTERS[message]: SENTENCES[message]}
            letters = [{**letter, "replied_at": state.now} if message == "reply" else letter]
            return _Event(element_id, letters, False, happen, state.now)
        return _Event(element_id, self.inventor.ways(form_id, data), False, happen, state.now)

    def _job(self, job: ServiceJob, state: _State, happen: Callable[[Answers, datetime], Outcome]) -> _Event:
        given = self.given.visit(job.element_id, state.taken.count(job.element_id))
        if given is None and job.type in service_tasks.WORKERS:
            with suppress(BadServiceInput):
                given = service_tasks.rehearse(job.type, job.inputs, job_id=job.id)
        answers = [given] if given is not None else self.inventor.ways(None, state.data)
        return _Event(job.element_id, answers, False, happen, state.now)

    def _path(self, state: _State) -> tuple[Visit, ...]:
        elements = self.definition.elements
        return tuple(Visit(each, elements[each].name, elements[each].type) for each in state.passed)

    def _called(self, element_id: str) -> str:
        element = self.definition.elements.get(element_id)
        return f"“{element.name}” ({element_id})" if element and element.name else element_id


#: How each thing that is waited for comes about.
_STEPS: Mapping[type, Callable[[Definition, bytes, str, Answers, datetime], Outcome]] = {
    OpenedTask: lambda d, snapshot, key, answers, now: engine.complete_task(
        d, snapshot, key, answers, now=now
    ),
    Subscription: lambda d, snapshot, key, answers, now: engine.deliver(d, snapshot, key, answers, now=now),
    ServiceJob: lambda d, snapshot, key, answers, now: engine.finish_job(d, snapshot, key, answers, now=now),
    Timer: lambda d, snapshot, key, answers, now: engine.fire_timer(d, snapshot, key, now=now),
    SignalWait: lambda d, snapshot, name, answers, now: engine.signal(d, snapshot, name, answers, now=now),
}
