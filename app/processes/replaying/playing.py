"""Let the people of a closed case do again what they did, on a process that may be another one.

They do it at the same time as then. Who is asked only later does it then, and what nobody is asked any more
is left out. Deadlines pass as the process sets them, and the system does its own work at once.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.engine import Definition, OpenedTask, ServiceJob, SignalWait, Subscription
from app.engine.outcome import Wait
from app.processes import service_tasks
from app.processes.replaying.past import Act, Past
from app.processes.scenarios import Action, Deed, Play, Recording, Scene, play_by
from app.processes.scenarios.action import place_of

#: So long after a case was closed deadlines still pass, where the process now gives more time.
AFTER = timedelta(days=90)


def again(definition: Definition, past: Past) -> Play:
    """What comes of it on this process."""
    recording = Recording(past.began, language=past.language, case=past.case)
    return play_by(definition, recording, _Script(definition, past))


@dataclass(slots=True)
class _Script:
    """What is still to be done."""

    definition: Definition
    past: Past
    done: int = 0  #: acts
    worked: Counter[str] = field(default_factory=Counter)  #: how often the system did its work, by element
    held: list[Act] = field(default_factory=list)  #: what was done before the process waited for it

    def __call__(self, scene: Scene) -> Action | None:
        if scene.finished or scene.failure is not None:
            return None
        if not scene.snapshot:
            return self._start()
        return self._work(scene) or self._held(scene) or self._next(scene)

    def _start(self) -> Action:
        self.done = 1
        act = self.past.acts[0]
        wanted = [start for start in self.definition.starts if act.name in {start.message, start.element_id}]
        # Where none is left, nobody knows the name, and the play is stuck there.
        return Action(Deed.START, wanted[0].element_id if wanted else act.name, data=act.data)

    def _work(self, scene: Scene) -> Action | None:
        """The system's own work comes to what it came to then; where it is new, to what a rehearsal gives."""
        job = next((each for each in scene.waits if isinstance(each, ServiceJob)), None)
        if job is None:
            return None
        times, known = self.worked[job.element_id], self.past.results.get(job.element_id, ())
        self.worked[job.element_id] += 1
        result = (
            known[times]
            if times < len(known)
            else service_tasks.rehearse(job.type, job.inputs, job_id=job.id)
        )
        return Action(Deed.FINISH, job.element_id, place_of(job, scene.waits), result)

    def _held(self, scene: Scene) -> Action | None:
        for act in self.held:
            if found := _done(act, scene):
                self.held.remove(act)
                return found
        return None

    def _next(self, scene: Scene) -> Action | None:
        while self.done < len(self.past.acts):
            act = self.past.acts[self.done]
            if act.at > scene.now:
                return _wait(scene, act.at)
            self.done += 1
            if found := _done(act, scene):
                return found
            if act.is_kept:
                self.held.append(act)
        return self._time_alone(scene)

    def _time_alone(self, scene: Scene) -> Action | None:
        """Nobody did anything more: what is still to come are deadlines, if no work is left to anybody."""
        timers = scene.timers
        if not timers or timers[0].due_at > self.past.ended + AFTER:
            return None
        asked = {each.element_id for each in scene.waits if isinstance(each, OpenedTask)}
        if scene.now >= self.past.ended and asked - self.past.left:
            return None
        return Action(Deed.WAIT, until=max(timers[0].due_at, scene.now))


def _wait(scene: Scene, until: datetime) -> Action:
    """Wait for the moment, or for a deadline before it: work of the system that it brings is done then."""
    due = [timer.due_at for timer in scene.timers[:1]]
    return Action(Deed.WAIT, until=max(scene.now, min([until, *due])))


def _done(act: Act, scene: Scene) -> Action | None:
    """The act, where the process waits for it."""
    if act.at_task:
        return _asking(act, scene)
    return _completing(act, scene) if act.deed is Deed.COMPLETE else _reading(act, scene)


def _completing(act: Act, scene: Scene) -> Action | None:
    there = [each for each in _tasks(scene) if each.element_id == act.name]
    return Action(Deed.COMPLETE, act.name, min(act.place, len(there) - 1), act.data) if there else None


def _asking(act: Act, scene: Scene) -> Action | None:
    tasks = {each.id for each in _tasks(scene) if each.element_id == act.at_task}
    asks = [each for each in _subscriptions(scene) if each.message == act.name and each.task_id in tasks]
    return _to(asks[0], act, scene) if asks else None


def _reading(act: Act, scene: Scene) -> Action | None:
    if act.deed is Deed.SIGNAL:
        heard = [each for each in scene.waits if isinstance(each, SignalWait) and each.signal == act.name]
        return _to(heard[0], act, scene) if heard else None
    waits = [
        each for each in _subscriptions(scene) if each.message == act.name and act.key in {None, each.key}
    ]
    return _to(waits[0], act, scene) if waits else None


def _to(wait: Wait, act: Act, scene: Scene) -> Action:
    return Action(act.deed, wait.element_id, place_of(wait, scene.waits), act.data)


def _tasks(scene: Scene) -> list[OpenedTask]:
    return [each for each in scene.waits if isinstance(each, OpenedTask)]


def _subscriptions(scene: Scene) -> list[Subscription]:
    return [each for each in scene.waits if isinstance(each, Subscription)]
