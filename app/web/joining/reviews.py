"""Reviews: some weeks after a change, two questions to those who own the process."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.bpmn import Document, outline
from app.db import TenantSession
from app.identity.roles import Role
from app.lessons import notebook
from app.lessons.tables import LessonSource
from app.processes import drafting, library
from app.readiness import reviews as register
from app.readiness.errors import ReviewUnsaid
from app.readiness.tables import Helped, Review
from app.web.current import current
from app.web.errors import sentence_of, status_of
from app.web.guard import allow
from app.web.joining.blueprint import blueprint
from app.web.studio.typed import lines
from app.web.texts import gettext

Answer = Response | str | tuple[str, int]

#: How the names of the kinds of steps end.
_STEPS = ("Task", "task", "Activity", "Process")


@dataclass(frozen=True, slots=True)
class Place:
    """A step that a lesson can be about."""

    id: str
    name: str


@blueprint.get("/reviews")
@allow(Role.PROCESS_OWNER)
def reviews() -> str:
    """Which changes are to be looked back at, and what was said of others."""
    with current.database.reading(current.tenant_id) as session:
        found = [(each, _name(session, each)) for each in register.all_of(session)]
    return render_template("joining/reviews.html", reviews=found)


@blueprint.get("/<key>/reviews/<int:number>")
@allow(Role.PROCESS_OWNER)
def review(key: str, number: int) -> str:
    """Did it help, and what was learnt."""
    return _page(key, number)


@blueprint.post("/<key>/reviews/<int:number>")
@allow(Role.PROCESS_OWNER)
def answer_review(key: str, number: int) -> Answer:
    """Keep the answers, and the lesson at its steps."""
    helped = request.form.get("helped", "")
    try:
        with current.database.transaction(current.tenant_id) as session:
            known = {place.id for place in places(session, key, number)}
            register.answer(
                session,
                key,
                number,
                helped=Helped(helped) if helped in set(Helped) else None,
                learnt=lines(request.form.get("learnt", "")),
                elements=[each for each in request.form.getlist("element") if each in known],
                by=current.actor.name,
                now=current.now,
            )
    except ReviewUnsaid as error:
        return _page(key, number, refused=sentence_of(error)), status_of(error)
    flash(gettext("Thank you. The answers are kept with the version."), "success")
    return redirect(url_for(".reviews"), 303)


def places(session: TenantSession, key: str, number: int) -> list[Place]:
    """The named steps of a version, in the order they are drawn."""
    version = drafting.version_numbered(session, key, number)
    if version is None:
        return []
    return steps_of(library.version(session, version.id).documents[0])


def steps_of(document: Document, *, ends: bool = False) -> list[Place]:
    """The named steps of a diagram in the reader's language, with its ends where they are wanted."""
    kinds = (*_STEPS, "endEvent") if ends else _STEPS
    return [
        Place(step.element_id, step.name)
        for step in outline(document, current.language)
        if step.name and step.kind.endswith(kinds)
    ]


def _page(key: str, number: int, *, refused: str = "") -> str:
    with current.database.reading(current.tenant_id) as session:
        found = register.find(session, key, number)
        lessons = notebook.of_source(session, LessonSource.REVIEW, str(number), key)
        kept = lessons[0] if lessons else None
        return render_template(
            "joining/review.html",
            review=found,
            name=_name(session, found),
            places=places(session, key, number),
            lesson=kept,
            answers=list(Helped),
            learnt=request.form.get("learnt", kept.text if kept else ""),
            elements=request.form.getlist("element") or (kept.elements if kept else []),
            refused=refused,
        )


def _name(session: TenantSession, review: Review) -> str:
    version = drafting.version_numbered(session, review.key, review.number)
    return version.name if version else review.key
