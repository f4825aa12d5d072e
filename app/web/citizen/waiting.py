"""What waits for a citizen: the question, how it is answered, and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.bpmn import Document
from app.cases import register
from app.cases.tables import Case, CaseStatus
from app.db import TenantSession
from app.identity.actor import Actor
from app.jobs.tables import Job, JobKind
from app.messages import conversation, subscriptions
from app.messages.subscriptions import NOBODY, STAFF
from app.messages.tables import Direction, Message, Subscription
from app.tenants import directory
from app.tenants.tables import Service
from app.web.citizen import stand
from app.web.citizen.stand import Doing
from app.web.texts import gettext


@dataclass(frozen=True)
class Waiting:
    """A case that waits for the person."""

    case: Case
    service: Service
    subscription: Subscription
    question: Message | None  #: what was asked, if it was asked in a message
    until: datetime | None

    @property
    def has_form(self) -> bool:
        """Whether it is answered with a form, rather than in free words."""
        return self.subscription.form_id is not None


def of_person(session: TenantSession, person: Actor) -> list[Waiting]:
    """Everything that waits for the person, the most urgent first."""
    cases = [case for case in register.of_citizen(session, person.id) if case.status != CaseStatus.CLOSED]
    found = [
        each
        for case in cases
        for each in of_case(session, case, register.roles_in(session, case.number, person.id), person.id)
    ]
    return sorted(found, key=lambda each: (each.until is None, each.until or each.subscription.opened_at))


def of_case(session: TenantSession, case: Case, roles: frozenset[str], person_id: str) -> list[Waiting]:
    """What the case waits for from somebody in these roles, oldest first."""
    waiting = subscriptions.of_citizen(session, case.number, roles)
    if not waiting:
        return []
    service = directory.service(session, case.service_key)
    messages = conversation.for_party(session, case.number, roles, person_id)
    version = stand.version_of(session, case)
    documents = version.documents if version else ()
    return [
        Waiting(case, service, each, _question(messages), _until(session, documents, each))
        for each in waiting
    ]


def of_others(session: TenantSession, case: Case, roles: frozenset[str]) -> list[Doing]:
    """What other parties of the case are asked to do."""
    asked = [
        each
        for each in subscriptions.of_case(session, case.number)
        if each.addressee not in {NOBODY, STAFF, *roles}
    ]
    if not asked:
        return []
    names = {party.role: party.name for party in register.parties(session, case.number)}
    version = stand.version_of(session, case)
    documents = version.documents if version else ()
    return [
        Doing(
            names.get(each.addressee) or gettext("Another party"),
            gettext("is asked for an answer"),
            _until(session, documents, each),
        )
        for each in asked
    ]


def _question(messages: Sequence[Message]) -> Message | None:
    """The last thing we wrote, if the person has not written since."""
    last = messages[-1] if messages else None
    return last if last is not None and last.direction == Direction.OUT else None


def _until(
    session: TenantSession, documents: Sequence[Document], subscription: Subscription
) -> datetime | None:
    """When the case goes on without the answer: the first timer that stands beside the wait."""
    beside = {other for document in documents for other in _beside(document, subscription.element_id)}
    query = select(Job.due_at).where(
        Job.tenant_id == session.tenant,
        Job.case_number == subscription.case_number,
        Job.instance_id == subscription.instance_id,
        Job.kind == JobKind.TIMER,
        Job.element_id.in_(sorted(beside)),
    )
    return session.scalars(query.order_by(Job.due_at)).first()


def _beside(document: Document, element_id: str) -> set[str]:
    """What can end the wait: the others after the same event gateway, interrupting boundary events."""
    element = document.element(element_id)
    if element is None:
        return set()
    gateways = [source for flow in element.incoming if (source := document.element(flow.source))]
    others = {flow.target for each in gateways if each.kind == "eventBasedGateway" for flow in each.outgoing}
    return others | {each.id for each in document.boundaries(element_id) if each.interrupting}
