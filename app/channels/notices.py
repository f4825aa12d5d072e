"""Notices: tell people by e-mail that something waits for them, and never what it says.

A citizen's matter can be sensitive and mail is not: the substance stays on the case page.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from app.cases import register
from app.cases.tables import Case
from app.channels.mail import Letter, Mailer
from app.db import Database, TenantSession
from app.identity import people
from app.identity.roles import Role
from app.jobs.tables import Job
from app.messages.tables import Message
from app.tenants import directory

_SUBJECT = {
    "en": "%(municipality)s: a message about case %(number)s",
    "fi": "%(municipality)s: viesti asiasta %(number)s",
    "sv": "%(municipality)s: ett meddelande om ärende %(number)s",
}
_BODY = {
    "en": "Hello,\n\nthere is a new message about your case %(number)s. Sign in and read it here:\n"
    "%(address)s\n\n"
    "This mail was sent by itself. Please answer on the page, not by mail.\n",
    "fi": "Hei,\n\nasiastasi %(number)s on tullut uusi viesti. Kirjaudu ja lue se täällä:\n%(address)s\n\n"
    "Tämä viesti lähti automaattisesti. Vastaa sivulla, älä sähköpostilla.\n",
    "sv": "Hej,\n\ndet finns ett nytt meddelande om ditt ärende %(number)s. Logga in och läs det här:\n"
    "%(address)s\n\nDet här meddelandet skickades automatiskt. Svara på sidan, inte per e-post.\n",
}
_STAFF_ADDRESS = {
    "en": "The case: %(address)s",
    "fi": "Asia: %(address)s",
    "sv": "Ärendet: %(address)s",
}


def send(database: Database, job: Job, mailer: Mailer, *, public_url: str, now: datetime) -> None:
    """Send the notices that the job owes; raises what the mailer raises, and then none is lost."""
    with database.reading(job.tenant_id) as session:
        letters = list(_letters(session, job, public_url))
    for letter in letters:
        mailer.send(letter, now=now)


def _letters(session: TenantSession, job: Job, public_url: str) -> Iterator[Letter]:
    if job.payload["what"] == "letter":
        return _to_addresses(session, job, public_url)
    case = register.find(session, job.case_number or "")
    if job.payload["what"] == "message":
        return _to_parties(session, job, case, public_url)
    return _to_staff(session, job, case, public_url)


def _to_parties(session: TenantSession, job: Job, case: Case, public_url: str) -> Iterator[Letter]:
    message = session.get_one(Message, (session.tenant, job.payload["message_id"]))
    names = directory.tenant(session).names
    language = case.language
    places = {
        "number": case.number,
        "municipality": names.get(language) or names["en"],
        "address": f"{public_url}/{session.tenant}/cases/{case.number}",
    }
    for party in register.parties(session, case.number):
        if party.role == message.addressee and party.email:
            yield Letter(job.id, party.email, _SUBJECT[language] % places, _BODY[language] % places)


def _to_addresses(session: TenantSession, job: Job, public_url: str) -> Iterator[Letter]:
    """A letter that is about no case, with a link to a page: to the addresses that it names, else to whoever
    owns processes here now, each in their language."""
    owed: Any = job.payload
    found = people.with_role(session, Role.PROCESS_OWNER) if not owed["to"] else []
    to = owed["to"] or [(each.email, each.language) for each in found if each.email]
    link = f"{public_url}/{session.tenant}/{owed['path']}"
    for number, (address, language) in enumerate(to):
        subject, body = (owed[part].get(language) or owed[part]["en"] for part in ("subject", "body"))
        yield Letter(f"{job.id}.{number}", address, subject, f"{body}\n\n{link}\n")


def _to_staff(session: TenantSession, job: Job, case: Case, public_url: str) -> Iterator[Letter]:
    payload: Any = job.payload
    address = f"{public_url}/{session.tenant}/staff/cases/{case.number}"
    group = [payload["group"]] if payload.get("group") else []
    told = [people.find(session, case.handler_id)] if case.handler_id else people.of_groups(session, group)
    for person in told:
        if person.email:
            language = person.language
            body = payload["body"].get(language) or payload["body"].get("en", "")
            link = _STAFF_ADDRESS[language] % {"address": address}
            subject = payload["subject"].get(language) or payload["subject"].get("en", "")
            yield Letter(f"{job.id}.{person.id}", person.email, subject, f"{body}\n\n{link}\n")
