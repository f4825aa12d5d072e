"""The order of the steps: what is new, gone or moved is told; arrows are not."""

from tests.bpmn.comparing.comparing import (
    BASE,
    DECIDE,
    INSPECT,
    STEPS,
    arrow,
    changes,
    diagram,
    said,
    spots,
    task,
)
from tests.bpmn.diagrams import extended

ENDS = arrow("f4", "d", "e")


def test_a_step_that_comes_earlier_now() -> None:
    new = diagram(STEPS, arrow("f1", "s", "f"), arrow("f2", "f", "i"), arrow("f3", "i", "d"), ENDS)

    (change,) = changes(BASE, new)

    assert change.sentence.say() == "“Charge the fee” now comes before “Inspect the site”, not after it."
    assert (change.kind, change.group, change.level) == ("moved", "order", "diagram")
    assert set(change.new_elements) == {"f", "i"}


def test_a_step_that_moves_over_several_others() -> None:
    new = diagram(
        STEPS, arrow("f1", "s", "d"), arrow("f2", "d", "i"), arrow("f3", "i", "f"), arrow("f4", "f", "e")
    )

    assert said(BASE, new) == ["“Decide the permit” now comes before “Inspect the site”, not after it."]


def test_a_new_step_follows_another_one() -> None:
    step = task("m", "Publish on the map", "serviceTask")
    new = diagram(
        STEPS,
        step,
        arrow("f1", "s", "i"),
        arrow("f2", "i", "f"),
        arrow("f3", "f", "d"),
        arrow("f4", "d", "m"),
        arrow("f5", "m", "e"),
    )

    (change,) = changes(BASE, new)

    assert change.sentence.say() == "“Publish on the map” is new and follows “Decide the permit”."
    assert (change.kind, change.new_elements, change.old_elements) == ("added", ("m",), ())


def test_a_new_task_says_who_does_it() -> None:
    new = diagram(
        STEPS,
        task("x", "Call the applicant"),
        arrow("f1", "s", "x"),
        arrow("f5", "x", "i"),
        arrow("f2", "i", "f"),
        arrow("f3", "f", "d"),
        ENDS,
    )

    assert said(BASE, new) == [
        "“Call the applicant” is new and follows “Application received”; it is done by Clerks."
    ]


def test_a_step_that_is_gone() -> None:
    new = diagram(INSPECT, DECIDE, arrow("f1", "s", "i"), arrow("f2", "i", "d"), ENDS)

    (change,) = changes(BASE, new)

    assert change.sentence.say() == "“Charge the fee” is no longer done."
    assert (change.kind, change.old_elements) == ("removed", ("f",))


def test_two_new_steps_at_two_places_are_two_changes() -> None:
    new = diagram(
        STEPS,
        task("x", "X"),
        task("y", "Y"),
        arrow("f1", "s", "x"),
        arrow("f5", "x", "i"),
        arrow("f2", "i", "y"),
        arrow("f6", "y", "f"),
        arrow("f3", "f", "d"),
        ENDS,
    )

    assert len(spots(BASE, new)) == 2


def test_a_new_question_with_its_ways_is_one_change_in_several_sentences() -> None:
    gateway = '<exclusiveGateway id="g" name="Complete?" default="f6"/>'
    new = diagram(
        STEPS,
        gateway,
        task("a", "Ask for more", "manualTask"),
        arrow("f1", "s", "i"),
        arrow("f2", "i", "g"),
        arrow("f5", "g", "a", "=no"),
        arrow("f7", "a", "i"),
        arrow("f6", "g", "f"),
        arrow("f3", "f", "d"),
        ENDS,
    )

    (spot,) = spots(BASE, new)

    assert [change.sentence.say() for change in spot.changes] == [
        "“Inspect the site” can now be repeated.",
        "The question “Complete?” is new and follows “Inspect the site”.",
        "“Ask for more” is new and follows “Complete?”.",
    ]


def asked(flow_id: str, target: str) -> list[str]:
    """After the inspection a question leads on to `target` or to the end."""
    return [
        '<exclusiveGateway id="g" name="Right?" default="f8"/>',
        arrow("f1", "s", "i"),
        arrow("f2", "i", "g"),
        arrow(flow_id, "g", target, "=yes"),
        arrow("f8", "g", "e"),
        arrow("f3", "f", "d"),
        ENDS,
    ]


def test_a_way_back_is_told_as_what_can_follow() -> None:
    old = diagram(STEPS, *asked("f6", "f"))
    new = diagram(STEPS, *asked("f6", "f"), arrow("f7", "g", "i", "=again"))

    assert said(old, new) == ["“Inspect the site” can now follow “Right?”."]


def test_an_arrow_that_leads_elsewhere_is_told_as_what_comes_after() -> None:
    old, new = diagram(STEPS, *asked("f6", "f")), diagram(STEPS, *asked("f6", "d"))

    assert said(old, new) == ["After “Right?” comes “Decide the permit”; it was “Charge the fee”."]


def test_a_place_to_meet_changes_no_order() -> None:
    new = diagram(
        STEPS,
        '<exclusiveGateway id="g"/>',
        arrow("f1", "s", "g"),
        arrow("f5", "g", "i"),
        arrow("f2", "i", "f"),
        arrow("f3", "f", "d"),
        ENDS,
    )

    (change,) = changes(BASE, new)

    assert change.group == "drawing"
    assert change.sentence.say().endswith("are drawn differently; the steps come in the same order.")


def test_a_reminder_beside_a_task() -> None:
    timer = "<timerEventDefinition><timeDuration>P8D</timeDuration></timerEventDefinition>"
    reminder = (
        f'<boundaryEvent id="b" attachedToRef="d" cancelActivity="false">{timer}</boundaryEvent>'
        + task("r", "Remind the team lead", "manualTask")
        + task("t", "Reminded", "endEvent")
        + arrow("b1", "b", "r")
        + arrow("b2", "r", "t")
    )

    found = changes(BASE, BASE.replace(b"</process>", f"{reminder}</process>".encode()))

    assert found[0].sentence.say() == (
        "When “Decide the permit” has been open for 8 days, “Remind the team lead” follows beside it."
    )
    assert found[0].group == "deadlines"


def test_a_message_to_the_citizen_is_what_the_citizen_notices() -> None:
    letter = extended('<zeebe:taskDefinition type="polku.message"/>')
    new = diagram(
        STEPS,
        f'<sendTask id="l" name="Tell about the payment">{letter}</sendTask>',
        arrow("f1", "s", "i"),
        arrow("f2", "i", "f"),
        arrow("f3", "f", "l"),
        arrow("f5", "l", "d"),
        ENDS,
    )

    (change,) = changes(BASE, new)

    assert change.sentence.say() == (
        "The citizen now gets a message after “Charge the fee”: “Tell about the payment”."
    )
    assert change.group == "citizen"


def test_a_part_with_steps_of_its_own_is_told_once() -> None:
    inside = task("x1", "Open", "startEvent") + task("x2", "Sign") + task("x3", "Signed", "endEvent")
    ways = arrow("x4", "x1", "x2") + arrow("x5", "x2", "x3")
    new = diagram(
        STEPS,
        f'<subProcess id="x" name="Signing">{inside}{ways}</subProcess>',
        arrow("f1", "s", "i"),
        arrow("f2", "i", "f"),
        arrow("f3", "f", "d"),
        arrow("f4", "d", "x"),
        arrow("f5", "x", "e"),
    )

    assert said(BASE, new) == [
        "“Signing” is a new part with steps of its own; it follows “Decide the permit”."
    ]


def test_steps_without_names_are_spoken_of_by_what_is_around_them() -> None:
    old = diagram('<task id="t"/>', arrow("f1", "s", "t"), arrow("f2", "t", "e"))
    new = diagram(
        '<task id="t"/><task id="u"/>', arrow("f1", "s", "t"), arrow("f2", "t", "u"), arrow("f3", "u", "e")
    )

    assert said(old, new) == [
        "The unnamed step after “Application received” is new and follows “Application received”."
    ]
