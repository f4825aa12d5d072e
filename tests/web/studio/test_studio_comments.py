"""Process owners comment on the elements of a draft."""

import pytest

from tests.web.staff.desk import Desk
from tests.web.studio.test_studio_drafts import HOSTILE, change, state, tell


def test_a_comment_is_read_by_colleagues_and_dealt_with(owner: Desk, second: Desk) -> None:
    draft = change(owner)
    page = owner.open(draft.path + "/comments")
    element = page.root.xpath("//option[text()='Review the question']/@value")[0]

    owner.send(page, {"element": element, "text": "Who does this in July?"}, of="comments")
    read = second.open(draft.path + "/comments")
    after = second.send(read, {}, of="resolve")

    assert "Who does this in July?" in read.text
    assert "Review the question" in read.words("//section//li")[0]
    assert "Dealt with by Olli Other" in after.text
    assert state(change(owner))["comments"] == []


def test_a_comment_beside_the_canvas_comes_back_with_all_that_are_open(owner: Desk) -> None:
    draft = change(owner)

    answer = tell(owner, draft, "say", {"element": "review", "text": HOSTILE})

    assert answer.status_code == 201
    [comment] = state(change(owner))["comments"]
    assert (comment["element"], comment["author"]) == ("review", "Outi Owner")
    assert comment["text"] == HOSTILE
    assert HOSTILE in owner.open(draft.path + "/comments").text


@pytest.mark.parametrize(("body", "status"), [({}, 400), ({"text": "x" * 2001}, 400), ({"text": " \n"}, 422)])
def test_what_is_no_comment_is_refused(owner: Desk, body: object, status: int) -> None:
    assert tell(owner, change(owner), "say", body).status_code == status


def test_an_empty_comment_is_asked_for_words(owner: Desk) -> None:
    page = owner.open(change(owner).path + "/comments")

    again = owner.send(page, {"text": " "}, of="comments")

    assert again.status == 422
    assert "Write what you want to say." in again.text


def test_a_discarded_draft_takes_its_comments_along(owner: Desk) -> None:
    draft = change(owner)
    tell(owner, draft, "say", {"text": "Bye"})

    home = owner.send(owner.open(draft.path + "/discard"), {}, of="discard")

    assert home.status == 200
    assert state(change(owner))["comments"] == []


def test_an_unknown_comment_is_not_found(owner: Desk) -> None:
    draft = change(owner)
    sent = {"csrf_token": state(draft)["csrf"]}

    answer = owner.client.post(
        draft.path + "/comments/nothing/resolve", data=sent, headers={"Sec-Fetch-Site": "same-origin"}
    )

    assert answer.status_code == 404
