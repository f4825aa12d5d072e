"""Parameters are read everywhere, kept in no snapshot, and set by nobody."""

from decimal import Decimal

from app.engine import compile_definition
from tests.engine.diagrams import diagram, element, end, inner, python, script, start, task, zeebe
from tests.engine.driving import Run
from tests.levels.declaring import declaring_process

CALL = zeebe("calledElement", processId="called", propagateAllParentVariables="true")
SUB = inner(
    "sub", start("is"), script("inside", "=parameters.limit + 1", "sub_saw"), end("ie"), flows="is inside ie"
)
CALLED = diagram(
    start("cs"),
    script("read", "=parameters.limit * 2", "called_saw"),
    end("ce"),
    flows="cs read ce",
    key="called",
)


def test_every_scope_reads_them_and_no_snapshot_holds_them() -> None:
    call = element("callActivity", "call", extra=CALL)
    main = diagram(start("s"), SUB, call, task("t"), flows="s sub call t")
    declared = declaring_process(main, "number 0..100 = 5", "limit")

    run = Run(compile_definition(declared, [CALLED], values={"limit": Decimal(20)}))

    assert run.open() == ["t"]
    assert run.data["called_saw"] == 40
    assert b"parameters" not in run.outcome.snapshot


def test_a_variable_of_the_same_name_hides_no_parameter() -> None:
    forged = python("forge", "parameters = {'limit': 0}")
    saw = script("saw", "=parameters.limit", "seen")
    main = diagram(start("s"), forged, saw, task("t"), flows="s forge saw t")

    run = Run(compile_definition(declaring_process(main, "number 0..100 = 5", "limit")))

    assert run.data["seen"] == 5
