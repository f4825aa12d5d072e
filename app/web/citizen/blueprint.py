"""The blueprint of citizens' pages, and who counts as a citizen on them."""

from flask import Blueprint

from app.identity.actor import Actor
from app.identity.roles import Role
from app.tenants.errors import SignInNeeded
from app.tenants.tables import Service
from app.web.current import current

blueprint = Blueprint("citizen", __name__)


def citizen() -> Actor | None:
    """The citizen who is signed in. Staff are not: what they send for others is not theirs."""
    person = current.person
    return person if person is not None and person.has(Role.CITIZEN) else None


def applicant(service: Service) -> Actor | None:
    """Who uses the service: a citizen, or None where it may be used anonymously; raises SignInNeeded."""
    person = citizen()
    if person is None and not service.anonymous:
        raise SignInNeeded
    return person
