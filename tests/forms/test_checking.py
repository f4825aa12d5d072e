"""What the check of a form finds before the form is published."""

import json

import pytest

from app.forms import FormError, check_form, read_form
from tests.forms.written import asked, group, written

TRANSLATED = {"label.fi": "Vastaus", "label.sv": "Svar"}


@pytest.mark.parametrize(
    ("component", "code"),
    [
        ({"type": "textfield", "key": "a"}, "label-missing"),
        (asked("textfield", conditional={"hide": "=1 +"}), "expression-invalid"),
        (asked("number", validate={"min": "=("}), "expression-invalid"),
        (asked("expression", expression="=)"), "expression-invalid"),
        ({"type": "text", "text": "Hello {{#if x}}"}, "expression-invalid"),
        (asked("textfield", validate={"pattern": "(?=a)"}), "pattern-invalid"),
        (asked("textfield", properties={"check": "passport"}), "check-unknown"),
        (asked("radio"), "options-missing"),
        (asked("radio", values=[{"value": "a"}, {"value": "a"}]), "option-twice"),
        ({"type": "image", "source": "javascript:alert(1)"}, "image-refused"),
        ({"type": "image", "source": "data:image/svg+xml;base64,AAAA"}, "image-refused"),
    ],
)
def test_problem_of_a_component_is_an_error(component: dict[str, object], code: str) -> None:
    problems = check_form(written(component))

    found = [problem for problem in problems if problem.severity == "error"]
    assert [problem.code for problem in found] == [code]
    assert found[0].say(found[0].sentence)
    assert found[0].say(found[0].remedy)


def test_good_form_has_no_problems() -> None:
    form = written(asked("textfield", properties=TRANSLATED), asked("expression", "sum", "", expression="=1"))

    assert check_form(form) == []


def test_missing_translation_is_a_warning_that_names_the_texts() -> None:
    form = written(asked("radio", values=[{"value": "a", "label": "A"}], properties={"label.fi": "Vastaus"}))

    finnish, swedish = check_form(form)

    assert finnish.severity == swedish.severity == "warning"
    assert finnish.say(finnish.sentence) == "“answer” is not translated into Finnish: option.a"
    assert swedish.say(swedish.sentence) == "“answer” is not translated into Swedish: label, option.a"


@pytest.mark.parametrize(("first", "second"), [("a", "a"), ("a", "a.b"), ("a.b", "a")])
def test_second_field_of_a_key_is_reported_and_not_shown(first: str, second: str) -> None:
    form = written(asked("textfield", first), group("More", asked("textfield", second)))

    assert [problem.code for problem in check_form(form) if problem.severity == "error"] == ["key-twice"]
    assert [component.type for component in form.components] == ["textfield", "group"]


def test_condition_on_a_later_field_is_reported() -> None:
    form = written(asked("textfield", "a", conditional={"hide": "=b"}), asked("checkbox", "b"))

    found = [problem for problem in check_form(form) if problem.severity == "error"]

    assert [problem.say(problem.sentence) for problem in found] == [
        "“a” refers to “b”, which is answered only after it"
    ]


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("", "The form is not valid JSON"),
        ("[" * 5000, "The form is not valid JSON"),
        ("{}", "This is not a form"),
        ("[]", "This is not a form"),
        ('{"components": {}}', "The components of the form are not a list"),
        ('{"components": ["x"]}', "A component of the form is not an object"),
        ('{"components": [{"type": "iframe"}]}', "A form may not embed other sites"),
        ('{"components": [{"type": "blink"}]}', "The form has a component of the unknown type “blink”"),
        ('{"components": [{"type": "textfield"}]}', "A component of type textfield has no key"),
        ('{"components": [{"type": "textfield", "key": "a b"}]}', "“a b” is no usable key"),
        ('{"components": [{"type": "textfield", "key": "_add"}]}', "“_add” is no usable key"),
        ('{"components": [{"type": "textfield", "key": "csrf_token"}]}', "“csrf_token” is no usable key"),
        ('{"components": [{"type": "dynamiclist", "components": []}]}', "A repeating part has no path"),
        (json.dumps({"components": [{"type": "separator"}] * 501}), "The form has more than 500 components"),
        ('{"components": "' + "x" * 1_000_001 + '"}', "The form is larger than 1000 kB"),
    ],
)
def test_document_that_is_no_form_is_refused_with_a_sentence(source: str, sentence: str) -> None:
    with pytest.raises(FormError) as refused:
        read_form(source)

    assert str(refused.value).startswith(sentence)
    assert check_form(source)[0].code == "form-unreadable"


def test_groups_cannot_be_nested_without_end() -> None:
    deep: dict[str, object] = asked("textfield")
    for _ in range(12):
        deep = group("Deeper", deep)

    with pytest.raises(FormError, match="deeper than 8 levels"):
        written(deep)
