"""W5, long history: does a step at round 1,000 of a case cost more than at round 10?

Twenty cases that have come to round 10 and twenty that have come to round 1,000 of the same way back are
copied from two that have done so, with every task they had. A step completes the open task: through the
runtime, on a SQLite as durable as in production, one transaction each.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from app.cli.db import upgrade
from app.clock import MovedClock
from app.db import Database
from app.processes import runtime
from app.processes.tables import ProcessInstance
from app.tasks.tables import Task, TaskStatus
from bench import crowd
from bench.counting import Counter
from bench.lines import Goal, Line, Size, line
from bench.sides import Side, there_and_back
from tests.engine.diagrams import boundary, diagram, element, end, message, start, task, timer, zeebe
from tests.processes.town import Town

#: Times the CPU and the bytes of round 10 that round 1,000 may take.
MOST = 1.2

DIAGRAM = diagram(
    start("s", message("application"), extra=zeebe("formDefinition", formId="application")),
    element("exclusiveGateway", "again"),
    task(
        "t",
        extra=zeebe("formDefinition", formId="review")
        + zeebe("assignmentDefinition", candidateGroups="advisers"),
    ),
    boundary("late", "t", timer("P3D"), interrupting=False),
    end("told"),
    element("exclusiveGateway", "enough"),
    end("e"),
    flows="s again t enough\nlate told\nenough -> again : =fee > 0\nenough -> e : default",
    key="advice",
)


@dataclass
class Aged:
    """Cases of one age, each stepped once a block."""

    town: Town
    numbers: list[str]
    due: Iterator[str] = field(default_factory=lambda: iter(()))  #: tasks to complete

    def prepare(self, _count: int) -> None:
        self.due = iter(open_tasks(self.town, self.numbers))

    def step(self) -> None:
        go_on(self.town, next(self.due))


def measure(size: Size) -> dict[str, list[Line]]:
    """Age two cases, copy them, step the copies."""
    old, block = size.of(1_000, 30), size.of(20, 4)
    with tempfile.TemporaryDirectory(prefix="polku-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'polku.sqlite'}"
        upgrade(url)
        database, counter = Database(url), Counter()
        town = Town(database, MovedClock(datetime.now(UTC)))
        town.publish(DIAGRAM.source)
        ages = {rounds: _aged(town, rounds, block) for rounds in (10, old)}
        young, aged = (_side(f"a step at round {each:,}", ages[each], counter) for each in ages)
        again = _side("the same again (A-A)", ages[10], counter)
        bytes_before = [_snapshot(town, each.numbers) for each in ages.values()]
        counter.watch(database.engine)
        there_and_back([young, again, aged], size.of(6, 1), block)
        counter.rest()
        database.close()
    times, grown = aged.times_of(young, "round 10"), bytes_before[1] / bytes_before[0]
    goals = (Goal("× round 10", MOST, times.median), Goal("snapshot × round 10", MOST, grown))
    return {"W5": [line(young), line(again, again.times_of(young, "itself")), line(aged, times, goals=goals)]}


def _aged(town: Town, rounds: int, count: int) -> Aged:
    number = town.apply()
    for _ in range(rounds - 1):
        go_on(town, *open_tasks(town, [number]))
    return Aged(town, [number, *crowd.multiply(town.database, town.id, number, count - 1)])


def _side(name: str, aged: Aged, counter: Counter) -> Side:
    return Side(name, "SQLite", aged.step, counter.spent, prepare=aged.prepare)


def open_tasks(town: Town, numbers: list[str]) -> list[str]:
    """Ids of the tasks that wait in these cases."""
    query = select(Task.id).where(
        Task.tenant_id == town.id, Task.case_number.in_(numbers), Task.status == TaskStatus.OPEN
    )
    with town.database.reading(town.id) as session:
        return list(session.scalars(query))


def go_on(town: Town, task_id: str) -> None:
    """Complete the task, and take the way back."""
    answers = {"advice": "Once more.", "fee": 1}
    runtime.complete_task(town.database, town.id, task_id, answers, by=town.adviser, now=town.now)


def _snapshot(town: Town, numbers: list[str]) -> int:
    """The most bytes that a snapshot of these cases has."""
    query = select(func.max(func.length(ProcessInstance.snapshot))).where(
        ProcessInstance.tenant_id == town.id, ProcessInstance.case_number.in_(numbers)
    )
    with town.database.reading(town.id) as session:
        return session.scalar(query) or 0
