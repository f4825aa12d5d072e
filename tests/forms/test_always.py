"""Rules that hold whatever is typed: found by searching, not by example."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from werkzeug.datastructures import MultiDict

from app import plain
from app.forms import Form, FormError, InvalidAnswers, check_form, read_form
from app.forms.rich_text import sanitised
from tests.forms.written import NOW, asked, group, written
from tests.strangers import CORPUS

OPTIONS = [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]
FORM = written(
    group(
        "One",
        asked("textfield", "text"),
        asked("textarea", "long"),
        asked("number", "n", decimalDigits=3),
        asked("checkbox", "tick"),
        asked("radio", "why", values=OPTIONS),
        asked("select", "pick", valuesExpression='=if tick then ["a", 1, 2.50] else ["b"]'),
        asked("textfield", "hidden", conditional={"hide": '=why = "a"'}),
    ),
    group(
        "Two",
        asked("datetime", "day", subtype="date"),
        asked("datetime", "clock", subtype="time"),
        asked("datetime", "moment", subtype="datetime", timeSerializingFormat="utc_offset"),
        asked("datetime", "zulu", subtype="datetime", timeSerializingFormat="utc_normalized"),
        asked("checklist", "many", values=OPTIONS),
        asked("filepicker", "files", multiple=True),
        asked("expression", "sum", expression="=n + 1"),
        {
            "type": "dynamiclist",
            "path": "rows",
            "components": [
                asked("textfield", "name"),
                asked("number", "age", serializeToString=True),
                asked("checkbox", "more", conditional={"hide": '=name = "a" or tick'}),
                {"type": "dynamiclist", "path": "inner", "components": [asked("textfield", "deep")]},
            ],
        },
        conditional={"hide": "=n = 13"},
    ),
)
FILES = {"f1": "one.pdf", "f2": "two.pdf"}

DAY, MONTH, YEAR, CLOCK = ["1", "28", "31", ""], ["2", "3", "10", ""], ["2027", "1000", ""], ["3.30", "7", ""]
PLAUSIBLE = {
    "text": ["a", "\u05d0\u202e", "e\u0301 "],
    "long": ["a\r\nb", "\x0b"],
    "n": ["13", "1 000,5", "-0", ",001", ""],
    "tick": ["true"],
    "why": ["a", "b", ""],
    "pick": ["a", "b", "1", "2.50", ""],
    "hidden": ["secret"],
    "clock": CLOCK,
    "many": ["a", "b"],
    "files": ["f1", "f2"],
    "sum": ["5"],
    **{
        f"{name}-{part}": values
        for name in ("day", "moment", "zulu")
        for part, values in {"day": DAY, "month": MONTH, "year": YEAR, "time": CLOCK}.items()
    },
    "rows": ["0", "1", "99999", "x"],
    "rows.0.name": ["a", "b"],
    "rows.1.age": ["1,50", "7"],
    "rows.1.more": ["true"],
    "rows.0.inner.3.deep": ["z"],
    "rows.99999.name": ["a"],
    "_add": ["rows", "rows.0.inner"],
    "_remove": ["rows.0", "rows.0.inner.3"],
    "_shown": ["hidden"],
}
typed = some.one_of(
    some.text(max_size=30),
    some.text(some.characters(), max_size=5),
    some.sampled_from([value for values in PLAUSIBLE.values() for value in values]),
)
formdata = some.one_of(
    some.fixed_dictionaries(
        {},
        optional={
            key: some.lists(some.sampled_from(values), max_size=2) for key, values in PLAUSIBLE.items()
        },
    ),
    some.dictionaries(
        some.one_of(some.sampled_from(sorted(PLAUSIBLE)), some.text(max_size=8)),
        some.lists(typed, max_size=3),
    ),
)
json_like = some.recursive(
    some.none() | some.booleans() | some.integers() | typed, lambda inner: some.lists(inner, max_size=3)
)


def corpus() -> list[Path]:
    """Forms written elsewhere, where the corpus is at hand; our own in any case."""
    found = CORPUS.glob("form-*/*") if CORPUS else []
    own = Path(__file__).parents[2] / "forms"
    return sorted([*found, *own.rglob("*.form"), Path(__file__)])


def loaded(form: Form, raw: dict[str, object]) -> dict[str, object] | None:
    try:
        return form.load(raw, "en", now=NOW, attachments=FILES)
    except InvalidAnswers as refused:
        sentences = [each for found in refused.errors.values() for each in found]
        return (
            None if sentences and all(str(each) and each.anchor for each in sentences) else {"unsaid": True}
        )


@given(formdata)
def test_whatever_is_sent_gives_plain_answers_that_are_accepted_again(sent: dict[str, list[str]]) -> None:
    answers = loaded(FORM, FORM.raw(MultiDict(sent)))

    if answers is not None:
        stored = plain.loads(plain.dumps(answers))
        assert stored == answers
        assert loaded(FORM, FORM.to_raw(answers)) == answers


@given(
    some.dictionaries(some.sampled_from(sorted(PLAUSIBLE)), json_like | some.dictionaries(typed, json_like))
)
def test_whatever_stands_in_raw_ends_in_answers_or_sentences(raw: dict[str, object]) -> None:
    answers = loaded(FORM, raw)

    shown = FORM.fields(answers or {}, "fi", now=NOW, raw=raw, attachments=FILES)

    assert shown
    assert answers is None or FORM.summary(answers, "sv", now=NOW)


@given(formdata)
def test_hidden_answers_are_never_kept(sent: dict[str, list[str]]) -> None:
    answers = loaded(FORM, FORM.raw(MultiDict(sent)))

    if answers is not None:
        assert ("hidden" in answers) == (answers["why"] != "a")
        assert ("rows" in answers) == (answers["n"] != 13)
        assert set(answers) <= {path.path[0] for path in FORM.components if path.path}


@given(some.text(max_size=200) | some.text(some.sampled_from("<>/ab=\"' &;!-script"), max_size=80))
def test_sanitised_text_stays_sanitised(source: str) -> None:
    once = sanitised(source)

    assert "<script" not in once.lower()
    assert sanitised(once) == once


WORDS = ["components", "type", "key", "path", "validate", "values", "conditional", "hide", "properties"]
documents = some.recursive(
    json_like | some.sampled_from(["group", "dynamiclist", "radio", "number", "text", "=1 +", "{{x}}"]),
    lambda inner: (
        some.dictionaries(some.sampled_from(WORDS), inner, max_size=4) | some.lists(inner, max_size=3)
    ),
)


@given(documents)
def test_whatever_the_document_says_it_is_a_form_or_a_form_error(document: object) -> None:
    for source in (document, {"components": document}, {"components": [document]}):
        try:
            form = read_form(json.dumps(source))
        except FormError:
            continue
        check_form(form)
        form.fields({}, "fi", now=NOW)


@pytest.mark.parametrize("path", corpus(), ids=lambda path: path.name)
def test_forms_of_strangers_give_a_form_or_a_form_error(path: Path) -> None:
    try:
        form = read_form(path.read_bytes())
    except FormError:
        return

    check_form(form)
    answers = loaded(form, form.to_raw({}))

    assert form.fields({}, "en", now=NOW) or not form.components
    assert answers is None or loaded(form, form.to_raw(answers)) == answers
