"""The sections of the staff pages, and whose they are."""

from dataclasses import dataclass

from flask import Flask

from app.identity.actor import Actor
from app.identity.roles import TITLES, Role
from app.tasks import assignment
from app.tasks.tables import Task
from app.translating import N_
from app.web.current import current
from app.web.sign_in import addresses
from app.web.texts import gettext


@dataclass(frozen=True)
class Section:
    """An entry of the main navigation."""

    key: str
    words: str
    endpoint: str
    roles: frozenset[Role]


WORK = frozenset({Role.CASEWORKER, Role.TEAM_LEAD})
CASES = WORK | {Role.AUDITOR}
LEAD = frozenset({Role.TEAM_LEAD})
PROCESSES = frozenset({Role.PROCESS_OWNER, Role.COORDINATOR, Role.TEAM_LEAD, Role.AUDITOR})
OURS = frozenset({Role.TEXT_EDITOR, Role.PARAMETER_EDITOR})
LIBRARY = frozenset({Role.PROCESS_OWNER, Role.COORDINATOR})
INCIDENTS = frozenset({Role.OPERATOR, Role.ADMINISTRATOR})
PEOPLE = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})

SECTIONS = (
    Section("work", N_("Worklist"), "caseworker.start", WORK),
    Section("cases", N_("Cases"), "caseworker.cases", CASES),
    Section("team", N_("Team"), "caseworker.team", LEAD),
    Section("processes", N_("Processes"), "owner.processes", PROCESSES),
    Section("ours", N_("Texts and parameters"), "studio.ours", OURS),
    Section("library", N_("Consortium"), "upstream.library", LIBRARY),
    Section("incidents", N_("Incidents"), "admin.incidents", INCIDENTS),
    Section("people", N_("People"), "admin.people", PEOPLE),
)


def init_app(app: Flask) -> None:
    """Give templates what the staff bar shows."""
    app.jinja_env.globals.update(
        sections=sections,
        may_search=may_search,
        may_write=may_write,
        may_do=may_do,
        first_page=addresses.first_page,
        role_titles=TITLES,
        # For texts that are not ours to fill in: `_` takes every percent sign for a place to fill.
        translated=gettext,
    )
    app.context_processor(lambda: {"fictional": current.settings.demo})


def sections(person: Actor) -> list[Section]:
    """The sections this person may enter."""
    return [section for section in SECTIONS if person.has(*section.roles)]


def may_search(person: Actor) -> bool:
    """Whether this person may look for cases."""
    return person.has(*CASES)


def may_write(person: Actor) -> bool:
    """Whether this person may write to citizens and add notes."""
    return person.has(*WORK)


def may_do(task: Task) -> bool:
    """Whether the task is the reader's own, their group's, or theirs to lead."""
    person = current.actor
    return person.has(*WORK) and assignment.may_do(task, person)
