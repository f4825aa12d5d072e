"""Interview, map, plan, calendar and reviews in the browser, without JavaScript."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.identity.roles import Role
from app.processes import drafting
from app.readiness import answering
from app.readiness.interview import UNKNOWN, questions, themes
from tests.processes.town import ADVICE, FORMS
from tests.web.citizen.visiting import Page
from tests.web.staff.desk import Desk
from tests.web.upstream.conftest import Joint

INTERVIEW, MAP = "joining/advice/interview", "joining/advice/map"


def fill(desk: Desk, place: int = 0, note: str = "") -> None:
    """Answer every page of the interview with the option at this place."""
    for theme in themes():
        page = desk.open(f"{INTERVIEW}/{theme.key}")
        answers = {each.key: each.keys[min(place, len(each.keys) - 1)] for each in theme.questions}
        desk.send(page, answers | {f"note-{theme.questions[0].key}": note}, of="interview")


def value(page: Page, name: str) -> str:
    """What stands in a field."""
    return str(page.root.xpath("//input[@name=$name]/@value", name=name)[0])


def test_the_interview_is_kept_page_by_page_and_taken_up_again(owner: Desk) -> None:
    theme = themes()[0]
    first, *others = theme.questions
    page = owner.open(f"{INTERVIEW}/{theme.key}")

    half = owner.send(page, {first.key: first.keys[1], "note-" + first.key: "<b>Often</b>"}, of="interview")
    whole = owner.send(half, {each.key: UNKNOWN for each in others} | {"fee": "none"}, of="interview")

    assert "3 questions of the page are still open." in half.text
    assert value(half, f"note-{first.key}") == "<b>Often</b>"
    assert whole.path.endswith(themes()[1].key)
    start = owner.open(INTERVIEW)
    assert "4 of 4 answered" in start.text
    assert "Go on with the interview" in start.text
    assert owner.open(f"{INTERVIEW}/nonsense").status == 404
    assert owner.open("joining/nothing/interview").status == 404


def test_others_are_seen_only_after_ones_own_answers_and_without_names(
    owner: Desk, joint: Joint, visit: Callable[..., Desk]
) -> None:
    other = visit(joint.town.hire("Seppo Secret", Role.PROCESS_OWNER))
    fill(other, 2, "We <i>always</i> look.")

    hidden, refused = owner.open(MAP), owner.open(f"{MAP}/inspection")
    fill(owner, 2)
    shown, question = owner.open(MAP), owner.open(f"{MAP}/contact")

    assert hidden.path.endswith("interview")
    assert refused.status == 403
    assert "Seppo" not in shown.text + question.text
    assert "We <i>always</i> look." in question.text
    assert "Paper or desk: 2" in question.text
    assert "fairly sure" in question.text


def test_only_the_consortium_plans_and_bad_input_is_kept_to_be_mended(
    owner: Desk, coordinator: Desk, joint: Joint
) -> None:
    page = coordinator.open("joining/advice/plan?question=fee")
    step = {"what": "A fee <later>", "owner": "Petra", "begins": "2026-12-20", "ends": "2026-12-10"}

    backwards = coordinator.send(page, step, of="plan")
    done = coordinator.send(backwards, {"ends": "2026-12-30", "state": "nonsense"}, of="plan")

    assert backwards.status == 422
    assert "The last day is before the first one." in backwards.text
    assert value(backwards, "what") == "A fee <later>"
    assert "A fee <later>" in done.text
    assert "A fee <later>" in owner.open("joining/advice/plan").text
    assert owner.open("joining/advice/plan").words("//form[contains(@action, '/plan')]") == []
    assert owner.post(page, step, of="plan").status_code == 401


@pytest.mark.parametrize(
    "typed", [{}, {"kind": "window"}, {"kind": "x", "begins": "2026-12-01", "ends": "?"}]
)
def test_a_period_needs_a_kind_and_two_days(owner: Desk, typed: dict[str, str]) -> None:
    refused = owner.send(owner.open("joining/calendar"), typed | {"note": "Quiet"}, of="calendar")

    assert refused.status == 422
    assert value(refused, "note") == "Quiet"


def test_publishing_in_a_freeze_of_the_consortium_is_warned_of(
    owner: Desk, coordinator: Desk, joint: Joint
) -> None:
    today = joint.town.now.date()
    freeze = {
        "kind": "freeze",
        "begins": today.isoformat(),
        "ends": (today + timedelta(days=9)).isoformat(),
        "note": "<Elections>",
    }
    with joint.town.database.transaction(joint.town.id) as session:
        person = joint.town.adviser
        draft = drafting.begin(
            session, {"advice.bpmn": ADVICE, **FORMS}, by=person, now=joint.town.now, why=""
        )
    address = f"studio/drafts/{draft.id}/publish"

    before = owner.open(address)
    coordinator.send(coordinator.open("joining/calendar"), freeze, of="calendar")
    after = owner.open(address)

    assert "Nothing is to change" not in before.text
    assert "<Elections>" in after.text
    assert "Nothing is to change" in after.text


def test_a_review_asks_whether_the_change_helped(owner: Desk, joint: Joint) -> None:
    with joint.town.database.transaction(joint.town.id) as session:
        files = {"advice.bpmn": ADVICE.replace(b"Review the question", b"Look"), **FORMS}
        draft = drafting.begin(session, files, by=joint.town.adviser, now=joint.town.now, why="")
    owner.send(owner.open(f"studio/drafts/{draft.id}/publish"), {"note": "Clearer."}, of="publish")
    page = owner.open("joining/advice/reviews/2")

    silent = owner.send(page, {"learnt": "Typed already"}, of="reviews")
    done = owner.send(silent, {"helped": "partly", "element": "nonsense"}, of="reviews")

    assert silent.status == 422
    assert "Typed already" in silent.text
    assert "Helped in part" in done.text
    assert owner.open("joining/advice/reviews/77").status == 404


def test_caseworkers_are_asked_and_see_no_map(adviser: Desk, joint: Joint) -> None:
    fill(adviser)

    with joint.town.database.reading(joint.town.id) as session:
        heard = answering.voices(session, "advice")
    assert heard.people == 1
    assert len(heard.counts) == len(questions())
    assert adviser.open(MAP).status == 403
