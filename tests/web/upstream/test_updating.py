"""The library and its updates in the browser, without JavaScript."""

from collections.abc import Callable

from app.identity.roles import Role
from app.processes import publishing
from tests.levels.declaring import declaring
from tests.processes.town import ADVICE, FORMS
from tests.web.staff.desk import Desk
from tests.web.upstream.conftest import Joint

REVIEW, REMIND = b'name="Review the question"', b'name="Remind the advisers"'
THEIRS = ADVICE.replace(REVIEW, b'name="Review it together"').replace(REMIND, b'name="Remind all"')
MINE = ADVICE.replace(REVIEW, b'name="Review it alone"')
UPDATE = "library/advice/update"


def test_the_library_says_that_an_update_waits(owner: Desk, joint: Joint) -> None:
    before = owner.open("library/")
    joint.share(THEIRS, note="Two see more than one.")

    after = owner.open("library/")

    assert "Follows version 1" in before.text
    assert "Version 1, 1 behind" in after.text
    assert "Two see more than one." in after.text
    assert "Two see more than one." in owner.open(UPDATE).text


def test_an_update_with_a_question_becomes_a_version_of_the_town(owner: Desk, joint: Joint) -> None:
    joint.town.publish(MINE)
    joint.share(THEIRS)
    page = owner.open(UPDATE)

    answered = owner.send(page, {"choice": "mine", "reason": "We are alone."}, of="answer")
    draft = owner.send(answered, {}, of="take")
    done = owner.send(owner.open(f"{draft.path}/publish"), {}, of="publish")

    assert "Both sides changed this, each in its own way." in page.text
    assert "“Review the question” is now called “Review it together”." in page.text
    assert "1 question is open." in page.text
    assert page.words("//form[contains(@action, 'update/take')]//button") == []
    assert "1 of 1 answered" in answered.text
    assert "Version 3 is live." in done.text
    shown = owner.open("library/advice")
    assert "We are alone." in shown.text
    assert "1 own change" in shown.text
    assert owner.open(UPDATE).status == 404


def test_an_answer_has_to_be_one_that_is_offered(owner: Desk, joint: Joint) -> None:
    joint.town.publish(MINE)
    joint.share(THEIRS)
    page = owner.open(UPDATE)

    for choice in ({}, {"choice": "nonsense"}, {"choice": "edit", "value": " "}):
        refused = owner.send(page, choice, of="answer")
        assert refused.status == 422
        assert "Choose what shall be." in refused.text
    assert owner.send(page, {"choice": "mine", "question": "unknown"}, of="answer").status == 404
    assert owner.send(page, {"choice": "edit", "value": "<b>Ours</b>"}, of="answer").status == 200


def test_a_change_is_left_out_and_taken_after_all(owner: Desk, joint: Joint) -> None:
    joint.share(THEIRS)

    left = owner.send(owner.open(UPDATE), {"reason": "Not <b>here</b>."}, of="leave-out")
    taken = owner.send(left, {}, of="take-back")

    assert "Not <b>here</b>." in left.text
    assert "1 change fits without a question." in left.text
    assert "2 changes fit without a question." in taken.text


def test_an_update_is_declined_with_a_reason_and_shown_as_declined(owner: Desk, joint: Joint) -> None:
    joint.share(THEIRS)
    page = owner.open(UPDATE)

    refused = owner.send(page, {"reason": " "}, of="decline")
    declined = owner.send(page, {"reason": "Not this year."}, of="decline")

    assert refused.status == 422
    assert "The update is declined." in declined.text
    assert "Look at the update" not in owner.open("library/").text
    assert "Not this year." in owner.open(UPDATE).text


def test_an_update_is_put_off(owner: Desk, joint: Joint) -> None:
    joint.share(THEIRS)

    after = owner.send(owner.open(UPDATE), {"days": "30"}, of="postpone")

    assert "The update waits." in after.text
    assert "Look at the update" not in owner.open("library/").text


def test_a_drafted_update_leads_to_its_draft(owner: Desk, joint: Joint) -> None:
    joint.share(THEIRS)
    page = owner.open(UPDATE)
    draft = owner.send(page, {}, of="/take")

    again = owner.open(UPDATE)

    assert "It became a draft" in again.text
    assert again.links()["Go on with the draft"] == draft.path
    assert "It became a draft" in owner.send(page, {}, of="/take").text


def test_a_municipality_takes_a_shared_process_as_a_draft(visit: Callable[..., Desk], joint: Joint) -> None:
    other = visit(joint.neighbour.hire("Naapuri Owner", Role.PROCESS_OWNER), joint.neighbour.id)  # type: ignore[attr-defined]

    draft = other.send(other.open("library/advice"), {}, of="adopt")

    assert "/studio/drafts/" in draft.path
    assert "Not published yet" in other.open("library/advice").text or draft.status == 200
    assert "Follows version 1" in other.open("library/").text


def test_a_deviation_carries_its_reason_and_who_decided(owner: Desk, joint: Joint) -> None:
    joint.town.publish(MINE)

    after = owner.send(
        owner.open("library/advice"), {"reason": "There is one of us.", "by": "The board"}, of="why"
    )

    assert "The board" in after.text
    assert "“There is one of us.”" in after.text
    assert owner.send(after, {"change": "unknown", "reason": "x"}, of="why").status == 404
    assert owner.send(after, {"reason": " "}, of="why").status == 422


def test_nobody_sees_cases_or_drafts_of_another_municipality(
    owner: Desk, coordinator: Desk, joint: Joint
) -> None:
    joint.follow(joint.neighbour)
    joint.neighbour.publish(MINE)
    number = joint.neighbour.apply()

    for desk in (owner, coordinator):
        page = desk.open("library/advice")
        assert "“Review the question” is now called “Review it alone”." in page.text
        assert number not in page.text
        assert "sauna" not in page.text
        assert not [link for link in page.links().values() if joint.neighbour.id in (link or "")]


def test_the_consortium_decides_nothing_for_others(coordinator: Desk, joint: Joint) -> None:
    joint.share(THEIRS)
    page = coordinator.open("library/advice")

    assert page.root.xpath("//main//form") == []
    assert coordinator.open(UPDATE).status == 404


def test_only_process_owners_decide(visit: Callable[..., Desk], joint: Joint) -> None:
    joint.share(THEIRS)
    worker = visit(joint.town.adviser)

    assert worker.open("library/").status == 403
    assert worker.open(UPDATE).status == 403


def test_names_with_markup_are_text(owner: Desk, joint: Joint) -> None:
    joint.share(ADVICE.replace(REVIEW, b'name="&lt;script&gt;x&lt;/script&gt; \xd7\xa9"'))

    page = owner.open(UPDATE)

    assert "<script>x</script>" in page.text
    assert page.root.xpath("//main//script") == []


def test_an_update_says_which_own_values_it_no_longer_permits(owner: Desk, joint: Joint) -> None:
    values = {"advice.bpmn": ADVICE, **FORMS, "advice.parameters.json": b'{"limit": 20}'}
    with joint.town.database.transaction(joint.town.id) as session:
        publishing.publish(
            session, publishing.inspect(session, values), by="Outi", note="", now=joint.town.now
        )
    joint.share(declaring("days 1..10 = 5"))

    page = owner.open(UPDATE)

    assert "“Limit” is 20 days here, and the process permits 1 to 10 days." in page.text
