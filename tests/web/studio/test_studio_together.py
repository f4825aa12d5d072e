"""Two process owners save at once: both drawings are made one, with a question where they meet."""

from flask.testing import FlaskClient

from tests.processes.town import ADVICE
from tests.web.citizen.visiting import Page
from tests.web.staff.desk import Desk
from tests.web.studio.test_studio_decisions import FEE, begin
from tests.web.studio.test_studio_drafts import change, keep, state, tell

REVIEW, REMIND = b'name="Review the question"', b'name="Remind the advisers"'
THEIRS = ADVICE.replace(REVIEW, b'name="Review it together"')
APART = ADVICE.replace(REMIND, b'name="Remind all"')
SAME = ADVICE.replace(REVIEW, b'name="Review it alone"')


def overtaken(owner: Desk, second: Desk, mine: bytes) -> Page:
    """The page on which mine is put together with what the colleague has saved meanwhile."""
    page = change(owner)
    keep(second, change(second), THEIRS)
    assert keep(owner, page, mine).status_code == 409
    found = state(page)
    assert isinstance(owner.client, FlaskClient)
    answer = owner.client.post(
        found["addresses"]["together"],
        json={"base": ADVICE.decode(), "content": mine.decode()},
        headers={"X-CSRFToken": found["csrf"], "Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code == 201
    return owner.open(answer.get_json()["address"])


def test_drawings_that_do_not_meet_are_one_at_a_click(owner: Desk, second: Desk) -> None:
    page = overtaken(owner, second, APART)

    after = owner.send(page, {})

    assert "The two do not meet anywhere." in page.text
    assert "“Review the question” is now called “Review it together”." in page.text
    content = state(after)["content"].encode()
    assert b"Review it together" in content
    assert b"Remind all" in content
    assert len(owner.open("studio/").root.xpath("//*[@class='st-draft']")) == 1


def test_where_both_changed_the_same_there_is_a_question(owner: Desk, second: Desk) -> None:
    page = overtaken(owner, second, SAME)
    [name] = {each.get("name") for each in page.root.xpath("//input[@type='radio']")}

    unanswered = owner.send(page, {})
    after = owner.send(page, {name: "mine"})

    assert "1 place was changed by both: you decide." in page.text
    assert unanswered.status == 422
    assert b"Review it alone" in state(after)["content"].encode()


def test_decisions_that_two_have_changed_are_a_question_too(owner: Desk, second: Desk) -> None:
    page = begin(owner)
    dearer, cheaper = (FEE.replace("<text>20</text>", f"<text>{fee}</text>") for fee in (25, 15))
    theirs = second.open(page.path)
    assert tell(second, theirs, "save", {"version": 3, "content": dearer}).status_code == 200
    assert tell(owner, page, "save", {"version": 3, "content": cheaper}).status_code == 409

    answer = tell(owner, page, "together", {"base": FEE, "content": cheaper})
    both = owner.open(answer.get_json()["address"])
    [name] = {each.get("name") for each in both.root.xpath("//input[@type='radio']")}
    owner.send(both, {name: "mine"})

    assert answer.status_code == 201
    assert state(owner.open(page.path))["content"].encode() == cheaper.encode()


def test_a_third_save_in_between_is_looked_at_first(owner: Desk, second: Desk) -> None:
    page = overtaken(owner, second, APART)
    keep(second, change(second), ADVICE.replace(REVIEW, b'name="Review it at last"'), 2)

    after = owner.send(page, {})

    assert after.status == 409
    assert "saved once more" in after.text
    assert b"Review it at last" in state(owner.send(after, {}))["content"].encode()


def test_only_two_drafts_of_one_process_are_put_together(owner: Desk, second: Desk) -> None:
    page = overtaken(owner, second, APART)
    draft = page.path.split("/")[-3]

    assert owner.open(f"studio/drafts/{draft}/together/{draft}").status == 404
    assert owner.open(f"studio/drafts/{draft}/together/none").status == 404


def test_what_cannot_be_read_is_not_kept_beside(owner: Desk) -> None:
    found = state(change(owner))

    for body in ({}, {"base": "<no/>", "content": ADVICE.decode()}, {"base": 1, "content": []}):
        answer = owner.client.post(
            found["addresses"]["together"],
            json=body,
            headers={"X-CSRFToken": found["csrf"], "Sec-Fetch-Site": "same-origin"},
        )
        assert answer.status_code == 400
