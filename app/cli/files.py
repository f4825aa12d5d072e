"""Diagrams, forms and decisions that are named on the command line, or lie beside those."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from app.bpmn import Document, Unreadable, archives, read
from app.decisions import rulebooks
from app.decisions.rulebooks import Rulebook
from app.forms import Form, FormError, read_form

#: How files with diagrams end; the second is what Flowable and Activiti write.
ENDINGS = (".bpmn", ".bpmn20.xml")


def sources(paths: Iterable[Path]) -> dict[Path, bytes | Unreadable]:
    """The bytes of every diagram that is named, lies below a named folder, or is in a named archive (zip).

    An archive that is refused stands for itself, with the reason.
    """
    found: dict[Path, bytes | Unreadable] = {}
    for path in diagrams(paths):
        try:
            inside = _unpacked(path)
        except Unreadable as refusal:
            found[path] = refusal
        else:
            found |= {path: content(path)} if inside is None else _only(ENDINGS, inside)
    return found


def diagrams(paths: Iterable[Path]) -> list[Path]:
    """The files as they were named, and all diagrams below the folders among them, each once."""
    found: list[Path] = []
    for path in paths:
        if path.suffix != rulebooks.ENDING:
            found += _below(path) if path.is_dir() else [path]
    return list(dict.fromkeys(found))


def _below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.name.endswith(ENDINGS) and path.is_file())


def _unpacked(path: Path) -> Mapping[Path, bytes] | None:
    """What is in an archive; None for any other file."""
    if path.suffix.lower() != ".zip":
        return None
    return {path / name: inner for name, inner in archives.unpack(content(path)).items()}


def _only(endings: tuple[str, ...], inside: Mapping[Path, bytes]) -> dict[Path, bytes]:
    return {path: inner for path, inner in inside.items() if path.name.endswith(endings)}


def content(file: Path) -> bytes:
    """The bytes of a file; of one that is too big for anything here only so many that this can be seen."""
    with file.open("rb") as opened:
        return opened.read(archives.MAX_PACKED + 1)


def opened(source: bytes | Unreadable) -> Document | Unreadable:
    """The diagram in a file, or why it cannot be read."""
    try:
        return source if isinstance(source, Unreadable) else read(source)
    except Unreadable as refusal:
        return refusal


def readable(files: Iterable[Path]) -> list[Document]:
    """The diagrams among files; what cannot be read is left out."""
    return [found for file in files if isinstance(found := opened(content(file)), Document)]


def decisions(places: Iterable[Path]) -> dict[Path, bytes]:
    """The bytes of every file of decisions that is named, lies below a named folder, or is in an archive."""
    found: dict[Path, bytes] = {}
    for place in places:
        if place.is_dir():
            found |= {path: content(path) for path in sorted(place.rglob(f"*{rulebooks.ENDING}"))}
        elif place.suffix == rulebooks.ENDING:
            found[place] = content(place)
        else:
            found |= _in_archive(place, rulebooks.ENDING)
    return found


def books(places: Iterable[Path]) -> list[Rulebook]:
    """All decisions that are named or lie there and can be read."""
    return rulebooks.readable({str(path): source for path, source in decisions(places).items()})


def all_forms(places: Sequence[Path]) -> dict[str, Form | None] | None:
    """All forms below folders and in archives by their ids, None for one that cannot be read.

    None for all where there is no such place.
    """
    there = [place for place in places if place.is_dir() or place.suffix.lower() == ".zip"]
    found = [_named(path, source) for place in there for path, source in _forms(place)]
    return dict(found) if there else None


def _forms(place: Path) -> Iterator[tuple[Path, bytes]]:
    if place.is_dir():
        yield from ((path, content(path)) for path in sorted(place.rglob("*.form")))
        return
    yield from _in_archive(place, ".form").items()


def _in_archive(place: Path, ending: str) -> dict[Path, bytes]:
    try:
        return _only((ending,), _unpacked(place) or {})
    except Unreadable:
        return {}  # said once, where its diagrams are looked for


def _named(path: Path, source: bytes) -> tuple[str, Form | None]:
    form = _form(source)
    return (form.id if form and form.id else path.stem), form


def forms(folder: Path) -> Mapping[str, Form]:
    """The readable forms directly in a folder, by their ids."""
    found = (_form(content(path)) for path in sorted(folder.glob("*.form")))
    return {form.id: form for form in found if form}


def _form(source: bytes) -> Form | None:
    try:
        return read_form(source)
    except FormError:
        return None
