"""Plant the demonstration: tenants, people, published processes, and the cases of the stories."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache

from sqlalchemy import func, select

from app import measures
from app.cases.tables import Case
from app.channels.mail import Letter
from app.clock import MovedClock
from app.db import EVERYWHERE, Database, TenantSession
from app.identity import accounts, people
from app.identity.roles import Role
from app.identity.tables import Person
from app.processes import publishing
from app.processes.bundles import Bundle
from app.processes.due import Desk
from app.seed import drawers, experiment, joint, proposed, readiness, shared_figures
from app.seed.municipalities import GROUPS, MUNICIPALITIES
from app.seed.people import CITIZENS, STAFF
from app.seed.playing import Player
from app.seed.stories import STORIES
from app.seed.story import Citizen, Colleague, Municipality, Story
from app.seed.year import Year
from app.tenants import directory
from app.tenants.tables import Tenant, TenantKind

CONSORTIUM = "consortium"
#: Of every invented member of staff.
PASSWORD = "demonstration"  # noqa: S105 - shown on the sign-in page of the demonstration
#: The processes were published long before the first story, and before the year where one is lived.
PUBLISHED, YEAR = timedelta(days=120), timedelta(days=365)
#: The second version of what is shared is younger, and the open proposal was made some days ago.
NEWER, PROPOSED = timedelta(days=20), timedelta(days=12)
#: What was read and checked once: files that several municipalities use as they are.
Bundles = dict[tuple[tuple[str, bytes], ...], Bundle]


class NoPost:
    """Nobody in the demonstration has a mailbox: nothing is sent, and the log is not filled with that."""

    def send(self, letter: Letter, *, now: datetime) -> None:
        """The letter counts as sent."""


def plant(
    database: Database, *, today: datetime, stories: Sequence[Story] = STORIES, cases: int = 0, seed: int = 1
) -> bool:
    """Fill an empty database; False, and nothing is changed, when there are tenants already.

    Beside the stories, about so many `cases` are lived through in the year before today; without stories
    there is no experiment either.
    """
    if not is_empty(database):
        return False
    clock = MovedClock(today - (YEAR if cases else PUBLISHED))
    known: Bundles = {}
    _add_consortium(database)
    for position, municipality in enumerate(MUNICIPALITIES, 1):
        _add_tenant(database, municipality, position)
        _publish_services(database, municipality, clock.at, known)
    joint.plant(database, CONSORTIUM, at=clock.at, newer=today - NEWER)
    readiness.plant(database, today=today)
    proposed.plant(database, CONSORTIUM, at=today - PROPOSED)
    desk = Desk(database, NoPost(), clock, "http://localhost:8000", is_fictional=True)
    year = _year(desk, clock, today, cases, seed) if cases else None
    Player(desk, clock, today, year.live_until if year else None).play(stories)
    if stories:
        experiment.plant(database, CONSORTIUM, NoPost(), today=today)
        readiness.look_back(database)
    shared_figures.plant(database, now=today)
    measures.digest(database, today)
    return True


def live_on(database: Database, *, today: datetime, cases: int, seed: int) -> int:
    """Live through so many more cases of the last year in a planted database; gives how many it were."""
    clock = MovedClock(today - YEAR)
    before = _count(database, Case)
    _year(
        Desk(database, NoPost(), clock, "http://localhost:8000", is_fictional=True), clock, today, cases, seed
    ).live_until(today)
    measures.digest(database, today)
    return _count(database, Case) - before


def _year(desk: Desk, clock: MovedClock, today: datetime, cases: int, seed: int) -> Year:
    return Year(desk, clock, cases=cases, seed=seed, since=clock.at, until=today)


def now() -> datetime:
    """The moment of seeding, to the minute, so that times in lists look like times of people."""
    return datetime.now(UTC).replace(second=0, microsecond=0)


def is_empty(database: Database) -> bool:
    """Whether nobody has been planted yet."""
    return not _count(database, Tenant)


def _count(database: Database, rows: type[Case | Tenant]) -> int:
    with database.reading(EVERYWHERE) as session:
        return session.scalar(select(func.count()).select_from(rows)) or 0


def _add_consortium(database: Database) -> None:
    names = {"en": "Consortium", "fi": "Kuntien yhteistyö", "sv": "Kommunernas samarbete"}
    with database.transaction(CONSORTIUM) as session:
        session.add(
            Tenant(
                id=CONSORTIUM, kind=TenantKind.CONSORTIUM, prefix="CON", names=names, settings={}, position=99
            )
        )
        session.flush()
        _add_staff(session, STAFF[CONSORTIUM])


def _add_tenant(database: Database, municipality: Municipality, position: int) -> None:
    with database.transaction(municipality.id) as session:
        session.add(
            Tenant(
                id=municipality.id,
                kind=TenantKind.MUNICIPALITY,
                prefix=municipality.prefix,
                names=dict(municipality.names),
                settings=dict(municipality.settings),
                position=position,
            )
        )
        session.flush()
        for key, names in GROUPS.items():
            people.add_group(session, key, names)
        session.flush()
        _add_staff(session, STAFF[municipality.id])
        _add_citizens(session, CITIZENS[municipality.id])


def _add_staff(session: TenantSession, colleagues: Sequence[Colleague]) -> None:
    password_hash = _hash_of_password()
    for colleague in colleagues:
        person = people.add_staff(
            session,
            colleague.name,
            colleague.login,
            roles=[Role(role) for role in colleague.roles],
            groups=colleague.groups,
            email=colleague.email,
            language=colleague.language,
            is_demonstration=True,
        )
        person.password_hash = password_hash


def _add_citizens(session: TenantSession, citizens: Sequence[Citizen]) -> None:
    for citizen in citizens:
        person = people.add_citizen(
            session,
            citizen.name,
            email=citizen.email,
            identifier=citizen.identifier,
            language=citizen.language,
            is_demonstration=True,
        )
        person.login = citizen.key


@cache
def _hash_of_password() -> str:
    """One hash for all: they share the password, and argon2 is slow by design."""
    nobody = Person()
    accounts.set_password(nobody, PASSWORD)
    return nobody.password_hash or ""


def _publish_services(database: Database, municipality: Municipality, at: datetime, known: Bundles) -> None:
    with database.transaction(municipality.id) as session:
        for position, service in enumerate(municipality.variants):
            files = drawers.first_files(municipality, service)
            key = tuple(sorted(files.items()))
            bundle = known.get(key) or publishing.inspect(session, files)
            known[key] = bundle
            publishing.publish(session, bundle, by="demonstration", note="", now=at)
            published = directory.service(session, service)
            published.position = position
            if service in municipality.closed:
                published.is_open = False
                published.closed_note = dict(municipality.closed[service])
