"""Events: messages, moments, boundaries and event sub-processes."""

from datetime import UTC, datetime, timedelta

import pytest

from app import engine
from app.bpmn import read
from app.engine import NobodyWaits, StepFailed, Subscription, compile_definition
from tests.engine.diagrams import (
    boundary,
    catch,
    diagram,
    element,
    end,
    mapping,
    message,
    properties,
    start,
    task,
    timer,
    zeebe,
)
from tests.engine.driving import NOW, Run


def test_waiting_message_tells_key_form_and_addressee() -> None:
    asked = catch("w", message("supplement"), extra=properties(form="plan", addressee="guardian"))
    run = Run(compile_definition(diagram(start("s"), asked, end("e"), flows="s w e")))

    waiting = next(iter(run.subscriptions.values()))

    expected = Subscription(waiting.id, "w", "supplement", "K-2026-1", "plan", "guardian", None)
    assert waiting == expected


def test_delivering_twice_is_delivering_once() -> None:
    document = diagram(start("s"), catch("w", message("reply")), task("a"), flows="s w a")
    definition = compile_definition(document)
    run = Run(definition)
    used = next(iter(run.subscriptions.values())).id
    run.deliver("reply", {"reply": "first"})

    with pytest.raises(NobodyWaits):
        engine.deliver(definition, run.outcome.snapshot, used, {"reply": "again"}, now=run.now)

    assert run.data["reply"] == "first"
    assert run.open() == ["a"]


def test_message_id_is_no_timer_id_and_no_task_id() -> None:
    definition = compile_definition(
        diagram(start("s"), catch("w", message("reply")), task("a"), flows="s w a")
    )
    run = Run(definition)
    subscription = next(iter(run.subscriptions))

    with pytest.raises(NobodyWaits):
        engine.fire_timer(definition, run.outcome.snapshot, subscription, now=run.now)
    with pytest.raises(engine.TaskNotOpen):
        engine.complete_task(definition, run.outcome.snapshot, subscription, {}, now=run.now)


def test_outputs_of_a_message_decide_what_is_kept() -> None:
    waits = catch("w", message("reply"), extra=mapping(outputs={"answer": "=reply"}))
    run = Run(compile_definition(diagram(start("s"), waits, task("a"), flows="s w a")))

    run.deliver("reply", {"reply": "Yes.", "junk": 1})

    assert run.data["answer"] == "Yes."
    assert "junk" not in run.data
    assert "reply" not in run.data


def test_receive_task_waits_like_a_message_event() -> None:
    receive = element("receiveTask", "w", messageRef="m-reply")
    run = Run(compile_definition(diagram(start("s"), receive, end("e"), flows="s w e")))

    run.deliver("reply", {})

    assert run.finished


@pytest.mark.parametrize(
    ("text", "kind", "due"),
    [
        ("P14D", "timeDuration", NOW + timedelta(days=14)),
        ("PT90M", "timeDuration", NOW + timedelta(minutes=90)),
        ("P1M", "timeDuration", datetime(2026, 4, 2, 9, tzinfo=UTC)),
        ('=duration("P2D")', "timeDuration", NOW + timedelta(days=2)),
        ('=duration("P1Y")', "timeDuration", datetime(2027, 3, 2, 9, tzinfo=UTC)),
        ("=term", "timeDuration", NOW + timedelta(days=3)),
        ("2026-12-24", "timeDate", datetime(2026, 12, 23, 22, tzinfo=UTC)),
        ('=date("2026-07-01")', "timeDate", datetime(2026, 6, 30, 21, tzinfo=UTC)),
        ("2026-12-24T10:00:00+02:00", "timeDate", datetime(2026, 12, 24, 8, tzinfo=UTC)),
        ('=now() + duration("P1D")', "timeDate", NOW + timedelta(days=1)),
    ],
)
def test_timer_is_due_by_the_time_handed_in(text: str, kind: str, due: datetime) -> None:
    document = diagram(start("s"), catch("t", timer(text, kind)), end("e"), flows="s t e")

    run = Run(compile_definition(document), payload={"term": timedelta(days=3)})

    assert next(iter(run.timers.values())).due_at == due


def test_timer_fires_only_when_it_is_told_to() -> None:
    definition = compile_definition(
        diagram(start("s"), catch("t", timer("PT0S")), task("b"), end("e"), flows="s t e")
    )

    run = Run(definition)
    assert not run.finished
    run.advance(days=0)

    assert run.finished


def test_timer_without_a_value_is_an_incident() -> None:
    definition = compile_definition(
        diagram(start("s"), task("a"), catch("t", timer("=term")), end("e"), flows="s a t e")
    )
    run = Run(definition)

    with pytest.raises(StepFailed, match="timer") as failed:
        run.complete("a")

    assert failed.value.element_id == "t"


def _reminded(*inner: str, interrupting: bool) -> Run:
    document = diagram(
        start("s"),
        task("a"),
        boundary("late", "a", *inner, interrupting=interrupting),
        task("remind"),
        end("e"),
        end("e2"),
        flows="s a e\nlate remind e2",
    )
    return Run(compile_definition(document))


def test_interrupting_boundary_ends_the_task() -> None:
    run = _reminded(timer("P7D"), interrupting=True)
    task_id = run.task("a").id

    assert run.advance(days=8) == ["late"]

    assert run.open() == ["remind"]
    assert run.outcome.closed == (task_id,)
    assert run.passed == ["s", "late"]


def test_non_interrupting_boundary_leaves_the_task_open() -> None:
    run = _reminded(timer("P7D"), interrupting=False)

    run.advance(days=8)

    assert sorted(run.open()) == ["a", "remind"]
    assert not run.timers
    run.complete("a")
    assert not run.finished
    run.complete("remind")
    assert run.finished


def test_completing_the_task_ends_its_boundary_events() -> None:
    run = _reminded(timer("P7D"), interrupting=False)
    waiting = tuple(run.timers)

    run.complete("a")

    assert run.finished
    assert run.outcome.timers_gone == waiting


def test_repeating_reminder_fires_as_often_as_it_says() -> None:
    run = _reminded(timer("R3/P7D", "timeCycle"), interrupting=False)

    fired = run.advance(days=60)

    assert fired == ["late", "late", "late"]
    assert run.open() == ["a", "remind", "remind", "remind"]


def test_endless_reminder_fires_until_the_task_is_done() -> None:
    run = _reminded(timer('="R/P1D"', "timeCycle"), interrupting=False)

    run.advance(days=5)
    still_waiting = len(run.timers)
    run.complete("a")

    assert len(run.open()) == 5
    assert still_waiting == 1
    assert not run.timers


def test_asking_for_information_is_an_action_of_the_task() -> None:
    document = diagram(
        start("s"),
        element("exclusiveGateway", "m"),
        task("a"),
        boundary("ask", "a", message("ask"), extra=properties(addressee="staff")),
        element("eventBasedGateway", "g"),
        catch("reply", message("reply")),
        catch("expired", timer("P14D")),
        end("e"),
        flows="s m a e\nask g\ng reply m\ng expired m",
    )
    run = Run(compile_definition(document))
    first = run.task("a").id

    waiting = next(iter(run.subscriptions.values()))
    assert (waiting.message, waiting.addressee, waiting.task_id) == ("ask", "staff", first)
    run.deliver("ask", {"question": "Where?"})
    assert run.open() == []
    run.deliver("reply", {"reply": "There."})

    assert run.open() == ["a"]
    assert run.task("a").id != first
    assert run.waits_for() == {"ask": 1}


def test_message_at_a_non_interrupting_boundary_can_come_again_and_again() -> None:
    run = _reminded(message("note"), interrupting=False)
    first = next(iter(run.subscriptions))

    run.deliver("note", {})
    second = next(iter(run.subscriptions))
    run.deliver("note", {})

    assert first != second
    assert run.open() == ["a", "remind", "remind"]
    with pytest.raises(NobodyWaits):
        engine.deliver(run.definition, run.outcome.snapshot, first, {}, now=run.now)


def test_terminate_end_event_ends_everything() -> None:
    document = diagram(
        start("s"),
        element("parallelGateway", "f"),
        task("a"),
        task("b"),
        catch("w", timer("P1D")),
        end("stop", "<bpmn:terminateEventDefinition/>"),
        end("e"),
        flows="s f\nf a stop\nf b e\nf w e",
    )
    run = Run(compile_definition(document))

    run.complete("a")

    assert run.finished
    assert run.open() == []
    assert not run.timers
    assert run.ended_at == ["stop"]


def _withdrawable(interrupting: str) -> Run:
    listener = element(
        "subProcess",
        "withdraw",
        start("ws", message("withdraw"), isInterrupting=interrupting),
        task("confirm"),
        end("we"),
        '<bpmn:sequenceFlow id="w1" sourceRef="ws" targetRef="confirm"/>',
        '<bpmn:sequenceFlow id="w2" sourceRef="confirm" targetRef="we"/>',
        triggeredByEvent="true",
    )
    document = diagram(start("s"), task("a"), end("e"), listener, flows="s a e")
    return Run(compile_definition(document))


def test_event_sub_process_waits_from_the_start_and_keeps_nothing_open() -> None:
    run = _withdrawable("true")

    assert run.waits_for() == {"withdraw": 1}
    assert next(iter(run.subscriptions.values())).element_id == "ws"
    run.complete("a")

    assert run.finished
    assert not run.subscriptions


def test_interrupting_event_sub_process_takes_over() -> None:
    run = _withdrawable("true")

    run.deliver("withdraw", {"why": "moved"})
    assert run.open() == ["confirm"]
    run.complete("confirm")

    assert run.finished
    assert run.data["why"] == "moved"
    assert run.passed == ["s", "ws", "confirm", "we", "withdraw"]


def test_non_interrupting_event_sub_process_can_begin_again() -> None:
    run = _withdrawable("false")

    run.deliver("withdraw", {})
    run.deliver("withdraw", {})

    assert run.open() == ["a", "confirm", "confirm"]
    run.complete("a")
    run.complete("confirm")
    assert not run.finished
    run.complete("confirm")
    assert run.finished


def test_correlation_key_is_the_one_of_the_diagram() -> None:
    source = diagram(start("s"), catch("w", message("reply")), end("e"), flows="s w e").source
    keyed = zeebe("subscription", correlationKey="=permit.id")
    plain = b'<bpmn:message id="m-reply" name="reply"/>'
    extension = f"<bpmn:extensionElements>{keyed}</bpmn:extensionElements>"
    with_key = f'<bpmn:message id="m-reply" name="reply">{extension}</bpmn:message>'
    definition = compile_definition(read(source.replace(plain, with_key.encode())))

    run = Run(definition, payload={"permit": {"id": "P-7"}})

    assert next(iter(run.subscriptions.values())).key == "P-7"
    with pytest.raises(StepFailed, match="correlation key"):
        Run(definition)


def test_timer_of_an_event_sub_process_may_use_the_answers_of_the_start() -> None:
    listener = element("subProcess", "x", start("xs", timer("=term")), triggeredByEvent="true")
    document = diagram(start("s"), task("a"), listener, flows="s a")

    run = Run(compile_definition(document), payload={"term": "P3D"})

    assert [t.due_at for t in run.timers.values()] == [NOW + timedelta(days=3)]
