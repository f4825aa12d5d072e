"""Processes of the municipality: which version is live, which cases run on which version, how it is drawn."""

from dataclasses import dataclass

from flask import Response as FileResponse
from flask import abort, render_template
from sqlalchemy import select

from app.bpmn import picture
from app.db import TenantSession
from app.processes import library, migration, publishing, timetable
from app.processes.library import Version
from app.processes.tables import FileKind, ProcessVersion, VersionFile
from app.web.current import current
from app.web.diagrams import everything
from app.web.downloads import download
from app.web.guard import allow
from app.web.owner.blueprint import READERS, blueprint
from app.web.service_names import service_names


@dataclass(frozen=True)
class Step:
    """A line of the outline; `number` is also drawn in the picture."""

    number: int
    element_id: str
    name: str
    lane: str | None
    form_id: str | None


@dataclass(frozen=True)
class Drawing:
    """A version's diagram and the same in words."""

    picture: str
    steps: list[Step]


@blueprint.get("/processes/")
@allow(*READERS)
def processes() -> str:
    """Every process with its live version and how many cases run."""
    with current.database.reading(current.tenant_id) as session:
        found = [
            (
                definition,
                live,
                sum(running for _version, running in publishing.versions(session, definition.key)),
            )
            for definition, live in publishing.definitions(session)
        ]
        names = service_names(session)
    return render_template("owner/processes.html", processes=found, names=names)


@blueprint.get("/processes/<key>")
@allow(*READERS)
def process(key: str) -> str:
    """One process: its versions with their running cases, and the diagram that is live."""
    with current.database.reading(current.tenant_id) as session:
        versions = publishing.versions(session, key)
        if not versions:
            abort(404)
        live = library.live(session, key)
        return render_template(
            "owner/process.html",
            key=key,
            versions=versions,
            live=live,
            drawing=drawing(live),
            upcoming=timetable.upcoming(session, key),
            moves=migration.recent(session, key),
        )


@blueprint.get("/processes/<key>/versions/<int:number>")
@allow(*READERS)
def version(key: str, number: int) -> str:
    """One version: its files, its diagram, the cases that run on it."""
    with current.database.reading(current.tenant_id) as session:
        row, running = _version(session, key, number)
        files = list(
            session.execute(
                select(VersionFile.kind, VersionFile.name)
                .where(VersionFile.tenant_id == session.tenant, VersionFile.version_id == row.id)
                .order_by(VersionFile.kind.desc(), VersionFile.name)
            )
        )
        found = library.version(session, row.id)
        return render_template(
            "owner/version.html", key=key, version=row, running=running, files=files, drawing=drawing(found)
        )


@blueprint.get("/processes/<key>/versions/<int:number>/files/<kind>/<name>")
@allow(*READERS)
def file(key: str, number: int, kind: str, name: str) -> FileResponse:
    """A file of a version, to open in a modeler."""
    with current.database.reading(current.tenant_id) as session:
        row, _running = _version(session, key, number)
        found = session.get(VersionFile, (session.tenant, row.id, kind, name)) or abort(404)
    return download(found.content, f"{name}.{FileKind(found.kind).ending}")


def drawing(found: Version) -> Drawing:
    """The main diagram of a version with numbered steps."""
    main = found.documents[0]
    steps = [
        Step(number, each.element_id, each.name, each.lane, each.form_id)
        for number, each in everything(main, current.language)
    ]
    drawn = picture(main, lang=current.language, numbers={step.element_id: step.number for step in steps})
    return Drawing(drawn, steps)


def _version(session: TenantSession, key: str, number: int) -> tuple[ProcessVersion, int]:
    versions = publishing.versions(session, key)
    return next((found for found in versions if found[0].number == number), None) or abort(404)
