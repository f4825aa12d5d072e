"""What the check says of parameters, of their values, and of own texts.

What has lost its place in an update is a note: it has no effect and keeps nobody from publishing. A value
that is no longer permitted keeps the version from being published: only a person can choose another one.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from app.bpmn import Document, Node, Phrase, Problem, letters
from app.bpmn.findings import Finding, error, warning
from app.changes.translatable import Wording
from app.changes.wording import Name, Sentence
from app.levels import own_texts, parameters
from app.levels.declaring import Declared, Kind, Parameter, declared
from app.levels.own_texts import Places, Texts
from app.levels.parameters import Values
from app.levels.reading import readers
from app.levels.telling import allowed, said
from app.translating import N_

_DECLARATION = error(
    "parameter-unreadable",
    N_("The parameter “%(name)s” is declared as “%(written)s”, which cannot be read."),
    N_("Write its kind, what is permitted and the usual value, such as: working-days 5..60 = 15"),
)
_UNDECLARED = error(
    "parameter-undeclared",
    N_("“%(element)s” reads the parameter “%(name)s”, which the process does not declare."),
    N_("Declare it as a property of the process, “parameter:%(name)s”, or correct the name."),
)
_UNREAD = warning(
    "parameter-unread",
    N_("Nothing in the process reads the parameter “%(name)s”."),
    N_("Use it in an expression as parameters.%(name)s, or delete it."),
)
_UNEXPLAINED = warning(
    "parameter-unexplained",
    N_("The parameter “%(name)s” is not explained in every language."),
    N_("Write its name and what it means on the page of texts: other municipalities choose by it."),
)
_NOT_PERMITTED = error(
    "parameter-not-permitted",
    N_("“%(parameter)s” is %(value)s here, and the process permits %(allowed)s."),
    N_("Choose another value on the page of parameters."),
)
_NO_GROUP = error(
    "parameter-no-group",
    N_("“%(parameter)s” names the group “%(value)s”, which the municipality does not have."),
    N_("Choose one of the groups on the page of parameters."),
)
_GONE = warning(
    "parameter-gone",
    N_("There is a value for “%(name)s”, which the process no longer asks for."),
    N_("Nothing has to be done: the value has no effect."),
)
_TEXT_GONE = warning(
    "text-gone",
    N_("Own texts belong to nothing in the process any more: %(places)s"),
    N_("Nothing has to be done: nobody reads them. They go away when texts of that file are saved next."),
)
_PLACE = warning(
    "text-place",
    N_("The letter “%(element)s” does not know {%(place)s}, which an own text names."),
    N_("Use only the places in braces that the shared text has."),
)
#: So many places are named in one sentence.
_NAMED = 3


def of_process(documents: Sequence[Document]) -> Iterator[tuple[Document, Problem]]:
    """Problems of the declarations in the first, the main diagram, and of what reads them."""
    main, read = documents[0], readers(documents)
    process = main.process
    if process is None:
        return
    declaring = declared(process)
    for name, written in declaring.broken.items():
        yield main, _DECLARATION.at(process, name=name[:60], written=written[:80])
    yield from undeclared(documents, declaring.parameters.keys() | declaring.broken.keys())
    for each in declaring.parameters.values():
        if each.name not in read:
            yield main, _UNREAD.at(process, name=each.name)
        if not _is_explained(each):
            yield main, _UNEXPLAINED.at(process, name=each.name)


def undeclared(
    documents: Sequence[Document], known: Collection[str] | None = None
) -> Iterator[tuple[Document, Problem]]:
    """Parameters that are read and not among the `known`, or not declared in any of the diagrams."""
    if known is None:
        known = {name for each in documents if each.process for name in declared(each.process).parameters}
    for name, places in readers(documents).items():
        if name not in known:
            document, reader = places[0]
            yield document, _UNDECLARED.at(reader, name=name)


def of_values(process: Node, values: Values, groups: Collection[str] | None) -> Iterator[Problem]:
    """Problems of a municipality's values, and of the usual ones where these name its groups."""
    declaring = declared(process)
    for name, value in values.items():
        parameter = declaring.parameters.get(name)
        if parameter is None:
            yield _GONE.at(process, name=name[:60])
        elif not parameter.takes(value):
            told = {"value": _phrase(said(parameter, value)), "allowed": _phrase(allowed(parameter))}
            yield _NOT_PERMITTED.at(process, parameter=parameter.label.text, **told)
    yield from _groups(process, declaring, values, groups)


def of_texts(contents: Mapping[str, bytes], texts: Texts) -> Iterator[tuple[str, Problem]]:
    """Problems of own texts, with the file; `contents` are the files as they are without own texts."""
    names = {own_texts.file_of(content): name for name, content in contents.items()} if texts else {}
    for file, own in texts.items():
        name = names.get(file, "")
        shared = own_texts.places_of(contents.get(name, b""))
        if gone := [place for place in own if place not in shared]:
            named = ", ".join([*gone[:_NAMED], *(["…"] if len(gone) > _NAMED else [])])
            yield name, _plain(_TEXT_GONE, places=named)
        for place, unknown in _unknown_places(own, shared):
            yield name, _plain(_PLACE, element=place.partition(":")[0], place=unknown)


def _unknown_places(own: Places, shared: Mapping[str, Wording]) -> Iterator[tuple[str, str]]:
    """Places in braces of letters that the letter as it is shared does not name."""
    for place, texts in own.items():
        element, _, stem = place.partition(":")
        if stem in letters.STEMS and place in shared:
            same = [shared[f"{element}:{each}"] for each in letters.STEMS if f"{element}:{each}" in shared]
            known = {each for one in same for text in one.texts.values() for each in letters.places_in(text)}
            written = dict.fromkeys(each for text in texts.values() for each in letters.places_in(text))
            yield from ((place, each) for each in written if each not in known)


def _plain(found: Finding, **values: str) -> Problem:
    """A finding without a place in the diagram."""
    return Problem(found.code, found.severity, None, None, found.sentence, found.remedy, values)


def _phrase(sentence: Sentence) -> Phrase:
    said = {
        name: value if isinstance(value, str) else value.fill(str, "en", False)
        for name, value in sentence.values.items()
    }
    return Phrase(sentence.template, said)


def _is_explained(parameter: Parameter) -> bool:
    texts = (parameter.label, parameter.help, *parameter.options.values())
    return all(_has_all(each) for each in texts)


def _has_all(text: Name) -> bool:
    return bool(text.text) and {"fi", "sv"} <= text.others.keys()


def _groups(
    process: Node, declaring: Declared, values: Values, groups: Collection[str] | None
) -> Iterator[Problem]:
    for each in declaring.parameters.values() if groups is not None else ():
        value = parameters.value_of(each, values)
        if each.kind is Kind.GROUP and value not in (groups or ()):
            yield _NO_GROUP.at(process, parameter=each.label.text, value=str(value)[:60])
