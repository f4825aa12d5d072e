"""Gateways: which way a token goes, and where tokens meet."""

from decimal import Decimal

import pytest

from app.engine import StepFailed, compile_definition
from tests.engine.diagrams import boundary, catch, diagram, element, end, message, script, start, task, timer
from tests.engine.driving import Run

EXCLUSIVE = "exclusiveGateway"
PARALLEL = "parallelGateway"
INCLUSIVE = "inclusiveGateway"


@pytest.mark.parametrize(("x", "taken"), [(1, "low"), (10, "high"), (5, "middle")])
def test_exclusive_gateway_takes_the_first_flow_whose_condition_holds(x: int, taken: str) -> None:
    document = diagram(
        start("s"),
        element(EXCLUSIVE, "g"),
        task("low"),
        task("high"),
        task("middle"),
        flows="""s g
            g -> low : =x < 3
            g -> high : =x > 7
            g -> middle : default""",
    )

    run = Run(compile_definition(document), payload={"x": Decimal(x)})

    assert run.open() == [taken]
    assert run.passed == ["s", "g"]


def test_condition_without_an_answer_is_an_incident_and_never_false() -> None:
    document = diagram(
        start("s"),
        task("a"),
        element(EXCLUSIVE, "g"),
        task("b"),
        task("c"),
        flows="s a g\ng -> b : =x > 3\ng -> c : default",
    )
    run = Run(compile_definition(document))
    before = run.outcome

    with pytest.raises(StepFailed) as failed:
        run.complete("a")

    assert failed.value.element_id == "g"
    assert "x > 3" in failed.value.detail
    assert run.outcome is before
    run.complete("a", {"x": Decimal(4)})
    assert run.open() == ["b"]


def test_no_condition_met_and_no_default_is_an_incident() -> None:
    document = diagram(
        start("s"),
        element(EXCLUSIVE, "g"),
        task("b"),
        task("c"),
        flows="s g\ng -> b : =x > 3\ng -> c : =x < 3",
    )

    with pytest.raises(StepFailed, match="no default flow") as failed:
        Run(compile_definition(document), payload={"x": Decimal(3)})

    assert failed.value.element_id == "g"


def test_parallel_branches_meet_and_share_the_variables() -> None:
    document = diagram(
        start("s"),
        element(PARALLEL, "f"),
        task("a"),
        task("b"),
        element(PARALLEL, "j"),
        task("c"),
        flows="s f\nf a j\nf b j\nj c",
    )
    run = Run(compile_definition(document))

    run.complete("b", {"y": 2})
    alone = run.open()
    run.complete("a", {"x": 1})

    assert alone == ["a"]
    assert run.open() == ["c"]
    assert (run.data["x"], run.data["y"]) == (1, 2)
    assert run.passed == ["s", "f", "b", "a", "j"]


LOOP = """s m f
    f a j
    f b j
    j dec g
    g -> e : =ok
    g -> m : default"""


@pytest.mark.parametrize(
    "rounds", [["ab", "ab", "ab"], ["ab", "ba", "ab"], ["ba", "ab", "ba"], ["ab", "ba", "ba"]]
)
def test_parallel_join_in_a_loop_never_fires_early(rounds: list[str]) -> None:
    document = diagram(
        start("s"),
        element(EXCLUSIVE, "m"),
        element(PARALLEL, "f"),
        task("a"),
        task("b"),
        element(PARALLEL, "j"),
        task("dec"),
        element(EXCLUSIVE, "g"),
        end("e"),
        flows=LOOP,
    )
    run = Run(compile_definition(document))

    for order in rounds:
        run.complete(order[0])
        assert run.open() == [order[1]]
        run.complete(order[1])
        assert run.open() == ["dec"]
        run.complete("dec", {"ok": False})

    assert sorted(run.open()) == ["a", "b"]


def test_tokens_of_a_later_round_do_not_replace_those_of_an_earlier_one() -> None:
    # a → j and b → j; a comes round twice before b comes once: the join needs one of each.
    document = diagram(
        start("s"),
        element(PARALLEL, "f"),
        task("a"),
        element(PARALLEL, "again"),
        element(EXCLUSIVE, "m"),
        task("b"),
        element(PARALLEL, "j"),
        task("c"),
        flows="s f\nf m a again\nagain m\nagain j\nf b j\nj c",
    )
    run = Run(compile_definition(document))

    run.complete("a")
    run.complete("a")
    assert "c" not in run.open()
    run.complete("b")

    assert sorted(run.open()) == ["a", "c"]


def test_join_that_can_never_be_complete_is_an_incident() -> None:
    document = diagram(
        start("s"),
        element(EXCLUSIVE, "g"),
        task("a"),
        task("b"),
        element(PARALLEL, "j"),
        end("e"),
        flows="s g\ng -> a : =x\ng -> b : default\na j\nb j\nj e",
    )
    run = Run(compile_definition(document), payload={"x": True})

    with pytest.raises(StepFailed, match="stopped") as failed:
        run.complete("a")

    assert failed.value.element_id == "j"


@pytest.mark.parametrize(
    ("answers", "opened"),
    [
        ({"x": True, "y": True}, ["a", "b"]),
        ({"x": True, "y": False}, ["a"]),
        ({"x": False, "y": False}, ["d"]),
    ],
)
def test_inclusive_gateway_takes_all_that_hold_and_joins_what_was_taken(
    answers: dict[str, object], opened: list[str]
) -> None:
    document = diagram(
        start("s"),
        element(INCLUSIVE, "g"),
        task("a"),
        task("b"),
        task("d"),
        element(INCLUSIVE, "j"),
        task("c"),
        flows="""s g
            g -> a : =x
            g -> b : =y
            g -> d : default
            a j
            b j
            d j
            j c""",
    )
    run = Run(compile_definition(document), payload=answers)

    assert sorted(run.open()) == opened
    for element_id in opened:
        assert "c" not in run.open()
        run.complete(element_id)

    assert run.open() == ["c"]
    assert run.passed.count("j") == 1


def test_inclusive_join_does_not_wait_for_a_branch_that_left() -> None:
    document = diagram(
        start("s"),
        element(INCLUSIVE, "g"),
        task("a"),
        task("b"),
        element(EXCLUSIVE, "x"),
        element(INCLUSIVE, "j"),
        task("c"),
        end("gone"),
        flows="""s g
            g -> a : =true
            g -> b : =true
            a j
            b x
            x -> j : =stay
            x -> gone : default
            j c""",
    )
    run = Run(compile_definition(document))

    run.complete("a")
    assert run.open() == ["b"]
    run.complete("b", {"stay": False})

    assert run.open() == ["c"]


def _race() -> Run:
    document = diagram(
        start("s"),
        task("a"),
        element("eventBasedGateway", "g"),
        catch("reply", message("reply")),
        catch("soon", timer("P2D")),
        catch("late", timer("P7D")),
        end("e1"),
        end("e2"),
        end("e3"),
        flows="s a g\ng reply e1\ng soon e2\ng late e3",
    )
    run = Run(compile_definition(document))
    run.complete("a")
    return run


def test_event_gateway_waits_for_each_event_apart() -> None:
    run = _race()

    timers = sorted((t.element_id, (t.due_at - run.now).days) for t in run.timers.values())

    assert timers == [("late", 7), ("soon", 2)]
    assert run.waits_for() == {"reply": 1}


@pytest.mark.parametrize(("event", "ends"), [("soon", "e2"), ("late", "e3")])
def test_each_timer_of_an_event_gateway_can_fire(event: str, ends: str) -> None:
    run = _race()

    run.fire(next(t for t in run.timers.values() if t.element_id == event))

    assert run.finished
    assert run.passed == ["s", "a", "g", event, ends]
    assert not run.timers
    assert not run.subscriptions


def test_reply_ends_the_timers_of_an_event_gateway() -> None:
    run = _race()

    run.deliver("reply", {"reply": "Yes."})

    assert run.ended_at == ["e1"]
    assert run.data["reply"] == "Yes."
    assert not run.timers


def test_due_timers_fire_in_the_order_of_time() -> None:
    run = _race()

    assert run.advance(days=1) == []
    assert run.advance(days=30) == ["soon"]
    assert run.ended_at == ["e2"]


def test_twelve_diamonds_in_a_row_cost_what_is_open() -> None:
    parts, chains = [start("s"), task("a"), end("e")], ["s a f0"]
    for i in range(12):
        parts += [
            element(PARALLEL, f"f{i}"),
            script(f"x{i}", "=1", "x"),
            script(f"y{i}", "=2", "y"),
            element(PARALLEL, f"j{i}"),
        ]
        chains += [f"f{i} x{i} j{i}", f"f{i} y{i} j{i}", f"j{i} " + (f"f{i + 1}" if i < 11 else "e")]
    run = Run(compile_definition(diagram(*parts, flows="\n".join(chains))))

    run.complete("a")

    assert run.finished
    assert len(run.passed) == 3 + 12 * 4


def test_boundary_timer_of_a_branch_counts_as_a_way_to_the_inclusive_join() -> None:
    document = diagram(
        start("s"),
        element(INCLUSIVE, "g"),
        task("a"),
        task("b"),
        boundary("t", "b", timer("P1D")),
        element(INCLUSIVE, "j"),
        task("c"),
        end("e"),
        flows="""s g
            g -> a : =true
            g -> b : =true
            a j
            b e
            t j
            j c""",
    )
    run = Run(compile_definition(document))

    run.complete("a")
    assert run.open() == ["b"]
    run.advance(days=2)

    assert run.open() == ["c"]
