"""Decisions beside diagrams: published with them, asked by them, and explained in the case's timeline."""

from datetime import timedelta

import pytest

from app.cases import timeline
from app.cases.tables import CaseStatus, Event, EventKind
from app.incidents import register as incidents
from app.processes import drafting, library
from app.processes.bundles import Bundle, open_bundle
from app.processes.errors import StoppedByIncident
from app.processes.tables import FileKind
from tests.decisions.models import decision, element, file, literal
from tests.processes.pricing import PROCESS, RULES, fees, publish
from tests.processes.town import FORMS, Town


def bundle(**files: bytes) -> Bundle:
    """The process with these files of decisions."""
    found = {f"{name}.dmn": content for name, content in files.items()}
    return open_bundle({"advice.bpmn": PROCESS, **FORMS, **found}, groups={"advisers"})


def said(found: Bundle) -> set[str]:
    return {
        f"{each.filename}: {each.say(each.sentence)}" for each in found.findings if each.severity == "error"
    }


@pytest.fixture
def priced(town: Town) -> Town:
    """The town, with a service that asks a decision."""
    publish(town, fees(*RULES))
    return town


def decided(town: Town, number: str) -> Event:
    with town.database.reading(town.id) as session:
        [event] = [each for each in timeline.of_case(session, number) if each.kind == EventKind.DECIDED]
    return event


def test_a_step_asks_the_decision_and_the_timeline_says_why(priced: Town) -> None:
    number = priced.apply()

    priced.complete(number, fee=7)

    event = decided(priced, number)
    told = [each["sentence"] % each["values"] for each in event.details["because"]]
    assert (event.element_id, event.details["names"]) == ("ask", {"en": "Price"})
    assert told == [
        'price: rule 1 applies (fee = 7: <= 10), which gives "low".',
        "Remark on rule 1: Small matters.",
    ]


def test_where_no_rule_applies_the_case_stops_and_nothing_is_changed(priced: Town) -> None:
    number = priced.apply()

    with pytest.raises(StoppedByIncident):
        priced.complete(number, fee=2000)

    with priced.database.reading(priced.id) as session:
        [incident] = incidents.of_case(session, number)
    assert incident.cause == "The decision gives no answer that the process could go on with."
    assert "price: no rule applies (fee = 2000)." in incident.detail
    assert priced.case(number).status == CaseStatus.STOPPED
    assert priced.open_task(number).element_id == "review"


def test_a_rule_whose_result_makes_no_sense_stops_the_case_and_is_named(priced: Town) -> None:
    number = priced.apply()

    with pytest.raises(StoppedByIncident):
        priced.complete(number, fee=6000)

    with priced.database.reading(priced.id) as session:
        [incident] = incidents.of_case(session, number)
    assert "price: rule 3 gives no value for “out” (fee = 6000)." in incident.detail


def test_cases_stay_on_the_decisions_that_they_began_with(priced: Town) -> None:
    before = priced.apply()
    publish(priced, fees(("-", '"free"')))
    after = priced.apply()

    priced.complete(before, fee=7)
    priced.complete(after, fee=7)

    results = [decided(priced, each).details["because"][0]["values"]["result"] for each in (before, after)]
    assert results == ['"low"', '"free"']


def test_another_table_is_another_version_and_the_same_is_not(priced: Town) -> None:
    with priced.database.reading(priced.id) as session:
        live = library.live(session, "advice").id

    assert publish(priced, fees(*RULES)) == live
    assert publish(priced, fees(("-", '"free"'))) != live


def test_a_draft_begins_with_the_decisions_of_the_version_and_keeps_what_is_saved(priced: Town) -> None:
    new = fees(("-", '"free"'))
    with priced.database.transaction(priced.id) as session:
        draft = drafting.change(session, "advice", by=priced.adviser, now=priced.now)
        before = drafting.find(session, draft.id).files["_file.dmn"]

        drafting.save(session, draft.id, {"_file.dmn": new}, expected=1, by=priced.adviser, now=priced.now)

        assert before == fees(*RULES)
        assert drafting.find(session, draft.id).files["_file.dmn"] == new


def test_a_version_holds_its_files_of_decisions(priced: Town) -> None:
    with priced.database.reading(priced.id) as session:
        files = drafting.version_files(session, library.live(session, "advice").id)

    assert set(files) == {"advice.bpmn", "application.form", "review.form", "_file.dmn"}
    assert FileKind.DECISION.ending == "dmn"


def test_decisions_are_checked_with_the_diagrams_that_ask_them() -> None:
    assert bundle(fees=fees(*RULES)).publishable
    assert said(bundle()) == {
        "advice.bpmn: “Price” asks the decision “_price”, which is in none of the files."
    }
    broken = bundle(fees=fees(("<= ", '"low"')))
    assert any(each.startswith("fees.dmn:") for each in said(broken))
    hostile = bundle(fees=b'<!DOCTYPE x [<!ENTITY e "e">]><definitions/>')
    assert any("document type" in each for each in said(hostile))


def test_gaps_and_overlaps_are_findings_of_their_file() -> None:
    found = bundle(fees=fees(("[1..10]", '"low"'), ("[10..20]", '"high"'))).findings

    of_file = [each for each in found if each.filename == "fees.dmn"]
    assert {each.severity for each in of_file} == {"error", "warning"}


def test_decisions_that_cannot_be_told_apart_are_refused() -> None:
    twice = bundle(one=fees(*RULES), two=fees(*RULES))

    assert said(twice) == {
        "two.dmn: Another file of decisions has the same id, “_file”.",
        "two.dmn: Another file holds a decision with the same id, “_price”.",
    }


def test_what_an_import_has_is_said_once_where_it_stands() -> None:
    inner = file(decision("rate", literal("1 +")), namespace="urn:inner").replace(b'"_file"', b'"_inner"')
    imported = element(
        "import",
        name="inner",
        namespace="urn:inner",
        importType="https://www.omg.org/spec/DMN/20230324/MODEL/",
    )
    outer = file(imported, decision("fee", literal("2"), "d!urn:inner#_rate"))

    found = [each.filename for each in bundle(outer=outer, inner=inner).findings if each.severity == "error"]

    assert found.count("inner.dmn") == 1
    assert "outer.dmn" not in found


def test_a_deadline_of_working_days_leaves_out_the_holidays(town: Town) -> None:
    schedule = b'<zeebe:taskSchedule dueDate="=add working days(date(now()), 3)"/></bpmn:extensionElements>'
    source = PROCESS.replace(b"</bpmn:extensionElements></bpmn:userTask>", schedule + b"</bpmn:userTask>")
    publish(town, fees(*RULES), source)
    wednesday = town.now.replace(month=12, day=23, year=2026)
    town.clock.move(wednesday - town.now)

    number = town.apply()

    due = town.open_task(number).due_at
    assert due is not None
    assert (due + timedelta(hours=2)).date().isoformat() == "2026-12-30"
