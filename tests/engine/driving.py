"""Drive an instance through the pure engine, with a clock that stands still until it is moved.

run = Run(definition, "application", {"diameter": Decimal(30)})
run.complete("check", {"ok": True})
run.deliver("reply", {"reply": "Yes."})
run.advance(days=14)          # fires what became due, in the order of time
assert run.finished
"""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from app import engine
from app.engine import (
    Definition,
    OpenedTask,
    Outcome,
    ServiceJob,
    Signalled,
    SignalWait,
    Subscription,
    Thrown,
    Timer,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CASE: Mapping[str, object] = {
    "number": "K-2026-1",
    "municipality": "test",
    "service": "test",
    "language": "en",
    "opened": NOW,
    "applicant": {"name": "Aino Virtanen", "email": "aino@example.org", "signed_in": True},
}


class Shelf:
    """Keeps the parts of an instance, and counts what is read of them."""

    def __init__(self, parts: Mapping[str, bytes] | None = None) -> None:
        self.parts = dict(parts or {})
        self.read = 0

    def one(self, part_id: str) -> bytes | None:
        self.read += part_id in self.parts
        return self.parts.get(part_id)

    def all(self) -> Mapping[str, bytes]:
        self.read += len(self.parts)
        return dict(self.parts)

    def take(self, outcome: Outcome) -> None:
        """Write what a step has changed."""
        for part_id in outcome.parts_gone:
            del self.parts[part_id]
        assert not self.parts.keys() & outcome.parts.keys()
        self.parts |= outcome.parts


class Run:
    """One instance: what it waits for, by what a reader of the diagram calls it."""

    in_parts = False  #: stored in parts, as the product stores it

    def __init__(
        self,
        definition: Definition,
        message: str | None = None,
        payload: Mapping[str, object] | None = None,
        *,
        case: Mapping[str, object] = CASE,
        now: datetime = NOW,
        in_parts: bool | None = None,
    ) -> None:
        """Start at the start event of this message; None: at the only start event."""
        self.definition = definition
        self.now = now
        self.shelf = Shelf()
        if in_parts is not None:
            self.in_parts = in_parts
        self.tasks: dict[str, OpenedTask] = {}
        self.timers: dict[str, Timer] = {}
        self.subscriptions: dict[str, Subscription] = {}
        self.jobs: dict[str, ServiceJob] = {}
        self.signals: dict[str, SignalWait] = {}
        self.passed: list[str] = []  #: ids of all elements passed so far, in order
        self.thrown: list[Thrown] = []
        self.signalled: list[Signalled] = []
        self.ended_at: list[str] = []
        begins = [s for s in definition.starts if message is None or s.message == message]
        assert len(begins) == 1, f"start events for {message!r}: {begins}"
        self.outcome = self._take(
            engine.start(
                definition,
                start=begins[0].element_id,
                case=case,
                payload=payload or {},
                now=now,
                in_parts=self.in_parts,
            )
        )

    @property
    def state(self) -> engine.Stored:
        """As it is stored."""
        snapshot = self.outcome.snapshot
        return engine.State(snapshot, self.shelf) if self.in_parts else snapshot

    @property
    def finished(self) -> bool:
        return self.outcome.finished

    @property
    def data(self) -> Mapping[str, Any]:
        """The variables of the process."""
        return self.outcome.data

    def open(self) -> list[str]:
        """Element ids of the open tasks, in the order they were opened."""
        return [task.element_id for task in self.tasks.values()]

    def waits_for(self) -> Counter[str]:
        """The messages that are waited for, and how often."""
        return Counter(subscription.message for subscription in self.subscriptions.values())

    def task(self, element_id: str, position: int = 0) -> OpenedTask:
        """An open task of this element."""
        found = [task for task in self.tasks.values() if task.element_id == element_id]
        assert found, f"no open task {element_id!r}; open: {self.open()}"
        return found[position]

    def show(self, element_id: str) -> Mapping[str, Any]:
        """The variables that the form of an open task may show."""
        return engine.task_data(self.definition, self.state, self.task(element_id).id)

    def complete(
        self, element_id: str, answers: Mapping[str, object] | None = None, *, position: int = 0
    ) -> Outcome:
        """Complete an open task of this element."""
        return self.complete_by_id(self.task(element_id, position).id, answers)

    def complete_by_id(self, task_id: str, answers: Mapping[str, object] | None = None) -> Outcome:
        return self._take(
            engine.complete_task(self.definition, self.state, task_id, answers or {}, now=self.now)
        )

    def deliver(self, message: str, payload: Mapping[str, object] | None = None) -> Outcome:
        """Deliver a message to the only, or first, waiting of this name."""
        found = [s for s in self.subscriptions.values() if s.message == message]
        assert found, f"nobody waits for {message!r}; waited for: {dict(self.waits_for())}"
        return self.deliver_by_id(found[0].id, payload)

    def deliver_by_id(self, subscription_id: str, payload: Mapping[str, object] | None = None) -> Outcome:
        return self._take(
            engine.deliver(self.definition, self.state, subscription_id, payload or {}, now=self.now)
        )

    def finish_job(self, element_id: str, result: Mapping[str, object] | None = None) -> Outcome:
        """Hand in the result of a service task."""
        return self.finish_job_by_id(self.job(element_id).id, result)

    def finish_job_by_id(self, job_id: str, result: Mapping[str, object] | None = None) -> Outcome:
        return self._take(engine.finish_job(self.definition, self.state, job_id, result or {}, now=self.now))

    def job(self, element_id: str) -> ServiceJob:
        """The job of this element."""
        return next(job for job in self.jobs.values() if job.element_id == element_id)

    def throw_error(self, element_id: str, code: str, payload: Mapping[str, object] | None = None) -> Outcome:
        """Answer a service task with an error."""
        return self.throw_error_by_id(self.job(element_id).id, code, payload)

    def throw_error_by_id(
        self, job_id: str, code: str, payload: Mapping[str, object] | None = None
    ) -> Outcome:
        return self._take(
            engine.throw_error(self.definition, self.state, job_id, code, payload or {}, now=self.now)
        )

    def advance(self, by: timedelta | None = None, **parts: float) -> list[str]:
        """Move the clock and fire what becomes due on the way; returns the elements that fired."""
        until = self.now + (by or timedelta(**parts))
        fired = []
        while due := min((t for t in self.timers.values() if t.due_at <= until), key=_when, default=None):
            self.now = max(self.now, due.due_at)
            self.fire(due)
            fired.append(due.element_id)
        self.now = until
        return fired

    def fire(self, timer: Timer) -> Outcome:
        """Fire one timer now, whatever its time."""
        return self._take(engine.fire_timer(self.definition, self.state, timer.id, now=self.now))

    def skip(self, token_id: str, target: str) -> Outcome:
        """Skip what waits under this id."""
        return self._take(engine.skip(self.definition, self.state, token_id, target, now=self.now))

    def cancel(self) -> Outcome:
        """End the instance."""
        return self._take(engine.cancel(self.definition, self.state, now=self.now))

    def set_data(self, changes: Mapping[str, object]) -> Outcome:
        """Set variables."""
        return self._take(engine.set_data(self.definition, self.state, changes, now=self.now))

    def signal(self, name: str, payload: Mapping[str, object] | None = None) -> Outcome:
        """Let everybody who waits for a signal have it."""
        return self._take(engine.signal(self.definition, self.state, name, payload or {}, now=self.now))

    def migrate(self, new: Definition, mapping: Mapping[str, str] | None = None) -> Outcome:
        """Go on with another version."""
        old, self.definition = self.definition, new
        return self._take(engine.migrate(old, new, self.state, mapping or {}, now=self.now))

    def _take(self, outcome: Outcome) -> Outcome:
        """Keep the books as a caller does: what was opened is added, what is gone is removed."""
        self.outcome = outcome
        self.shelf.take(outcome)
        _book(self.tasks, outcome.opened, outcome.closed)
        _book(self.timers, outcome.timers, outcome.timers_gone)
        _book(self.subscriptions, outcome.subscriptions, outcome.subscriptions_gone)
        _book(self.jobs, outcome.jobs, outcome.jobs_gone)
        _book(self.signals, outcome.signals, outcome.signals_gone)
        self.passed += [passed.element_id for passed in outcome.passed]
        self.thrown += outcome.thrown
        self.signalled += outcome.signalled
        self.ended_at += outcome.ended_at
        return outcome


def _when(timer: Timer) -> datetime:
    return timer.due_at


def _book(book: dict[str, Any], opened: tuple[Any, ...], gone: tuple[str, ...]) -> None:
    for key in gone:
        del book[key]
    for item in opened:
        assert item.id not in book
        book[item.id] = item
