"""Play recorded actions on a process: the pure engine with a clock that is moved by hand.

Nothing is sent and nothing is stored. The same actions on the same process lead to the same scenes.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from app import engine
from app.engine import (
    Definition,
    EngineError,
    OpenedTask,
    Outcome,
    Signalled,
    SignalWait,
    StepFailed,
    Subscription,
    Thrown,
    Timer,
)
from app.engine.outcome import Wait
from app.processes.made_up import sample_case
from app.processes.scenarios.action import Action, Deed, waited_for
from app.translating import N_

#: Actions of one rehearsal, and deadlines that pass in one of them.
MAX_ACTIONS = 200
MAX_DEADLINES = 500
#: Of the processor's time for a whole play; one step may take as long again.
MAX_SECONDS = 5

TOO_MANY_DEADLINES = N_("More than 500 deadlines pass in this time. Let less time pass at once.")
TOO_LONG = N_("The rehearsal worked for 5 seconds without coming to its end.")


@dataclass(frozen=True, slots=True)
class Recording:
    """What was done, from when on, in which language of the citizen."""

    began: datetime  #: aware
    actions: tuple[Action, ...] = ()
    language: str = "en"
    case: Mapping[str, object] | None = None  #: what diagrams read as ``case``; None: that of nobody


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a step could not be taken. What was before it still stands."""

    element_id: str | None
    cause: str  #: a sentence, a gettext message id
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """What an action led to."""

    action: Action | None  #: None before anything was done
    now: datetime  #: after it
    moved_at: datetime  #: when an element was last passed
    passed: tuple[str, ...] = ()  #: ids of elements, in order
    said: tuple[Thrown, ...] = ()  #: messages and notices that would have been sent
    signalled: tuple[Signalled, ...] = ()
    ended: tuple[str, ...] = ()  #: end events reached
    data: Mapping[str, object] | None = None  #: the variables after it
    waits: tuple[Wait, ...] = ()  #: what the case waits for after it, in the order it came
    snapshot: bytes = b""
    finished: bool = False
    failure: Failure | None = None

    @property
    def timers(self) -> list[Timer]:
        """Deadlines to come, the nearest first."""
        return sorted((w for w in self.waits if isinstance(w, Timer)), key=lambda timer: timer.due_at)


@dataclass(frozen=True, slots=True)
class Play:
    """A recording played on a process: one scene for each action that could be done."""

    definition: Definition
    recording: Recording
    scenes: tuple[Scene, ...]
    stuck: Action | None = None  #: the first action that could not be done: nobody waited for it

    @property
    def last(self) -> Scene:
        """Where the case stands; before the first action nothing has happened."""
        began = self.recording.began
        return self.scenes[-1] if self.scenes else Scene(None, began, began)

    @property
    def passed(self) -> tuple[str, ...]:
        """Every element that was passed, in order."""
        return tuple(element for scene in self.scenes for element in scene.passed)

    @property
    def said(self) -> tuple[Thrown, ...]:
        """Everything that would have been sent, in order."""
        return tuple(each for scene in self.scenes for each in scene.said)

    @property
    def days(self) -> int:
        """Whole days from the beginning to the last thing that happened."""
        return (self.last.moved_at - self.recording.began).days

    def task_data(self, task_id: str) -> Mapping[str, object]:
        """What the form of an open task may show."""
        return engine.task_data(self.definition, self.last.snapshot, task_id)


#: What is done next, where the case stands as this scene says; None: nothing more.
Choose = Callable[[Scene], Action | None]


def play(definition: Definition, recording: Recording) -> Play:
    """Do the actions one after the other, as far as they can be done."""
    actions = iter(recording.actions)
    return play_by(definition, recording, lambda _scene: next(actions, None))


def play_by(definition: Definition, recording: Recording, choose: Choose) -> Play:
    """Do what is chosen at each scene, as long as something is and can be done."""
    stop_at = time.thread_time() + MAX_SECONDS
    scenes: list[Scene] = []
    before = Play(definition, recording, ()).last
    while len(scenes) < MAX_ACTIONS and (action := choose(before)) is not None:
        scene = replace(before, action=action, passed=(), said=(), signalled=(), ended=())
        stage = _Stage(definition, recording, scene, stop_at)
        if before.failure is not None or not stage.can_do(action):
            return Play(definition, recording, tuple(scenes), stuck=action)
        stage.do(action)
        before = stage.scene
        scenes.append(before)
    return Play(definition, recording, tuple(scenes))


@dataclass(slots=True)
class _Stage:
    """A scene while it is played."""

    definition: Definition
    recording: Recording
    scene: Scene
    stop_at: float  #: of the thread's time

    def can_do(self, action: Action) -> bool:
        """Whether the case waits for this."""
        if action.deed is Deed.START:
            known = any(start.element_id == action.element_id for start in self.definition.starts)
            return known and not self.scene.snapshot
        if action.deed is Deed.WAIT:
            return action.until is not None and action.until >= self.scene.now
        return waited_for(action, self.scene.waits) is not None

    def do(self, action: Action) -> None:
        """Take the steps; what cannot be taken is told by the scene's failure."""
        try:
            for outcome, at in self._steps(action):
                self._see(outcome, at)
                if time.thread_time() > self.stop_at:
                    raise StepFailed(None, TOO_LONG)
        except StepFailed as failure:
            self._fail(failure.element_id, failure.cause, failure.detail)
        except EngineError as failure:
            self._fail(action.element_id, str(failure) or type(failure).__doc__ or "")

    def _steps(self, action: Action) -> Iterator[tuple[Outcome, datetime]]:
        if action.deed is Deed.WAIT:
            assert action.until is not None
            yield from self._let_pass(action.until)
        else:
            yield self._step(action), self.scene.now

    def _step(self, action: Action) -> Outcome:
        definition, snapshot, data, now = self.definition, self.scene.snapshot, action.data, self.scene.now
        if action.deed is Deed.START:
            case = self.recording.case or {
                **sample_case(definition.key, now),
                "language": self.recording.language,
            }
            return engine.start(definition, start=action.element_id, case=case, payload=data, now=now)
        wait = waited_for(action, self.scene.waits)
        assert wait is not None
        if isinstance(wait, OpenedTask):
            return engine.complete_task(definition, snapshot, wait.id, data, now=now)
        if isinstance(wait, Subscription):
            return engine.deliver(definition, snapshot, wait.id, data, now=now)
        if isinstance(wait, SignalWait):
            return engine.signal(definition, snapshot, wait.signal, data, now=now)
        return engine.finish_job(definition, snapshot, wait.id, data, now=now)

    def _let_pass(self, until: datetime) -> Iterator[tuple[Outcome, datetime]]:
        """Let what falls due happen at its time, one after the other."""
        for _ in range(MAX_DEADLINES):
            due = next((timer for timer in self.scene.timers if timer.due_at <= until), None)
            if due is None:
                self.scene = replace(self.scene, now=until)
                return
            at = max(self.scene.now, due.due_at)
            self.scene = replace(self.scene, now=at)
            yield engine.fire_timer(self.definition, self.scene.snapshot, due.id, now=at), at
        raise StepFailed(None, TOO_MANY_DEADLINES)

    def _see(self, outcome: Outcome, at: datetime) -> None:
        gone = {*outcome.closed, *outcome.timers_gone, *outcome.subscriptions_gone, *outcome.jobs_gone}
        gone |= {*outcome.signals_gone}
        new: list[Wait] = [*outcome.opened, *outcome.subscriptions, *outcome.jobs, *outcome.timers]
        new += outcome.signals
        before = self.scene
        passed = tuple(each.element_id for each in outcome.passed)
        self.scene = Scene(
            action=before.action,
            now=before.now,
            moved_at=at if passed else before.moved_at,
            passed=before.passed + passed,
            said=before.said + outcome.thrown,
            signalled=before.signalled + outcome.signalled,
            ended=before.ended + outcome.ended_at,
            data=outcome.data,
            waits=(*(wait for wait in before.waits if wait.id not in gone), *new),
            snapshot=outcome.snapshot,
            finished=outcome.finished,
        )

    def _fail(self, element_id: str | None, cause: str, detail: str = "") -> None:
        self.scene = replace(self.scene, failure=Failure(element_id, cause, detail))
