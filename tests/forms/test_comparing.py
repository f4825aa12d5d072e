"""What differs between two versions of a form, in sentences; and three versions made into one."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.changes import Change, deltas
from app.forms import FormError, check_form
from app.forms.comparing import compare
from app.forms.merging import merged
from app.forms.parts import FormVersion
from app.tailoring import Given, merge
from tests.bpmn.comparing.comparing import BASE
from tests.forms.written import asked, group

YES_NO = [{"value": "yes", "label": "Yes"}, {"value": "no", "label": "No"}]


def form(*components: dict[str, Any], title: str = "Apply") -> bytes:
    """A form document."""
    properties = {"title": title}
    return json.dumps({"id": "apply", "properties": properties, "components": list(components)}).encode()


NAME = asked("textfield", "name", label="Your name", id="Field_name")
AREA = asked("number", "area", label="Area", id="Field_area", validate={"max": 100})
STOP = asked("radio", "stop", label="Is a bus stop in the way?", id="Field_stop", values=YES_NO)
UNLIMITED = {name: value for name, value in AREA.items() if name != "validate"}
BASE_FORM = form(NAME, AREA, STOP)


def versions(old: bytes, new: bytes) -> tuple[FormVersion, FormVersion]:
    before = FormVersion(old, "form:apply")
    return before, FormVersion(new, "form:apply", before)


def changes(old: bytes, new: bytes) -> list[Change]:
    return [change for spot in compare(*versions(old, new), "citizen") for change in spot.changes]


def said(new: bytes) -> list[str]:
    return [change.sentence.say() for change in changes(BASE_FORM, new)]


CASES = [
    ([NAME, AREA], "“Apply” no longer asks “Is a bus stop in the way?”."),
    ([NAME, AREA, STOP, asked("date", "x")], None),
    ([{**NAME, "label": "Full name"}, AREA, STOP], "In “Apply”, “Your name” now reads “Full name”."),
    (
        [{**NAME, "properties": {"label.fi": "Nimi"}}, AREA, STOP],
        "In “Apply”, “Your name” reads differently (fi).",
    ),
    ([{**NAME, "validate": {"required": True}}, AREA, STOP], "In “Apply”, “Your name” must now be answered."),
    ([NAME, {**AREA, "validate": {"max": 50}}, STOP], "In “Apply”, the limit of “Area” is 50; it was 100."),
    ([NAME, UNLIMITED, STOP], "In “Apply”, “Area” no longer has the limit 100."),
    (
        [NAME, AREA, {**STOP, "values": [*YES_NO, {"value": "soon", "label": "Soon"}]}],
        "In “Apply”, “Is a bus stop in the way?” has the new choice “Soon”.",
    ),
    (
        [NAME, AREA, {**STOP, "values": YES_NO[:1]}],
        "In “Apply”, “Is a bus stop in the way?” no longer has the choice “No”.",
    ),
    (
        [NAME, AREA, {**STOP, "values": [YES_NO[0], {"value": "no", "label": "Not at all"}]}],
        "In “Apply”, the choice “No” of “Is a bus stop in the way?” is now called “Not at all”.",
    ),
    (
        [NAME, {**AREA, "conditional": {"hide": "=x"}}, STOP],
        "In “Apply”, “Area” is now shown only under a condition.",
    ),
    ([AREA, NAME, STOP], "In “Apply”, “Area” now comes first."),
    ([{**NAME, "type": "textarea"}, AREA, STOP], "In “Apply”, “Your name” is answered in another way."),
    (
        [{**NAME, "key": "full_name"}, AREA, STOP],
        "In “Apply”, the answer to “Your name” is kept under another name.",
    ),
    ([{**NAME, "disabled": True}, AREA, STOP], "In “Apply”, something else about “Your name” is different."),
]
TOLD = [(components, sentence) for components, sentence in CASES if sentence]


@pytest.mark.parametrize(("components", "sentence"), TOLD, ids=[sentence for _, sentence in TOLD])
def test_a_change_of_a_form_is_told_in_one_sentence(components: list[dict[str, Any]], sentence: str) -> None:
    assert said(form(*components)) == [sentence]


def test_a_new_question_is_told_with_its_words() -> None:
    new = asked("textarea", "why", label="Why?")

    (change,) = changes(BASE_FORM, form(NAME, AREA, STOP, new))

    assert change.sentence.say() == "“Apply” now asks “Why?”."
    assert (change.kind, change.group, change.level) == ("added", "citizen", "diagram")


def test_a_new_title_is_told() -> None:
    assert said(form(NAME, AREA, STOP, title="Ask for it")) == [
        "The form “Apply” is now called “Ask for it”."
    ]


def test_what_editors_write_by_themselves_changes_nothing() -> None:
    new = form({**NAME, "layout": {"row": "Row_1", "columns": None}}, AREA, STOP)

    (change,) = changes(BASE_FORM, new)

    assert (change.group, change.level) == ("drawing", "layout")


def test_a_question_in_a_group_is_still_the_same_question() -> None:
    grouped = group("More", AREA)

    told = said(form(NAME, grouped, STOP))

    assert "In “Apply”, “Area” now stands in another part." in told
    assert not any("no longer asks" in sentence for sentence in told)


FIELDS = [
    NAME,
    AREA,
    STOP,
    asked("textarea", "why", label="Why?"),
    group("More", asked("number", "n", label="N")),
]
some_form = st.lists(
    st.builds(
        lambda field, label, extra: {**field, **({"label": label} if label else {}), **extra},
        st.sampled_from(FIELDS),
        st.sampled_from(["", "A", "B"]),
        st.sampled_from(
            [
                {},
                {"validate": {"required": True}},
                {"values": YES_NO},
                {"odd": {"deep": [1, {"x": None}]}},
                {"id": "i"},
            ]
        ),
    ),
    max_size=5,
).map(lambda components: form(*components))


@given(some_form, some_form)
def test_every_difference_is_told_once_and_can_be_taken(old: bytes, new: bytes) -> None:
    before, after = versions(old, new)

    spots = compare(before, after, "people")

    told = [(delta.key, delta.name) for spot in spots for delta in spot.deltas]
    assert sorted(told) == sorted((delta.key, delta.name) for delta in deltas(before.tree, after.tree))
    assert all(change.sentence.say().strip() for spot in spots for change in spot.changes)
    assert json.loads(merged(before, before, after, set(told), {})) == json.loads(new)
    assert json.loads(merged(before, before, after, set(), {})) == json.loads(old)


def three(base: bytes, ours: bytes, theirs: bytes, *choices: str, value: str | None = None) -> Any:
    files = [{"permit.bpmn": BASE, "apply.form": source} for source in (base, ours, theirs)]
    questions = merge(*files).questions
    given_answers = {asked.key: Given(choice, value) for asked in questions for choice in choices}  # type: ignore[arg-type]
    return merge(*files, given_answers)


def components(result: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(result.files["apply.form"])["components"]
    return found


def test_changes_of_different_questions_are_both_taken() -> None:
    ours = form({**NAME, "label": "Full name"}, AREA, STOP, asked("textarea", "ours", label="Ours"))
    theirs = form(NAME, {**AREA, "validate": {"max": 50}}, STOP, asked("textarea", "theirs", label="Theirs"))

    result = three(BASE_FORM, ours, theirs)

    assert result.questions == ()
    assert [each["key"] for each in components(result)] == ["name", "area", "stop", "theirs", "ours"]
    assert components(result)[0]["label"] == "Full name"
    assert components(result)[1]["validate"] == {"max": 50}
    assert [
        problem for problem in check_form(result.files["apply.form"]) if problem.severity == "error"
    ] == []


def test_a_choice_that_they_added_to_a_question_that_we_removed() -> None:
    ours = form(NAME, AREA)
    theirs = form(NAME, AREA, {**STOP, "values": [*YES_NO, {"value": "soon", "label": "Soon"}]})

    result = three(BASE_FORM, ours, theirs)

    (question,) = result.questions
    assert question.reason == "gone"
    assert question.why.say() == "You had removed what they changed."
    assert [each["key"] for each in components(three(BASE_FORM, ours, theirs, "mine"))] == ["name", "area"]
    brought_back = components(three(BASE_FORM, ours, theirs, "theirs"))[2]
    assert [choice["value"] for choice in brought_back["values"]] == ["yes", "no", "soon"]


def test_a_limit_that_both_changed_can_be_a_third_one() -> None:
    ours = form(NAME, {**AREA, "validate": {"max": 50}}, STOP)
    theirs = form(NAME, {**AREA, "validate": {"max": 60}}, STOP)

    (question,) = three(BASE_FORM, ours, theirs).questions
    result = three(BASE_FORM, ours, theirs, "edit", value="55")

    assert question.reason == "value"
    assert components(result)[1]["validate"] == {"max": 55}


def test_a_text_that_both_wrote_stays_text_when_it_is_written_anew() -> None:
    ours, theirs = form({**NAME, "label": "A"}, AREA, STOP), form({**NAME, "label": "B"}, AREA, STOP)

    result = three(BASE_FORM, ours, theirs, "edit", value="55")

    assert components(result)[0]["label"] == "55"


def test_both_asked_something_under_one_key() -> None:
    ours = form(NAME, AREA, STOP, asked("textfield", "extra", label="Ours", id="Field_1"))
    theirs = form(NAME, AREA, STOP, asked("number", "extra", label="Theirs", id="Field_2"))

    result = three(BASE_FORM, ours, theirs)

    assert [question.reason for question in result.questions] == ["same-id"]
    assert components(result)[3]["label"] == "Ours"


@pytest.mark.parametrize(
    "source", [b"", b"[]", b"{}", b'{"components": 1', b'{"a": ' + b"[" * 500 + b"]" * 500 + b"}"]
)
def test_what_is_no_form_is_refused(source: bytes) -> None:
    with pytest.raises(FormError):
        FormVersion(source, "form:x")
