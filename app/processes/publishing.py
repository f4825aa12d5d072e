"""Publish a version: immutable files under the next number, live for new cases at once.

Running cases stay on the version they started on.
"""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from sqlalchemy import func, select

from app.db import TenantSession, new_id
from app.engine import Definition, StepFailed
from app.identity import people
from app.levels import Unreadable, folding, own_texts, parameters
from app.processes import scenarios, timetable, trials
from app.processes.bundles import Bundle, Finding, open_bundle
from app.processes.errors import ScenariosDiffer
from app.processes.library import translations
from app.processes.tables import (
    FileKind,
    InstanceStatus,
    ProcessDefinition,
    ProcessInstance,
    ProcessVersion,
    VersionFile,
)
from app.remote import Allowed
from app.tenants import directory
from app.tenants.calendar import FINLAND
from app.tenants.tables import Service, TenantKind
from app.translating import N_

#: Properties of a process that citizens read, each in three languages.
_TEXTS = ("title", "summary", "time", "cost", "needed", "keywords")


class NotPublishable(ValueError):
    """This version has problems that must be mended before it can be published."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{len(findings)} problems")
        self.findings = findings


def inspect(
    session: TenantSession, files: Mapping[str, bytes], *, addresses: Allowed | None = None
) -> Bundle:
    """Read and check the files for this municipality: its groups are known. Nothing is stored.

    `addresses` are those that processes may ask over HTTP, by municipality; None means that nobody knows.
    What the consortium shares is checked without groups and addresses: each municipality has its own. Texts
    and values that it writes are the ones of all: they stand in the files, so that no municipality's own ever
    meet them.
    """
    if _offers_services(session):
        groups = set(people.group_names(session))
        own = None if addresses is None else addresses.get(session.tenant, ())
        return open_bundle(files, groups=groups, calendar=FINLAND, addresses=own)
    with suppress(Unreadable):  # said by the check
        files = folding.folded(files)
    return open_bundle(files, calendar=FINLAND)


def publish(
    session: TenantSession, bundle: Bundle, *, by: str, note: str, now: datetime, despite: str = ""
) -> ProcessVersion:
    """Make the bundle the live version of its definition; raises NotPublishable.

    Raises ScenariosDiffer where a scenario of the bundle comes differently, unless `despite` says why it goes
    live all the same, and TrialRuns while an experiment shares out the new cases. Publishing exactly what is
    live already gives that version and changes nothing.
    """
    judged = require(bundle, despite=despite)
    assert bundle.definition is not None
    definition = _definition(session, bundle.definition.key)
    digest = _digest(bundle)
    live = _live(session, definition)
    if live is not None and live.sha256 == digest:
        return live
    trials.refuse_while_running(definition, now)
    version = ProcessVersion(
        tenant_id=session.tenant,
        id=new_id(),
        definition_key=definition.key,
        number=_last_number(session, definition.key) + 1,
        name=(bundle.definition.name or definition.key)[:200],
        sha256=digest,
        published_at=now,
        published_by=by,
        note=note,
        scenarios=judged,
    )
    session.add(version)
    session.flush()
    session.add_all(_files(session, version, bundle))
    definition.live_version_id = version.id
    if _offers_services(session):
        _update_service(session, bundle)
        session.flush()
        _begin_timetable(session, bundle.definition, now)
    return version


def require(bundle: Bundle, *, despite: str = "") -> dict[str, object]:
    """Whether the bundle can go live: raises NotPublishable, and ScenariosDiffer unless `despite` says why.

    Gives what the version says of its scenarios.
    """
    if bundle.definition is None or bundle.main is None or not bundle.publishable:
        raise NotPublishable(bundle.findings)
    results = scenarios.run_all(bundle.definition, bundle.scenarios)
    differing = [each.scenario.name for each in results if not each.passed]
    if differing and not despite:
        raise ScenariosDiffer(differing)
    passed = len(results) - len(differing)
    return (
        {"passed": passed, "differing": differing, "reason": despite if differing else ""} if results else {}
    )


def versions(session: TenantSession, key: str) -> list[tuple[ProcessVersion, int]]:
    """The versions of a definition, newest first, each with how many cases run on it."""
    running = (
        select(ProcessInstance.version_id, func.count().label("count"))
        .where(ProcessInstance.tenant_id == session.tenant, ProcessInstance.status == InstanceStatus.RUNNING)
        .group_by(ProcessInstance.version_id)
        .subquery()
    )
    query = (
        select(ProcessVersion, func.coalesce(running.c.count, 0))
        .outerjoin(running, running.c.version_id == ProcessVersion.id)
        .where(ProcessVersion.tenant_id == session.tenant, ProcessVersion.definition_key == key)
    )
    return [(row[0], row[1]) for row in session.execute(query.order_by(ProcessVersion.number.desc()))]


def definitions(session: TenantSession) -> list[tuple[ProcessDefinition, ProcessVersion | None]]:
    """Every definition of the municipality with its live version, by key."""
    query = select(ProcessDefinition).where(ProcessDefinition.tenant_id == session.tenant)
    found = session.scalars(query.order_by(ProcessDefinition.key)).all()
    return [(definition, _live(session, definition)) for definition in found]


def _offers_services(session: TenantSession) -> bool:
    """Whether cases are opened here: the consortium only shares its definitions."""
    return directory.tenant(session).kind == TenantKind.MUNICIPALITY


def _begin_timetable(session: TenantSession, definition: Definition, now: datetime) -> None:
    """The timetable of this version takes the place of the one before."""
    try:
        timetable.owe(session, definition.key, definition, now=now)
    except StepFailed as failure:
        sentence, remedy = failure.cause, N_("Correct the date or repetition of this start event.")
        finding = Finding("", "error", failure.element_id, None, sentence, remedy, {})
        raise NotPublishable((finding,)) from failure


def _definition(session: TenantSession, key: str) -> ProcessDefinition:
    query = select(ProcessDefinition).where(
        ProcessDefinition.tenant_id == session.tenant, ProcessDefinition.key == key
    )
    # Two people who publish at the same moment get two numbers, one after the other.
    definition = session.scalars(query.with_for_update()).first()
    if definition is None:
        definition = ProcessDefinition(tenant_id=session.tenant, key=key)
        session.add(definition)
        session.flush()
    return definition


def _live(session: TenantSession, definition: ProcessDefinition) -> ProcessVersion | None:
    if definition.live_version_id is None:
        return None
    return session.get(ProcessVersion, (session.tenant, definition.live_version_id))


def _last_number(session: TenantSession, key: str) -> int:
    query = select(func.max(ProcessVersion.number)).where(
        ProcessVersion.tenant_id == session.tenant, ProcessVersion.definition_key == key
    )
    return session.scalar(query) or 0


def _contents(bundle: Bundle) -> list[tuple[FileKind, str, bytes]]:
    assert bundle.main is not None
    assert bundle.definition is not None
    key, shared = bundle.definition.key, bundle.own.without
    diagrams = [(FileKind.MAIN, key, shared(bundle.main.source))]
    diagrams += [
        (FileKind.CALLED, document.process.id, shared(document.source))
        for document in bundle.called
        if document.process is not None
    ]
    forms = [
        (FileKind.FORM, form_id, shared(source)) for form_id, source in sorted(bundle.form_sources.items())
    ]
    decisions = [(FileKind.DECISION, id_, book.source) for id_, book in sorted(bundle.decisions.items())]
    beside = [
        (FileKind.SCENARIO, key, scenarios.write(bundle.scenarios) if bundle.scenarios else b""),
        (FileKind.PARAMETERS, key, parameters.write(bundle.own.values)),
        (FileKind.TEXTS, key, own_texts.write(bundle.own.texts)),
    ]
    return [*diagrams, *forms, *decisions, *(each for each in beside if each[2])]


def _files(session: TenantSession, version: ProcessVersion, bundle: Bundle) -> list[VersionFile]:
    return [
        VersionFile(
            tenant_id=session.tenant, version_id=version.id, kind=kind, name=name[:120], content=content
        )
        for kind, name, content in _contents(bundle)
    ]


def _digest(bundle: Bundle) -> str:
    digest = hashlib.sha256()
    for kind, name, content in _contents(bundle):
        digest.update(f"{kind}\0{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _update_service(session: TenantSession, bundle: Bundle) -> None:
    """The service's page says what its live process says of itself."""
    assert bundle.definition is not None
    properties = bundle.definition.properties
    service = session.get(Service, (session.tenant, bundle.definition.key))
    if service is None:
        service = Service(tenant_id=session.tenant, key=bundle.definition.key, position=99)
        session.add(service)
    default = bundle.definition.name or bundle.definition.key
    texts: dict[str, object] = {
        key: translations(properties, key, properties.get(key, default if key == "title" else ""))
        for key in _TEXTS
    }
    texts["category"] = properties.get("category", "")
    texts["starts"] = [start.message for start in bundle.definition.starts if start.message]
    service.texts = texts
    service.anonymous = properties.get("anonymous") == "true"
