"""Moving an instance to another version of its diagram."""

from app import engine
from app.engine import compile_definition
from tests.engine.diagrams import boundary, diagram, end, start, task, timer
from tests.engine.driving import NOW, Run


def test_a_task_keeps_its_id_and_goes_on_in_the_new_version() -> None:
    old = compile_definition(diagram(start("s"), task("a"), end("e"), flows="s a e"))
    new = compile_definition(
        diagram(
            start("s"),
            task("check"),
            boundary("late", "check", timer("P3D")),
            task("b"),
            end("e"),
            flows="s check b e\nlate e",
        )
    )
    run = Run(old)
    task_id = run.task("a").id

    run.migrate(new, {"a": "check"})

    assert run.outcome.opened == ()
    assert [timer.element_id for timer in run.timers.values()] == ["late"]
    assert [
        passed.element_id
        for passed in engine.complete_task(new, run.outcome.snapshot, task_id, {}, now=NOW).passed
    ] == ["check"]


def test_a_task_that_the_new_version_lacks_keeps_the_instance_back() -> None:
    old = compile_definition(diagram(start("s"), task("a"), end("e"), flows="s a e"))
    new = compile_definition(diagram(start("s"), task("b"), end("e"), flows="s b e"))
    run = Run(old)

    blocked = engine.plan_migration(old, new, run.outcome.snapshot, {})

    assert [block.element_id for block in blocked] == ["a"]
