"""docs/dialect.md says what the table says."""

from pathlib import Path

from app.bpmn.describing import BEGIN, END, tables
from app.bpmn.dialect import ALLOWED, DRAWING, EXTENSIONS
from app.bpmn.refused import ELEMENTS

DOCUMENT = Path(__file__).parents[2] / "docs" / "dialect.md"


def test_the_tables_of_the_document_are_made_from_the_code() -> None:
    _, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(f"{BEGIN}\n")

    written, _, _ = rest.partition(END)

    assert written == tables()


def test_everything_that_is_named_as_a_part_is_described() -> None:
    parts = frozenset().union(*(entry.children for entry in ALLOWED.values()))
    extensions = frozenset().union(*(entry.extensions for entry in ALLOWED.values()))

    assert parts - {"incoming", "outgoing", "flowNodeRef"} <= set(ALLOWED) | DRAWING
    assert extensions <= set(EXTENSIONS)


def test_nothing_is_both_allowed_everywhere_and_refused() -> None:
    assert set(ELEMENTS) & DRAWING == set()
