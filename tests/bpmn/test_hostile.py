"""Files built to hurt get a sentence, or are checked like any other."""

import pytest

from app.bpmn import Unreadable, archives, check, read
from app.bpmn.checking import MAX_PROBLEMS
from tests.bpmn.hostile import FILES

#: What is a diagram, only a strange one.
DIAGRAMS = {
    "nested to the limit",
    "comments",
    "instructions",
    "attributes everywhere",
    "namespaces",
    "one long text",
    "many equal ids",
    "a chain of tasks",
    "a net of arrows",
    "links of one name",
    "lone tasks",
    "empty sub-processes",
}


@pytest.mark.parametrize("name", sorted(FILES.keys() - DIAGRAMS))
def test_a_file_that_is_built_to_hurt_is_refused_with_a_sentence(name: str) -> None:
    source = FILES[name]()

    with pytest.raises(Unreadable, match=r"\.$") as refused:
        archives.unpack(source) if name.endswith(".zip") else read(source)

    assert (refused.value.remedy % refused.value.values).endswith(".")


@pytest.mark.parametrize("name", sorted(DIAGRAMS))
def test_a_strange_diagram_is_checked_like_any_other(name: str) -> None:
    problems = check(read(FILES[name]()))

    assert 0 < len(problems) <= MAX_PROBLEMS
    assert all(problem.say(problem.sentence).endswith(".") for problem in problems)
