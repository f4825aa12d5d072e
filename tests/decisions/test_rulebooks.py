"""Files of decisions beside each other: which are needed, which import which, and how many may."""

from pathlib import Path

import pytest

from app.decisions import rulebooks
from tests.decisions.models import decision, element, file, literal

DMN = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def importing(other: str) -> str:
    return element("import", name=other, namespace=f"urn:{other}", importType=DMN)


def named(name: str, *parts: str, namespace: str = "") -> bytes:
    """A file with the decision `_<name>`."""
    source = file(*parts, decision(name, literal("1")), namespace=namespace or f"urn:{name}")
    return source.replace(b'id="_file"', f'id="{name}"'.encode())


def test_only_files_with_decisions_that_are_asked_are_needed_and_what_they_import() -> None:
    sources = {
        "rate.dmn": named("rate"),
        "fee.dmn": named("fee", importing("rate")),
        "other.dmn": named("other"),
    }

    assert set(rulebooks.needed(sources, ["_fee"])) == {"fee.dmn", "rate.dmn"}
    assert set(rulebooks.needed(sources, ["_other", "_unknown"])) == {"other.dmn"}


def test_files_with_the_namespace_that_a_modeler_gives_to_all_do_not_disturb_each_other() -> None:
    same = "http://camunda.org/schema/1.0/dmn"

    books = rulebooks.readable({f"{n}.dmn": named(n, namespace=same) for n in ("one", "two")})

    assert rulebooks.names(books) == {"_one": "one", "_two": "two"}
    assert [*rulebooks.problems(books), *rulebooks.confused(books)] == []


@pytest.mark.parametrize(("files", "refused"), [(10, 0), (12, 2)])
def test_only_so_many_files_may_import_others(files: int, refused: int) -> None:
    sources = {f"{n}.dmn": named(f"d{n}", importing("base")) for n in range(files)}

    books = rulebooks.readable({**sources, "base.dmn": named("base")})

    found = [problem.code for _, problem in rulebooks.confused(books)]
    assert found == ["decisions-import-much"] * refused


def test_of_the_files_beside_a_diagram_the_one_that_is_called_as_it_comes_first(tmp_path: Path) -> None:
    diagrams, rules = tmp_path / "bpmn" / "permits", tmp_path / "dmn" / "permits"
    for folder in (diagrams, rules):
        folder.mkdir(parents=True)
    for town in ("alder", "birch"):
        (rules / f"{town}.dmn").write_bytes(named("fee", namespace=f"urn:{town}"))

    found = rulebooks.beside(diagrams / "birch.bpmn", ["_fee"])

    assert found == {"birch.dmn": (rules / "birch.dmn").read_bytes()}
