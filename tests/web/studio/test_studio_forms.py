"""The forms of a draft: listed, added, edited beside what the server makes of them, taken away."""

import json

import pytest

from app.forms import check_form, read_form
from app.processes.drafting_beginnings import new_form
from tests.processes.town import ADVICE, FORMS
from tests.web.staff.desk import Desk
from tests.web.studio.test_studio_drafts import HOSTILE, LOUDER, change, keep, state, tell


def _changed(label: str) -> str:
    form = json.loads(FORMS["review.form"])
    form["components"][0]["label"] = label
    return json.dumps(form)


def test_forms_are_listed_with_where_they_are_used(owner: Desk) -> None:
    draft = change(owner)

    page = owner.open(f"{draft.path}/forms")

    assert page.words("//tbody//th/a") == ["application", "review"]
    assert page.words("//tbody//td[1]") == ["Question received", "Review the question"]


def test_a_form_is_added_under_its_title_and_edited(owner: Desk) -> None:
    draft = change(owner)

    page = owner.send(owner.open(f"{draft.path}/forms"), {"title": HOSTILE}, of="forms")

    assert page.heading == HOSTILE
    assert "What are you applying for?" in page.words("//label")
    assert page.root.xpath("//script[text()='alert(1)']") == []
    assert len(owner.open(f"{draft.path}/forms").words("//tbody/tr")) == 3


def test_a_form_needs_a_title_of_its_own(owner: Desk) -> None:
    forms = owner.open(f"{change(owner).path}/forms")

    assert "Give the form a title." in owner.send(forms, {"title": " "}, of="forms").text
    assert "There is a form of this name." in owner.send(forms, {"title": "Review"}, of="forms").text


def test_an_edited_form_is_kept_and_shown_as_people_will_see_it(owner: Desk) -> None:
    form = owner.open(f"{change(owner).path}/forms/review.form")

    shown = tell(owner, form, "preview", {"content": _changed("<b>Bold</b> & plain")}).json
    answer = tell(owner, form, "save", {"version": 1, "content": _changed("Our advice")})

    assert shown is not None
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; plain" in shown["preview"]
    assert answer.status_code == 200
    assert "Our advice" in owner.open(form.path).words("//label")


def test_a_form_that_cannot_be_read_is_refused_with_its_reason(owner: Desk) -> None:
    form = owner.open(f"{change(owner).path}/forms/review.form")

    for content in ("{", "[]", '{"components": 7}'):
        answer = tell(owner, form, "save", {"version": 1, "content": content})
        assert (answer.status_code, bool(answer.json["sentence"])) == (422, True)  # type: ignore[index]
        assert tell(owner, form, "preview", {"content": content}).status_code == 200


def test_who_writes_a_form_does_not_bar_who_draws(owner: Desk, second: Desk) -> None:
    draft = change(owner)
    form = second.open(f"{draft.path}/forms/review.form")

    first = tell(second, form, "save", {"version": 1, "content": _changed("Theirs")})
    drawn = keep(owner, draft, LOUDER, 1)
    late = tell(owner, owner.open(form.path), "save", {"version": 1, "content": _changed("Mine")})

    assert (first.status_code, drawn.status_code, late.status_code) == (200, 200, 409)
    assert state(owner.open(draft.path))["content"].encode() == LOUDER
    assert "Theirs" in owner.open(form.path).words("//label")


def test_a_form_that_is_not_used_is_taken_away(owner: Desk) -> None:
    draft = change(owner)
    owner.send(owner.open(f"{draft.path}/forms"), {"title": "Not needed"}, of="forms")

    page = owner.send(owner.open(f"{draft.path}/forms"), {}, of="remove")

    assert page.words("//tbody//th/a") == ["application", "review"]
    assert owner.open(f"{draft.path}/forms/not-needed.form").status == 404


def test_only_forms_are_edited_as_forms(owner: Desk) -> None:
    draft = change(owner)

    assert owner.open(f"{draft.path}/forms/advice.bpmn").status == 404
    assert owner.open(f"{draft.path}/forms/nothing.form").status == 404
    assert state(draft)["content"].encode() == ADVICE


def test_a_new_form_has_nothing_to_complain_about() -> None:
    assert json.loads(new_form("Lausunto: ääni"))["id"] == "lausunto-aani"


@pytest.mark.parametrize("ready", ["name", "identity-code", "address", "money", "consent", "attachments"])
def test_ready_fields_are_put_into_a_form_under_keys_of_their_own(owner: Desk, ready: str) -> None:
    page = owner.open(change(owner).path + "/forms/review.form")

    once = owner.send(page, {"ready": ready}, of="ready")
    twice = owner.send(once, {"ready": ready}, of="ready")

    form = read_form(state(twice)["content"])
    keys = [each.path for each in form.components if each.path]
    assert len(keys) == len(set(keys))
    assert [each for each in check_form(form) if each.severity == "error"] == []
    added = [each for each in form.components if each.id.startswith("ready_")]
    assert all(each.label(language) for each in added for language in ("en", "fi", "sv"))


def test_unknown_ready_fields_are_refused(owner: Desk) -> None:
    page = owner.open(change(owner).path + "/forms/review.form")

    assert owner.post(page, {"ready": "../x"}, of="ready").status_code == 422


def test_the_checks_of_a_form_stand_beside_it_while_it_is_written(owner: Desk) -> None:
    form = owner.open(f"{change(owner).path}/forms/review.form")
    content = json.loads(FORMS["review.form"])
    content["components"] = [
        {"type": "textfield", "id": "first", "key": "colour", "label": ""},
        {"type": "textfield", "id": "second", "key": "colour", "label": "<b>Colour</b>"},
    ]

    shown = tell(owner, form, "preview", {"content": json.dumps(content)}).json

    assert shown is not None
    assert "The field “first” has no label" in shown["preview"]
    assert "Two fields of the form keep their answer under “colour”" in shown["preview"]
    assert "a decision or a letter reads colour" in shown["preview"]
    assert "<b>Colour" not in shown["preview"]
