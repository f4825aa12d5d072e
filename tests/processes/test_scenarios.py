"""Scenarios: recorded actions played again, on the same process and on a changed one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bpmn import read
from app.engine import Definition, compile_definition
from app.processes.scenarios import (
    Action,
    Deed,
    Play,
    Recording,
    Scenario,
    Unreadable,
    expectation,
    files,
    play,
    run,
    run_all,
)
from tests.processes.town import ADVICE, APPLICATION

BEGAN = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
START = Action(Deed.START, "asked", data=APPLICATION)
ANSWER = Action(Deed.COMPLETE, "review", data={"advice": "Yes, you may.", "fee": 0})
CHARGE = Action(Deed.COMPLETE, "review", data={"advice": "Yes, you may.", "fee": 30})
ASK = Action(Deed.DELIVER, "ask", data={"question": "How big is it?"})
REPLY = Action(Deed.DELIVER, "replied", data={"reply": "Four metres."})


def days(number: float) -> Action:
    """Time passes until so many days after the beginning."""
    return Action(Deed.WAIT, until=BEGAN + timedelta(days=number))


def advice(*changes: tuple[str, str]) -> Definition:
    """The town's process, changed."""
    source = ADVICE.decode()
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    return compile_definition(read(source.encode()), ())


def played(*actions: Action, on: Definition | None = None) -> Play:
    return play(on or advice(), Recording(BEGAN, actions))


def told(definition: Definition, *actions: Action) -> list[str]:
    """What comes differently on this process from what came on the town's own."""
    scenario = Scenario("Test", Recording(BEGAN, actions), expectation(played(*actions)))
    names = advice().elements | definition.elements
    return [each.say(lambda key: names[key].name) for each in run(definition, scenario).differences]


def test_a_play_passes_the_elements_that_a_case_would_pass() -> None:
    found = played(START, ASK, REPLY, ANSWER)

    assert found.last.finished
    assert found.passed[0] == "asked"
    assert found.passed[-1] == "answered"
    assert [each.element_id for each in found.said] == ["send_question", "send_answer"]
    assert found.said[0].inputs["body_en"] == "How big is it?"


def test_what_falls_due_happens_while_time_passes_each_at_its_own_time() -> None:
    found = played(START, days(5))

    assert found.scenes[1].passed == ("late", "remind", "reminded")
    assert found.last.now == BEGAN + timedelta(days=5)
    assert found.last.moved_at == BEGAN + timedelta(days=3)
    assert found.days == 3
    assert not found.last.finished


def test_nothing_happens_before_its_time() -> None:
    assert played(START, days(2.9)).scenes[1].passed == ()


def test_what_the_system_would_do_waits_for_its_result() -> None:
    reference = Action(Deed.FINISH, "reference", data={"payment_reference": "1232"})

    found = played(START, CHARGE, reference)

    assert found.scenes[1].waits[0].element_id == "reference"
    assert found.last.finished
    assert found.last.data is not None
    assert found.last.data["payment_reference"] == "1232"


def test_an_action_that_nobody_waits_for_stops_the_play_before_it() -> None:
    found = played(START, REPLY, ANSWER)

    assert found.stuck == REPLY
    assert len(found.scenes) == 1


def test_a_step_that_fails_is_told_and_nothing_follows_it() -> None:
    broken = advice(("P14D", "=question"))

    found = played(START, ASK, REPLY, on=broken)

    assert found.last.failure is not None
    assert found.last.failure.element_id == "two_weeks"
    assert [wait.element_id for wait in found.last.waits][:1] == ["review"]
    assert found.stuck == REPLY


def test_a_repetition_that_would_never_end_stops_the_play() -> None:
    busy = advice(("<bpmn:timeDuration>P3D</bpmn:timeDuration>", "<bpmn:timeCycle>R/PT1S</bpmn:timeCycle>"))

    found = played(START, days(5), on=busy)

    assert found.last.failure is not None
    assert "More than 500 deadlines" in found.last.failure.cause


def test_a_scenario_passes_on_the_process_it_was_recorded_on() -> None:
    assert told(advice(), START, ASK, REPLY, days(1), ANSWER) == []


def test_a_case_that_waits_longer_is_told_by_where_it_waits_and_which_end_was_expected() -> None:
    slower = advice(("P14D", "P30D"))

    assert told(slower, START, ASK, days(20)) == [
        "The case now waits at “The citizen answers”, “Two weeks”, expected the end “Lapsed”.",
        "“Two weeks” is no longer reached.",
        "It takes 0 days, expected 14.",
    ]


def test_a_deadline_that_comes_later_is_told_by_the_path_and_the_days() -> None:
    later = advice(("P3D", "P4D"))

    assert told(later, START, days(5)) == ["It takes 4 days, expected 3."]


def test_a_message_that_is_no_longer_sent_is_told() -> None:
    silent = advice(('targetRef="send_answer"', 'targetRef="answered"'))

    assert told(silent, START, ANSWER)[-1] == "The message “Send the answer” is not sent."


def test_a_step_that_is_gone_is_told_with_where_the_case_waits_instead() -> None:
    renamed = advice(('id="replied"', 'id="answer_came"'), ('Ref="replied"', 'Ref="answer_came"'))

    [sentence] = told(renamed, START, ASK, REPLY)

    assert sentence == (
        "A message was to come for “The citizen answers” on day 0, "
        "but the case then waits at “The citizen answers”, “Two weeks”."
    )


def test_what_is_not_expected_is_not_looked_at() -> None:
    before = played(START, days(5))
    scenario = Scenario("Path only", before.recording, expectation(before, ["path"]))

    assert run(advice(("P3D", "P4D")), scenario).passed


def test_scenarios_that_take_too_long_together_are_not_all_played() -> None:
    before = played(START)
    scenario = Scenario("Asked", before.recording, expectation(before))

    [result] = run_all(advice(), [scenario], seconds=0)

    assert result.sentences == ["It was not played: the scenarios before it took too long."]
    assert run_all(advice(), [scenario])[0].passed


@given(
    st.lists(st.sampled_from([START, ANSWER, CHARGE, ASK, REPLY, days(1), days(4), days(40)]), max_size=8),
    st.text(min_size=1, max_size=40).filter(str.strip),
)
def test_a_scenario_comes_back_from_its_file_as_it_was_and_always_passes_where_it_was_recorded(
    actions: list[Action], name: str
) -> None:
    recording = Recording(BEGAN, tuple(actions), "fi")
    found = play(advice(), recording)
    kept = Recording(BEGAN, tuple(actions[: len(found.scenes)]), "fi")
    scenario = Scenario(name, kept, expectation(play(advice(), kept)), {"review": {"en": "Review"}})

    [again] = files.read(files.write([scenario]))

    assert again == scenario
    assert run(advice(), again).passed


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"[]",
        b"{}",
        b'{"scenarios": [1]}',
        b'{"scenarios": [{"name": ""}]}',
        b'{"scenarios": [{"name": "a", "began": "now", "actions": [], "expects": {}}]}',
        b'{"scenarios": [{"name": "a", "began": {"$datetime": "2026-01-01T00:00:00+00:00"},'
        b' "actions": [{"do": "explode", "at": "x"}], "expects": {}}]}',
        b'{"scenarios": ' + b"[" * 5_000 + b"]" * 5_000 + b"}",
        b"\xff\xfe",
        b" " * 1_000_001,
    ],
)
def test_a_file_that_holds_no_scenarios_is_refused_with_a_sentence(source: bytes) -> None:
    with pytest.raises(Unreadable, match="cannot be read"):
        files.read(source)
