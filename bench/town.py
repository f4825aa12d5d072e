"""A municipality with work to do: open tasks, and cases that wait for a reply."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select, update

from app.clock import MovedClock
from app.db import Database
from app.identity.tables import Person
from app.jobs.tables import Job, JobKind
from app.tasks.tables import Task, TaskStatus
from tests.processes.town import Town


@dataclass(frozen=True)
class Prepared:
    """What the operations are done on."""

    tenant: str
    adviser: str  #: id of the caseworker
    citizen: str  #: id of the citizen
    tasks: list[str]  #: ids of open tasks, each of a case of its own
    asked: list[str]  #: numbers of cases that wait for the citizen's reply

    def as_plain(self) -> dict[str, object]:
        """For a child process."""
        return asdict(self)


def fill(url: str, count: int) -> Prepared:
    """Fill a migrated database so that each operation can be done `count` times."""
    database = Database(url)
    town = Town(database, MovedClock(datetime.now(UTC)))
    town.publish()
    with database.transaction(town.id) as session:
        session.execute(update(Person).where(Person.tenant_id == town.id).values(is_demonstration=True))
    tasks = [town.open_task(town.apply()).id for _ in range(count)]
    asked = [town.apply() for _ in range(count)]
    for number in asked:
        town.ask(number)
    database.close()
    return Prepared(town.id, town.adviser.id, town.citizen.id, tasks, asked)


def left_over(url: str, prepared: Prepared) -> tuple[int, int]:
    """How many of the prepared tasks are not completed, and how many messages are not delivered."""
    database = Database(url)
    not_done = (
        Task.tenant_id == prepared.tenant,
        Task.id.in_(prepared.tasks),
        Task.status != TaskStatus.COMPLETED,
    )
    undelivered = (Job.tenant_id == prepared.tenant, Job.kind == JobKind.DELIVER)
    with database.reading(prepared.tenant) as session:
        tasks = session.scalar(select(func.count()).select_from(Task).where(*not_done)) or 0
        messages = session.scalar(select(func.count()).select_from(Job).where(*undelivered)) or 0
    database.close()
    return tasks, messages
