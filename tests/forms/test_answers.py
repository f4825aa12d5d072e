"""Which answers are kept: those of the form, visible and accepted, and nothing else."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from werkzeug.datastructures import MultiDict

from app import plain
from app.forms import InvalidAnswers, read_form
from app.tenants.calendar import FINLAND
from tests.forms.written import NOW, asked, group, said, written

WHY = asked("radio", "why", "Why", values=[{"value": "work"}, {"value": "other"}])
OTHER = asked(
    "textfield",
    "other",
    "What other",
    conditional={"hide": '=why != "other"'},
    validate={"required": True},
)
CHILDREN = {
    "type": "dynamiclist",
    "path": "children",
    "label": "Child",
    "components": [
        asked("textfield", "name", "Name", validate={"required": True}),
        asked("number", "age", "Age"),
        asked("textfield", "school", "School", conditional={"hide": "=age = null or age < 7"}),
    ],
}


def test_extra_keys_are_never_kept() -> None:
    form = written(asked("textfield"))

    kept = form.load({"answer": "yes", "role": "admin", "case": "1"}, "en", now=NOW, base={"status": "open"})

    assert kept == {"answer": "yes"}


def test_hidden_field_is_neither_validated_nor_kept() -> None:
    form = written(WHY, OTHER)

    kept = form.load({"why": "work", "other": "smuggled"}, "en", now=NOW)

    assert kept == {"why": "work"}


def test_field_is_required_once_it_is_visible() -> None:
    form = written(WHY, OTHER)

    assert said(form, {"why": "other"}) == {"other": ["Enter what other"]}


def test_condition_sees_no_hidden_answer() -> None:
    form = written(WHY, OTHER, asked("textfield", "more", "More", conditional={"hide": "=other = null"}))

    assert form.load({"why": "work", "other": "x", "more": "y"}, "en", now=NOW) == {"why": "work"}


def test_hidden_group_hides_what_is_in_it() -> None:
    form = written(WHY, group("Details", asked("textfield"), conditional={"hide": '=why = "work"'}))

    assert form.load({"why": "work", "answer": "x"}, "en", now=NOW) == {"why": "work"}


def test_condition_that_cannot_be_decided_shows_the_field() -> None:
    form = written(asked("number", "age", "Age"), asked("textfield", conditional={"hide": "=age > 3"}))

    assert "answer" in form.load({}, "en", now=NOW)


def test_unanswered_is_kept_as_null_so_that_an_old_answer_goes() -> None:
    form = written(asked("textfield"), asked("checkbox", "sure"), asked("taglist", "tags"))

    assert form.load({}, "en", now=NOW) == {"answer": None, "sure": False, "tags": []}


def test_paths_nest_the_answers() -> None:
    form = written(
        group("Guardian", asked("textfield", "name"), path="guardian"),
        asked("textfield", "guardian.address"),
        asked("textfield", "child.name"),
    )

    kept = form.load({"guardian.name": "A", "guardian.address": "B", "child.name": "C"}, "en", now=NOW)

    assert kept == {"guardian": {"name": "A", "address": "B"}, "child": {"name": "C"}}


def test_computed_answer_is_kept_and_never_taken_from_the_reader() -> None:
    form = written(
        asked("number", "days", "Days"), asked("expression", "price", "Price", expression="=days * 12.5")
    )

    kept = form.load({"days": "4", "price": "0"}, "en", now=NOW)

    assert kept == {"days": Decimal(4), "price": Decimal("50.0")}


def test_read_only_answer_comes_from_the_case() -> None:
    form = written(asked("textfield", readonly=True), asked("textfield", "shut", disabled=True))

    kept = form.load(
        {"answer": "forged", "shut": "forged"}, "en", now=NOW, base={"answer": "true", "shut": "x"}
    )

    assert kept == {"answer": "true"}


def test_rows_are_loaded_each_by_its_own_conditions() -> None:
    form = written(CHILDREN)
    sent = MultiDict(
        [
            ("children", "0"),
            ("children", "1"),
            ("children.0.name", "Eetu"),
            ("children.0.age", "3"),
            ("children.0.school", "hidden"),
            ("children.1.name", "Aino"),
            ("children.1.age", "8"),
            ("children.1.school", "Harju"),
        ]
    )

    kept = form.load(form.raw(sent), "en", now=NOW)

    assert kept == {
        "children": [
            {"name": "Eetu", "age": Decimal(3)},
            {"name": "Aino", "age": Decimal(8), "school": "Harju"},
        ]
    }


def test_error_in_a_row_names_the_row() -> None:
    form = written(CHILDREN)

    assert said(form, form.raw(MultiDict([("children.5.age", "x")]))) == {
        "children.0.name": ["Enter name"],
        "children.0.age": ["Age must be a number, for example 12 or 12,50"],
    }


@pytest.mark.parametrize(
    ("pressed", "names"),
    [
        ([("_add", "children")], ["A", "B", ""]),
        ([("_remove", "children.0")], ["B"]),
        ([("_remove", "children.9")], ["A", "B"]),
        ([], ["A", "B"]),
    ],
)
def test_buttons_add_and_remove_rows(pressed: list[tuple[str, str]], names: list[str]) -> None:
    form = written(CHILDREN)
    sent = [("children.0.name", "A"), ("children.1.name", "B"), *pressed]

    raw = form.raw(MultiDict(sent))

    assert [raw[f"children.{row}.name"] for row in raw["children"]] == names  # type: ignore[attr-defined]
    assert form.newly_asked(MultiDict(sent), "en", now=NOW) == bool(pressed)


def test_too_many_rows_are_refused() -> None:
    form = written(CHILDREN)
    sent = MultiDict([(f"children.{row}.name", "A") for row in range(400)])

    assert said(form, form.raw(sent)) == {"children": ["Child can have at most 100 rows"]}


def test_page_is_shown_again_before_a_new_question_is_judged() -> None:
    form = written(WHY, OTHER)

    first = form.newly_asked(MultiDict([("why", "other")]), "en", now=NOW)
    second = form.newly_asked(MultiDict([("why", "other"), ("_shown", "other")]), "en", now=NOW)

    assert (first, second) == (True, False)


def test_one_page_is_validated_and_the_answers_of_the_others_stay() -> None:
    form = written(
        group("One", asked("textfield", "a", validate={"required": True})),
        group("Two", asked("textfield", "b", validate={"required": True})),
        group("Three", asked("textfield", "c", conditional={"hide": '=b = "none"'})),
    )

    kept = form.load({"b": "none"}, "en", now=NOW, page=1, base={"a": "x", "c": "old", "case": 1})

    assert kept == {"a": "x", "b": "none"}
    assert form.visible_pages(kept, now=NOW) == (0, 1)


def test_options_may_come_from_the_data_of_the_case() -> None:
    form = written(asked("radio", valuesKey="places"))
    places = [{"label": "Pihlaja", "value": "p1"}, "Rantala"]

    kept = form.load({"answer": "p1"}, "en", now=NOW, base={"places": places})

    assert kept == {"answer": "p1"}
    assert said(form, {"answer": "p2"}, base={"places": places}) == {
        "answer": ["Choose the answer from the list"]
    }


def test_refusal_carries_what_was_typed_and_where_to_go() -> None:
    form = written(asked("datetime", validate={"required": True}), WHY)
    raw = {"answer": {"day": "1", "month": "", "year": "2027"}, "why": "war"}

    with pytest.raises(InvalidAnswers) as refused:
        form.load(raw, "en", now=NOW)

    assert refused.value.raw == raw
    assert [each.anchor for all_ in refused.value.errors.values() for each in all_] == [
        "f-answer-month",
        "f-why-0",
    ]


def test_answers_survive_storage() -> None:
    form = written(asked("datetime"), asked("number", "amount"), CHILDREN)
    raw = {
        "answer": {"day": "1", "month": "2", "year": "2027"},
        "amount": "1,50",
        "children": ["0"],
        "children.0.name": "E",
    }

    kept = form.load(raw, "en", now=NOW)

    assert plain.loads(plain.dumps(kept)) == kept


def test_schema_is_marshmallows_own() -> None:
    form = written(asked("number"))

    schema = form.schema({"answer": "1"}, "en", now=NOW)

    assert schema.load({"answer": "2,5", "extra": "x"}) == {"answer": Decimal("2.5")}


def test_a_question_can_depend_on_working_days() -> None:
    source = written(
        asked("datetime", "starts", "Starts", subtype="date"),
        asked("textfield", "hurry", conditional={"hide": "=starts >= add working days(today(), 3)"}),
    ).source
    form = read_form(json.dumps(source), calendar=FINLAND)
    saturday = datetime(2026, 12, 19, 12, 0, tzinfo=UTC)

    def asks(day: date) -> bool:
        fields = form.fields({"starts": day}, "en", now=saturday)
        return "hurry" in {field.name for field in fields}

    # Monday to Wednesday are the three working days before Christmas Eve.
    assert asks(date(2026, 12, 22))
    assert not asks(date(2026, 12, 23))
