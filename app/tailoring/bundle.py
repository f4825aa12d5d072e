"""The files of one version, opened: diagrams, forms, decisions, and others that are only kept as they are.

A file is known by what is in it, not by its name: a diagram by the id of its process, others by their id. So
a variant that calls its file otherwise is still compared with the file that it came from.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

from app import levels
from app.bpmn import Document, Unreadable, read
from app.bpmn.comparing import Titles, Version
from app.bpmn.comparing.version import name_of
from app.changes.parts import Part, Tree
from app.changes.wording import Name
from app.decisions.parts import DecisionVersion
from app.decisions.rulebooks import ENDING
from app.forms import FormError
from app.forms.parts import FormVersion
from app.forms.telling import title
from app.levels import is_own
from app.tailoring.own import OwnFile, open_own, own_names
from app.translating import N_

Files = Mapping[str, bytes]  #: name of a file → what is in it
FileKind = Literal["diagram", "form", "decisions", "other"]
VALUE = "#bytes"  #: the one value of a file that is not looked into


class NotComparable(Exception):
    """These files cannot be compared or merged."""

    def __init__(self, sentence: str, remedy: str, values: Mapping[str, str] | None = None) -> None:
        """`sentence` and `remedy` are English templates with %(name)s places for `values`."""
        self.sentence, self.remedy = sentence, remedy
        self.values: Mapping[str, str] = values or {}
        super().__init__(sentence % self.values)


class Opaque:
    """A file that is one value: it is the same or it is not."""

    def __init__(self, source: bytes, file: str) -> None:
        self.source, self.file = source, file
        value = source.hex()
        self.tree: dict[str, Part] = {file: Part(file, "", "", "file", source, {VALUE: value})}


Opened = Version | FormVersion | DecisionVersion | Opaque | OwnFile


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of one version by their keys, such as “diagram:street-works” and “form:application”."""

    opened: Mapping[str, Opened]
    names: Mapping[str, str]  #: key → name of the file
    sources: Mapping[str, bytes]  #: key → what is in the file
    tree: Tree = field(default_factory=dict)  #: the parts of all files

    def diagrams(self) -> Iterator[tuple[str, Document]]:
        """The diagrams with their keys."""
        for key, opened in self.opened.items():
            if isinstance(opened, Version):
                yield key, opened.document


def open_bundle(files: Files, guide: Bundle | None = None) -> Bundle:
    """Open the files of a version; those of `guide`, an older one, lend their keys to the same files.

    Raises NotComparable for a file that cannot be read.
    """
    own = _open_own(files)
    found = {name: _first_look(name, source) for name, source in sorted(files.items()) if not is_own(name)}
    keys = _keys(found, guide)
    titles = _titles(found)
    opened: dict[str, Opened] = {
        key: _open(name, files[name], found[name], key, guide.opened.get(key) if guide else None, titles)
        for name, key in keys.items()
    }
    opened |= own
    tree = {key: part for each in opened.values() for key, part in each.tree.items()}
    names = {key: name for name, key in keys.items()} | own_names(files)
    return Bundle(opened, names, {key: files[name] for key, name in names.items()}, tree)


def _open_own(files: Files) -> dict[str, OwnFile]:
    try:
        return open_own(files)
    except levels.Unreadable as wrong:
        name = next(name for name in sorted(files) if is_own(name))
        raise _unreadable(name, wrong.sentence, wrong.values, _WRITE_AGAIN) from wrong


def kind_of(name: str, source: bytes) -> FileKind:
    """What a file is, by its name; a file without a telling name is a diagram if it begins like one."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in (".bpmn", ".xml") or (b"<" in source[:1] and b"/BPMN/" in source[:5000]):
        return "diagram"
    return _KINDS.get(suffix, "other")


_KINDS: Mapping[str, FileKind] = {".form": "form", ENDING: "decisions"}


@dataclass(frozen=True, slots=True)
class _Look:
    """A file as far as it has to be read to know which one it is."""

    kind: FileKind
    id: str
    document: Document | None = None
    form: FormVersion | None = None
    decisions: DecisionVersion | None = None


def _first_look(name: str, source: bytes) -> _Look:
    kind = kind_of(name, source)
    if kind == "diagram":
        try:
            document = read(source)
        except Unreadable as exc:
            raise _unreadable(name, exc.sentence, exc.values, exc.remedy) from exc
        return _Look(kind, document.process.id if document.process else "", document)
    if kind == "form":
        try:
            form = FormVersion(source, "form:")
        except FormError as exc:
            raise _unreadable(name, exc.sentence, exc.values, _SAVE_AGAIN) from exc
        identity = form.data.get("id")
        return _Look(kind, identity if isinstance(identity, str) else "", None, form)
    return _look_at_decisions(source) if kind == "decisions" else _Look(kind, "")


def _look_at_decisions(source: bytes) -> _Look:
    """Decisions that cannot be read are carried as they are all the same."""
    try:
        opened = DecisionVersion(source, "decisions:")
    except Unreadable:
        return _Look("other", "")
    return _Look("decisions", opened.root.get("id", ""), None, None, opened)


_WRITE_AGAIN = N_("Write it again on the page of texts or of parameters.")
_SAVE_AGAIN = N_("Open the form in the form editor and save it again.")


def _unreadable(name: str, sentence: str, values: Mapping[str, str], remedy: str) -> NotComparable:
    return NotComparable(
        N_("%(file)s cannot be read: %(why)s"), remedy, {"file": name, "why": sentence % values}
    )


def _keys(found: Mapping[str, _Look], guide: Bundle | None) -> dict[str, str]:
    """name → key: by id; else the only one of its kind with the only one of the guide; else by name."""
    keys: dict[str, str] = {}
    for name, look in found.items():
        key = f"{look.kind}:{look.id or PurePosixPath(name).name}"
        keys[name] = key if key not in keys.values() else f"{look.kind}:{name}"
    for kind in ("diagram", "form", "decisions", "other") if guide else ():
        _pair_by_name(kind, keys, guide)
    return keys


def _pair_by_name(kind: str, keys: dict[str, str], guide: Bundle | None) -> None:
    known = {key: name for key, name in guide.names.items() if key.startswith(f"{kind}:")} if guide else {}
    left = {name: key for name, key in known.items() if name not in keys.values()}
    fresh = [name for name, key in keys.items() if key.startswith(f"{kind}:") and key not in known]
    for name in fresh:
        same = next((key for key, other in left.items() if other == name), None)
        alone = next(iter(left), None) if len(left) == len(fresh) == 1 and kind == "diagram" else None
        if key := same or alone:
            keys[name] = key
            del left[key]


def _titles(found: Mapping[str, _Look]) -> Titles:
    forms = {look.id: title(look.form) for look in found.values() if look.form}
    processes: dict[str, Name] = {}
    for look in found.values():
        process = look.document.process if look.document else None
        if process is not None and (name := name_of(process)):
            processes[process.id] = name
    return Titles(forms, processes)


def _open(name: str, source: bytes, look: _Look, key: str, guide: Opened | None, titles: Titles) -> Opened:
    if look.document is not None:
        return Version(look.document, key, guide if isinstance(guide, Version) else None, titles)
    if look.form is not None:
        return FormVersion(source, key, guide if isinstance(guide, FormVersion) else None)
    if look.decisions is not None and (guide is None or _same_language(look.decisions, guide)):
        return DecisionVersion(source, key, guide if isinstance(guide, DecisionVersion) else None)
    return Opaque(source, key)


def _same_language(decisions: DecisionVersion, guide: Opened) -> bool:
    """Whether both are written in the same version of DMN: others are compared as a whole."""
    return isinstance(guide, DecisionVersion) and guide.root.tag == decisions.root.tag
