"""Own texts: of names, fields and letters, put in where a version is read."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bpmn import read, wording
from app.feel import compile_expression
from app.levels import Unreadable, checking, own_texts
from app.tailoring import difference
from tests.processes.town import ADVICE, FORMS
from tests.tailoring.sources import seeds

FILES = {"advice.bpmn": ADVICE, **FORMS}
DIAGRAM = "diagram:advice"
NOW = datetime(2026, 9, 1, tzinfo=UTC)
some_text = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="{}"), min_size=1, max_size=30
)


def _source(diagram: bytes, element: str, target: str) -> str:
    node = read(diagram).element(element)
    assert node is not None
    return next(line.source for line in node.inputs if line.target == target)


@given(some_text, some_text)
@settings(max_examples=40)
def test_a_letter_says_what_was_written_and_its_places_are_filled_in(before: str, after: str) -> None:
    texts = {DIAGRAM: {"remind:letter.subject": {"en": f"{before}{{case.number}}{after}"}}}

    [subject] = [_source(own_texts.reworded(ADVICE, texts), "remind", "subject_en")]

    context = {"case": {"number": "TES-2026-00001"}}
    assert compile_expression(subject[1:]).evaluate(context, now=NOW) == f"{before}TES-2026-00001{after}"


def test_a_place_that_the_letter_does_not_know_stays_text_and_is_a_note() -> None:
    texts = {DIAGRAM: {"remind:letter.body": {"en": "Look at {salary} of {case.number}"}}}

    source = _source(own_texts.reworded(ADVICE, texts), "remind", "body_en")

    assert source == '="Look at {salary} of " + case.number'
    assert [each.code for _, each in checking.of_texts(FILES, texts)] == ["text-place"]


def test_texts_of_what_is_gone_are_a_note_and_change_nothing() -> None:
    texts = {DIAGRAM: {"nobody:name": {"fi": "Ei kukaan"}}, "form:gone": {"f1:label": {"fi": "Poissa"}}}

    assert own_texts.reworded(ADVICE, texts) == wording.reworded(read(ADVICE), {})
    assert {each.code for _, each in checking.of_texts(FILES, texts)} == {"text-gone"}
    assert own_texts.reworded(FORMS["review.form"], texts) == FORMS["review.form"]


def test_a_text_is_known_by_its_element_wherever_it_stands() -> None:
    texts = {DIAGRAM: {"review:name": {"fi": "Lue kysymys", "en": "Read it"}}}
    later = ADVICE.replace(b'<bpmn:exclusiveGateway id="to_review" name="To review"/>', b"").replace(
        b'<bpmn:endEvent id="reminded"',
        b'<bpmn:exclusiveGateway id="to_review" name="To review"/><bpmn:endEvent id="reminded"',
    )

    node = read(own_texts.reworded(later, texts)).element("review")

    assert node is not None
    assert (node.text("name", "fi"), node.text("name", "en")) == ("Lue kysymys", "Read it")


@pytest.mark.parametrize("source", seeds().values(), ids=seeds())
def test_saying_every_text_as_it_is_changes_nothing(source: bytes) -> None:
    document = read(source)
    same = wording.reworded(document, {each.key: each.texts for each in wording.wordings(document)})

    assert difference({"a.bpmn": source}, {"a.bpmn": same}).changes == ()


@pytest.mark.parametrize(
    "source", [b"[]", b'{"a": 1}', b'{"a": {"b": {"de": "x"}}}', b'{"a": {"b": {"fi": 1}}}']
)
def test_another_file_is_refused(source: bytes) -> None:
    with pytest.raises(Unreadable):
        own_texts.read(source)


def test_a_decision_document_keeps_its_blanks_and_takes_no_others() -> None:
    source = seeds()["street-works/inspected"]
    place = "send_permit:letter.message"
    texts = {
        "diagram:street-works": {
            place: {"en": "Dig at {{ address }}, {{  starts }}. {{ identifier }} stays."}
        }
    }

    kept = _source(own_texts.reworded(source, texts), "send_permit", "message_en")

    assert kept == "Dig at {{ address }}, {{  starts }}. { { identifier }} stays."
    assert [each.code for _, each in checking.of_texts({"a.bpmn": source}, texts)] == ["text-place"]
