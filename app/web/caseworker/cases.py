"""Cases: find one, read it, see its whole history and diagram."""

from flask import Response as FileResponse
from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.cases import register
from app.cases.errors import CaseNotFound
from app.cases.tables import CaseStatus
from app.db import new_id
from app.documents import attachments
from app.documents.errors import AttachmentNotFound
from app.tasks import access
from app.tenants import directory
from app.web.caseworker import matter
from app.web.caseworker.blueprint import READERS, blueprint
from app.web.current import current
from app.web.guard import allow

PAGE = 50


@blueprint.get("/staff/cases")
@allow(*READERS)
def cases() -> Response | str:
    """Cases that hold the words asked for; a whole case number leads to the case itself."""
    words = request.args.get("q", "").strip()[:200]
    status = request.args.get("status") or None
    service = request.args.get("service") or None
    after = request.args.get("after") or None
    with current.database.reading(current.tenant_id) as session:
        visible = access.visible(current.actor)
        found = register.search(
            session,
            words,
            status=status,
            service=service,
            after=after,
            visible=visible,
            limit=PAGE + 1,
        )
        services = {each.key: each for each in directory.services(session)}
    if len(found) == 1 and found[0].number.casefold() == words.casefold():
        return redirect(url_for(".case", number=found[0].number))
    return render_template(
        "staff/cases.html",
        words=words,
        status=status,
        statuses=list(CaseStatus),
        service=service,
        services=services,
        cases=found[:PAGE],
        next_after=found[PAGE - 1].number if len(found) > PAGE else None,
    )


@blueprint.get("/staff/cases/<number>")
@allow(*READERS)
def case(number: str) -> str:
    """A case with its conversation and where it stands."""
    with current.database.reading(current.tenant_id) as session:
        found = access.case_for(session, number, current.actor)
        return render_template("staff/case.html", matter=matter.of_case(session, found), key=new_id())


@blueprint.get("/staff/cases/<number>/timeline")
@allow(*READERS)
def timeline(number: str) -> str:
    """Everything that has happened in the case."""
    with current.database.reading(current.tenant_id) as session:
        found = access.case_for(session, number, current.actor)
        return render_template("staff/timeline.html", matter=matter.of_case(session, found))


@blueprint.get("/staff/cases/<number>/diagram")
@allow(*READERS)
def diagram(number: str) -> str:
    """The whole diagram with where the case stands, and the same in words."""
    with current.database.reading(current.tenant_id) as session:
        found = access.case_for(session, number, current.actor)
        return render_template("staff/diagram.html", matter=matter.of_case(session, found))


@blueprint.get("/staff/documents/<attachment_id>")
@allow(*READERS)
def document(attachment_id: str) -> FileResponse:
    """A file of a case that the person may see. It is saved, never shown inside our own pages."""
    with current.database.reading(current.tenant_id) as session:
        found = attachments.find(session, attachment_id)
        try:
            access.case_for(session, found.case_number or "", current.actor)
        except CaseNotFound:
            raise AttachmentNotFound from None
        response = make_response(found.content)
    response.mimetype = found.media_type
    response.headers.set("Content-Disposition", "attachment", filename=found.filename)
    return response
