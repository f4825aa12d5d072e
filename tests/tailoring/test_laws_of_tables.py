"""Laws of merging, on decision tables of the project, with edits as people make them."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.decisions.parts import CELL
from app.tailoring import Files, Given, merge
from app.tailoring.bundle import open_bundle
from app.tailoring.difference import compare
from app.tailoring.meeting import clusters
from tests.tailoring.judging import canonical
from tests.tailoring.sources import ROOT
from tests.tailoring.table_edits import edited, is_whole, table_edits

NAME = "fees.dmn"
Edits = list[tuple[str, int]]

SOURCES = {
    f"{path.parent.name}/{path.stem}": path.read_bytes()
    for path in sorted((ROOT / "workflows" / "dmn").rglob("*.dmn"))
}
some_file = st.sampled_from(sorted(SOURCES))


def files(source: bytes) -> Files:
    return {NAME: source}


def meaning(source: bytes) -> set[object]:
    """What a file says, with rules known by what they say and in no order."""
    tree = open_bundle(files(source)).tree
    return {
        (part.kind, tuple(sorted((name.partition(CELL)[0] or name, value) for name, value in part.asked())))
        for part in tree.values()
        if not part.drawing
    }


@given(some_file, table_edits)
@settings(max_examples=15, deadline=None)
def test_what_only_one_side_changed_is_taken_wholly(name: str, wanted: Edits) -> None:
    """merge(b, b, t) = t, merge(b, o, b) = o and merge(b, x, x) = x."""
    base = SOURCES[name]
    changed = edited(base, wanted, "x")

    assert canonical(merge(files(base), files(base), files(changed)).files[NAME]) == canonical(changed)
    for sides in ((base, changed, base), (base, changed, changed)):
        result = merge(*map(files, sides))
        assert not result.questions
        assert result.files[NAME] == changed


@given(some_file, table_edits, table_edits)
@settings(max_examples=25, deadline=None)
def test_no_clean_change_is_lost_and_every_rule_stays_whole(name: str, mine: Edits, other: Edits) -> None:
    base = SOURCES[name]
    ours, theirs = edited(base, mine, "o"), edited(base, other, "t")

    result = merge(files(base), files(ours), files(theirs))

    assert is_whole(result.files[NAME])
    was = open_bundle(files(base))
    made, right = (open_bundle(files(each), was).tree for each in (result.files[NAME], theirs))
    for delta in (delta for spot in result.applied for delta in spot.deltas if not delta.quiet):
        there, wanted = made.get(delta.key), right.get(delta.key)
        assert (there is None) == (wanted is None)
        if there and wanted and not delta.name.startswith("#place"):
            assert there.values.get(delta.name) == wanted.values.get(delta.name)


@given(some_file, table_edits, table_edits)
@settings(max_examples=10, deadline=None)
def test_exchanging_the_sides_exchanges_the_answers(name: str, mine: Edits, other: Edits) -> None:
    base = SOURCES[name]
    ours, theirs = files(edited(base, mine, "o")), files(edited(base, other, "t"))

    asked = met(files(base), ours, theirs)

    assert asked == met(files(base), theirs, ours)
    one, two = merge(files(base), ours, theirs), merge(files(base), theirs, ours)
    # What is wrong together is looked for in what is there while questions are open: that differs.
    assume(asked == {each.key for each in one.questions} == {each.key for each in two.questions})
    taken = merge(files(base), ours, theirs, {key: Given("theirs") for key in asked})
    kept = merge(files(base), theirs, ours, {key: Given("mine") for key in asked})
    assert meaning(taken.files[NAME]) == meaning(kept.files[NAME])


def met(base: Files, ours: Files, theirs: Files) -> set[str]:
    """What changes of both sides meet."""
    was = open_bundle(base)
    mine, other = (compare(was, open_bundle(side, was)).spots for side in (ours, theirs))
    found, _clean = clusters(was, mine, other)
    return {cluster.key for cluster in found}
