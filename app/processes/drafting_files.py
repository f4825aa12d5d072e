"""The files of a draft: what they may be called, how much they may be, and how they are kept as one ZIP."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Mapping

from app import levels
from app.processes import scenarios
from app.processes.bundles import open_bundle
from app.processes.drafting_errors import DraftTooLarge, NoDiagramInFiles

#: Bytes of all files of a draft: diagrams, forms and decisions are small texts.
LARGEST = 2_500_000
MOST_FILES = 40
LONGEST_NAME = 120

#: Every file of an archive has this time, so that the same files give the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)

_KINDS = {"bpmn": "bpmn", "xml": "bpmn", "bpmn20": "bpmn", "form": "form", "json": "form", "dmn": "dmn"}

Files = Mapping[str, bytes]


def pack(files: Files) -> bytes:
    """The files as a ZIP; the same files give the same bytes."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _NO_TIME), files[name], compress_type=zipfile.ZIP_DEFLATED)
    return kept.getvalue()


def unpack(packed: bytes) -> dict[str, bytes]:
    """The files of a ZIP that `pack` made."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {each.filename: archive.read(each) for each in archive.infolist()}


def brought(files: Files) -> dict[str, bytes]:
    """What somebody brings in, what is in a ZIP unpacked, under names that are only names.

    Raises DraftTooLarge, also for a ZIP that would become too large when it is unpacked.
    """
    found: dict[str, bytes] = {}
    for name, content in files.items():
        inside = _unpacked(content) if content.startswith(b"PK\x03\x04") else {name: content}
        for each, text in inside.items():
            if _kind(each):
                found[file_name(each)] = text
    check_size(found)
    return found


def check_size(files: Files) -> None:
    """Raises DraftTooLarge."""
    if len(files) > MOST_FILES or sum(map(len, files.values())) > LARGEST:
        raise DraftTooLarge


def main_of(files: Files) -> str:
    """The file name of the diagram that no other one calls; raises NoDiagramInFiles.

    Where no diagram can be read it is the first one by name: a draft may hold what is still broken.
    """
    main = open_bundle(files).drawn
    diagrams = sorted(name for name in files if _kind(name) == "bpmn")
    if not diagrams:
        raise NoDiagramInFiles
    return next((name for name in diagrams if main and files[name] == main.source), diagrams[0])


def file_name(text: str) -> str:
    """A name that is only a name: no folders, no control characters, not too long, with its ending."""
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", text))[-1]
    name = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C").strip(" .")
    for ending in (scenarios.ENDING, *levels.ENDINGS):
        if name.endswith(ending):
            return f"{name.removesuffix(ending)[: LONGEST_NAME - len(ending)] or 'process'}{ending}"
    stem, dot, ending = name.rpartition(".")
    kind = _kind(name) or "bpmn"
    return f"{(stem if dot and ending else name)[: LONGEST_NAME - 6] or 'diagram'}.{kind}"


def _kind(name: str) -> str | None:
    ending = name.rpartition(".")[2].lower()
    return _KINDS.get(ending)


def _unpacked(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = [each for each in archive.infolist() if not each.is_dir() and _kind(each.filename)]
            # What the archive says of itself is not believed: no file is read further than this.
            if len(inside) > MOST_FILES:
                raise DraftTooLarge
            return {each.filename: _read(archive, each) for each in inside}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as broken:
        raise NoDiagramInFiles from broken


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise DraftTooLarge
    return content
