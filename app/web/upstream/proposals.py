"""A proposal: what it is about, what the others think, and the decision."""

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.db import TenantSession
from app.identity.errors import NotPermitted
from app.identity.roles import Role
from app.processes.drafting_tables import ProcessDraft
from app.tailoring import Merged, NotComparable
from app.upstream import proposing
from app.upstream.errors import ProposalDecided, QuestionsOpen, WhyMissing, WordsMissing
from app.upstream.proposal_tables import Proposal, ProposalState, Stance
from app.upstream.proposing import Voice
from app.web.current import current
from app.web.errors import sentence_of, status_of
from app.web.guard import allow
from app.web.studio import asking
from app.web.studio.typed import LONGEST_NOTE, LONGEST_REASON, lines, one_line
from app.web.texts import gettext
from app.web.upstream import proposed
from app.web.upstream.blueprint import READERS, blueprint, consortium, is_municipality

Answer = Response | str | tuple[str, int]
#: What may be wrong with what was sent: the page comes again, and says so.
_REFUSED = (WhyMissing, WordsMissing, ProposalDecided, QuestionsOpen, NotComparable)


@blueprint.get("/proposals/<proposal_id>")
@allow(*READERS)
def proposal(proposal_id: str) -> str:
    """The proposal in words and on the diagram, with what was said of it."""
    with current.database.reading(consortium().id) as keeper:
        return _page(keeper, proposing.find(keeper, proposal_id, current.tenant_id))


@blueprint.post("/proposals/<proposal_id>/review")
@allow(Role.PROCESS_OWNER)
def review(proposal_id: str) -> Answer:
    """Say what the own municipality thinks."""
    stance = request.form.get("stance", "")
    with current.database.transaction(consortium().id) as keeper:
        found = proposing.find(keeper, proposal_id, current.tenant_id, for_update=True)
        if not may_review(found):
            raise NotPermitted
        if stance not in set(Stance):
            return _page(keeper, found, refused=gettext("Choose what you think.")), 422
        try:
            proposing.review(keeper, found, Stance(stance), reason=_reason(), by=_voice(), now=current.now)
        except _REFUSED as error:
            return _page(keeper, found, refused=sentence_of(error)), status_of(error)
    flash(gettext("Kept. You can change it until the proposal is decided."), "success")
    return _to(proposal_id)


@blueprint.post("/proposals/<proposal_id>/remark")
@allow(*READERS)
def remark(proposal_id: str) -> Answer:
    """Say something of an element."""
    element, words = request.form.get("element", ""), lines(request.form.get("text", ""), LONGEST_NOTE)
    with current.database.transaction(consortium().id) as keeper:
        found = proposing.find(keeper, proposal_id, current.tenant_id)
        try:
            proposing.remark(keeper, found, element, words, by=_voice(), now=current.now)
        except _REFUSED as error:
            return _page(keeper, found, refused=sentence_of(error)), status_of(error)
    return _to(proposal_id, "remarks")


@blueprint.post("/proposals/<proposal_id>/withdraw")
@allow(Role.PROCESS_OWNER)
def withdraw(proposal_id: str) -> Response:
    """Take the own proposal back."""
    with current.database.transaction(consortium().id) as keeper:
        found = proposing.find(keeper, proposal_id, current.tenant_id, for_update=True)
        if found.from_tenant != current.tenant_id:
            raise NotPermitted
        proposing.decide(
            keeper, found, ProposalState.WITHDRAWN, by=_voice(), now=current.now, reason=_reason()
        )
    return _to(proposal_id)


@blueprint.post("/proposals/<proposal_id>/decline")
@allow(*READERS)
def decline_proposal(proposal_id: str) -> Answer:
    """Decline it, and say why."""
    with current.database.transaction(consortium().id) as keeper:
        found = _to_decide(keeper, proposal_id)
        try:
            proposing.decide(
                keeper, found, ProposalState.DECLINED, by=_voice(), now=current.now, reason=_reason()
            )
        except _REFUSED as error:
            return _page(keeper, found, refused=sentence_of(error)), status_of(error)
    return _to(proposal_id)


@blueprint.post("/proposals/<proposal_id>/answer")
@allow(*READERS)
def answer_proposal(proposal_id: str) -> Answer:
    """Answer a question that the merge asks."""
    with current.database.transaction(consortium().id) as keeper:
        found = _to_decide(keeper, proposal_id)
        result = proposed.merged(keeper, found)
        wanted = request.form.get("question", "")
        asked = next((each for each in result.questions if each.key == wanted), None) or abort(404)
        given = asking.given_in(request.form, asked)
        if given is None:
            return _page(keeper, found, refused=gettext("Choose what shall be.")), 422
        proposing.answer(keeper, found, asked.key, given)
    return _to(proposal_id, "questions")


@blueprint.post("/proposals/<proposal_id>/accept")
@allow(*READERS)
def accept(proposal_id: str) -> Answer:
    """Make a draft of it; it counts once that is published."""
    with current.database.reading(consortium().id) as keeper:
        found = _to_decide(keeper, proposal_id)
        result = proposed.merged(keeper, found)
        name = proposed.called(found.from_tenant)
        why = gettext("Proposed by %(name)s: %(title)s", name=name, title=found.title)
        try:
            draft = _draft(found, result, why)
        except _REFUSED as error:
            return _page(keeper, found, refused=sentence_of(error)), status_of(error)
    # The draft comes first: were the decision not written after it, there would only be a draft too many.
    accepted = ProposalState.ACCEPTED
    with current.database.transaction(consortium().id) as keeper:
        found = _to_decide(keeper, proposal_id)
        proposing.decide(
            keeper, found, accepted, by=_voice(), now=current.now, reason=_reason(), draft_id=draft.id
        )
    flash(gettext("Accepted. The draft is yours to check, rehearse and publish; it counts then."), "success")
    return redirect(url_for("studio.draft", draft_id=draft.id), 303)


def _draft(found: Proposal, result: Merged, why: str) -> ProcessDraft:
    with current.database.transaction(current.tenant_id) as session:
        return proposing.draft(session, found, result, by=current.actor, now=current.now, why=why)


def _to_decide(keeper: TenantSession, proposal_id: str) -> Proposal:
    """The proposal, if the reader may decide about it; raises NotPermitted."""
    found = proposing.find(keeper, proposal_id, current.tenant_id, for_update=True)
    if not may_decide(found):
        raise NotPermitted
    return found


def may_decide(found: Proposal) -> bool:
    """Whether the reader speaks for whoever it was made to."""
    role = Role.PROCESS_OWNER if is_municipality() else Role.COORDINATOR
    return found.to_tenant == current.tenant_id and current.actor.has(role)


def may_review(found: Proposal) -> bool:
    """Whether the reader speaks for another municipality that may have a say."""
    others = is_municipality() and current.tenant_id not in (found.from_tenant, found.to_tenant)
    return others and current.actor.has(Role.PROCESS_OWNER)


def _page(keeper: TenantSession, found: Proposal, *, refused: str = "") -> str:
    return render_template(
        "upstream/proposal.html",
        proposal=found,
        stage=proposed.stage(keeper, found, request.args.get("question", "")),
        stances=proposed.stances(),
        may_review=may_review(found) and found.state == ProposalState.OPEN,
        may_decide=may_decide(found) and found.state == ProposalState.OPEN,
        question_url=lambda key: url_for(
            ".proposal", proposal_id=found.id, question=key, _anchor="questions"
        ),
        typed=request.form,
        refused=refused,
    )


def _voice() -> Voice:
    return Voice(current.tenant_id, current.actor.name)


def _reason() -> str:
    return one_line(request.form.get("reason", ""), LONGEST_REASON)


def _to(proposal_id: str, anchor: str | None = None) -> Response:
    return redirect(url_for(".proposal", proposal_id=proposal_id, _anchor=anchor), 303)
