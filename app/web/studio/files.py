"""What a draft holds, to take along: its files as they are, and its drawing."""

from flask import Response as FileResponse
from flask import abort

from app.bpmn import Document, Unreadable, read
from app.bpmn.exporting import drawing
from app.identity.roles import Role
from app.processes import drafting, drafting_files
from app.web import papers
from app.web.current import current
from app.web.downloads import download
from app.web.guard import allow
from app.web.studio.blueprint import blueprint


@blueprint.get("/drafts/<draft_id>/files/<name>")
@allow(Role.PROCESS_OWNER)
def file(draft_id: str, name: str) -> FileResponse:
    """A file of the draft, to open in another modeler."""
    with current.database.reading(current.tenant_id) as session:
        content = drafting.find(session, draft_id).files.get(name)
    return download(abort(404) if content is None else content, name)


@blueprint.get("/drafts/<draft_id>/files.zip")
@allow(Role.PROCESS_OWNER)
def archive(draft_id: str) -> FileResponse:
    """All files of the draft."""
    with current.database.reading(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
    return download(drafting_files.pack(found.files), f"{found.row.process_key or 'draft'}.zip")


@blueprint.get("/drafts/<draft_id>/drawing.svg")
@allow(Role.PROCESS_OWNER)
def svg(draft_id: str) -> FileResponse:
    """The diagram as a drawing for documents."""
    document, _ = _drawn(draft_id)
    return download(drawing(document, lang=current.language) or abort(404), "drawing.svg")


@blueprint.get("/drafts/<draft_id>/drawing.pdf")
@allow(Role.PROCESS_OWNER)
def pdf(draft_id: str) -> FileResponse:
    """The diagram as a PDF that is as large as it is."""
    document, name = _drawn(draft_id)
    return download(papers.of_drawing(document, name) or abort(404), "drawing.pdf")


def _drawn(draft_id: str) -> tuple[Document, str]:
    with current.database.reading(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
        name = found.row.name
    try:
        return read(found.diagram), name
    except Unreadable:
        abort(404)
