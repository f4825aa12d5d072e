"""Laws of merging, on diagrams of the project and of others, with edits as people make them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from app.bpmn import Unreadable, read
from app.changes.parts import THERE
from app.tailoring import Given, merge
from app.tailoring.bundle import Bundle, open_bundle
from tests.tailoring.edits import edited, edits, holds, near_edits
from tests.tailoring.judging import canonical, faults
from tests.tailoring.sources import diagrams, seeds

NAME = "service.bpmn"
Edits = list[tuple[str, int]]


def is_readable(source: bytes) -> bool:
    try:
        read(source)
    except Unreadable:
        return False
    return True


#: Smaller diagrams first: an example that fails is then easy to read.
SOURCES = sorted((source for source in diagrams().values() if is_readable(source)), key=len)
some_diagram = st.sampled_from(SOURCES)
#: Two of a size that shrinks fast, and one with lanes.
some_seed = st.sampled_from(
    [
        diagrams()["files/whole"],
        seeds()["street-works/site-inspection"],
        seeds()["defect-report/verified"],
    ]
)


def files(source: bytes) -> dict[str, bytes]:
    return {NAME: source}


def merged(base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """The merged file; no question may be open."""
    result = merge(files(base), files(ours), files(theirs))
    assert not result.questions_open
    return result.files[NAME]


@given(some_diagram, edits)
@settings(max_examples=90)
def test_what_only_one_side_changed_is_taken_wholly(base: bytes, wanted: Edits) -> None:
    """merge(b, b, t) = t, merge(b, o, b) = o and merge(b, x, x) = x."""
    changed, _ = edited(base, wanted, "x")

    assert canonical(merged(base, base, changed)) == canonical(changed)
    assert merged(base, changed, base) == changed
    assert merged(base, changed, changed) == changed


@given(some_diagram, edits, edits)
@settings(max_examples=150)
def test_no_clean_change_is_lost_and_nothing_is_worse_than_before(
    base: bytes, mine: Edits, other: Edits
) -> None:
    ours, our_facts = edited(base, mine, "o")
    theirs, their_facts = edited(base, other, "t")

    result = merge(files(base), files(ours), files(theirs))

    source = result.files[NAME]
    if not result.questions:
        root = etree.fromstring(source)
        assert all(holds(fact, root) for fact in (*our_facts, *their_facts))
    assert list(faults(source, ours, theirs)) == []


@given(some_seed, near_edits, near_edits)
@settings(max_examples=50)
def test_a_clean_change_stays_whatever_is_asked_beside_it(base: bytes, mine: Edits, other: Edits) -> None:
    ours, _ = edited(base, mine, "o")
    theirs, _ = edited(base, other, "t")

    result = merge(files(base), files(ours), files(theirs))

    was = open_bundle(files(base))
    made, left, right = (open_bundle(files(each), was) for each in (result.files[NAME], ours, theirs))
    for spot in result.applied:
        for delta in (delta for delta in spot.deltas if not delta.quiet):
            assert said(made, delta.key, delta.name) == said(right, delta.key, delta.name)
    if not result.applied:
        assert canonical(result.files[NAME]) == canonical(ours)
    kept = {key for key, part in left.tree.items() if not part.derived and not part.drawing}
    assert kept - set(made.tree) <= {delta.key for spot in result.applied for delta in spot.deltas}


def said(bundle: Bundle, key: str, name: str) -> object:
    """The value of a part, or whether it is there."""
    part = bundle.tree.get(key)
    if name == THERE or part is None:
        return part is not None
    return {"#kind": part.kind, "#parent": part.parent}.get(name, part.values.get(name))


@given(some_seed, near_edits, near_edits)
@settings(max_examples=20)
def test_exchanging_the_sides_exchanges_the_answers(base: bytes, mine: Edits, other: Edits) -> None:
    """Symmetric up to which side wins: the same questions, and their answers the other way round."""
    ours, _ = edited(base, mine, "o")
    theirs, _ = edited(base, other, "t")

    one, two = merge(files(base), files(ours), files(theirs)), merge(files(base), files(theirs), files(ours))

    assert sorted(asked.key for asked in one.questions) == sorted(asked.key for asked in two.questions)
    taking, keeping = (
        {asked.key: Given(choice) for asked in side.questions}
        for side, choice in ((one, "theirs"), (two, "mine"))
    )
    taken = merge(files(base), files(ours), files(theirs), taking)
    kept = merge(files(base), files(theirs), files(ours), keeping)
    assert meaning(taken.files[NAME]) == meaning(kept.files[NAME])


def meaning(source: bytes) -> set[object]:
    """What a diagram says apart from its drawing and the order of what stands side by side."""
    bundle = open_bundle(files(source))
    return {
        (key, name, value)
        for key, part in bundle.tree.items()
        if not part.drawing
        for name, value in [("#kind", part.kind), ("#parent", part.parent), *part.asked()]
    }


@given(some_seed, near_edits, near_edits, st.sampled_from(["theirs", "mine", "both", "edit"]))
@settings(max_examples=20)
def test_every_answer_makes_a_diagram_that_is_no_worse(
    base: bytes, mine: Edits, other: Edits, choice: str
) -> None:
    ours, _ = edited(base, mine, "o")
    theirs, _ = edited(base, other, "t")
    asked = merge(files(base), files(ours), files(theirs)).questions
    answers = {each.key: Given(choice) for each in asked if choice in each.choices}  # type: ignore[arg-type]

    result = merge(files(base), files(ours), files(theirs), answers)

    assert list(faults(result.files[NAME], ours, theirs)) == []


@pytest.mark.parametrize("source", SOURCES, ids=range(len(SOURCES)))
def test_a_diagram_merged_with_itself_is_itself(source: bytes) -> None:
    assert merged(source, source, source) == source
