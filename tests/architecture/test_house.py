"""Rules of the house that a reader would otherwise have to watch."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = [
    path for folder in ("app", "tests", "bench", "migrations") for path in (ROOT / folder).rglob("*.py")
]

#: Names that say nothing about what a module holds.
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}


def test_modules_name_what_they_hold() -> None:
    assert [path for path in SOURCES if path.stem in EMPTY_NAMES] == []


def test_files_of_the_product_stay_small() -> None:
    lengths = {path.name: _lines(path) for path in (ROOT / "app").rglob("*.py")}

    long = [name for name, lines in lengths.items() if lines > 300]

    assert len(long) <= len(lengths) / 10
    assert max(lengths.values()) <= 400


@pytest.mark.parametrize("folder", ["app", "docs", "migrations", "workflows", "forms", ".ci"])
def test_nothing_names_a_place_of_one_machine(folder: str) -> None:
    texts = {".py", ".md", ".bpmn", ".form", ".html", ".mako", ""}
    files = [path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix in texts]
    places = ("/" + "work/", "/" + "root/", "/" + "home/")

    named = [path for path in files if any(place in path.read_text("utf-8") for place in places)]

    assert named == []


def _lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())
