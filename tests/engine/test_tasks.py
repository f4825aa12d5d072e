"""Tasks of all kinds: what they open, take in and give out."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from app import engine
from app.engine import (
    NobodyWaits,
    OpenedTask,
    ServiceJob,
    StepFailed,
    TaskNotOpen,
    Thrown,
    compile_definition,
)
from tests.engine.diagrams import (
    diagram,
    element,
    end,
    mapping,
    properties,
    python,
    script,
    send,
    service,
    start,
    task,
    zeebe,
)
from tests.engine.driving import CASE, Run


def test_user_task_tells_form_people_deadline_and_priority() -> None:
    extra = (
        zeebe("formDefinition", formId="review")
        + zeebe("assignmentDefinition", candidateGroups="permit-office, team-leads", assignee="=who")
        + zeebe("taskSchedule", dueDate='=date("2026-03-20")', followUpDate="2026-03-10T12:00:00Z")
        + zeebe("priorityDefinition", priority="=70 + 5")
    )
    definition = compile_definition(diagram(start("s"), task("a", extra=extra), flows="s a"))

    run = Run(definition, payload={"who": "anna"})

    assert run.task("a") == OpenedTask(
        id=run.task("a").id,
        element_id="a",
        form_id="review",
        assignee="anna",
        groups=("permit-office", "team-leads"),
        users=(),
        due_at=datetime(2026, 3, 20, 21, 59, 59, tzinfo=UTC),
        follow_up_at=datetime(2026, 3, 10, 12, tzinfo=UTC),
        priority=75,
    )


def test_lane_names_the_group_where_the_task_names_none() -> None:
    lanes = (
        '<bpmn:laneSet id="ls"><bpmn:lane id="l" name="Permit office">'
        "<bpmn:flowNodeRef>a</bpmn:flowNodeRef><bpmn:flowNodeRef>b</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>"
    )
    named = task("b", extra=zeebe("assignmentDefinition", candidateGroups='=["team-leads"]'))
    definition = compile_definition(diagram(lanes, start("s"), task("a"), named, flows="s a b"))

    run = Run(definition)
    groups = run.task("a").groups
    run.complete("a")

    assert groups == ("permit-office",)
    assert run.task("b").groups == ("team-leads",)
    assert definition.elements["a"].lane == "permit-office"


def test_definition_tells_starts_and_elements() -> None:
    definition = compile_definition(
        diagram(
            start("s1", '<bpmn:messageEventDefinition messageRef="m-application"/>',
                  extra=zeebe("formDefinition", formId="application")),
            start("s2", '<bpmn:messageEventDefinition messageRef="m-message"/>'),
            task("a", name="Look at it", extra=properties(step="We look", **{"name.fi": "Katso"})),
            flows="s1 a\ns2 a",
        )
    )  # fmt: skip

    assert [(s.element_id, s.message, s.form_id) for s in definition.starts] == [
        ("s1", "application", "application"),
        ("s2", "message", None),
    ]
    assert definition.elements["a"].name == "Look at it"
    assert definition.elements["a"].properties["name.fi"] == "Katso"


def test_exactly_one_of_several_start_events_fires() -> None:
    document = diagram(
        start("s1", '<bpmn:messageEventDefinition messageRef="m-application"/>'),
        start("s2", '<bpmn:messageEventDefinition messageRef="m-message"/>'),
        task("read"),
        task("decide"),
        end("e"),
        flows="s1 decide\ns2 read decide e",
    )
    definition = compile_definition(document)

    by_form = Run(definition, "application")
    by_message = Run(definition, "message", {"message": "Hello"})

    assert (by_form.open(), by_form.waits_for()) == (["decide"], {})
    assert (by_message.open(), by_message.waits_for()) == (["read"], {})


def test_unknown_start_event_starts_nothing() -> None:
    definition = compile_definition(diagram(start("s"), task("a"), flows="s a"))

    with pytest.raises(NobodyWaits):
        engine.start(definition, start="a", case=CASE, payload={}, now=CASE["opened"])  # type: ignore[arg-type]


def test_answers_become_variables_and_inputs_stay_with_the_task() -> None:
    extra = mapping(inputs={"who": "=case.applicant.name"})
    definition = compile_definition(diagram(start("s"), task("a", extra=extra), task("b"), flows="s a b"))
    run = Run(definition, payload={"x": Decimal(1)})

    shown = run.show("a")
    run.complete("a", {"ok": True, "when": date(2026, 5, 1)})

    assert shown["who"] == "Aino Virtanen"
    assert shown["x"] == 1
    assert "who" not in run.data
    assert (run.data["ok"], run.data["when"]) == (True, date(2026, 5, 1))


def test_outputs_are_the_only_way_out_where_there_are_any() -> None:
    extra = mapping(outputs={"decision.granted": "=ok", "decision.by": "=officer"})
    definition = compile_definition(diagram(start("s"), task("a", extra=extra), task("b"), flows="s a b"))
    run = Run(definition, payload={"officer": "Anna", "decision": {"number": "7"}})

    run.complete("a", {"ok": True, "junk": "x"})

    assert run.data["decision"] == {"number": "7", "granted": True, "by": "Anna"}
    assert "junk" not in run.data
    assert "ok" not in run.data


def test_completing_a_task_twice_is_refused() -> None:
    definition = compile_definition(diagram(start("s"), task("a"), task("b"), flows="s a b"))
    run = Run(definition)
    first = run.task("a").id
    run.complete("a")

    with pytest.raises(TaskNotOpen):
        engine.complete_task(definition, run.outcome.snapshot, first, {}, now=run.now)


@pytest.mark.parametrize("task_id", ["", "root", "nonsense"])
def test_unknown_task_is_not_open(task_id: str) -> None:
    definition = compile_definition(diagram(start("s"), task("a"), flows="s a"))
    run = Run(definition)

    with pytest.raises(TaskNotOpen):
        engine.complete_task(definition, run.outcome.snapshot, task_id, {}, now=run.now)


def test_feel_script_computes_into_its_variable() -> None:
    definition = compile_definition(
        diagram(
            start("s"), script("f", "=if diameter > 20 then 150 else 80", "fee"), task("a"), flows="s f a"
        )
    )

    run = Run(definition, payload={"diameter": Decimal(30)})

    assert run.data["fee"] == 150
    assert run.passed == ["s", "f"]


def test_python_script_computes_the_names_it_assigns() -> None:
    source = "total = 0\nfor row in rows:\n    total = total + row['price']\ndue = total > 100\n"
    definition = compile_definition(diagram(start("s"), python("f", source), task("a"), flows="s f a"))

    run = Run(definition, payload={"rows": [{"price": Decimal("60.5")}, {"price": Decimal(40)}]})

    assert run.data["total"] == Decimal("100.5")
    assert run.data["due"] is True
    assert run.data["rows"] == [{"price": Decimal("60.5")}, {"price": Decimal(40)}]


def test_python_script_keeps_what_it_changes_in_place_and_nothing_else() -> None:
    source = "rows.append(total)\nseen = len(rows)\nsum_of = 0.1 + 0.2"
    definition = compile_definition(diagram(start("s"), python("f", source), task("a"), flows="s f a"))

    run = Run(definition, payload={"rows": [1], "total": Decimal("2.50"), "at": time(9, 30)})

    assert run.data["rows"] == [1, Decimal("2.5")]
    assert run.data["sum_of"] == Decimal("0.3")
    assert str(run.data["total"]) == "2.50"


def test_send_task_is_recorded_and_the_process_goes_on() -> None:
    letter = send("m", to="applicant", subject_en='="Case " + case.number')
    definition = compile_definition(diagram(start("s"), letter, end("e"), flows="s m e"))

    run = Run(definition)

    assert run.finished
    inputs = {"to": "applicant", "subject_en": "Case K-2026-1"}
    assert run.thrown == [Thrown("m", "polku.message", inputs, {})]


def test_message_end_event_is_recorded_too() -> None:
    farewell = end(
        "e",
        '<bpmn:messageEventDefinition messageRef="m-bye"/>',
        extra=zeebe("taskDefinition", type="polku.notify") + mapping({"group": "team-leads"}),
    )
    definition = compile_definition(diagram(start("s"), farewell, flows="s e"))

    run = Run(definition)

    assert run.thrown == [Thrown("e", "polku.notify", {"group": "team-leads"}, {})]
    assert run.ended_at == ["e"]


def test_service_task_waits_for_its_worker() -> None:
    definition = compile_definition(
        diagram(start("s"), service("pay", amount="=fee"), end("e"), flows="s pay e")
    )
    run = Run(definition, payload={"fee": Decimal(80)})
    job = next(iter(run.jobs.values()))

    run.finish_job("pay", {"payment_reference": "RF18"})

    assert job == ServiceJob(job.id, "pay", "polku.payment-reference", {"amount": Decimal(80)}, {}, 3)
    assert run.finished
    assert run.data["payment_reference"] == "RF18"
    with pytest.raises(NobodyWaits):
        engine.finish_job(definition, run.outcome.snapshot, job.id, {}, now=run.now)


def test_plain_and_manual_tasks_are_passed() -> None:
    document = diagram(
        start("s"), element("task", "t"), element("manualTask", "m"), end("e"), flows="s t m e"
    )

    run = Run(compile_definition(document))

    assert run.finished
    assert run.passed == ["s", "t", "m", "e"]


def test_several_flows_out_of_a_task_go_on_together() -> None:
    document = diagram(start("s"), task("a"), task("b"), task("c"), flows="s a\na b\na c")
    run = Run(compile_definition(document))

    run.complete("a")

    assert sorted(run.open()) == ["b", "c"]


def test_nobody_but_the_case_sets_the_variable_case() -> None:
    run = Run(compile_definition(diagram(start("s"), task("a"), flows="s a")))

    with pytest.raises(StepFailed, match="cannot be set"):
        run.complete("a", {"case": {"number": "K-1"}})


def test_a_value_handed_in_is_not_shared_with_the_case() -> None:
    run = Run(compile_definition(diagram(start("s"), task("a"), task("b"), flows="s a b")))
    answers = {"list": [{"x": 1}]}
    run.complete("a", answers)

    answers["list"][0]["x"] = 2

    assert run.data["list"] == [{"x": 1}]


def test_data_objects_and_stores_are_drawing_and_change_nothing() -> None:
    reads = "<bpmn:dataInputAssociation><bpmn:sourceRef>r</bpmn:sourceRef></bpmn:dataInputAssociation>"
    document = diagram(
        start("s"),
        task("a", '<bpmn:property id="q" name="x"/>', reads),
        '<bpmn:dataObject id="o"/><bpmn:dataObjectReference id="r" dataObjectRef="o"/>',
        '<bpmn:dataStoreReference id="store" dataStoreRef="register"/>',
        end("e"),
        flows="s a e",
    )
    run = Run(compile_definition(document))

    run.complete("a", {"x": 1})

    assert run.finished
    assert set(run.data) == {"case", "x"}
