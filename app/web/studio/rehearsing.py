"""Rehearse a draft or a version: every button is a plain form, every page is played from what was done."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.db import TenantSession
from app.identity.roles import Role
from app.processes import rehearsing
from app.processes.errors import NothingToKeep, NotRehearsable
from app.processes.rehearsing import Subject
from app.processes.scenarios import Action, Deed, Play, Unreadable, play
from app.processes.scenarios.scenario import PARTS
from app.web.current import current
from app.web.errors import sentence_of
from app.web.guard import allow
from app.web.language import LANGUAGES
from app.web.studio import choosing, rehearsed
from app.web.studio.blueprint import blueprint
from app.web.studio.choosing import Filled
from app.web.studio.not_yet import not_yet
from app.web.studio.permitted import EDITORS
from app.web.studio.typed import one_line
from app.web.texts import gettext

Answer = Response | str | tuple[str, int]

#: How far the clock can be moved in one step.
FARTHEST = timedelta(days=4000)


@dataclass(frozen=True)
class Stage:
    """A rehearsal as it stands."""

    subject: Subject
    played: Play
    where: dict[str, Any]  #: the arguments of its addresses


def stage_of(session: TenantSession, where: dict[str, Any]) -> Stage:
    if "draft_id" in where:
        subject = rehearsing.of_draft(session, where["draft_id"])
    else:
        subject = rehearsing.of_version(session, where["key"], where["number"])
    done = rehearsing.recording(
        session, subject, by=current.actor, now=current.now, language=current.language
    )
    return Stage(subject, play(subject.version.definition, done), where)


@blueprint.get("/drafts/<draft_id>/rehearsal")
@blueprint.get("/processes/<key>/versions/<int:number>/rehearsal")
@allow(*EDITORS)
def rehearsal(**where: Any) -> Answer:
    """Where the case stands, and what can be done."""
    with current.database.reading(current.tenant_id) as session:
        try:
            return _page(stage_of(session, where))
        except NotRehearsable as problems:
            return not_yet(session, where["draft_id"], problems, section="rehearsal")


@blueprint.post("/drafts/<draft_id>/rehearsal")
@blueprint.post("/processes/<key>/versions/<int:number>/rehearsal")
@allow(*EDITORS)
def act(**where: Any) -> Answer:
    """Do one thing. What is wrong with it is 422: nothing is done, and what was typed stands there."""
    with current.database.transaction(current.tenant_id) as session:
        stage = stage_of(session, where)
        now = stage.played.last.now
        choice = choosing.chosen(choosing.choices(stage.subject, stage.played), request.form.get("do", ""))
        if choice is None or choice.key != request.form.get("do"):
            return _to(where)
        typed = choosing.filled(choice, now)
        if typed.refused:
            return _page(stage, typed), 200 if typed.asks_more else 422
        done = Action(choice.deed, choice.element_id, choice.place, typed.data)
        _do(session, stage, done)
    return _to(where)


@blueprint.post("/drafts/<draft_id>/rehearsal/time")
@blueprint.post("/processes/<key>/versions/<int:number>/rehearsal/time")
@allow(*EDITORS)
def pass_time(**where: Any) -> Answer:
    """Move the clock; what falls due on the way happens."""
    with current.database.transaction(current.tenant_id) as session:
        stage = stage_of(session, where)
        until = _moment(request.form.get("until", ""))
        now = stage.played.last.now
        if until is not None and now < until <= now + FARTHEST and stage.played.scenes:
            _do(session, stage, Action(Deed.WAIT, until=until))
    return _to(where)


@blueprint.post("/drafts/<draft_id>/rehearsal/back")
@blueprint.post("/processes/<key>/versions/<int:number>/rehearsal/back")
@allow(*EDITORS)
def back(**where: Any) -> Answer:
    """Take steps back."""
    with current.database.transaction(current.tenant_id) as session:
        stage = stage_of(session, where)
        steps = request.form.get("steps", type=int) or 0
        rehearsing.back(session, stage.subject, steps=steps, by=current.actor, now=current.now)
    return _to(where)


@blueprint.post("/drafts/<draft_id>/rehearsal/anew")
@blueprint.post("/processes/<key>/versions/<int:number>/rehearsal/anew")
@allow(*EDITORS)
def anew(**where: Any) -> Answer:
    """Begin anew, or with what a scenario does."""
    language = request.form.get("language", current.language)
    with current.database.transaction(current.tenant_id) as session:
        rehearsing.begin_anew(
            session,
            stage_of(session, where).subject,
            by=current.actor,
            now=current.now,
            language=language if language in LANGUAGES else current.language,
            as_in=request.form.get("scenario", ""),
        )
    return _to(where)


@blueprint.post("/drafts/<draft_id>/rehearsal/keep")
@allow(Role.PROCESS_OWNER)
def keep(draft_id: str) -> Answer:
    """Keep what was played as a scenario of the draft."""
    where = {"draft_id": draft_id}
    name = one_line(request.form.get("name", ""))
    parts = [part for part in PARTS if part in request.form.getlist("part")]
    with current.database.transaction(current.tenant_id) as session:
        stage = stage_of(session, where)
        wrong = _unkept(name, parts)
        if wrong:
            return _page(stage, wrong=wrong, name=name, parts=parts), 422
        try:
            rehearsing.keep(
                session,
                stage.subject,
                stage.played,
                name=name,
                parts=parts,
                by=current.actor,
                now=current.now,
                why=gettext("Scenario kept: %(name)s", name=name),
            )
        except NothingToKeep as nothing:
            return _page(stage, wrong=sentence_of(nothing), name=name, parts=parts), 422
        except Unreadable:
            wrong = gettext("There are too many scenarios, or they are too long. Take some away first.")
            return _page(stage, wrong=wrong, name=name, parts=parts), 422
    flash(
        gettext("Kept: “%(name)s”. It is played again whenever the draft is published.", name=name), "success"
    )
    return redirect(url_for(".scenarios", draft_id=draft_id), 303)


def _unkept(name: str, parts: list[str]) -> str:
    if not name:
        return gettext("Give the scenario a name.")
    return "" if parts else gettext("Choose at least one thing that is expected.")


def _do(session: TenantSession, stage: Stage, done: Action) -> None:
    steps = request.form.get("steps", type=int)
    rehearsing.do(
        session,
        stage.subject,
        done,
        steps=-1 if steps is None else steps,
        by=current.actor,
        now=current.now,
        language=current.language,
    )


def _moment(written: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _to(where: dict[str, Any]) -> Response:
    return redirect(url_for(".rehearsal", **where, _anchor="next"), 303)


def _page(
    stage: Stage,
    typed: Filled | None = None,
    *,
    wrong: str = "",
    name: str = "",
    parts: list[str] | None = None,
) -> str:
    subject, played = stage.subject, stage.played
    found = choosing.choices(subject, played)
    choice = choosing.chosen(found, request.values.get("do", ""))
    now = played.last.now
    if typed is None and choice is not None:
        makes_up = "example" in request.args
        typed = choosing.example(subject, choice, now) if makes_up else choosing.empty(choice)
    return render_template(
        "studio/rehearsal.html",
        draft=subject.draft,
        subject=subject,
        played=played,
        where=stage.where,
        now=now,
        choices=found,
        choice=choice,
        typed=typed or Filled(),
        fields=choosing.fields(choice, typed, now) if choice and typed else [],
        jumps=_jumps(now),
        deadlines=rehearsed.deadlines(subject, played),
        place=rehearsed.place(subject, played),
        path=rehearsed.path(subject, played),
        drawings=rehearsed.drawings(subject, played),
        letters=rehearsed.letters(subject, played),
        variables=rehearsed.variables(played),
        steps=rehearsed.steps(subject, played),
        sent=rehearsed.sent(subject, played),
        wrong=wrong,
        kept_name=name,
        parts=PARTS if parts is None else parts,
        section="rehearsal",
    )


def _jumps(now: datetime) -> list[tuple[str, datetime]]:
    return [
        (gettext("1 hour on"), now + timedelta(hours=1)),
        (gettext("1 day on"), now + timedelta(days=1)),
        (gettext("5 days on"), now + timedelta(days=5)),
        (gettext("30 days on"), now + timedelta(days=30)),
    ]
