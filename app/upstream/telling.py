"""Sentences about changes that are kept: said once in every language, since what they are about goes away."""

from collections.abc import Iterable, Mapping

from app.changes import Change, Sentence
from app.translating import LANGUAGES, translator


def in_all_languages(sentences: Iterable[Sentence]) -> Mapping[str, str]:
    """The sentences, one after the other, by language."""
    said = list(sentences)
    return {
        language: " ".join(dict.fromkeys(each.say(translator(language), language) for each in said))
        for language in LANGUAGES
    }


def elements(changes: Iterable[Change]) -> list[str]:
    """Ids of all elements and arrows that changes are about."""
    return sorted({each for change in changes for each in (*change.old_elements, *change.new_elements)})
