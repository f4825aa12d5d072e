"""Work: a decision as a document. Its text is a template of the diagram, its values are text and no more.

A line that begins with # is a heading and one with - an item of a list; an empty line ends a paragraph.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from app.documents import attachments
from app.engine.times import ZONE
from app.forms.scope import in_words
from app.printing import typeset
from app.processes.filling import filled
from app.processes.work import BadServiceInput, Done, Enclosed, Letterhead, Order, Worker

LANGUAGES = ("en", "fi", "sv")
#: Characters of a decision, as many as of a letter.
LONGEST = 40_000

_ENCLOSED = {
    "en": "The decision is enclosed as a PDF.",
    "fi": "Päätös on liitteenä PDF-tiedostona.",
    "sv": "Beslutet är bifogat som en PDF-fil.",
}
_WORDS = {
    "en": {"case": "Case", "date": "Date"},
    "fi": {"case": "Asia", "date": "Päivämäärä"},
    "sv": {"case": "Ärende", "date": "Datum"},
}
_LINE = re.compile(r"(#{1,3}|-)\s+(.*)", re.DOTALL)
_KINDS = {"-": "item", "#": "heading", "##": "heading", "###": "heading"}
#: In place of the ends of lines within values: a value begins no heading and no paragraph.
_WITHIN = "\N{LINE SEPARATOR}"
#: In front of a value, so that the line it stands at the beginning of is not taken for anything.
_VALUE = "\N{WORD JOINER}"


def _made(order: Order) -> Done:
    case, inputs = order.case, order.inputs
    title, text = _title(inputs, case.language), _text(inputs, "text", case.language)
    if len(text) > LONGEST:
        raise BadServiceInput
    content = typeset("decision", _facts(title, text, case), made=case.on, is_fictional=case.is_fictional)
    document = attachments.accept(f"{title} {case.case_number}.pdf", content)
    body = _plain(_text(inputs, "message", case.language)) or _ENCLOSED[case.language]
    to = str(inputs.get("to") or "applicant")
    return Done(_result(title), Enclosed(to, title[:200], body, document))


def _facts(title: str, text: str, case: Letterhead) -> Mapping[str, object]:
    return {
        "title": title,
        "author": case.municipality,
        "language": case.language,
        "foot": f"{case.municipality}, {case.case_number}",
        "case": case.case_number,
        "date": in_words(case.on.astimezone(ZONE).date()),
        "words": _WORDS[case.language],
        "blocks": list(blocks(text)),
    }


def _rehearsed(inputs: Mapping[str, object], _job_id: str) -> Mapping[str, object]:
    return _result(_title(inputs, "en"))


def _result(title: str) -> Mapping[str, object]:
    return {"decision_document": title}


def _title(inputs: Mapping[str, object], language: str) -> str:
    """Raises BadServiceInput where there is none."""
    title = " ".join(_plain(_text(inputs, "title", language)).split())
    if not title:
        raise BadServiceInput
    return title


def _text(inputs: Mapping[str, object], key: str, language: str) -> str:
    """The text in this language, else in English, else whatever there is."""
    names = (*(f"{key}_{each}" for each in (language, *LANGUAGES)), key)
    return next((text for name in names if (text := filled(inputs.get(name), as_value))), "")


def as_value(value: object) -> str:
    """A value within a template: it begins no heading, no item and no paragraph."""
    return _VALUE + in_words(value).replace("\r\n", "\n").replace("\n", _WITHIN)


def _plain(text: str) -> str:
    """The text without the signs that told values apart."""
    return text.replace(_VALUE, "").replace(_WITHIN, "\n")


def blocks(text: str) -> Iterator[Mapping[str, str]]:
    """Headings, items of lists and paragraphs, in order."""
    lines = (_line(line) for line in text.replace("\r\n", "\n").split("\n"))
    for kind, group in groupby(lines, key=lambda line: line[0]):
        said = [_plain(words) for _, words in group]
        if kind == "paragraph":
            yield {"kind": kind, "words": "\n".join(said)}
        elif kind:
            yield from ({"kind": kind, "words": words} for words in said)


def _line(line: str) -> tuple[str, str]:
    """What a line is ("" for an empty one) and what it says."""
    found = _LINE.match(line)
    if found:
        return _KINDS[found[1]], found[2].strip()
    return ("paragraph" if _plain(line).strip() else ""), line.strip()


WORKER = Worker(_made, _rehearsed)
