"""A draft is published from its page, and a former version again."""

from datetime import timedelta

from app.tenants.tables import Tenant
from tests.processes.town import ADVICE
from tests.web.staff.conftest import StaffedTown
from tests.web.staff.desk import Desk
from tests.web.studio.test_studio_drafts import LOUDER, change, keep, state


def test_the_page_says_what_changes_and_publishes_it(owner: Desk) -> None:
    page = change(owner)
    keep(owner, page, LOUDER)

    proposal = owner.open(f"{page.path}/publish")
    after = owner.send(proposal, {"note": "Said more clearly."}, of="publish")

    assert "“Review the question” is now called “Review it again”." in proposal.text
    assert after.path.endswith("/processes/advice")
    assert "Version 2 is live." in after.text
    assert "Said more clearly." in after.text
    assert state(change(owner))["content"].encode() == LOUDER


def test_a_draft_with_problems_has_no_button(owner: Desk) -> None:
    page = change(owner)
    keep(owner, page, ADVICE.replace(b'formId="review"', b'formId="nothing"'))

    proposal = owner.open(f"{page.path}/publish")

    assert "which is not there" in proposal.text
    assert "1 problem is left." in proposal.text
    assert proposal.words("//main//form//button") == []


def test_a_problem_that_came_up_in_between_keeps_it_from_going_live(owner: Desk) -> None:
    page = change(owner)
    keep(owner, page, LOUDER)
    proposal = owner.open(f"{page.path}/publish")
    keep(owner, page, ADVICE.replace(b'formId="review"', b'formId="nothing"'), 2)

    after = owner.send(proposal, {"version": "3", "note": "Kept"}, of="publish")

    assert after.status == 422
    assert "The draft was not published" in after.text
    assert after.root.get_element_by_id("note").text_content().strip() == "Kept"


def test_what_a_colleague_saved_in_between_is_shown_first(owner: Desk, second: Desk) -> None:
    page = change(owner)
    keep(owner, page, LOUDER)
    proposal = owner.open(f"{page.path}/publish")
    keep(second, change(second), ADVICE.replace(b"Advice", b"Theirs"), 2)

    after = owner.send(proposal, {}, of="publish")

    assert after.status == 409
    assert "Olli Other saved this draft" in after.text
    assert owner.open("processes/advice/versions/2").status == 404


def test_a_published_draft_shows_its_history(owner: Desk) -> None:
    page = change(owner)
    keep(owner, page, LOUDER)
    owner.send(owner.open(f"{page.path}/publish"), {}, of="publish")

    assert "This draft became version 2." in owner.open(page.path).text
    assert keep(owner, page, ADVICE, 2).status_code == 409


def test_a_former_version_is_published_again(owner: Desk) -> None:
    page = change(owner)
    keep(owner, page, LOUDER)
    owner.send(owner.open(f"{page.path}/publish"), {}, of="publish")

    asked = owner.open(owner.open("processes/advice/versions/1").links()["Publish again"])
    after = owner.send(asked, {"note": ""}, of="again")

    assert "Version 3 is live." in after.text
    assert "Back to version 1" in after.text


def test_a_draft_begins_from_a_former_version(owner: Desk) -> None:
    page = change(owner)
    keep(owner, page, LOUDER)
    owner.send(owner.open(f"{page.path}/publish"), {}, of="publish")

    draft = owner.send(owner.open("processes/advice/versions/1"), {}, of="versions/1/draft")

    assert state(draft)["content"].encode() == ADVICE


def test_versions_that_are_not_there_are_not_found(owner: Desk) -> None:
    for path in ("studio/processes/advice/versions/9/again", "studio/processes/none/versions/1/again"):
        assert owner.open(path).status == 404


def test_two_versions_are_compared_in_words_and_side_by_side(owner: Desk) -> None:
    page = change(owner)
    keep(owner, page, LOUDER)
    after = owner.send(owner.open(f"{page.path}/publish"), {}, of="publish")

    compared = owner.open(after.links()["Compare two versions"])
    backwards = owner.open("studio/processes/advice/compare?old=2&new=1")

    assert "“Review the question” is now called “Review it again”." in compared.text
    assert "“Review it again” is now called “Review the question”." in backwards.text
    assert [each.text_content() for each in compared.root.xpath("//figcaption")] == ["Version 1", "Version 2"]


def test_two_saves_of_a_draft_are_compared(owner: Desk) -> None:
    page = change(owner)
    keep(owner, page, LOUDER)

    compared = owner.open(owner.open(f"{page.path}/history").links()["Compare two saves"])

    assert "“Review the question” is now called “Review it again”." in compared.text


def test_what_is_not_there_is_not_compared(owner: Desk) -> None:
    assert owner.open("studio/processes/advice/compare?old=1&new=9").status == 404
    assert owner.open("studio/processes/none/compare").status == 404


def test_a_draft_is_planned_for_a_time_and_called_off(owner: Desk, town: StaffedTown) -> None:
    page = change(owner)
    keep(owner, page, LOUDER)
    at = f"{town.now + timedelta(days=3):%Y-%m-%dT%H:%M}"

    planned = owner.send(owner.open(f"{page.path}/publish"), {"at": at}, of="publish")
    off = owner.send(planned, {}, of="call-off")

    assert "Planned by Outi Owner." in planned.text
    assert owner.open("processes/advice/versions/2").status == 404
    assert "Called off." in off.text
    assert "Planned by" not in owner.open(f"{page.path}/publish").text


def test_a_time_that_has_passed_is_told_and_kept_to_be_corrected(owner: Desk) -> None:
    page = change(owner)
    keep(owner, page, LOUDER)
    proposal = owner.open(f"{page.path}/publish")

    for at in ("2001-01-01T08:00", "soon"):
        after = owner.send(proposal, {"at": at, "note": "Kept"}, of="publish")
        assert after.status == 422
        assert "This moment has passed." in after.text
        assert after.root.get_element_by_id("note").text_content().strip() == "Kept"


def test_where_two_people_are_wanted_the_second_one_has_the_button(
    owner: Desk, second: Desk, town: StaffedTown
) -> None:
    with town.database.transaction(town.id) as session:
        tenant = session.get_one(Tenant, town.id)
        tenant.settings = {**tenant.settings, "four_eyes": True}
    page = change(owner)
    keep(owner, page, LOUDER)

    own = owner.open(f"{page.path}/publish")
    refused = owner.send(own, {}, of="publish")
    after = second.send(second.open(f"{page.path}/publish"), {}, of="publish")

    assert "wants somebody else to look at it" in own.text
    assert own.words("//main//form//button") == []
    assert refused.status == 422
    assert "Version 2 is live." in after.text
