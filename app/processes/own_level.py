"""What a municipality says its own way in a bundle: values of parameters, and texts put into the files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from app.bpmn import Problem
from app.levels import PARAMETERS, TEXTS, Texts, Unreadable, Values, checking, own_texts, parameters, reworded
from app.levels.files import of_kind
from app.translating import N_

T = TypeVar("T")
_REMEDY = N_("Take the file away and write its content again on the page of texts or of parameters.")


@dataclass(frozen=True, slots=True)
class Own:
    """Texts and values, and the files with the texts in them."""

    texts: Texts
    values: Values
    files: Mapping[str, bytes]
    shared: Mapping[bytes, bytes] = field(default_factory=dict)  #: content with own texts → without them
    problems: tuple[tuple[str, Problem], ...] = ()  #: with the name of the file

    def without(self, content: bytes) -> bytes:
        """A file as it is without own texts: so it is published, compared and merged."""
        return self.shared.get(content, content)


def open_own(files: Mapping[str, bytes]) -> Own:
    """What is the municipality's own in these files; what cannot be read is a problem and no more."""
    problems: list[tuple[str, Problem]] = []
    texts = _opened(files, TEXTS, own_texts.read, problems)
    values = _opened(files, PARAMETERS, parameters.read, problems)
    problems += checking.of_texts(files, texts)
    named = {name: reworded(content, texts) for name, content in files.items()}
    shared = {content: files[name] for name, content in named.items() if content != files[name]}
    return Own(texts, values, named, shared, tuple(problems))


def _opened(
    files: Mapping[str, bytes],
    ending: str,
    read: Callable[[bytes], dict[str, T]],
    problems: list[tuple[str, Problem]],
) -> dict[str, T]:
    try:
        return read(of_kind(files, ending))
    except Unreadable as wrong:
        name = next(name for name in sorted(files) if name.endswith(ending))
        problem = Problem("own-unreadable", "error", None, None, wrong.sentence, _REMEDY, wrong.values)
        problems.append((name, problem))
        return {}
