"""Live through a year: what is to come stands in a queue; every act is one of the real runtime."""

import heapq
from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import count
from random import Random

from app.clock import MovedClock
from app.db import EVERYWHERE
from app.forms import Form
from app.identity.actor import Actor
from app.jobs import queue
from app.processes import due, intake, runtime, task_form
from app.processes.due import Desk
from app.processes.errors import StoppedByIncident
from app.seed.year import hours, noticing, phrases
from app.seed.year.filling import Answers, Filler, Unanswerable
from app.seed.year.habits import OPTIONAL
from app.seed.year.noticing import NewTask, NewWait
from app.seed.year.towns import Town, towns
from app.tasks import assignment
from app.tasks.errors import TaskAlreadyDone
from app.tasks.tables import TaskStatus

#: How often a caseworker asks in one case, at most.
_QUESTIONS = 2


class Year:
    """The cases of a time that is to be lived; nothing happens before `live_until` is called."""

    def __init__(
        self, desk: Desk, clock: MovedClock, *, cases: int, seed: int, since: datetime, until: datetime
    ) -> None:
        self._desk, self._database, self._clock = desk, desk.database, clock
        self._random = Random(seed)  # noqa: S311 - a game of chance that comes out the same every time
        self._towns = {town.id: town for town in towns(desk.database, self._random)}
        self._order, self._keys = count(), f"year-{seed}-{since:%Y%m%d}-{{}}"
        self._coming: list[tuple[datetime, int, Callable[[], None]]] = []
        self._noticed = since
        self._known: set[str] = set()
        self._asked: dict[str, int] = {}  #: how often somebody was asked, by case
        self._applicants: dict[tuple[str, str], Actor] = {}  #: of the year's cases
        services = {town.id: list(town.services) for town in self._towns.values()}
        for at, tenant, service in hours.arrivals(self._random, services, cases, since, until):
            self._will(at, partial(self._apply, self._towns[tenant], service))

    @property
    def cases(self) -> int:
        """How many have been opened so far."""
        return len(self._applicants)

    def live_until(self, moment: datetime) -> None:
        """Let everything happen that is to come until then, each thing at its time."""
        while True:
            act_at = self._coming[0][0] if self._coming else moment
            with self._database.reading(EVERYWHERE) as session:
                due_at = queue.next_due(session, now=moment)
            if due_at is not None and due_at <= min(act_at, moment):
                self._clock.at = max(self._clock.at, due_at)
                due.work_off(self._desk, limit=50)
                self._notice()
            elif self._coming and act_at <= moment:
                at, _, act = heapq.heappop(self._coming)
                self._clock.at = max(self._clock.at, at)
                act()
            else:
                break
        self._clock.at = max(self._clock.at, moment)

    def _will(self, at: datetime, act: Callable[[], None]) -> None:
        heapq.heappush(self._coming, (at, next(self._order), act))

    def _notice(self) -> None:
        """Whoever has got a task or a question will see to it."""
        new = noticing.since(self._database, self._noticed)
        self._noticed = self._clock.at
        for each in new:
            if each.id not in self._known and (each.tenant, each.case_number) in self._applicants:
                self._known.add(each.id)
                town = self._towns[each.tenant]
                if isinstance(each, NewTask):
                    self._will_work(town, each)
                else:
                    self._will_answer(town, each)

    def _apply(self, town: Town, service: str) -> None:
        citizen = self._random.choice(town.citizens)
        answers = self._filled(town, citizen, town.services[service], {})
        receipt = intake.submit_application(
            self._database,
            town.id,
            service,
            answers=answers,
            by=citizen,
            language=citizen.language,
            idempotency_key=self._key(),
            now=self._clock.at,
        )
        self._applicants[town.id, receipt.case_number] = citizen
        self._notice()

    def _will_work(self, town: Town, task: NewTask) -> None:
        at = hours.taken_at(self._random, self._clock.at, town.practice.pace)
        self._will(at, partial(self._take, town, task))

    def _take(self, town: Town, new: NewTask) -> None:
        held = [each for each in town.staff[""] if each.id == new.holder]
        worker = held[0] if held else town.worker(self._random, new.group)
        if worker is None:
            return
        try:
            with self._database.transaction(town.id) as session:
                assignment.claim(session, new.id, by=worker, now=self._clock.at)
        except TaskAlreadyDone:
            return
        self._will(self._clock.at + hours.worked(self._random), partial(self._do, town, new, worker))

    def _do(self, town: Town, new: NewTask, worker: Actor) -> None:
        with self._database.reading(town.id) as session:
            found = task_form.of_task(session, new.id)
        if found.task.status != TaskStatus.OPEN:
            return
        try:
            if found.can_ask and self._would_ask(town, new):
                question = phrases.sentence(self._random, worker.language, "question")
                runtime.ask_citizen(self._database, town.id, new.id, question, by=worker, now=self._clock.at)
            else:
                answers = self._filled(town, worker, found.form, found.data)
                runtime.complete_task(self._database, town.id, new.id, answers, by=worker, now=self._clock.at)
        except (Unanswerable, StoppedByIncident):
            return  # the task stays, or the case waits for an operator: that happens too
        self._notice()

    def _would_ask(self, town: Town, new: NewTask) -> bool:
        asked = self._asked.get(new.case_number, 0)
        if asked >= _QUESTIONS or self._random.random() >= town.practice.asks:
            return False
        self._asked[new.case_number] = asked + 1
        return True

    def _will_answer(self, town: Town, wait: NewWait) -> None:
        likely = OPTIONAL.get(wait.element_id, 1 - town.practice.silent)
        if self._random.random() < likely:
            at = hours.answered_at(self._random, self._clock.at)
            self._will(at, partial(self._answer, town, wait))

    def _answer(self, town: Town, wait: NewWait) -> None:
        asked = noticing.asked(self._database, wait)
        if asked is None:
            return
        by, form = asked
        number, key, now = wait.case_number, self._key(), self._clock.at
        if form is None:
            text = phrases.sentence(self._random, by.language, "reply")
            intake.reply(self._database, town.id, number, text=text, by=by, idempotency_key=key, now=now)
        else:
            answers = self._filled(town, by, form, {})
            intake.answer(
                self._database, town.id, number, wait.id, answers=answers, by=by, idempotency_key=key, now=now
            )
        self._notice()

    def _key(self) -> str:
        return self._keys.format(next(self._order))

    def _filled(self, town: Town, by: Actor, form: Form | None, known: Answers) -> Answers:
        filler = Filler(self._random, by.language, town.practice.usual, town.codes)
        return filler.fill(form, known, now=self._clock.at) if form else {}
