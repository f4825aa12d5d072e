"""The scenarios of a draft or a version, each played when the page is opened, with what came differently."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.db import TenantSession
from app.identity.roles import Role
from app.processes import rehearsing
from app.processes.errors import NotRehearsable
from app.processes.rehearsing import Subject
from app.processes.scenarios import Result, run_all
from app.web.current import current
from app.web.guard import allow
from app.web.studio import rehearsed
from app.web.studio.blueprint import blueprint
from app.web.studio.not_yet import not_yet
from app.web.studio.permitted import EDITORS
from app.web.texts import gettext


@dataclass(frozen=True)
class Line:
    """A scenario that was played."""

    name: str
    steps: int
    days: int
    expected: str
    passed: bool
    differences: tuple[str, ...]


def lines(subject: Subject) -> list[Line]:
    """Play every scenario; what came differently first."""
    found = [_line(subject, each) for each in run_all(subject.version.definition, subject.scenarios)]
    return sorted(found, key=lambda line: line.passed)


def _line(subject: Subject, result: Result) -> Line:
    scenario = result.scenario
    return Line(
        scenario.name,
        len(scenario.recording.actions),
        scenario.expects.days if scenario.expects.days is not None else result.play.days,
        rehearsed.expected(subject, scenario),
        result.passed,
        tuple(rehearsed.differences(subject, result)),
    )


@blueprint.get("/drafts/<draft_id>/scenarios")
@blueprint.get("/processes/<key>/versions/<int:number>/scenarios")
@allow(*EDITORS)
def scenarios(**where: Any) -> str | tuple[str, int]:
    """Every scenario and what comes of it now."""
    with current.database.reading(current.tenant_id) as session:
        try:
            subject = _of(session, where)
        except NotRehearsable as problems:
            return not_yet(session, where["draft_id"], problems, section="scenarios")
        return render_template(
            "studio/scenarios.html",
            subject=subject,
            draft=subject.draft,
            where=where,
            lines=lines(subject),
            section="scenarios",
        )


@blueprint.post("/drafts/<draft_id>/scenarios/take-away")
@allow(Role.PROCESS_OWNER)
def take_away(draft_id: str) -> Response:
    """Take a scenario away; the history of the draft keeps it."""
    name = request.form.get("scenario", "")
    with current.database.transaction(current.tenant_id) as session:
        rehearsing.take_away(
            session,
            rehearsing.of_draft(session, draft_id),
            name,
            by=current.actor,
            now=current.now,
            why=gettext("Scenario taken away: %(name)s", name=name),
        )
    flash(gettext("The scenario is taken away. The history of the draft keeps it."), "success")
    return redirect(url_for(".scenarios", draft_id=draft_id), 303)


def _of(session: TenantSession, where: dict[str, Any]) -> Subject:
    if "draft_id" in where:
        return rehearsing.of_draft(session, where["draft_id"])
    return rehearsing.of_version(session, where["key"], where["number"])
