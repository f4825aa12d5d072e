"""Tables for spreadsheets: whatever people wrote, nothing of it is run as a formula, and nothing is lost."""

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from app.web.joining.tables import csv_text, harmless

FORMULAS = ("=", "+", "-", "@", "\t", "\r")
WRITTEN = st.text(st.sampled_from('=+-@\t "a1;,<é🙂'), max_size=12)


@settings(max_examples=60)
@given(st.lists(st.tuples(WRITTEN, WRITTEN), max_size=4))
def test_no_cell_is_a_formula_and_every_text_is_there(rows: list[tuple[str, str]]) -> None:
    text = csv_text(["one", "two"], rows)

    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    cells = [cell for row in read[1:] for cell in row]
    given = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.lstrip(" ").startswith(FORMULAS)]
    assert all(cell in {text, f"'{text}"} for cell, text in zip(cells, given, strict=True))


def test_figures_stay_figures() -> None:
    assert harmless(-2.5) == -2.5
    assert harmless("-2.5") == "'-2.5"
