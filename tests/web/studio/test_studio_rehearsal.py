"""A draft is rehearsed on its page as citizen, caseworker and clock, and kept as a scenario."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from app.tenants.tables import Tenant
from tests.processes.town import ADVICE
from tests.web.citizen.visiting import Page
from tests.web.staff.conftest import StaffedTown
from tests.web.staff.desk import Desk
from tests.web.studio.test_studio_drafts import HOSTILE, change, keep


def rehearse(owner: Desk) -> Page:
    return owner.open(f"{change(owner).path}/rehearsal")


def begin(owner: Desk) -> Page:
    """The citizen has asked."""
    return owner.send(rehearse(owner), {"question": "May I build a sauna?"}, of="rehearsal#next")


def wait(owner: Desk, page: Page, words: str) -> Page:
    """Press one of the buttons of the clock."""
    [moment] = page.root.xpath(f"//button[@name='until'][contains(., '{words}')]/@value")
    return owner.send(page, {"until": moment}, of="/time")


def answer(owner: Desk, page: Page, fee: str = "0") -> Page:
    return owner.send(page, {"advice": "Yes, you may.", "fee": fee}, of="rehearsal#next")


def kept(owner: Desk, name: str = "Without a fee") -> Page:
    """A scenario of a case that was answered at once."""
    return owner.send(answer(owner, begin(owner)), {"name": name}, of="/keep")


def test_the_form_of_the_start_is_the_one_that_citizens_fill(owner: Desk) -> None:
    page = rehearse(owner)

    assert page.heading == "Rehearsal: Advice"
    assert "Nothing here is real." in page.text
    assert "Your question" in page.words("//label")
    assert page.words("//nav[@aria-label='What can happen']//bdi") == [
        "Question received",
        "Message received",
    ]


def test_what_is_wrong_in_a_form_is_told_and_nothing_is_done(owner: Desk) -> None:
    page = owner.send(rehearse(owner), {"question": ""}, of="rehearsal#next")

    assert page.status == 422
    assert "Please correct one thing" in page.text
    assert owner.open(page.path).words("//*[@id='steps']") == ["Steps 0"]


def test_a_case_is_played_through_five_days_to_its_end(owner: Desk) -> None:
    page = begin(owner)
    assert "Review the question" in page.words("//*[@id='where']")[0]

    page = wait(owner, page, "5 days on")
    assert "Notice to staff: advisers" in page.text
    page = answer(owner, page)

    assert page.words("//*[@id='next-title']") == ["The case has ended: Answered, Reminded"]
    assert "Yes, you may." in page.words("//*[@lang]/text()/..")[-1] or "Yes, you may." in page.text
    assert "It took 5 days." in page.text


def test_variables_that_the_last_step_changed_are_marked(owner: Desk) -> None:
    page = answer(owner, begin(owner))

    marked = page.words("//tr[@data-mark]/th")
    assert marked == ["advice new", "fee new"]
    assert page.words("//table//td") == ["May I build a sauna?", "Yes, you may.", "0"]


def test_a_question_is_asked_and_answered_in_own_words(owner: Desk) -> None:
    page = begin(owner)
    page = owner.open(page.links()["Caseworker Ask for information"])
    page = owner.send(page, {"words": "How big is it?"}, of="rehearsal#next")
    assert "How big is it?" in page.text

    page = owner.send(page, {"words": "Four metres."}, of="rehearsal#next")

    assert page.words("//*[@id='where']") == ["Where the case is: Review the question"]
    assert "Four metres." in page.words("//table//td")
    assert (
        "Write what is said."
        in owner.send(
            owner.open(page.links()["Caseworker Ask for information"]), {"words": " "}, of="rehearsal#next"
        ).text
    )


def test_the_work_of_the_system_is_shown_and_its_result_typed_in(owner: Desk) -> None:
    page = answer(owner, begin(owner), fee="30")
    assert "polku.payment-reference" in page.text

    wrong = owner.send(page, {"words": "{"}, of="rehearsal#next")
    page = owner.send(page, {"words": '{"payment_reference": "1232"}'}, of="rehearsal#next")

    assert wrong.status == 422
    assert "This cannot be read as data:" in wrong.text
    assert "1232" in page.words("//table//td")


def test_steps_are_taken_back_and_begun_anew(owner: Desk) -> None:
    page = answer(owner, begin(owner))

    back = owner.send(page, {}, of="/back")
    anew = owner.send(back, {"language": "fi"}, of="/anew")

    assert back.words("//*[@id='steps']") == ["Steps 1"]
    assert "Review the question" in back.words("//*[@id='where']")[0]
    assert anew.words("//*[@id='steps']") == ["Steps 0"]


def test_the_same_button_pressed_twice_is_one_step(owner: Desk) -> None:
    page = rehearse(owner)
    owner.send(page, {"question": "May I?"}, of="rehearsal#next")

    again = owner.send(page, {"question": "May I?"}, of="rehearsal#next")

    assert again.words("//*[@id='steps']") == ["Steps 1"]


def test_a_form_is_filled_with_an_example(owner: Desk) -> None:
    page = begin(owner)

    page = owner.open(page.links()["Fill with an example"])
    page = owner.send(page, {}, of="rehearsal#next")

    assert page.words("//*[@id='next-title']") in (["The case has ended: Answered"], ["What happens next"])
    assert page.words("//*[@id='steps']") == ["Steps 2"]


def test_an_incident_is_told_in_words_and_taken_back(owner: Desk) -> None:
    page = change(owner)
    keep(owner, page, ADVICE.replace(b"P14D", b"=question"))
    page = owner.open(owner.open(begin(owner).path).links()["Caseworker Ask for information"])

    page = owner.send(page, {"words": "How big?"}, of="rehearsal#next")
    assert "The process would stop here as an incident" in page.text
    assert "Two weeks" in page.words("//*[@role='alert']")[0]

    assert "incident" not in owner.send(page, {}, of="/back").text


def test_a_play_is_kept_and_runs_on_every_change_of_the_draft(owner: Desk) -> None:
    page = kept(owner)
    assert page.words("//h3") == ["Without a fee"]
    assert "1 of 1 pass" in page.text

    keep(owner, change(owner), ADVICE.replace(b"fee &gt; 0", b"fee &gt; -1"), 2)

    page = owner.open(page.path)
    assert "0 of 1 pass" in page.text
    assert "The case now waits at “Make a payment reference”, expected the end “Answered”." in page.text


def test_a_scenario_needs_a_name_and_something_that_is_expected(owner: Desk) -> None:
    page = begin(owner)

    assert "Give the scenario a name." in owner.send(page, {"name": " "}, of="/keep").text
    nothing = owner.send(page, {"name": "Nothing", "part": []}, of="/keep")

    assert nothing.status == 422
    assert "Choose at least one thing that is expected." in nothing.text


def test_a_scenario_is_played_again_on_the_page_and_taken_away(owner: Desk) -> None:
    page = kept(owner)

    played = owner.send(page, {}, of="/anew")
    left = owner.send(page, {}, of="take-away")

    assert played.words("//*[@id='steps']") == ["Steps 2"]
    assert "There are no scenarios yet" in left.text
    assert "Scenario taken away: Without a fee" in owner.open(f"{change(owner).path}/history").text


def test_a_published_version_is_rehearsed_with_its_scenarios(owner: Desk) -> None:
    kept(owner)
    owner.send(owner.open(f"{change(owner).path}/publish"), {}, of="publish")
    version = owner.open("processes/advice/versions/2")

    page = owner.open(version.links()["Rehearse"])
    page = owner.send(page, {"question": "May I?"}, of="rehearsal#next")

    assert "1 of 1 scenario came as expected" in version.text
    assert page.words("//*[@id='steps']") == ["Steps 1"]
    assert "Keep this as a scenario" not in page.text
    assert "1 of 1 pass" in owner.open(page.links()["Run all"]).text


def test_differing_scenarios_keep_a_draft_from_going_live_without_a_reason(owner: Desk) -> None:
    kept(owner)
    page = change(owner)
    keep(owner, page, ADVICE.replace(b"fee &gt; 0", b"fee &gt; -1"), 2)
    proposal = owner.open(f"{page.path}/publish")

    refused = owner.send(proposal, {"despite": " "}, of="publish")
    after = owner.send(proposal, {"despite": "Every answer costs now."}, of="publish")

    assert "expected the end “Answered”" in proposal.text
    assert refused.status == 422
    assert "Say why it goes live all the same." in refused.text
    assert "Version 2 is live." in after.text
    assert "Every answer costs now." in owner.open("processes/advice/versions/2").text


def test_a_municipality_may_leave_it_to_others_to_publish_against_scenarios(
    owner: Desk, town: StaffedTown
) -> None:
    with town.database.transaction(town.id) as session:
        tenant = session.get_one(Tenant, town.id)
        tenant.settings = {**tenant.settings, "publish_despite": ["administrator"]}
    kept(owner)
    page = change(owner)
    keep(owner, page, ADVICE.replace(b"fee &gt; 0", b"fee &gt; -1"), 2)

    proposal = owner.open(f"{page.path}/publish")
    refused = owner.send(proposal, {"despite": "I want it."}, of="publish")

    assert proposal.words("//main//form//button") == []
    assert refused.status == 422
    assert owner.open("processes/advice/versions/2").status == 404


def test_a_draft_with_problems_shows_its_check_instead(owner: Desk) -> None:
    page = change(owner)
    keep(owner, page, ADVICE.replace(b'formId="review"', b'formId="nothing"'))

    page = owner.open(f"{page.path}/rehearsal")

    assert page.status == 409
    assert "which is not there" in page.text


def test_what_is_typed_is_text_wherever_it_is_shown(owner: Desk) -> None:
    page = owner.send(rehearse(owner), {"question": HOSTILE}, of="rehearsal#next")
    page = owner.send(page, {"name": HOSTILE}, of="/keep")

    assert page.words("//h3/bdi") == [HOSTILE]
    assert page.root.xpath("//script[text()='alert(1)']") == []


@pytest.mark.parametrize(
    "until", ["", "soon", "2026-01-01T00:00:00", "1999-01-01T00:00:00+00:00", "9999-12-31T00:00:00+00:00"]
)
def test_time_that_cannot_pass_does_not(owner: Desk, until: str) -> None:
    page = owner.send(begin(owner), {"until": until}, of="/time")

    assert page.words("//*[@id='steps']") == ["Steps 1"]


def test_a_document_can_be_looked_at_before_it_is_let_happen(owner: Desk) -> None:
    inputs = (
        '<zeebe:input source="Decision" target="title"/>'
        '<zeebe:input source="Dear {{ case.applicant.name }},&#10;{{ advice }}" target="text"/>'
    )
    diagram = ADVICE.replace(b"polku.payment-reference", b"polku.decision-document")
    diagram = diagram.replace(b'<zeebe:input source="=fee" target="amount"/>', inputs.encode())
    draft = change(owner)
    assert keep(owner, draft, diagram).status_code == 200
    page = owner.send(owner.open(f"{draft.path}/rehearsal"), {"question": "May I?"}, of="rehearsal#next")
    page = answer(owner, page, fee="30")

    paper = owner.client.get(page.links()["See the document (PDF)"])

    read = PdfReader(BytesIO(paper.data)).pages[0].extract_text()
    assert [
        part
        for part in ("Testby", "K-1", "Dear Aino Virtanen,", "Yes, you may.", "are fictional.")
        if part not in read
    ] == []
    assert owner.open(f"{draft.path}/rehearsal/review.pdf").status == 404
