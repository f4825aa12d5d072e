"""What is said about a change: English templates with values, sayable in the reader's language.

A template is a gettext message id with %(name)s places. What stands in a place is text, a name that a
municipality gave in several languages, another sentence, or a series of them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Union

from app.translating import N_, Translate

#: Around a changed word while a sentence is put together; no file can hold them, XML and `clean` see to it.
_BEGIN, _END = "\x02", "\x03"
_SOFT = "\u00ad"  #: a hyphen that shows only where a line ends
_MARKED = re.compile(f"{_BEGIN}([^{_END}]*){_END}")


def clean(text: str, most: int = 200) -> str:
    """A text of a file as it may stand in a sentence: on one line, of bounded length, without controls.

    Places where a long word may be broken stay.
    """
    plain = " ".join("".join(sign if sign.isprintable() or sign == _SOFT else " " for sign in text).split())
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Name:
    """What a municipality calls something: in English, and in the languages it has a translation for."""

    text: str
    others: Mapping[str, str] = field(default_factory=dict)

    def fill(self, translate: Translate, lang: str, bold: bool) -> str:
        """The name in a language; English where it has none."""
        return clean(self.others.get(lang) or self.text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a phrase to stand in one. `bold` names the values that are the news."""

    template: str
    values: Mapping[str, "Value"] = field(default_factory=dict)
    bold: frozenset[str] = frozenset()

    def say(self, translate: Translate = str, lang: str = "en") -> str:
        """The sentence in the language of `translate`; names of steps and forms in `lang`."""
        return "".join(text for text, _ in self.pieces(translate, lang))

    def pieces(self, translate: Translate = str, lang: str = "en") -> list[tuple[str, bool]]:
        """The sentence cut into (text, whether it is the news), for those who show the news in bold."""
        text = _capital(self.fill(translate, lang, bold=True))
        found, at = [], 0
        for marked in _MARKED.finditer(text):
            found += [(text[at : marked.start()], False), (marked[1], True)]
            at = marked.end()
        return [(piece, news) for piece, news in [*found, (text[at:], False)] if piece]

    def fill(self, translate: Translate, lang: str, bold: bool) -> str:
        """The text with its values filled in; the news stands between marks where `bold`."""
        template = translate(self.template)
        if not self.values:
            return template
        return template % {
            name: self._value(name, value, translate, lang, bold) for name, value in self.values.items()
        }

    def _value(self, name: str, value: "Value", translate: Translate, lang: str, bold: bool) -> str:
        news = bold and name in self.bold
        text = clean(value) if isinstance(value, str) else value.fill(translate, lang, bold and not news)
        return f"{_BEGIN}{text}{_END}" if news else text


@dataclass(frozen=True, slots=True)
class Series:
    """Several things one after the other: “A”, “B” and “C”."""

    items: Sequence["Value"]
    last: str = N_("%(first)s and %(last)s")

    def fill(self, translate: Translate, lang: str, bold: bool) -> str:
        """The items with commas, and the word for “and” before the last one."""
        texts = [clean(i) if isinstance(i, str) else i.fill(translate, lang, bold) for i in self.items]
        if len(texts) < 2:
            return "".join(texts)
        return translate(self.last) % {"first": ", ".join(texts[:-1]), "last": texts[-1]}


Value = Union[str, Name, Sentence, Series]  # noqa: UP007 - the classes name each other


def as_words(key: str) -> str:
    """A key as words: "permit-office" → "Permit office"."""
    words = " ".join(key.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:]


_QUOTED = N_("“%(name)s”")


def quoted(name: Name | str) -> Sentence:
    """A name in quotation marks, as the language writes them."""
    return Sentence(_QUOTED, {"name": name})


def _capital(text: str) -> str:
    at = len(text) - len(text.lstrip(_BEGIN))
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]
