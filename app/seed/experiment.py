"""A finished experiment of the demonstration: short works are granted by rule up to five days, not two.

Its cases go through the real runtime with a clock of its own; what each got was drawn by lot.
"""

from collections import Counter
from datetime import datetime, timedelta
from decimal import Decimal
from heapq import heappop, heappush
from itertools import count, cycle

from sqlalchemy import select

from app.channels.mail import Mailer
from app.clock import MovedClock
from app.db import Database, TenantSession
from app.experiments import looking, register, taking_part
from app.experiments.register import Written
from app.experiments.tables import Better, Experiment, Metric
from app.identity import actor, people
from app.identity.actor import Actor
from app.identity.roles import Role
from app.identity.tables import Person
from app.lessons import notebook
from app.lessons.tables import LessonSource
from app.processes import due, intake, publishing, runtime, trials
from app.processes.due import Desk
from app.processes.trials import Arm
from app.seed import drawers, own_level
from app.seed.filled import works
from app.seed.joint import KEEPER, SERVICE
from app.seed.municipalities import MUNICIPALITIES
from app.tasks import assignment
from app.tasks.tables import Task, TaskStatus

#: Who takes part; the towns grant short works by rule already.
_TOWNS = ("lehtola", "yla-peltokankaanniemi")
_BEGAN, _LASTED = timedelta(days=110), timedelta(days=60)
#: Closed cases on each side, at least.
_ENOUGH = 32
#: How often an application comes: 110 times in the experiment, so that the lot gives each side enough.
_APART = timedelta(hours=13)
#: Steps of the caseworkers, with the days they take: as different as those of people.
_STEPS = (
    ("check_application", {"check_outcome": "complete"}, (0.9, 1.8, 0.3, 3.1, 1.2)),
    ("decide_permit", {"decision": "granted", "reasons": "Ehdot täyttyvät."}, (0.6, 2.2, 1.1, 0.2, 4.0, 1.6)),
)
_APPLICANTS = ("Arvid Ek", "Tyyne Salmi", "Otso Kallio", "Vieno Raita", "Kaisu Lahtela", "Eino Mäntylä")
#: The parameter that is tried: works that take fewer days are short.
_TRIED = {"shortWorksUnder": Decimal(6)}
_LESSON = "Työn kesto ei kerro, onko haitta pieni: liikenne kertoo. Rajaa voi nostaa, kun liikenne ei muutu."


def plant(database: Database, consortium: str, mailer: Mailer, *, today: datetime) -> None:
    """Write the experiment, join it, live through its cases, and end it."""
    clock = MovedClock(today - _BEGAN)
    record = _write(database, consortium, clock.at)
    for town in _TOWNS:
        _join(database, record, town, clock.at)
    _Office(Desk(database, mailer, clock, "http://localhost:8000", is_fictional=True), clock, record).work()
    clock.at = record.ends_at
    looking.look(database, now=clock.at)
    for town in _TOWNS:
        _publish(database, town, clock.at, tried=False, note="Kokeilu on ohi; yhteinen versio ratkaisee.")
    with database.transaction(consortium) as session:
        _learn(session, record, clock.at + timedelta(days=3))


def _write(database: Database, consortium: str, now: datetime) -> Experiment:
    written = Written(
        key=SERVICE,
        title="Lyhyet katutyöt säännöllä viiteen päivään",
        hypothesis="Alle kuuden päivän työt, joissa liikenne ei muutu, eivät tarvitse käsittelijää.",
        before="Sääntö myöntää luvan, kun työ kestää alle 3 päivää.",
        tried="Sääntö myöntää luvan, kun työ kestää alle 6 päivää.",
        metric=Metric.LEAD_TIME,
        ending="",
        better=Better.LESS,
        smallest=1.0,
        share=50,
        starts_at=now,
        ends_at=now + _LASTED,
    )
    with database.transaction(consortium) as session:
        record = register.write(session, written, by=KEEPER, now=now)
        return register.open_(session, record.id, now=now)


def _join(database: Database, record: Experiment, town: str, now: datetime) -> None:
    _publish(database, town, now, tried=True, note="Kokeilua varten: raja viiteen päivään.")
    with database.transaction(town) as session:
        owner = people.with_role(session, Role.PROCESS_OWNER)[0]
        taking_part.join(session, record, before=1, tried=2, by=owner.name, now=now)
        for name in _APPLICANTS:
            people.add_citizen(session, name, email=f"{name.split()[0].lower()}@asukas.example")


def _publish(database: Database, town: str, now: datetime, *, tried: bool, note: str) -> None:
    [municipality] = [each for each in MUNICIPALITIES if each.id == town]
    files = drawers.first_files(municipality, SERVICE)
    if tried:
        files |= own_level.files(town, SERVICE, **_TRIED)
    with database.transaction(town) as session:
        bundle = publishing.inspect(session, files)
        publishing.publish(session, bundle, by="demonstration", note=note, now=now, despite=note)


def _learn(session: TenantSession, record: Experiment, now: datetime) -> None:
    notebook.keep(
        session,
        record.key,
        _LESSON,
        elements=["grant_automatically"],
        source=LessonSource.EXPERIMENT,
        reference=record.id,
        by=KEEPER,
        now=now,
    )


class _Office:
    """Applicants write, caseworkers take their time, and what falls due is done."""

    def __init__(self, desk: Desk, clock: MovedClock, record: Experiment) -> None:
        self._desk, self._clock, self._record = desk, clock, record
        self._days = [cycle(days) for _element, _answers, days in _STEPS]
        self._owed: list[tuple[datetime, int, str, str, int]] = []
        self._place = count()

    def work(self) -> None:
        """Until there are enough cases on each side, and all of them are closed."""
        drawn: Counter[Arm] = Counter()
        for number, town in enumerate(cycle(_TOWNS)):
            if min(drawn[arm] for arm in Arm) >= _ENOUGH:
                break
            at = self._record.starts_at + number * _APART
            self._do_until(at)
            drawn[self._apply(town, number)] += 1
            self._move(at)
        self._do_until(self._record.ends_at)

    def _do_until(self, moment: datetime) -> None:
        while self._owed and self._owed[0][0] <= moment:
            at, _place, town, case_number, step = heappop(self._owed)
            self._move(at)
            self._complete(town, case_number, step)
            self._move(at)
        self._move(moment)

    def _move(self, moment: datetime) -> None:
        self._clock.at = moment
        while due.work_off(self._desk, limit=50):
            pass

    def _apply(self, town: str, number: int) -> Arm:
        database, now = self._desk.database, self._clock.at
        with database.reading(town) as session:
            by = _applicant(session, number)
        answers = works(
            f"Kokeilukatu {number + 1}",
            12,
            "lifting",
            "Nostotyö pihan puolella.",
            (7, 11),
            f"Nosto Oy, {by.name}",
        )
        receipt = intake.submit_application(
            database,
            town,
            SERVICE,
            answers=answers,
            by=by,
            language="fi",
            idempotency_key=f"experiment-{number}",
            now=now,
        )
        arm = trials.arm(self._record.id, town, receipt.case_number, self._record.share)
        if arm == Arm.BEFORE:
            self._owe(town, receipt.case_number, 0)
        return arm

    def _owe(self, town: str, case_number: str, step: int) -> None:
        at = self._clock.at + timedelta(days=next(self._days[step]))
        heappush(self._owed, (at, next(self._place), town, case_number, step))

    def _complete(self, town: str, case_number: str, step: int) -> None:
        element, answers, _days = _STEPS[step]
        database, now = self._desk.database, self._clock.at
        with database.transaction(town) as session:
            task, by = _task(session, case_number, element)
            assignment.claim(session, task, by=by, now=now)
        runtime.complete_task(database, town, task, answers, by=by, now=now)
        if step + 1 < len(_STEPS):
            self._owe(town, case_number, step + 1)


def _task(session: TenantSession, case_number: str, element: str) -> tuple[str, Actor]:
    """The open task, and somebody who may do it."""
    query = select(Task).where(
        Task.tenant_id == session.tenant,
        Task.case_number == case_number,
        Task.element_id == element,
        Task.status == TaskStatus.OPEN,
    )
    task = session.scalars(query).one()
    colleague = people.of_groups(session, [task.group_key or ""])[0]
    return task.id, actor.of(session, colleague.id)


def _applicant(session: TenantSession, number: int) -> Actor:
    name = _APPLICANTS[number % len(_APPLICANTS)]
    query = select(Person.id).where(Person.tenant_id == session.tenant, Person.name == name)
    return actor.of(session, session.scalars(query).one())
