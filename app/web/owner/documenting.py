"""A version described for a new colleague or an auditor, its drawing and its files to take along."""

from flask import Response as FileResponse
from flask import abort, render_template

from app.bpmn import picture
from app.bpmn.exporting import drawing
from app.db import TenantSession
from app.processes import drafting, drafting_files, library
from app.processes.library import Version
from app.web import papers
from app.web.current import current
from app.web.downloads import download
from app.web.guard import allow
from app.web.owner import described
from app.web.owner.blueprint import READERS, blueprint
from app.web.owner.description_paper import of_description


@blueprint.get("/processes/<key>/versions/<int:number>/description")
@allow(*READERS)
def description(key: str, number: int) -> str:
    """Everything that a version says, in words: steps, roles, forms, deadlines and texts."""
    with current.database.reading(current.tenant_id) as session:
        said = described.of(session, key, _version(session, key, number))
    pictures = [picture(document, lang=current.language) for document in said.documents]
    return render_template(
        "owner/description.html", key=key, said=said, pictures=[each for each in pictures if each]
    )


@blueprint.get("/processes/<key>/versions/<int:number>/description.pdf")
@allow(*READERS)
def description_on_paper(key: str, number: int) -> FileResponse:
    """The same as a PDF."""
    with current.database.reading(current.tenant_id) as session:
        said = described.of(session, key, _version(session, key, number))
    return download(of_description(said), f"{key}-{number}.pdf")


@blueprint.get("/processes/<key>/versions/<int:number>/drawing.svg")
@allow(*READERS)
def svg(key: str, number: int) -> FileResponse:
    """The main diagram as a drawing for documents."""
    with current.database.reading(current.tenant_id) as session:
        found = _version(session, key, number)
    drawn = drawing(found.documents[0], lang=current.language) or abort(404)
    return download(drawn, f"{key}-{number}.svg")


@blueprint.get("/processes/<key>/versions/<int:number>/drawing.pdf")
@allow(*READERS)
def pdf(key: str, number: int) -> FileResponse:
    """The main diagram as a PDF that is as large as it is."""
    with current.database.reading(current.tenant_id) as session:
        found = _version(session, key, number)
    drawn = papers.of_drawing(found.documents[0], found.definition.name or key) or abort(404)
    return download(drawn, f"{key}-{number}-drawing.pdf")


@blueprint.get("/processes/<key>/versions/<int:number>/files.zip")
@allow(*READERS)
def archive(key: str, number: int) -> FileResponse:
    """All files of the version."""
    with current.database.reading(current.tenant_id) as session:
        files = drafting.version_files(session, _version(session, key, number).id)
    return download(drafting_files.pack(files), f"{key}-{number}.zip")


def _version(session: TenantSession, key: str, number: int) -> Version:
    row = drafting.version_numbered(session, key, number) or abort(404)
    return library.version(session, row.id)
