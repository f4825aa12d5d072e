"""Texts that are hard to read are pointed out to the author of a form."""

import orjson
import pytest

from app.forms import read_form
from app.forms.plainness import MOST_WORDS, hard_to_read, longest


def _form(**field: object) -> bytes:
    component = {"type": "textfield", "id": "a", "key": "a", "label": "A", **field}
    return orjson.dumps({"id": "f", "type": "default", "schemaVersion": 18, "components": [component]})


def test_a_long_sentence_is_pointed_out_in_the_language_in_which_it_is_long() -> None:
    [problem] = hard_to_read(read_form(_form(properties={"label.fi": "sana " * (MOST_WORDS + 1)})))

    assert (problem.severity, problem.values["language"]) == ("warning", "fi")
    assert problem.say(problem.sentence) == "A sentence of “a” has 21 words (fi)"


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("One two.", 2), ("One. Two three! Four?", 2), ("<p>One</p> {{ two three }} four", 2)],
)
def test_words_are_counted_sentence_by_sentence(text: str, words: int) -> None:
    assert longest(text) == words
