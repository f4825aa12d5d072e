"""Parameters that a process declares, in words; app.levels says what a declaration means."""

from collections.abc import Iterator

from app.bpmn.comparing.about import About, compared
from app.bpmn.comparing.version import Version, name_of
from app.changes.change import Change
from app.changes.wording import Name, as_words, quoted
from app.translating import N_

PREFIX = "parameter:"
_NEW = N_("The municipalities can set %(parameter)s now.")
_GONE = N_("The municipalities can no longer set %(parameter)s.")
_USUAL = N_("%(parameter)s is usually %(new)s now; it was %(old)s.")
_ALLOWED = N_("What %(parameter)s may be is different.")
_WORDS = N_("The explanation of %(parameter)s is different.")
_TOPIC = N_("Parameters of %(step)s")


def parameter(about: About, name: str) -> Iterator[Change]:
    """One parameter: whether it is there, what it may be, and how it is explained."""
    called = quoted(_called(about.new, name) or _called(about.old, name) or as_words(name))
    old, new = (_written(version, name) for version in (about.old, about.new))
    (was, usual), (may, now) = (tuple(map(str.strip, text.rpartition("=")[::2])) for text in (old, new))
    if old == new:
        yield about.change("changed", "text", "texts", _WORDS, _TOPIC, parameter=called)
    elif not old or not new:
        kind, template = compared(old, new, _USUAL, _NEW, _GONE)
        yield about.change(kind, "parameter", "rules", template, _TOPIC, parameter=called)
    else:
        template = _USUAL if was == may else _ALLOWED
        yield about.change(
            "changed", "parameter", "rules", template, _TOPIC, parameter=called, old=usual, new=now
        )


def _written(version: Version, name: str) -> str:
    process = version.document.process
    return process.properties.get(f"{PREFIX}{name}", "") if process else ""


def _called(version: Version, name: str) -> Name | None:
    process = version.document.process
    return name_of(process, f"{PREFIX}{name}.label") if process else None
