"""Publish a new version: upload, read what is wrong with it, confirm.

Between the two steps nothing is stored: the confirmation carries the files, and they are checked again.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.identity.roles import Role
from app.processes import drafting_publishing, publishing
from app.processes.bundles import Bundle
from app.processes.drafting_errors import SecondPairNeeded
from app.processes.publishing import NotPublishable
from app.web.current import current
from app.web.guard import allow
from app.web.owner.blueprint import blueprint
from app.web.texts import gettext

#: Bytes of all files of a version: diagrams and forms are small texts.
LARGEST = 2_500_000

MOST_FILES = 40

LONGEST_NOTE = 2000

Answer = Response | str | tuple[str, int]


@blueprint.get("/processes/publish")
@allow(Role.PROCESS_OWNER)
def publish() -> str:
    """Choose the files."""
    return render_template("owner/publish.html", error=None)


@blueprint.post("/processes/publish")
@allow(Role.PROCESS_OWNER)
def inspect() -> Answer:
    """What the files are, and what is wrong with them."""
    files = {file.filename: file.read() for file in request.files.getlist("files") if file.filename}
    error = _refused(files)
    if error:
        return render_template("owner/publish.html", error=error), 422
    with current.database.reading(current.tenant_id) as session:
        bundle = publishing.inspect(session, files, addresses=current.polku.addresses)
        versions = publishing.versions(session, bundle.definition.key) if bundle.definition else []
    html = _proposal(bundle, files, live=versions[0][0].number if versions else None)
    return html, 200 if bundle.publishable else 422


@blueprint.post("/processes/publish/confirm")
@allow(Role.PROCESS_OWNER)
def confirm() -> Answer:
    """Publish the files that were shown; new cases start on them from now on."""
    files = _carried()
    if _refused(files):
        return render_template("owner/publish.html", error=_refused(files)), 422
    note = request.form.get("note", "").strip()[:LONGEST_NOTE]
    with current.database.transaction(current.tenant_id) as session:
        if drafting_publishing.wants_two(session):
            raise SecondPairNeeded
        bundle = publishing.inspect(session, files, addresses=current.polku.addresses)
        try:
            version = publishing.publish(session, bundle, by=current.actor.name, note=note, now=current.now)
        except NotPublishable as wrong:
            session.rollback()
            return _proposal(replace(bundle, findings=wrong.findings), files, live=None), 422
        key, number = version.definition_key, version.number
    sentence = gettext("Version %(number)d is live. Cases that run stay on theirs.", number=number)
    flash(sentence, "success")
    return redirect(url_for(".process", key=key), 303)


def _proposal(bundle: Bundle, files: Mapping[str, bytes], *, live: int | None) -> str:
    carried = {name: base64.b64encode(content).decode() for name, content in files.items()}
    return render_template(
        "owner/proposal.html",
        bundle=bundle,
        errors=[each for each in bundle.findings if each.severity == "error"],
        warnings=[each for each in bundle.findings if each.severity != "error"],
        files=carried,
        live=live,
    )


def _carried() -> dict[str, bytes]:
    names, contents = request.form.getlist("name"), request.form.getlist("content")
    try:
        return {
            name: base64.b64decode(content, validate=True)
            for name, content in zip(names, contents, strict=True)
        }
    except (ValueError, binascii.Error):
        return {}


def _refused(files: Mapping[str, bytes]) -> str | None:
    if not files:
        return gettext("Choose at least one diagram.")
    if len(files) > MOST_FILES:
        return gettext("There are too many files. At most %(most)d are taken.", most=MOST_FILES)
    if sum(map(len, files.values())) > LARGEST:
        return gettext("The files are too large. Diagrams and forms together have at most 2.5 MB.")
    return None
