"""Rehearsals: a diagram run in memory with answers given or made up."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from app.bpmn import Document
from app.forms import Form, read_form
from app.processes.rehearsal import Rehearsal, Verdict, rehearse
from tests.engine.diagrams import (
    boundary,
    catch,
    diagram,
    element,
    end,
    many,
    message,
    properties,
    python,
    script,
    service,
    signal,
    start,
    task,
    timer,
    zeebe,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def _path(result: Rehearsal) -> list[str]:
    return [visit.element_id for visit in result.path]


def _rehearse(document: Document, answers: Mapping[str, object] | None = None, **forms: Form) -> Rehearsal:
    return rehearse(document, forms=forms, answers=answers, now=NOW)


def _form(form_id: str, *components: Mapping[str, object]) -> Form:
    return read_form(json.dumps({"id": form_id, "type": "default", "components": list(components)}))


def _decision() -> Document:
    return diagram(
        start("s"),
        task("decide", extra=zeebe("formDefinition", formId="decision")),
        element("exclusiveGateway", "g"),
        end("yes"),
        end("no"),
        flows='s decide g\ng -> yes : =decision = "grant" and fee > 100\ng -> no : =decision = "refuse"',
    )


def test_answers_are_made_up_so_that_a_condition_is_met() -> None:
    result = _rehearse(_decision())

    assert result.verdict is Verdict.COMPLETED
    assert _path(result) == ["s", "decide", "g", "yes"]
    assert result.path[1].type == "userTask"


def test_made_up_answers_are_among_the_options_of_the_form() -> None:
    options = [{"value": value, "label": value} for value in ("refuse", "grant")]
    form = _form("decision", {"type": "radio", "key": "decision", "label": "D", "values": options})

    result = _rehearse(_decision(), decision=form)

    assert _path(result) == ["s", "decide", "g", "no"]


def test_given_answers_lead_the_way() -> None:
    result = _rehearse(_decision(), {"decide": {"decision": "refuse"}})

    assert (result.verdict, _path(result)[-1]) == (Verdict.COMPLETED, "no")


def test_given_fields_are_answered_wherever_they_are_asked() -> None:
    result = _rehearse(_decision(), {"decision": "refuse", "fee": 1})

    assert (result.verdict, _path(result)[-1]) == (Verdict.COMPLETED, "no")


def test_given_answers_that_fail_are_an_incident() -> None:
    result = _rehearse(_decision(), {"decide": {"decision": "perhaps", "fee": 1}})

    assert result.verdict is Verdict.INCIDENT
    assert "no default flow" in result.reason
    assert _path(result) == ["s"]


def test_script_that_always_fails_is_an_incident_even_beside_a_timer() -> None:
    document = diagram(
        start("s"),
        task("a", name="Look"),
        boundary("late", "a", timer("P1D")),
        python("calc", "x = 1 / 0", name="Calculate"),
        end("e"),
        flows="s a calc e\nlate e",
    )

    result = _rehearse(document)

    assert result.verdict is Verdict.INCIDENT
    assert "“Calculate” (calc)" in result.reason


def test_a_list_of_answers_is_one_for_each_visit() -> None:
    document = diagram(
        start("s"),
        element("exclusiveGateway", "m"),
        task("a"),
        element("exclusiveGateway", "g"),
        end("e"),
        flows="s m a g\ng -> e : =ok\ng -> m : default",
    )

    result = _rehearse(document, {"a": [{"ok": False}, {"ok": False}, {"ok": True}]})

    assert result.verdict is Verdict.COMPLETED
    assert _path(result).count("a") == 3


def test_messages_come_timers_fire_and_workers_work() -> None:
    document = diagram(
        start("s"),
        catch("w", message("reply")),
        catch("t", timer("P30D")),
        service("pay", amount="=80"),
        end("e"),
        flows="s w t pay e",
    )

    result = _rehearse(document)

    assert result.verdict is Verdict.COMPLETED
    assert _path(result) == ["s", "w", "t", "pay", "e"]


def test_an_event_that_is_given_comes_before_the_task() -> None:
    document = diagram(
        start("s"),
        element("exclusiveGateway", "m"),
        task("a"),
        boundary("ask", "a", message("ask"), extra=properties(addressee="staff")),
        catch("reply", message("reply")),
        end("e"),
        flows="s m a e\nask reply m",
    )

    result = _rehearse(document, {"ask": [{"question": "Where?"}]})

    assert _path(result) == ["s", "m", "ask", "reply", "m", "a", "e"]


def test_a_circle_without_a_way_out_is_waiting() -> None:
    document = diagram(start("s"), element("exclusiveGateway", "m"), task("a", name="Again"), flows="s m a m")

    result = _rehearse(document)

    assert result.verdict is Verdict.WAITING
    assert "“Again” (a)" in result.reason


def test_a_way_out_behind_a_timer_is_found() -> None:
    document = diagram(
        start("s"),
        element("exclusiveGateway", "m"),
        task("a"),
        boundary("late", "a", timer("P7D")),
        end("e"),
        flows="s m a m\nlate e",
    )

    result = _rehearse(document)

    assert _path(result)[-2:] == ["late", "e"]


def test_what_cannot_be_run_is_refused_with_its_problems() -> None:
    result = _rehearse(diagram(start("s"), script("x", "=1 +", "y"), flows="s x"))

    assert result.verdict is Verdict.REFUSED
    assert [problem.element_id for problem in result.problems] == ["x"]


def test_items_to_repeat_for_are_made_up() -> None:
    result = _rehearse(diagram(start("s"), task("a", many("=people")), end("e"), flows="s a e"))

    assert _path(result) == ["s", "a", "e"]


def test_form_answers_have_the_types_of_their_fields() -> None:
    form = _form(
        "application",
        {"type": "datetime", "subtype": "date", "key": "starts", "dateLabel": "Starts"},
        {"type": "number", "key": "days", "label": "Days"},
        {"type": "checkbox", "key": "closed", "label": "Closed"},
        {
            "type": "dynamiclist",
            "path": "sites",
            "components": [{"type": "textfield", "key": "street", "label": "S"}],
        },
        {"type": "textfield", "key": "why", "label": "Why", "conditional": {"hide": "=closed"}},
    )
    document = diagram(
        start("s", extra=zeebe("formDefinition", formId="application")),
        script("x", '=starts + duration("P1D") > date("2026-01-01") and days > 0 and count(sites) = 1', "x"),
        element("exclusiveGateway", "g"),
        end("e"),
        end("no"),
        flows="s x g\ng -> e : =x\ng -> no : default",
    )

    made_up = _rehearse(document, application=form)
    given = _rehearse(document, {"s": {"starts": "2020-01-01", "days": 2, "sites": [{}]}}, application=form)

    assert _path(made_up)[-1] == "e"
    assert _path(given)[-1] == "no"


def test_awaited_signals_are_sent() -> None:
    document = diagram(start("s"), catch("c", signal("storm")), end("e"), flows="s c e")

    result = _rehearse(document)

    assert (result.verdict, _path(result)) == (Verdict.COMPLETED, ["s", "c", "e"])


def test_a_way_that_needs_few_unusual_answers_among_many_questions_is_found() -> None:
    names = [f"q{number}" for number in range(12)]
    usual = " and ".join(f"{name} = 1" for name in names[2:])
    document = diagram(
        start("s"),
        task("ask"),
        element("exclusiveGateway", "g"),
        task("again"),
        end("e"),
        flows=f"s ask g\ng -> e : =q0 = 2 and q1 = 2 and {usual}\ng -> again : default\nagain g",
    )

    result = _rehearse(document)

    assert result.verdict is Verdict.COMPLETED


def test_a_search_that_leads_nowhere_ends() -> None:
    ways = "\n".join(f"g -> a : =q{number} = {number}" for number in range(30))
    document = diagram(
        start("s"),
        task("a"),
        element("exclusiveGateway", "g"),
        end("e"),
        flows=f"s a g\n{ways}\ng -> e : =never = 1 and never = 2",
    )

    result = _rehearse(document)

    assert result.verdict in (Verdict.WAITING, Verdict.INCIDENT)
    assert "a" in result.reason
