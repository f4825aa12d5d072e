"""What a municipality says its own way, opened: values of parameters and own texts, one part for each.

Every bundle has both, if empty: so a first value is one change, and not a file that is new.
"""

from collections.abc import Collection, Mapping
from typing import Literal

from app.changes.parts import THERE, Part, Value
from app.levels import PARAMETERS, TEXTS, Values, own_texts, parameters
from app.levels.files import of_kind

Take = tuple[str, str]
Key = Literal["parameters:own", "texts:own"]
#: The keys of the two files, whatever they are called.
OWN: Mapping[Key, str] = {"parameters:own": PARAMETERS, "texts:own": TEXTS}
VALUE = "value"
_BETWEEN = "\0"  #: in the key of a part


class OwnFile:
    """One of the two files: its parts are what is said its own way, by key."""

    def __init__(self, key: Key, source: bytes) -> None:
        """Raises levels.Unreadable."""
        self.key, self.source = key, source
        self.tree: dict[str, Part] = {key: Part(key, "", "", "file", None)}
        for name, values in self._read(source).items():
            part = f"{key}{_BETWEEN}{name}"
            self.tree[part] = Part(part, key, key, "own", None, values)

    @property
    def said(self) -> dict[str, dict[str, Value]]:
        """Name of what is said → its values: one, or one for each language."""
        return {name_of(key): dict(part.values) for key, part in self.tree.items() if key != self.key}

    def values(self) -> Values:
        """The values of parameters; {} for the file of texts."""
        return parameters.read(self.source) if self.key == "parameters:own" else {}

    def _read(self, source: bytes) -> dict[str, dict[str, Value]]:
        if self.key == "parameters:own":
            return {name: {VALUE: str(value)} for name, value in parameters.read(source).items()}
        return {
            f"{file}{_BETWEEN}{place}": dict(texts)
            for file, places in own_texts.read(source).items()
            for place, texts in places.items()
        }


def open_own(files: Mapping[str, bytes]) -> dict[str, OwnFile]:
    """Both files by their keys; raises levels.Unreadable."""
    return {key: OwnFile(key, of_kind(files, ending)) for key, ending in OWN.items()}


def own_names(files: Mapping[str, bytes]) -> dict[str, str]:
    """Key → name of those of the two files that are there."""
    found = {key: [name for name in sorted(files) if name.endswith(ending)] for key, ending in OWN.items()}
    return {str(key): names[0] for key, names in found.items() if names}


def name_of(key: str) -> str:
    """The name of a parameter, or the file and the place of a text, out of the key of a part."""
    return key.partition(_BETWEEN)[2]


def file_and_place(name: str) -> tuple[str, str]:
    """Which file a text is of, and where it stands there."""
    file, _, place = name.partition(_BETWEEN)
    return file, place


def merged(ours: OwnFile, theirs: OwnFile, takes: Collection[Take]) -> bytes | None:
    """Our file with what was taken of theirs; None where nothing is left in it."""
    wanted = {key for key, _ in takes}
    if not wanted & (ours.tree.keys() | theirs.tree.keys()):
        return ours.source or None
    kept = ours.said
    for key, name in takes:
        if key in ours.tree or key in theirs.tree:
            _take(kept, theirs.said.get(name_of(key), {}), name_of(key), name)
    if kept == theirs.said:
        return theirs.source or None
    return _written(ours, theirs, kept) or None


def _take(kept: dict[str, dict[str, Value]], theirs: Mapping[str, Value], said: str, name: str) -> None:
    """Make one value, or with THERE all of what is said, as theirs is."""
    values = dict(theirs) if name == THERE else kept.get(said, {}) | {name: theirs.get(name, "")}
    kept[said] = {each: value for each, value in values.items() if value}
    if not kept[said]:
        del kept[said]


def _written(ours: OwnFile, theirs: OwnFile, kept: Mapping[str, Mapping[str, Value]]) -> bytes:
    if ours.key == "parameters:own":
        both = [*theirs.values().items(), *ours.values().items()]
        return parameters.write({name: each for name, each in both if kept.get(name) == {VALUE: str(each)}})
    texts: dict[str, dict[str, dict[str, str]]] = {}
    for name, values in kept.items():
        file, place = file_and_place(name)
        texts.setdefault(file, {})[place] = {language: str(text) for language, text in values.items()}
    return own_texts.write(texts)
