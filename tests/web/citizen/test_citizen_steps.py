"""Where a case stands, as a list of steps."""

from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import app as package
from app.bpmn import read
from app.web.citizen.stand import arrange
from app.web.citizen.way import PlannedStep, foretold

THEN = datetime(2026, 9, 1, tzinfo=UTC)
PLAN = [
    PlannedStep("You applied", frozenset({"start"})),
    PlannedStep("We check", frozenset({"check", "check_again"})),
    PlannedStep("You answer our question", frozenset({"reply"}), is_aside=True),
    PlannedStep("We inspect the site", frozenset({"inspect"})),
    PlannedStep("You get the permit", frozenset({"permit"})),
]


@pytest.mark.parametrize(
    ("done", "on", "closed", "expected"),
    [
        (
            (),
            (),
            False,
            ["todo You applied", "todo We check", "todo We inspect the site", "todo You get the permit"],
        ),
        (
            ("start",),
            ("check",),
            False,
            ["done You applied", "now We check", "todo We inspect the site", "todo You get the permit"],
        ),
        (
            ("start",),
            ("reply",),
            False,
            [
                "done You applied",
                "now You answer our question",
                "todo We check",
                "todo We inspect the site",
                "todo You get the permit",
            ],
        ),
        (
            ("start", "reply", "check"),
            ("check_again",),
            False,
            [
                "done You applied",
                "now We check",
                "done You answer our question",
                "todo We inspect the site",
                "todo You get the permit",
            ],
        ),
        (
            ("start", "check", "permit"),
            (),
            True,
            ["done You applied", "done We check", "done You get the permit"],
        ),
        (("start",), (), True, ["done You applied"]),
    ],
)
def test_steps_tell_what_is_done_what_is_on_and_what_comes(
    done: tuple[str, ...], on: tuple[str, ...], closed: bool, expected: list[str]
) -> None:
    steps = arrange(PLAN, dict.fromkeys(done, THEN), frozenset(on), closed=closed)

    assert [f"{step.state} {step.text}" for step in steps] == expected


IDS = sorted(each for step in PLAN for each in step.element_ids)


@given(st.sets(st.sampled_from(IDS)), st.sets(st.sampled_from(IDS)), st.booleans())
def test_what_is_done_or_on_is_always_shown_and_always_before_what_comes(
    done: AbstractSet[str], on: AbstractSet[str], closed: bool
) -> None:
    steps = arrange(PLAN, dict.fromkeys(done, THEN), frozenset(on), closed=closed)

    states = [step.state for step in steps]
    reached = {step.text for step in PLAN if step.element_ids & (done | on)}
    assert {step.text for step in steps if step.state != "todo"} == reached
    assert states == sorted(states, key=lambda state: state == "todo")
    assert not (closed and "todo" in states)


DIAGRAMS = Path(package.__file__).parent.parent / "workflows" / "bpmn"


@pytest.mark.parametrize(
    ("diagram", "expected"),
    [
        (
            "early-education/manager.bpmn",
            [
                "You applied",
                "We check the need for care",
                "The other guardian confirms, if needed",
                "We hear both guardians, if needed",
                "You get a decision",
                "We look for a place, if needed",
            ],
        ),
        (
            "early-education/central.bpmn",
            [
                "You applied",
                "We check the need for care",
                "We look for a place",
                "You accept or decline the offer",
                "You get a decision",
            ],
        ),
    ],
)
def test_the_way_of_a_service_tells_what_comes_to_everybody_and_what_only_if_needed(
    diagram: str, expected: list[str]
) -> None:
    steps = foretold(read((DIAGRAMS / diagram).read_bytes()), "en")

    assert [step.text + (", if needed" if step.if_needed else "") for step in steps] == expected
