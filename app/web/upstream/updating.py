"""An update from the consortium: what fits is shown, what meets an own change is asked, one by one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.changes import Spot
from app.db import TenantSession
from app.identity.roles import Role
from app.levels import checking
from app.processes import drafting
from app.processes.bundles import open_bundle
from app.processes.drafting_errors import DraftNotFound
from app.processes.drafting_tables import ProcessDraft
from app.tailoring import Given, Question
from app.upstream import lineage, offering
from app.upstream.errors import QuestionsOpen, UpdateDrafted, WhyMissing
from app.upstream.offering import Offer
from app.upstream.tables import UpdateState
from app.web.current import current
from app.web.errors import sentence_of, status_of
from app.web.formats import text
from app.web.guard import allow
from app.web.studio import asking, differences
from app.web.studio.asking import Asked, Names
from app.web.studio.differences import Line
from app.web.studio.typed import LONGEST_REASON, one_line
from app.web.texts import gettext
from app.web.upstream import naming
from app.web.upstream.blueprint import blueprint, consortium, is_municipality

Answer = Response | str | tuple[str, int]

#: How long an update may be put off on the page, in days.
LATER = (7, 30, 90)


@dataclass(frozen=True, slots=True)
class Fit:
    """A change that meets nothing of one's own: taken, or left out with a reason."""

    key: str
    lines: list[Line]
    reason: str


@blueprint.get("/<key>/update")
@allow(Role.PROCESS_OWNER)
def update(key: str) -> Answer:
    """The offer: its questions one by one, what fits, and what to do with it all."""
    with current.database.reading(current.tenant_id) as session:
        found = _offer(session, key)
        if (draft := _draft(session, found)) is not None:
            return render_template("upstream/drafted.html", offer=found, draft=draft, name=_name(found))
        return _page(session, found)


@blueprint.post("/<key>/update/answer")
@allow(Role.PROCESS_OWNER)
def answer(key: str) -> Answer:
    """Answer a question, and go to the next one."""
    with current.database.transaction(current.tenant_id) as session:
        found = _offer(session, key)
        asked = _question(found, request.form.get("question", "")) or abort(404)
        given = asking.given_in(request.form, asked)
        if given is None:
            sentence = gettext("Choose what shall be.")
            return _page(session, found, refused=sentence, wanted=asked.key), 422
        offering.answer(session, found, asked.key, given, reason=_reason(), by=current.actor, now=current.now)
    return redirect(url_for(".update", key=key, _anchor="questions"), 303)


@blueprint.post("/<key>/update/leave-out")
@allow(Role.PROCESS_OWNER)
def leave_out(key: str) -> Answer:
    """Leave a change out that would fit."""
    with current.database.transaction(current.tenant_id) as session:
        found = _offer(session, key)
        spot = next((e for e in found.merged.applied if e.key == request.form.get("change")), None)
        kept = Given("mine")
        chosen = (spot or abort(404)).key
        offering.answer(session, found, chosen, kept, reason=_reason(), by=current.actor, now=current.now)
    return redirect(url_for(".update", key=key, _anchor="fits"), 303)


@blueprint.post("/<key>/update/take-back")
@allow(Role.PROCESS_OWNER)
def take_back(key: str) -> Response:
    """Decide anew about a question or a change."""
    change = request.form.get("change", "")
    _do(key, lambda session, found: _taken_back(session, found, change))
    return redirect(url_for(".update", key=key, question=change), 303)


@blueprint.post("/<key>/update/postpone")
@allow(Role.PROCESS_OWNER)
def postpone(key: str) -> Response:
    """Ask again later; what was answered is kept."""
    days = request.form.get("days", type=int)
    until = current.now + timedelta(days=days if days in LATER else LATER[0])
    _do(key, lambda s, found: offering.postpone(s, found, until, by=current.actor, now=current.now))
    flash(gettext("The update waits. Nothing has changed."), "success")
    return redirect(url_for(".definition", key=key), 303)


@blueprint.post("/<key>/update/decline")
@allow(Role.PROCESS_OWNER)
def decline(key: str) -> Answer:
    """Take nothing of it, and say why."""
    with current.database.transaction(current.tenant_id) as session:
        found = _offer(session, key)
        try:
            offering.decline(session, found, reason=_reason(), by=current.actor, now=current.now)
        except WhyMissing as error:
            return _page(session, found, refused=sentence_of(error)), status_of(error)
    flash(gettext("The update is declined. It is offered again when the consortium changes more."), "success")
    return redirect(url_for(".definition", key=key), 303)


@blueprint.post("/<key>/update/take")
@allow(Role.PROCESS_OWNER)
def take(key: str) -> Answer:
    """Make a draft of what was decided."""
    with current.database.transaction(current.tenant_id) as session:
        found = _offer(session, key)
        why = gettext("Update from the consortium, version %(number)d", number=found.number)
        try:
            draft = offering.take(session, found, by=current.actor, now=current.now, why=why)
        except QuestionsOpen as error:
            return _page(session, found, refused=sentence_of(error)), status_of(error)
        except UpdateDrafted:
            return redirect(url_for(".update", key=key), 303)
    flash(gettext("The draft is yours to change. Nothing is live before you publish it."), "info")
    return redirect(url_for("studio.draft", draft_id=draft.id), 303)


def _do(key: str, deed: Callable[[TenantSession, Offer], None]) -> None:
    with current.database.transaction(current.tenant_id) as session:
        deed(session, _offer(session, key))


def _taken_back(session: TenantSession, found: Offer, change: str) -> None:
    offering.take_back(session, found, change, by=current.actor, now=current.now)


def _offer(session: TenantSession, key: str) -> Offer:
    if not is_municipality():
        abort(404)
    with current.database.reading(consortium().id) as keeper:
        return offering.offer(session, keeper, key)


def _draft(session: TenantSession, found: Offer) -> ProcessDraft | None:
    draft_id = found.update.draft_id if found.update else None
    try:
        return drafting.find(session, draft_id).row if draft_id else None
    except DraftNotFound:
        return None


def _question(found: Offer, key: str) -> Question | None:
    return next((each for each in found.merged.questions if each.key == key), None)


def _reason() -> str:
    return one_line(request.form.get("reason", ""), LONGEST_REASON)


def _page(session: TenantSession, found: Offer, *, refused: str = "", wanted: str = "") -> str:
    names = _names(found)
    open_now = _question(found, wanted or request.args.get("question", "")) or next(
        iter(found.merged.questions_open), None
    )
    questions = [asking.of(each, names, current.language) for each in found.merged.questions]
    return render_template(
        "upstream/update.html",
        offer=found,
        name=_name(found),
        questions=questions,
        asked=_asked(questions, open_now),
        spots=asking.spots(open_now, found.ours, found.theirs, names, current.language) if open_now else [],
        not_permitted=_not_permitted(found),
        fits=[_fit(found, spot) for spot in found.merged.applied if not spot.quiet],
        left_out=[_fit(found, spot) for spot in found.left_out],
        before=[each for each in lineage.deviations(session, found.key) if each.declined],
        declined=bool(found.update and found.update.state == UpdateState.DECLINED),
        question_url=lambda each: url_for(".update", key=found.key, question=each, _anchor="questions"),
        refused=refused,
        later=LATER,
    )


def _name(found: Offer) -> str:
    """What the reader calls the process."""
    return naming.names(found.theirs).get(found.key) or found.versions[0].name


def _not_permitted(found: Offer) -> list[str]:
    """Own values that the process would not permit any more: the draft is where others are chosen."""
    findings = open_bundle(found.merged.files).findings
    wanted = [each for each in findings if each.code == checking.NOT_PERMITTED.code]
    return [each.say(gettext(each.sentence), gettext) for each in wanted]


def _asked(questions: list[Asked], wanted: Question | None) -> Asked | None:
    return next((each for each in questions if wanted and each.key == wanted.key), None)


def _fit(found: Offer, spot: Spot) -> Fit:
    return Fit(spot.key, differences.lines(spot.changes, current.language), found.reason(spot.key))


def _names(found: Offer) -> Names:
    return Names(
        base=gettext("At first, version %(number)d", number=found.aligned),
        theirs=gettext("Consortium, version %(number)d", number=found.number),
        ours=text(current.tenant.names),
    )
