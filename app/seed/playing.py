"""Play the stories through the real runtime, with a clock that moves from act to act."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import singledispatchmethod
from itertools import count
from math import modf

from sqlalchemy import select

from app.cases.register import FINLAND
from app.clock import MovedClock
from app.db import EVERYWHERE, Database, TenantSession
from app.documents import attachments
from app.documents.attachments import Upload
from app.identity import actor
from app.identity.actor import Actor
from app.identity.tables import Person
from app.jobs import queue
from app.messages.tables import Subscription
from app.processes import due, intake, publishing, runtime
from app.processes.due import Desk
from app.processes.errors import StoppedByIncident
from app.seed import drawers
from app.seed.paper import page
from app.seed.story import Act, Answer, Apply, Ask, Claim, Complete, Publish, Reply, Stop, Story, Write
from app.tasks import assignment
from app.tasks.tables import Task, TaskStatus

#: Offices are open from eight to four.
_CLOSING = time(16)
_OFFICE_DAY = timedelta(hours=8)


class Impossible(AssertionError):
    """A story tells of something that the process does not allow."""


class Player:
    """Plays stories in one database; every act happens at its own time, jobs falling due in between."""

    def __init__(
        self,
        desk: Desk,
        clock: MovedClock,
        today: datetime,
        live_until: Callable[[datetime], None] | None = None,
    ) -> None:
        """Jobs fall due by themselves; where others live beside the stories, `live_until` does it all."""
        self._desk = desk
        self._clock = clock
        self._today = today
        self._cases: dict[int, str] = {}
        self._keys = count(1)
        self._live_until = live_until or self._let_fall_due

    @property
    def _database(self) -> Database:
        return self._desk.database

    def play(self, stories: Sequence[Story]) -> None:
        """Live through all of them side by side, up to today."""
        for story, index, act in _in_order(stories):
            self._live_until(moment(act.at, self._today))
            try:
                self._do(act, story, index)
            except Exception as exc:
                raise Impossible(f"{story.tenant}, {story.service}, {story.citizen}: {act!r}") from exc
        self._live_until(self._today)

    def _let_fall_due(self, moment: datetime) -> None:
        """Do what falls due until then, each job at its own time."""
        while True:
            with self._database.reading(EVERYWHERE) as session:
                due_at = queue.next_due(session, now=moment + timedelta(days=1))
            if due_at is None or due_at > moment:
                break
            self._clock.at = max(self._clock.at, due_at)
            while due.work_off(self._desk, limit=50):
                pass
        self._clock.at = max(self._clock.at, moment)

    @singledispatchmethod
    def _do(self, act: Act, story: Story, index: int) -> None:
        raise Impossible(type(act).__name__)

    @_do.register
    def _(self, act: Apply, story: Story, index: int) -> None:
        citizen = self._citizen(story, None)
        receipt = intake.submit_application(
            self._database,
            story.tenant,
            story.service,
            answers=act.answers,
            by=citizen,
            language=citizen.language if citizen else "fi",
            idempotency_key=self._key(),
            attachments=[_file(name) for name in act.files],
            now=self._clock.at,
        )
        self._cases[index] = receipt.case_number

    @_do.register
    def _(self, act: Write, story: Story, index: int) -> None:
        citizen = self._citizen(story, None)
        receipt = intake.write_message(
            self._database,
            story.tenant,
            story.service,
            text=act.text,
            by=citizen,
            language=citizen.language if citizen else "fi",
            idempotency_key=self._key(),
            now=self._clock.at,
        )
        self._cases[index] = receipt.case_number

    @_do.register
    def _(self, act: Claim, story: Story, index: int) -> None:
        self._claim(story, index, act.who, act.element)

    @_do.register
    def _(self, act: Complete, story: Story, index: int) -> None:
        person, task_id = self._claim(story, index, act.who, act.element)
        runtime.complete_task(
            self._database, story.tenant, task_id, act.answers, by=person, now=self._clock.at
        )

    @_do.register
    def _(self, act: Stop, story: Story, index: int) -> None:
        person, task_id = self._claim(story, index, act.who, act.element)
        try:
            runtime.complete_task(
                self._database, story.tenant, task_id, act.answers, by=person, now=self._clock.at
            )
        except StoppedByIncident:
            return
        raise Impossible("it did not stop")

    @_do.register
    def _(self, act: Publish, story: Story, index: int) -> None:
        with self._database.transaction(story.tenant) as session:
            person = _by_login(session, act.who)
            bundle = publishing.inspect(session, drawers.files(story.tenant, story.service))
            publishing.publish(session, bundle, by=person.name, note=act.note, now=self._clock.at)

    @_do.register
    def _(self, act: Ask, story: Story, index: int) -> None:
        person, task_id = self._claim(story, index, act.who, act.element)
        runtime.ask_citizen(
            self._database, story.tenant, task_id, act.question, by=person, now=self._clock.at
        )

    @_do.register
    def _(self, act: Reply, story: Story, index: int) -> None:
        intake.reply(
            self._database,
            story.tenant,
            self._cases[index],
            text=act.text,
            by=self._party(story, act.who),
            idempotency_key=self._key(),
            now=self._clock.at,
        )

    @_do.register
    def _(self, act: Answer, story: Story, index: int) -> None:
        with self._database.reading(story.tenant) as session:
            waiting = _waiting(session, self._cases[index], act.message)
        intake.answer(
            self._database,
            story.tenant,
            self._cases[index],
            waiting,
            answers=act.answers,
            by=self._party(story, act.who),
            idempotency_key=self._key(),
            now=self._clock.at,
        )

    def _claim(self, story: Story, index: int, login: str, element: str) -> tuple[Actor, str]:
        with self._database.transaction(story.tenant) as session:
            person = _by_login(session, login)
            task_id = _open_task(session, self._cases[index], element)
            assignment.claim(session, task_id, by=person, now=self._clock.at)
        return person, task_id

    def _citizen(self, story: Story, key: str | None) -> Actor | None:
        wanted = key or story.citizen
        if wanted is None:
            return None
        with self._database.reading(story.tenant) as session:
            return _by_login(session, wanted)

    def _party(self, story: Story, key: str | None) -> Actor:
        person = self._citizen(story, key)
        if person is None:
            raise Impossible("somebody who did not sign in cannot write in the case")
        return person

    def _key(self) -> str:
        return f"seed-{next(self._keys)}"


def moment(at: float, today: datetime) -> datetime:
    """When an act happens, `at` days from `today`: at office hours, unless it is less than a day ago.

    Two and a half days ago is noon of the day before yesterday: half of that office day was still to come.
    """
    if at > -1:
        return today + timedelta(days=at)
    part, days = modf(-at)
    closing = datetime.combine(today.astimezone(FINLAND).date() - timedelta(days=days), _CLOSING, FINLAND)
    return (closing - part * _OFFICE_DAY).astimezone(UTC)


def _in_order(stories: Sequence[Story]) -> Iterable[tuple[Story, int, Act]]:
    acts = [(act.at, index, story, act) for index, story in enumerate(stories) for act in story.acts]
    return ((story, index, act) for _, index, story, act in sorted(acts, key=lambda each: each[:2]))


def _by_login(session: TenantSession, login: str) -> Actor:
    query = select(Person.id).where(Person.tenant_id == session.tenant, Person.login == login)
    return actor.of(session, session.scalars(query).one())


def _open_task(session: TenantSession, case_number: str, element: str) -> str:
    query = select(Task.id).where(
        Task.tenant_id == session.tenant,
        Task.case_number == case_number,
        Task.element_id == element,
        Task.status == TaskStatus.OPEN,
    )
    return session.scalars(query).one()


def _waiting(session: TenantSession, case_number: str, message: str) -> str:
    query = select(Subscription.id).where(
        Subscription.tenant_id == session.tenant,
        Subscription.case_number == case_number,
        Subscription.message == message,
    )
    return session.scalars(query).one()


def _file(name: str) -> Upload:
    return attachments.accept(name, page(name))
