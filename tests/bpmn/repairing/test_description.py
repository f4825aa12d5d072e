"""The table of remedies in the documentation is the one that is offered."""

from pathlib import Path
from pkgutil import iter_modules

import app.bpmn.repairing
from app.bpmn.repairing.describing import BEGIN, CHAPTERS, END, table
from app.bpmn.repairing.remedy import Kind

PAGE = Path(__file__).parents[3] / "docs" / "import.md"


def test_the_documentation_lists_every_remedy_as_it_is() -> None:
    _, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    written, _, _ = rest.partition(END)

    assert written.strip() == table().strip()


def test_every_module_with_remedies_is_a_chapter() -> None:
    modules = {found.name for found in iter_modules(app.bpmn.repairing.__path__)}
    with_remedies = {
        name
        for name in modules
        if any(isinstance(value, Kind) for value in vars(getattr(app.bpmn.repairing, name)).values())
    }

    assert with_remedies == {module.__name__.rpartition(".")[2] for module in CHAPTERS}
