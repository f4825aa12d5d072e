"""Publishing is a page: what changes, what the check says, a note, one button. And the way back."""

from datetime import datetime
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.db import TenantSession
from app.identity.roles import Role
from app.processes import drafting, drafting_publishing, drafting_schedule, publishing, rehearsing
from app.processes.drafting_errors import DraftChanged, MomentPassed, SecondPairNeeded
from app.processes.errors import ScenariosDiffer, TrialRuns
from app.processes.publishing import NotPublishable
from app.processes.tables import ProcessVersion
from app.web import change_windows
from app.web.current import current
from app.web.errors import sentence_of, status_of
from app.web.formats import clock_time, reader
from app.web.guard import allow
from app.web.studio import differences, report, scenarios
from app.web.studio.blueprint import blueprint
from app.web.studio.permitted import EDITORS, FIRST, level_of
from app.web.studio.typed import lines
from app.web.texts import gettext

Answer = Response | str | tuple[str, int]


@blueprint.get("/drafts/<draft_id>/publish")
@allow(*EDITORS)
def publish(draft_id: str) -> Answer:
    """What goes live, and what stands in the way."""
    with current.database.reading(current.tenant_id) as session:
        return _proposal(session, draft_id, note="", refused=None)


@blueprint.post("/drafts/<draft_id>/publish")
@allow(*EDITORS)
def confirm(draft_id: str) -> Answer:
    """Make the draft live: new cases start on it from now on."""
    note = lines(request.form.get("note", ""))
    despite = lines(request.form.get("despite", "")) if may_override() else ""
    given: dict[str, Any] = {
        "expected": request.form.get("version", type=int) or 0,
        "by": current.actor,
        "note": note,
        "now": current.now,
        "despite": despite,
    }
    try:
        with current.database.transaction(current.tenant_id) as session:
            if request.form.get("at"):
                return _planned(session, draft_id, given)
            return _published(drafting_publishing.publish(session, draft_id, **given))
    except ScenariosDiffer as differing:
        refused, status = _say_why(differing), 422
    except DraftChanged as error:
        refused, status = _saved_meanwhile(error), 409
    except (MomentPassed, SecondPairNeeded) as error:
        refused, status = sentence_of(error), 422
    except TrialRuns as error:
        refused, status = sentence_of(error), status_of(error)
    except NotPublishable:
        refused, status = (
            gettext("The draft was not published: what is listed below has to be corrected."),
            422,
        )
    with current.database.reading(current.tenant_id) as session:
        return _proposal(session, draft_id, note=note, refused=refused), status


@blueprint.post("/drafts/<draft_id>/publish/call-off")
@allow(*EDITORS)
def call_off(draft_id: str) -> Response:
    """The draft does not go live at the time that was planned."""
    with current.database.transaction(current.tenant_id) as session:
        drafting_schedule.call_off(session, draft_id)
    flash(gettext("Called off. The draft goes live when somebody publishes it."), "success")
    return redirect(url_for(".publish", draft_id=draft_id), 303)


@blueprint.get("/processes/<key>/versions/<int:number>/again")
@allow(Role.PROCESS_OWNER)
def again(key: str, number: int) -> str:
    """Ask before a former version goes live again."""
    with current.database.reading(current.tenant_id) as session:
        return _former(session, key, number, problems=())


@blueprint.post("/processes/<key>/versions/<int:number>/again")
@allow(Role.PROCESS_OWNER)
def confirm_again(key: str, number: int) -> Answer:
    """Publish a former version again."""
    note = lines(request.form.get("note", "")) or gettext("Back to version %(number)d", number=number)
    try:
        with current.database.transaction(current.tenant_id) as session:
            version = drafting_publishing.publish_again(
                session, key, number, by=current.actor, note=note, now=current.now
            )
            return _published(version)
    except NotPublishable as refused:
        problems = [each.say(gettext(each.sentence), gettext) for each in refused.findings]
    with current.database.reading(current.tenant_id) as session:
        return _former(session, key, number, problems=problems), 422


@blueprint.post("/processes/<key>/versions/<int:number>/draft")
@allow(Role.PROCESS_OWNER)
def draft_of_version(key: str, number: int) -> Response:
    """Begin a draft as a former version was."""
    with current.database.transaction(current.tenant_id) as session:
        former = drafting.version_numbered(session, key, number) or abort(404)
        files = drafting.version_files(session, former.id)
        why = gettext("Begun from version %(number)d", number=number)
        draft = drafting.begin(session, files, by=current.actor, now=current.now, why=why, base=number)
    return redirect(url_for(".draft", draft_id=draft.id), 303)


def _proposal(session: TenantSession, draft_id: str, *, note: str, refused: str | None) -> str:
    found = drafting.find(session, draft_id)
    files = drafting_publishing.to_publish(session, found)
    said = report.of(session, files, found.row.main, current.language)
    versions = publishing.versions(session, found.row.process_key)
    number = versions[0][0].number if versions else None
    live = drafting_publishing.live_files(session, found.row.process_key)
    names = gettext("Version %(number)d, live", number=number or 0), gettext("This draft")
    planned = drafting_schedule.planned(session, draft_id)
    return render_template(
        "studio/publish.html",
        draft=found.row,
        report=said,
        told=differences.of(live, files, names, current.language) if live is not None else None,
        files=sorted(files),
        back=FIRST[level_of(found.row)],
        live=number,
        running=sum(count for _version, count in versions),
        note=note,
        refused=refused,
        scenarios=scenarios.lines(rehearsing.of_bundle(said.bundle, found.row)) if not said.errors else [],
        may_override=may_override(),
        planned=planned,
        warning=change_windows.warning(planned.due_at if planned else current.now),
        needs_second=drafting_publishing.wants_two(session)
        and current.actor.id in drafting.authors(session, draft_id),
        at=request.form.get("at", ""),
        despite=request.form.get("despite", ""),
    )


def _planned(session: TenantSession, draft_id: str, given: dict[str, Any]) -> Response:
    sorry = gettext("It did not go live as planned: the draft was changed since, or did not pass its check.")
    moment = _moment(request.form["at"])
    drafting_schedule.plan(session, draft_id, at=moment, sorry=sorry, **given)
    flash(gettext("Planned. Until then the draft can be called off or changed."), "success")
    if warning := change_windows.warning(moment):
        flash(warning, "warning")
    return redirect(url_for(".publish", draft_id=draft_id), 303)


def _moment(written: str) -> datetime:
    """What was typed, on the clocks of the municipality."""
    try:
        return datetime.fromisoformat(written).replace(tzinfo=reader().zone)
    except ValueError:
        raise MomentPassed from None


def may_override() -> bool:
    """Whether the person may publish what scenarios speak against.

    Process owners may, unless the municipality's setting `publish_despite` names other roles.
    """
    roles = current.tenant.settings.get("publish_despite") or [Role.PROCESS_OWNER]
    return current.actor.has(*(Role(each) for each in roles if each in set(Role)))


def _say_why(differing: ScenariosDiffer) -> str:
    if not may_override():
        return sentence_of(differing)
    return gettext("The draft was not published: a scenario differs. Say why it goes live all the same.")


def _former(session: TenantSession, key: str, number: int, *, problems: list[str] | tuple[()]) -> str:
    versions = publishing.versions(session, key)
    former = next((version for version, _count in versions if version.number == number), None) or abort(404)
    return render_template(
        "studio/again.html", key=key, version=former, newest=versions[0][0], problems=problems
    )


def _published(version: ProcessVersion) -> Response:
    sentence = gettext("Version %(number)d is live. Cases that run stay on theirs.", number=version.number)
    flash(sentence, "success")
    if not current.actor.has(Role.PROCESS_OWNER):
        return redirect(url_for(".ours"), 303)
    return redirect(url_for("owner.process", key=version.definition_key), 303)


def _saved_meanwhile(error: DraftChanged) -> str:
    return gettext(
        "%(name)s saved this draft at %(time)s, so it was not published. Look at what changes now.",
        name=error.by,
        time=clock_time(error.at, reader()),
    )
