"""A business rule task asks what was handed in for its decision, and keeps the answer."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

import pytest

from app.engine import Answer, Decided, StepFailed, Undecided, compile_definition
from app.feel.budget import Calendar
from tests.engine.diagrams import diagram, element, end, mapping, script, start, task, zeebe
from tests.engine.driving import NOW, Run

pytestmark = pytest.mark.usefixtures("both_ways")

ASKED = zeebe("calledDecision", decisionId="fee", resultVariable="fee")


class Fee:
    """Decides a fee by the area, and remembers when and by which calendar it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[datetime, Calendar | None]] = []

    def __call__(
        self, variables: Mapping[str, object], *, now: datetime, calendar: Calendar | None
    ) -> Answer:
        self.asked.append((now, calendar))
        area = variables["area"]
        if not isinstance(area, Decimal):
            raise Undecided("The decision could not be made.", f"fee: area = {area}")
        return Answer(area * 2, [{"sentence": "By the area.", "values": {}}])


class Weekdays:
    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5


def test_the_answer_becomes_a_variable_and_the_reason_is_told() -> None:
    document = diagram(
        start("s"), element("businessRuleTask", "ask", extra=ASKED), task("a"), flows="s ask a"
    )
    fee, calendar = Fee(), Weekdays()
    definition = compile_definition(document, decisions={"fee": fee}, calendar=calendar)

    run = Run(definition, payload={"area": Decimal(30)})

    assert run.data["fee"] == 60
    assert run.outcome.decided == (Decided("ask", ({"sentence": "By the area.", "values": {}},)),)
    assert fee.asked == [(NOW, calendar)]
    assert run.passed == ["s", "ask"]


def test_a_decision_reads_the_inputs_of_its_task_and_gives_what_its_outputs_name() -> None:
    extra = ASKED + mapping({"area": "=site.area"}, {"permit.fee": "=fee + 1"})
    document = diagram(
        start("s"), element("businessRuleTask", "ask", extra=extra), task("a"), flows="s ask a"
    )

    run = Run(compile_definition(document, decisions={"fee": Fee()}), payload={"site": {"area": Decimal(4)}})

    assert run.data["permit"] == {"fee": 9}
    assert "fee" not in run.data


def test_a_decision_is_made_once_for_each_item_of_a_list() -> None:
    loop = (
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>"
        + zeebe(
            "loopCharacteristics",
            inputCollection="=areas",
            inputElement="area",
            outputCollection="fees",
            outputElement="=fee",
        )
        + "</bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>"
    )
    document = diagram(
        start("s"), element("businessRuleTask", "ask", loop, extra=ASKED), task("a"), flows="s ask a"
    )

    run = Run(
        compile_definition(document, decisions={"fee": Fee()}), payload={"areas": [Decimal(1), Decimal(2)]}
    )

    assert run.data["fees"] == [2, 4]
    assert len(run.outcome.decided) == 2


def test_a_decision_without_an_answer_fails_the_step_and_says_of_which_values() -> None:
    document = diagram(start("s"), element("businessRuleTask", "ask", extra=ASKED), end("e"), flows="s ask e")

    with pytest.raises(StepFailed) as failed:
        Run(compile_definition(document, decisions={"fee": Fee()}), payload={"area": "big"})

    assert (failed.value.element_id, failed.value.cause) == ("ask", "The decision could not be made.")
    assert failed.value.detail == "fee: area = big"


def test_expressions_count_working_days_by_the_calendar_of_the_definition() -> None:
    source = '=add working days(date("2026-03-06"), 2)'
    document = diagram(start("s"), script("x", source, "due"), task("a"), flows="s x a")

    assert Run(compile_definition(document, calendar=Weekdays())).data["due"] == date(2026, 3, 10)
    with pytest.raises(StepFailed, match="The calendar of working days is not known here"):
        Run(compile_definition(document))
