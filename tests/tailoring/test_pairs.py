"""Diagrams before and after, as others published them: explained correctly in words. Seeds as pairs, too."""

from pathlib import Path

from app.tailoring import Difference, difference
from tests.strangers import CORPUS
from tests.tailoring.sources import seeds


def explained(before: bytes, after: bytes) -> Difference:
    return difference({"before.bpmn": before}, {"after.bpmn": after})


def sentences(found: Difference, *groups: str) -> list[str]:
    return [change.sentence.say() for change in found.changes if not groups or change.group in groups]


def published() -> dict[str, tuple[Path, Path]]:
    """Pairs of files of the kind fixture-diff-pair, by what they show."""
    pairs = sorted(CORPUS.glob("fixture-diff-pair/*.bpmn")) if CORPUS else []
    return (
        {
            "an end is added": (pairs[0], pairs[1]),
            "a task is put between": (pairs[2], pairs[3]),
        }
        if len(pairs) == 4
        else {}
    )


#: What each published pair shows: the sentence, and which elements of the new version it is about.
FACTS = {
    "an end is added": ("A case can now end after an unnamed step.", ("EndEvent_1",)),
    "a task is put between": (
        "The unnamed step after the start is new and follows the start.",
        ("TASK",),
    ),
}


def test_the_published_pairs_are_explained_in_one_sentence_each() -> None:
    for shows, (before, after) in published().items():
        found = explained(before.read_bytes(), after.read_bytes())

        (change,) = found.changes
        assert (change.sentence.say(), change.new_elements) == FACTS[shows]
        assert (change.kind, change.group) == ("added", "order")


def test_backwards_they_are_what_is_gone() -> None:
    for before, after in published().values():
        (change,) = explained(after.read_bytes(), before.read_bytes()).changes

        assert change.kind == "removed"
        assert change.new_elements == ()


def test_two_variants_of_street_works_are_explained() -> None:
    found = explained(seeds()["street-works/automatic"], seeds()["street-works/inspected"])

    said = sentences(found)
    assert "The question “Short works and no street closed?” is no longer asked." in said
    assert "“Grant automatically” is no longer done." in said
    assert (
        "“Inspect the finished works” is new and follows “Works finished”; it is done by Street inspectors."
        in said
    )
    assert "“Check the application” uses the form “Check complete”; it was “Check application”." in said
    assert "“Calculate the fee” is now called “Calculate the fee and the deposit”." in said
    assert "The time of “4 days” is 4 days; it was 5 days." in said


def test_what_the_citizen_notices_stands_by_itself() -> None:
    found = explained(seeds()["street-works/automatic"], seeds()["street-works/inspected"])

    assert (
        "How long the service takes is now “Usually in 10 working days”; it was “Short works at once, "
        in (" ".join(sentences(found, "citizen")))
    )
    assert found.group("drawing")[-1].level == "layout"


def test_people_who_take_over_are_named() -> None:
    found = explained(seeds()["early-education/central"], seeds()["early-education/manager"])

    assert "“Decide on the place” is done by Daycare managers; it was Early education office." in sentences(
        found, "people"
    )
