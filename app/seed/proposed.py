"""An open proposal of the demonstration: one municipality's improvement, with what the others think of it."""

from datetime import datetime, timedelta

from app.db import Database
from app.upstream import lineage, proposing, shared
from app.upstream.proposal_tables import Stance
from app.upstream.proposing import Change, Voice

SERVICE, PROPOSER = "street-works", "koivula"
#: What the chosen changes speak of.
_ABOUT = ("Tell that no permit is needed", "uses the form “Check the application”")
_TITLE = "Tell the applicant when no permit is needed"
_WHY = (
    "One application in nine is about works that need no permit. We say so at once and close the case: "
    "people stop calling to ask, and nobody waits for a decision that never comes."
)
_REVIEWS = (
    ("sandvik", "Fredrik Åberg", Stance.SUPPORT, "We answer such questions by telephone every week."),
    ("harjula", "Janne Kettunen", Stance.SUPPORT, ""),
    ("lehtola", "Eero Manninen", Stance.OBJECT, "Our lawyer wants a decision that can be appealed against."),
)
_REMARK = (
    "send_not_needed",
    "Could the message name the paragraph of the street order?",
    Voice("sandvik", "Fredrik Åberg"),
)


def plant(database: Database, consortium: str, *, at: datetime) -> None:
    """Make the proposal, and let three municipalities say what they think."""
    change = _change(database, consortium)
    with database.transaction(consortium) as keeper:
        made = proposing.propose(
            keeper,
            change,
            title=_TITLE,
            why=_WHY,
            to=consortium,
            by=Voice(PROPOSER, "Mikael Lindroos"),
            now=at,
        )
        for days, (tenant, name, stance, reason) in enumerate(_REVIEWS, 2):
            by, moment = Voice(tenant, name), at + timedelta(days=days)
            proposing.review(keeper, made, stance, reason=reason, by=by, now=moment)
        element, words, by = _REMARK
        proposing.remark(keeper, made, element, words, by=by, now=at + timedelta(days=2))


def _change(database: Database, consortium: str) -> Change:
    with database.reading(consortium) as keeper:
        base = shared.files(keeper, SERVICE, 1)
    with database.reading(PROPOSER) as session:
        standing = lineage.standing(session, SERVICE)
    assert standing is not None
    assert standing.live is not None
    spots = lineage.own_changes(base, standing.files) or ()
    said = {spot.key: " ".join(each.sentence.say() for each in spot.changes) for spot in spots}
    chosen = [key for key, words in said.items() if any(each in words for each in _ABOUT)]
    return Change(SERVICE, 1, standing.live.number, base, standing.files, spots, chosen)
