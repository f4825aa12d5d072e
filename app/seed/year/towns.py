"""Who is there: staff by their groups, services that are open, and citizens who are invented for the year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from sqlalchemy import select

from app.db import EVERYWHERE, Database, TenantSession
from app.forms import Form
from app.identity import actor, people
from app.identity.actor import Actor
from app.identity.tables import Person, PersonKind
from app.processes import library
from app.seed.people import identity_code
from app.seed.year import phrases
from app.seed.year.habits import PRACTICES, Practice
from app.tenants import directory

#: New citizens of a municipality for each of its shares of all cases.
_FOR_EACH_SHARE = 1.5
#: What a case begins with.
APPLICATION = "application"


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality with the people who act in it."""

    id: str
    practice: Practice
    staff: Mapping[str, Sequence[Actor]]  #: by group; under "" all of them
    citizens: Sequence[Actor]
    codes: Sequence[str]  #: identity codes of citizens
    services: Mapping[str, Form]  #: those that are open, with the form they are applied for with

    def worker(self, random: Random, group: str | None) -> Actor | None:
        """Somebody of the group, who may be on leave another day."""
        found = self.staff.get(group or "", ())
        return random.choice(found) if found else None


def towns(database: Database, random: Random) -> list[Town]:
    """Every municipality that has habits, in the order they joined; invents its citizens."""
    with database.reading(EVERYWHERE) as session:
        ids = [each.id for each in directory.municipalities(session) if each.id in PRACTICES]
    return [_town(database, random, each) for each in ids]


def _town(database: Database, random: Random, tenant: str) -> Town:
    practice = PRACTICES[tenant]
    with database.transaction(tenant) as session:
        _settle(session, random)
        session.flush()
        found = list(
            session.scalars(
                select(Person).where(Person.tenant_id == tenant).order_by(Person.name, Person.identifier)
            )
        )
        actors = {each.id: actor.of(session, each.id) for each in found}
        citizens = [each for each in found if each.kind == PersonKind.CITIZEN]
        return Town(
            id=tenant,
            practice=practice,
            staff=_by_group([each for each in actors.values() if each.groups]),
            citizens=[actors[each.id] for each in citizens],
            codes=[each.identifier for each in citizens if each.identifier],
            services=_open_services(session),
        )


def _settle(session: TenantSession, random: Random) -> None:
    practice = PRACTICES[session.tenant]
    for number in range(round(practice.share * _FOR_EACH_SHARE)):
        language = "sv" if random.random() < practice.swedish else "fi"
        born = f"{random.randint(1, 28):02}{random.randint(1, 12):02}{random.randint(50, 99)}"
        code = identity_code(f"{born}-{950 + number % 50}")
        if people.by_identifier(session, code) is None:
            name = phrases.person(random, language)
            people.add_citizen(
                session,
                name,
                email=f"asukas{number}@{session.tenant}.example",
                identifier=code,
                language=language,
                is_demonstration=True,
            )


def _by_group(staff: Sequence[Actor]) -> Mapping[str, Sequence[Actor]]:
    groups = {group for each in staff for group in each.groups}
    return {"": staff} | {group: [each for each in staff if group in each.groups] for group in groups}


def _open_services(session: TenantSession) -> Mapping[str, Form]:
    found: dict[str, Form] = {}
    for service in directory.services(session):
        if service.is_open and APPLICATION in service.texts.get("starts", ()):
            version = library.live(session, service.key)
            start = next(each for each in version.definition.starts if each.message == APPLICATION)
            form = version.form(start.form_id)
            if form is not None:
                found[service.key] = form
    return found
