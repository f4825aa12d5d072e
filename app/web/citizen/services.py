"""Find a service: all municipalities, the front page, services by life situation and by name, one service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import g, render_template, request

from app.db import TenantSession
from app.messages import drafts
from app.messages.tables import Draft
from app.processes import library
from app.processes.errors import NotPublished
from app.tenants import directory
from app.tenants.tables import Service, TenantKind
from app.web import formats
from app.web.citizen import waiting, way
from app.web.citizen.blueprint import blueprint, citizen
from app.web.citizen.words import SITUATIONS, Situation, situation
from app.web.current import current
from app.web.guard import public

#: Few services are shown with what they are for; many only by name.
FEW = 9


@blueprint.get("/")
@public
def municipalities() -> str:
    """Where everybody begins: which municipality."""
    g.tenant = None
    everyone = current.polku.municipalities.all(current.database, current.now)
    found = [tenant for tenant in everyone if tenant.kind == TenantKind.MUNICIPALITY]
    consortium = next((tenant for tenant in everyone if tenant.kind == TenantKind.CONSORTIUM), None)
    return render_template("citizen/municipalities.html", municipalities=found, consortium=consortium)


@blueprint.get("/<tenant>/")
@public
def front() -> str:
    """The front page of a municipality."""
    person = citizen()
    with current.database.reading(current.tenant_id) as session:
        services = directory.services(session)
        return render_template(
            "citizen/front.html",
            groups=by_situation(services),
            few=len(services) <= FEW,
            waiting=waiting.of_person(session, person) if person else [],
            drafts=_begun(session, person.id, services) if person else [],
        )


@blueprint.get("/<tenant>/services")
@public
def services() -> str:
    """All services by name, or those that match what was searched for."""
    words = request.args.get("q", "").strip()[:200]
    with current.database.reading(current.tenant_id) as session:
        everything = sorted(
            directory.services(session), key=lambda each: formats.text(each.texts.get("title"))
        )
    found = search(everything, words) if words else everything
    return render_template("citizen/services.html", words=words, services=found, total=len(everything))


@blueprint.get("/<tenant>/services/<key>")
@public
def service(key: str) -> str:
    """What a service is, what it takes, how it goes, and the one button to begin."""
    person = citizen()
    with current.database.reading(current.tenant_id) as session:
        found = directory.service(session, key)
        version = _live(session, found)
        return render_template(
            "citizen/service.html",
            service=found,
            situation=situation(formats.text(found.texts.get("category"), "en")),
            steps=way.foretold(version.documents[0], current.language) if version else [],
            starts=_starts(version),
            draft=_draft(session, person.id, key) if person else None,
            needs_sign_in=person is None and not found.anonymous,
        )


@dataclass(frozen=True)
class Group:
    """A life situation with its services."""

    situation: Situation
    services: Sequence[Service]


def by_situation(services: Sequence[Service]) -> list[Group]:
    """The services in life situations; one without services is left out."""
    keys = {service.key: situation(formats.text(service.texts.get("category"), "en")) for service in services}
    groups = [Group(each, [one for one in services if keys[one.key] == each]) for each in SITUATIONS]
    return [group for group in groups if group.services]


def search(services: Sequence[Service], words: str) -> list[Service]:
    """Services in whose texts, in any language, every word begins a word; those named so come first."""
    wanted = words.casefold().replace("\u00ad", "").split()
    hits = [service for service in services if _matches(service.texts, wanted)]
    return sorted(hits, key=lambda each: not _matches({"title": each.texts.get("title", {})}, wanted))


def _matches(texts: Mapping[str, object], wanted: Sequence[str]) -> bool:
    said = " ".join(
        " ".join(str(value) for value in words.values()) if isinstance(words, Mapping) else str(words)
        for words in texts.values()
    )
    said = said.casefold().replace("\u00ad", "")
    return all(word in said for word in wanted)


def _live(session: TenantSession, service: Service) -> library.Version | None:
    try:
        return library.live(session, service.key)
    except NotPublished:
        return None


def _starts(version: library.Version | None) -> frozenset[str]:
    """Names of the messages that can begin a case: `application`, `message`."""
    starts = version.definition.starts if version else ()
    return frozenset(start.message for start in starts if start.message)


def _draft(session: TenantSession, person_id: str, key: str) -> Draft | None:
    return next((draft for draft in drafts.of_person(session, person_id) if draft.service_key == key), None)


def _begun(
    session: TenantSession, person_id: str, services: Sequence[Service]
) -> list[tuple[Draft, Service]]:
    named = {service.key: service for service in services}
    return [
        (draft, named[draft.service_key])
        for draft in drafts.of_person(session, person_id)
        if draft.service_key in named
    ]
