"""A small town with one service, for tests of how processes move."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from app.cases.tables import Case
from app.channels.mail import Letter
from app.clock import MovedClock
from app.db import Database, TenantSession, new_id
from app.identity import actor, people
from app.identity.actor import Actor
from app.identity.roles import Role
from app.processes import due, intake, publishing, runtime
from app.processes.due import Desk
from app.tasks.tables import Task, TaskStatus
from app.tenants.tables import Tenant

ADVICE = (Path(__file__).parent / "advice.bpmn").read_bytes()
FORMS = {
    "application.form": b'{"id": "application", "type": "default", "schemaVersion": 18, "components": ['
    b'{"id": "f1", "type": "textarea", "key": "question", "label": "Your question",'
    b' "validate": {"required": true}}]}',
    "review.form": b'{"id": "review", "type": "default", "schemaVersion": 18, "components": ['
    b'{"id": "f1", "type": "textarea", "key": "advice", "label": "Advice", "validate": {"required": true}},'
    b'{"id": "f2", "type": "number", "key": "fee", "label": "Fee", "validate": {"required": true}}]}',
}
APPLICATION = {"question": "May I build a sauna?"}


@dataclass
class Town:
    """A municipality with an adviser, a citizen and the service `advice`."""

    database: Database
    clock: MovedClock
    id: str = "testby"
    letters: list[Letter] = field(default_factory=list)
    adviser: Actor = field(init=False)
    colleague: Actor = field(init=False)
    stranger: Actor = field(init=False)
    citizen: Actor = field(init=False)

    def __post_init__(self) -> None:
        with self.database.transaction(self.id) as session:
            session.add(Tenant(id=self.id, prefix="TES", names={"en": "Testby"}, settings={}))
            session.flush()
            people.add_group(session, "advisers", {"en": "Advisers"})
            people.add_group(session, "others", {"en": "Others"})
            session.flush()
            self.adviser = _staff(session, "Aava Adviser", "advisers")
            self.colleague = _staff(session, "Kalle Colleague", "advisers")
            self.stranger = _staff(session, "Sten Stranger", "others")
            citizen = people.add_citizen(session, "Cecilia Citizen", email="cecilia@example.org")
            session.flush()
            self.citizen = actor.of(session, citizen.id)

    @property
    def now(self) -> datetime:
        return self.clock.now()

    @property
    def desk(self) -> Desk:
        return Desk(self.database, self, self.clock, "https://polku.example")

    def send(self, letter: Letter, *, now: datetime) -> None:
        """The town's mailer: keeps what it is given."""
        self.letters.append(letter)

    def publish(self, diagram: bytes = ADVICE, **called: bytes) -> int:
        """Make the diagram live, with those it calls, by name; gives its number."""
        files = {f"{name}.bpmn": source for name, source in called.items()}
        with self.database.transaction(self.id) as session:
            bundle = publishing.inspect(session, {"advice.bpmn": diagram, **files, **FORMS})
            assert bundle.publishable, [each.say(each.sentence) for each in bundle.findings]
            return publishing.publish(session, bundle, by="test", note="", now=self.now).number

    def apply(self, key: str = "") -> str:
        """The citizen asks; gives the case number."""
        receipt = intake.submit_application(
            self.database,
            self.id,
            "advice",
            answers=APPLICATION,
            by=self.citizen,
            language="en",
            idempotency_key=key or new_id(),
            now=self.now,
        )
        return receipt.case_number

    def reply(self, number: str, text: str, key: str = "") -> None:
        intake.reply(
            self.database,
            self.id,
            number,
            text=text,
            by=self.citizen,
            idempotency_key=key or new_id(),
            now=self.now,
        )

    def ask(self, number: str, question: str = "How big is it?") -> None:
        runtime.ask_citizen(
            self.database, self.id, self.open_task(number).id, question, by=self.adviser, now=self.now
        )

    def complete(self, number: str, **answers: object) -> None:
        given = {"advice": "Yes, you may.", "fee": 0, **answers}
        runtime.complete_task(
            self.database, self.id, self.open_task(number).id, given, by=self.adviser, now=self.now
        )

    def days_pass(self, days: float) -> None:
        """Time passes, and what falls due is done at its time."""
        self.clock.move(timedelta(days=days))
        while due.work_off(self.desk):
            pass

    def case(self, number: str) -> Case:
        with self.database.reading(self.id) as session:
            return session.get_one(Case, (self.id, number))

    def open_tasks(self, number: str) -> list[Task]:
        query = select(Task).where(
            Task.tenant_id == self.id, Task.case_number == number, Task.status == TaskStatus.OPEN
        )
        with self.database.reading(self.id) as session:
            return list(session.scalars(query))

    def open_task(self, number: str) -> Task:
        [task] = self.open_tasks(number)
        return task


def _staff(session: TenantSession, name: str, group: str) -> Actor:
    login = name.split(maxsplit=1)[0].lower()
    email = f"{login}@example.org"
    person = people.add_staff(session, name, login, roles=[Role.CASEWORKER], groups=[group], email=email)
    session.flush()
    return actor.of(session, person.id)
