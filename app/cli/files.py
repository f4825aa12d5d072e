"""Diagrams and forms that are named on the command line, or lie beside those."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from app.bpmn import Document, Unreadable, read
from app.bpmn.reading import MAX_BYTES
from app.forms import Form, FormError, read_form

#: How files with diagrams end; the second is what Flowable and Activiti write.
ENDINGS = (".bpmn", ".bpmn20.xml")


def diagrams(paths: Iterable[Path]) -> list[Path]:
    """The files as they were named, and all diagrams below the folders among them, each once."""
    found: list[Path] = []
    for path in paths:
        found += _below(path) if path.is_dir() else [path]
    return list(dict.fromkeys(found))


def _below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.name.endswith(ENDINGS) and path.is_file())


def content(file: Path) -> bytes:
    """The bytes of a file; of one that is too big for a diagram only so many that this can be seen."""
    with file.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)


def opened(file: Path) -> Document | Unreadable:
    """The diagram of a file, or why it cannot be read."""
    try:
        return read(content(file))
    except Unreadable as refusal:
        return refusal


def readable(files: Iterable[Path]) -> list[Document]:
    """The diagrams among files; what cannot be read is left out."""
    return [found for file in files if isinstance(found := opened(file), Document)]


def form_ids(places: Sequence[Path]) -> set[str] | None:
    """The ids of all forms below the folders; None where there is none of the folders."""
    there = [place for place in places if place.is_dir()]
    files = [path for place in there for path in place.rglob("*.form")]
    return {_form_id(path) for path in files} if there else None


def _form_id(path: Path) -> str:
    form = _form(path)
    return form.id if form and form.id else path.stem


def forms(folder: Path) -> Mapping[str, Form]:
    """The readable forms directly in a folder, by their ids."""
    found = (_form(path) for path in sorted(folder.glob("*.form")))
    return {form.id: form for form in found if form}


def _form(path: Path) -> Form | None:
    try:
        return read_form(content(path))
    except FormError:
        return None
