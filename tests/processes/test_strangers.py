"""Diagrams that others drew: checked, repaired and rehearsed, every one to an answer in words."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from app.bpmn import Document, Unreadable, check, read, repair_together
from app.decisions import rulebooks
from app.decisions.rulebooks import Rulebook
from app.processes.answering import deciding
from app.processes.rehearsal import Rehearsal, Verdict, rehearse
from tests.bpmn.corpus import corpus

NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
FILES = [path for path in corpus() if path.name.endswith((".bpmn", ".xml"))]


@cache
def repaired(folder: Path) -> Mapping[Path, Document]:
    """The repaired diagrams of a folder; they may call each other."""
    found = {}
    for path in FILES:
        if path.parent == folder:
            try:
                found[path] = read(path.read_bytes())
            except Unreadable:
                continue
    return {path: each.document for path, each in repair_together(found).items()}


@cache
def decided(folder: Path) -> list[Rulebook]:
    """The files of decisions of a folder."""
    return rulebooks.readable({path.name: path.read_bytes() for path in sorted(folder.glob("*.dmn"))})


@cache
def rehearsed(path: Path) -> Rehearsal | None:
    """How the repaired diagram runs; None for a file that is no diagram."""
    beside = repaired(path.parent)
    if path not in beside:
        return None
    called = [each for other, each in beside.items() if other != path]
    return rehearse(beside[path], called, decisions=deciding(decided(path.parent)), now=NOW)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_diagram_has_an_answer_in_words(path: Path) -> None:
    result = rehearsed(path)

    if result is None:
        with pytest.raises(Unreadable, match=r"\.$"):
            read(path.read_bytes())
    else:
        assert result.reason.strip()
        assert result.verdict in Verdict
        assert all(problem.say(problem.sentence) for problem in result.problems)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_repaired_diagram_can_be_compiled(path: Path) -> None:
    document = repaired(path.parent).get(path)
    result = rehearsed(path)

    called, known = list(repaired(path.parent).values()), rulebooks.names(decided(path.parent))
    left = [] if document is None else check(document, called=called, decisions=known)

    assert result is None or result.verdict is not Verdict.REFUSED or any(p.severity == "error" for p in left)


def test_nine_of_ten_diagrams_of_public_bodies_run_to_their_end() -> None:
    public = [path for path in FILES if path.parent.name.startswith("gov-")] or FILES

    ended = [path for path in public if (result := rehearsed(path)) and result.verdict is Verdict.COMPLETED]

    assert len(ended) >= 0.9 * len([path for path in public if rehearsed(path)])
