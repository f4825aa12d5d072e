"""Moving an instance to another version of its diagram."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from app import engine
from app.bpmn import Document, read
from app.engine import Blocked, Definition, NotMigratable, Outcome, compile_definition
from app.engine.migrating import ELSEWHERE, GONE, NO_FLOW, OTHER_CALL, OTHER_KIND
from tests.engine.diagrams import (
    boundary,
    catch,
    diagram,
    element,
    end,
    inner,
    listener,
    loop,
    many,
    message,
    service,
    signal,
    start,
    task,
    timer,
    zeebe,
)
from tests.engine.drawing import as_diagram
from tests.engine.driving import NOW, Run
from tests.engine.making import Maker

pytestmark = pytest.mark.usefixtures("both_ways")


def _version(*parts: str, flows: str) -> Definition:
    return compile_definition(diagram(start("s"), *parts, end("e"), flows=flows))


OLD = _version(task("a"), boundary("late", "a", timer("P7D")), task("b"), flows="s a b e\nlate e")


def test_a_task_and_its_timer_keep_their_ids_and_the_case_goes_on_in_the_new_version() -> None:
    new = _version(
        task("check"), boundary("late", "check", timer("P30D")), task("sign"), flows="s check sign e\nlate e"
    )
    run = Run(OLD)
    task_id, timers = run.task("a").id, dict(run.timers)

    outcome = run.migrate(new, {"a": "check"})
    assert run.timers == timers
    run.complete_by_id(task_id)

    assert (outcome.opened, outcome.closed, outcome.timers, outcome.timers_gone) == ((), (), (), ())
    assert run.passed == ["s", "check"]
    assert run.open() == ["sign"]


def test_boundary_events_follow_the_new_version() -> None:
    new = _version(
        task("a"),
        boundary("ask", "a", message("ask")),
        boundary("soon", "a", timer("P3D")),
        flows="s a e\nask e\nsoon e",
    )
    run = Run(OLD)
    run.advance(days=1)
    gone = tuple(run.timers)

    outcome = run.migrate(new)

    assert outcome.timers_gone == gone
    assert [(timer.element_id, (timer.due_at - run.now).days) for timer in outcome.timers] == [("soon", 3)]
    assert run.waits_for() == {"ask": 1}


def test_a_boundary_event_that_has_fired_does_not_begin_again() -> None:
    old = _version(task("a"), boundary("late", "a", timer("P1D"), interrupting=False), flows="s a e\nlate e")
    run = Run(old)
    run.advance(days=2)

    outcome = run.migrate(old)

    assert outcome.timers == ()


def test_event_sub_processes_follow_the_new_version() -> None:
    def with_listener(name: str, *extra: str) -> Definition:
        listens = listener(
            name, start(f"{name}s", message(name), isInterrupting="false"), task("c"), flows=f"{name}s c"
        )
        return _version(task("a"), listens, *extra, flows="s a e")

    run = Run(with_listener("withdraw"))
    gone = tuple(run.subscriptions)

    outcome = run.migrate(with_listener("complain"))

    assert outcome.subscriptions_gone == gone
    assert run.waits_for() == {"complain": 1}


def test_an_event_sub_process_that_has_taken_over_stays_alone() -> None:
    def with_listener(*more: str) -> Definition:
        listens = listener("off", start("os", message("off")), task("confirm"), flows="os confirm")
        return _version(task("a"), listens, *more, flows="s a e")

    run = Run(with_listener())
    run.deliver("off")
    task_id = run.task("confirm").id

    run.migrate(with_listener(listener("other", start("xs", message("other")), task("x"), flows="xs x")))

    assert not run.subscriptions
    run.complete_by_id(task_id)
    assert run.finished


def test_a_message_of_another_name_is_waited_for_anew() -> None:
    old = _version(catch("w", message("reply")), flows="s w e")
    run = Run(old)
    gone = tuple(run.subscriptions)

    outcome = run.migrate(_version(catch("w", message("answer")), flows="s w e"))

    assert outcome.subscriptions_gone == gone
    assert run.waits_for() == {"answer": 1}
    run.deliver("answer")
    assert run.finished


def test_the_other_events_of_a_gateway_stay_rivals_of_one_that_is_waited_for_anew() -> None:
    def racing(name: str) -> Definition:
        return _version(
            element("eventBasedGateway", "g"),
            catch("w", message(name)),
            catch("t", timer("P1D")),
            flows="s g\ng w e\ng t e",
        )

    run = Run(racing("reply"))
    run.migrate(racing("answer"))

    run.deliver("answer")

    assert run.finished
    assert not run.timers


JOINED = [element("parallelGateway", "f"), task("a"), task("b"), element("parallelGateway", "j"), task("c")]


def test_a_branch_that_waits_at_a_join_is_still_counted() -> None:
    old = _version(*JOINED, flows="s f\nf a j\nf b j\nj c e")
    run = Run(old)
    run.complete("a")

    run.migrate(_version(*JOINED, task("d"), flows="s f\nf a j\nf b d j\nj c e"), {"b-j-4": "d-j-5"})
    run.complete("b")
    assert run.open() == ["d"]
    run.complete("d")

    assert run.open() == ["c"]


def test_a_join_that_the_new_version_completes_goes_on() -> None:
    old = _version(*JOINED, task("w"), task("extra"), flows="s f\nf a j\nf b j\nf w\nj c e\nextra j")
    run = Run(old)
    run.complete("a")
    run.complete("b")
    assert run.open() == ["w"]

    run.migrate(_version(*JOINED, task("w"), flows="s f\nf a j\nf b j\nf w\nj c e"))

    assert run.open() == ["w", "c"]


REPEATED = "=[1, 2, 3]"


@pytest.mark.parametrize("sequential", [False, True])
def test_a_repetition_goes_on_where_it_was(sequential: bool) -> None:
    marker = many(REPEATED, "n", sequential=sequential, outputCollection="seen", outputElement="=n * 10")
    run = Run(_version(task("a", marker), flows="s a e"))
    run.complete("a")
    open_before = list(run.tasks)

    run.migrate(_version(task("each", marker), task("after"), flows="s each after e"), {"a": "each"})

    assert list(run.tasks) == open_before
    while run.tasks.keys() & set(open_before) or run.open() == ["each"]:
        run.complete_by_id(next(iter(run.tasks)))
    assert run.data["seen"] == [10, 20, 30]


def test_sub_processes_and_called_processes_move_with_what_is_in_them() -> None:
    def calling(callee_task: str, sub_task: str) -> Definition:
        callee = diagram(
            start("cs"), task(callee_task), end("ce"), flows=f"cs {callee_task} ce", key="callee"
        )
        call = element("callActivity", "call", extra=zeebe("calledElement", processId="callee"))
        sub = inner("sub", start("is"), task(sub_task), end("ie"), flows=f"is {sub_task} ie")
        main = diagram(
            start("s"),
            element("parallelGateway", "f"),
            call,
            sub,
            element("parallelGateway", "j"),
            task("z"),
            flows="s f\nf call j\nf sub j\nj z",
        )
        return compile_definition(main, [callee])

    run = Run(calling("visit", "write"))
    ids = list(run.tasks)

    run.migrate(calling("inspect", "draft"), {"visit": "inspect", "write": "draft"})
    for task_id in ids:
        run.complete_by_id(task_id, {"done": True})

    assert run.open() == ["z"]
    assert {"inspect", "draft"} <= set(run.passed)


CALL = [element("callActivity", "x", extra=zeebe("calledElement", processId="q"))]
OTHER = [element("callActivity", "x", extra=zeebe("calledElement", processId="r"))]
CALLEES = [diagram(start(f"{key}s"), task(f"{key}t"), flows=f"{key}s {key}t", key=key) for key in ("q", "r")]


@pytest.mark.parametrize(
    ("old", "new", "blocked"),
    [
        ([task("x")], [task("y")], Blocked("x", GONE)),
        ([task("x")], [inner("y", start("is"), task("x"), flows="is x")], Blocked("x", ELSEWHERE)),
        ([task("x")], [service("x")], Blocked("x", OTHER_KIND)),
        ([task("x")], [task("x", many("=[1]"))], Blocked("x", OTHER_KIND)),
        ([task("x", many("=[1]"))], [task("x", many("=[1]", sequential=True))], Blocked("x", OTHER_KIND)),
        ([task("x", loop("=true"))], [task("x", many("=[1]"))], Blocked("x", OTHER_KIND)),
        ([catch("x", message("m"))], [catch("x", timer("P1D"))], Blocked("x", OTHER_KIND)),
        ([catch("x", signal("m"))], [catch("x", message("m"))], Blocked("x", OTHER_KIND)),
        (CALL, OTHER, Blocked("x", OTHER_CALL)),
    ],
)
def test_what_has_no_counterpart_keeps_the_instance_back(
    old: list[str], new: list[str], blocked: Blocked
) -> None:
    def version(parts: list[str]) -> Definition:
        first = "x" if 'id="x"' in parts[0][:40] else "y"
        return compile_definition(diagram(start("s"), *parts, end("e"), flows=f"s {first} e"), CALLEES)

    before, after = version(old), version(new)
    run = Run(before)

    found = engine.plan_migration(before, after, run.outcome.snapshot, {})

    assert found == (blocked,)
    with pytest.raises(NotMigratable) as refused:
        engine.migrate(before, after, run.outcome.snapshot, {}, now=NOW)
    assert refused.value.blocked == found


def test_a_branch_that_waits_at_a_join_without_its_way_keeps_the_instance_back() -> None:
    old = _version(*JOINED, flows="s f\nf a j\nf b j\nj c e")
    run = Run(old)
    run.complete("a")

    new = _version(*JOINED, task("d"), flows="s f\nf b j\nf a d j\nj c e")

    assert engine.plan_migration(old, new, run.outcome.snapshot, {}) == (Blocked("j", NO_FLOW),)


def test_a_thousand_instances_of_what_is_gone_are_one_reason() -> None:
    old = _version(task("x", many("=for i in 1..1000 return i")), flows="s x e")
    run = Run(old)

    blocked = engine.plan_migration(old, _version(task("y"), flows="s y e"), run.outcome.snapshot, {})

    assert blocked == (Blocked("x", GONE),)


def test_a_finished_instance_moves_and_stays_finished() -> None:
    run = Run(OLD)
    run.complete("a")
    run.complete("b")

    outcome = run.migrate(_version(task("z"), flows="s z e"))

    assert outcome.finished


def _walk(random: Random, each: Callable[[Document, Run], None]) -> None:
    """Make a process, take some steps in it, and do `each` before every one of them."""
    body, listeners = Maker(random, random.randrange(2, 10)).process()
    document = as_diagram(body, listeners)
    run = Run(compile_definition(document), payload={"x": 0})
    for _ in range(8):
        each(document, run)
        steps = [
            *(lambda key=key: run.complete_by_id(key, {"x": random.randrange(4)}) for key in run.tasks),
            *(lambda key=key: run.finish_job_by_id(key, {"x": random.randrange(4)}) for key in run.jobs),
            *(lambda key=key: run.deliver_by_id(key) for key in run.subscriptions),
            *(lambda timer=timer: run.fire(timer) for timer in run.timers.values()),
        ]
        try:
            (random.choice(steps) if steps else run.cancel)()
        except engine.StepFailed:
            break


@given(st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_moving_to_an_identical_version_changes_nothing(random: Random) -> None:
    def move(document: Document, run: Run) -> None:
        same, before = compile_definition(document), run.outcome

        after = engine.migrate(run.definition, same, before.snapshot, {}, now=run.now)

        assert engine.plan_migration(run.definition, same, before.snapshot, {}) == ()
        assert after == Outcome(before.snapshot, before.finished, (), before.data)

    _walk(random, move)


@given(st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_moving_to_new_ids_and_back_changes_nothing(random: Random) -> None:
    def there_and_back(document: Document, run: Run) -> None:
        ids = {xml.get("id", ""): f"new.{xml.get('id')}" for xml in document.root.iter("{*}*")}
        renamed, before = compile_definition(_renamed(document, ids)), run.outcome

        there = engine.migrate(run.definition, renamed, before.snapshot, ids, now=run.now)
        back = {new: old for old, new in ids.items()}
        again = engine.migrate(renamed, run.definition, there.snapshot, back, now=run.now)

        assert there == Outcome(there.snapshot, before.finished, (), before.data)
        assert again.snapshot == before.snapshot

    _walk(random, there_and_back)


def _renamed(document: Document, ids: Mapping[str, str]) -> Document:
    """The same diagram with other ids."""
    root = deepcopy(document.root)
    for xml in root.iter("{*}*"):
        for name in ("id", "sourceRef", "targetRef", "attachedToRef", "default"):
            if xml.get(name) in ids:
                xml.set(name, ids[xml.get(name)])
        for name in ("messageRef", "signalRef", "errorRef", "escalationRef"):
            if xml.get(name):
                xml.set(name, ids[xml.get(name)])
    return read(etree.tostring(root))
