"""Work that the system does for a case: decisions as documents, and asking other systems."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from app.bpmn.doing import JOB_TYPES, RESULTS
from app.clock import MovedClock
from app.config import Settings
from app.db import Database, TenantSession
from app.documents import attachments
from app.incidents import register as incidents
from app.messages import conversation
from app.messages.tables import Message
from app.processes import due, intake, service_tasks
from app.processes.decision_document import as_value, blocks
from app.processes.filling import filled
from app.remote import Address, Allowed
from app.remote.addresses import target
from app.scheduler import desk
from tests.engine.diagrams import diagram, end, send, service, start
from tests.printing.aloud import aloud
from tests.processes.town import Town
from tests.remote.register import serving

MESSAGE = '<bpmn:messageEventDefinition messageRef="m-application"/>'
FORM = '<bpmn:extensionElements><zeebe:formDefinition formId="application"/></bpmn:extensionElements>'
TEXT = """# Decision
The application of {{ case.applicant.name }}:
{{ question }}

- {{ "free of charge" }}
- valid {{ [1, 2] }}"""


@pytest.fixture
def quiet(sqlite_database: Database, clock: MovedClock) -> Town:
    """A town in which nothing is published yet."""
    return Town(sqlite_database, clock)


def publish(town: Town, work: str) -> None:
    """A process that has the work done as soon as somebody applies."""
    begun = start("s", FORM, MESSAGE)
    town.publish(diagram(begun, work, end("e"), flows="s w e", key="advice").source)


def apply(town: Town, question: str) -> str:
    receipt = intake.submit_application(
        town.database,
        town.id,
        "advice",
        answers={"question": question},
        by=town.citizen,
        language="fi",
        idempotency_key=f"key {question}"[:60],
        now=town.now,
    )
    return receipt.case_number


def work_off(town: Town, addresses: Allowed | None = None) -> None:
    while due.work_off(replace(town.desk, addresses=addresses or {})):
        pass


def sent(session: TenantSession, number: str) -> list[Message]:
    return [each for each in conversation.of_case(session, number) if each.direction == "out"]


def test_a_decision_is_a_tagged_document_in_the_case_and_a_message_to_the_applicant(quiet: Town) -> None:
    work = service("w", "polku.decision-document", title_fi="Päätös", title_en="Decision", text=TEXT)
    publish(quiet, work.replace("\n", "&#10;"))
    number = apply(quiet, "# May I build\n\n- a <b>sauna</b> #eval(1) 😀?")

    work_off(quiet)

    with quiet.database.reading(quiet.id) as session:
        [message] = sent(session, number)
        [file] = attachments.of_case(session, number)
        paper = PdfReader(BytesIO(attachments.find(session, file.id).content))
    said = paper.pages[0].extract_text()
    assert (message.subject, message.addressee) == ("Päätös", "applicant")
    assert message.body == "Päätös on liitteenä PDF-tiedostona."
    assert (file.message_id, file.filename) == (message.id, f"Päätös {number}.pdf")
    assert [part for part in ("Testby", number, "Cecilia Citizen", "1, 2") if part not in said] == []
    assert "# May I build" in said
    assert "#eval(1)" in said
    assert paper.root_object["/MarkInfo"]["/Marked"]
    assert quiet.case(number).status == "closed"
    assert [letter.to for letter in quiet.letters] == ["cecilia@example.org"]


@pytest.mark.parametrize("demo", [True, False])
def test_a_decision_of_a_demonstration_says_that_people_are_invented(quiet: Town, demo: bool) -> None:
    publish(quiet, service("w", "polku.decision-document", title="Decision", text="Yes."))
    number = apply(quiet, "May I?")

    while due.work_off(desk(Settings(demo=demo), quiet.database, quiet.clock)):
        pass

    with quiet.database.reading(quiet.id) as session:
        [file] = attachments.of_case(session, number)
        paper = aloud(attachments.find(session, file.id).content)
    assert ("Kaikki tämän sivun kunnat ja ihmiset ovat kuvitteellisia." in paper) == demo


def test_a_decision_without_a_title_is_an_incident_and_nothing_is_sent(quiet: Town) -> None:
    publish(quiet, service("w", "polku.decision-document", title='="  "', text="Yes."))
    number = apply(quiet, "May I?")

    work_off(quiet)

    with quiet.database.reading(quiet.id) as session:
        assert sent(session, number) == attachments.of_case(session, number) == []
        assert incidents.count_open(session) == 1


@settings(max_examples=40)
@given(st.text(max_size=30))
def test_no_value_makes_a_heading_an_item_or_a_paragraph(value: str) -> None:
    made = list(blocks(filled(["", value, " is said.\n\nThe end."], as_value)))

    assert [block["kind"] for block in made] == ["paragraph", "paragraph"]


def test_an_answer_becomes_a_variable_of_the_case(quiet: Town) -> None:
    asking = service("w", "polku.http-request", url='=base + "owner"').replace(
        "</zeebe:ioMapping>", '<zeebe:output source="=body.name" target="owner"/></zeebe:ioMapping>'
    )
    told = send("m", subject="The owner", body="=owner")
    with serving() as site:
        begins = target(site)
        assert begins is not None
        work = asking.replace("base", f"&quot;{site}&quot;") + told
        begun = start("s", FORM, MESSAGE)
        quiet.publish(diagram(begun, work, end("e"), flows="s w m e", key="advice").source)
        number = apply(quiet, "Whose is it?")
        work_off(quiet, {quiet.id: (Address(begins, private=True),)})

    with quiet.database.reading(quiet.id) as session:
        assert [message.body for message in sent(session, number)] == ["Aino"]


def test_blanks_of_a_message_are_filled_in(quiet: Town) -> None:
    body = "Dear {{ case.applicant.name }}, you asked: {{ question }}"
    publish(quiet, send("w", subject_fi="Kysymyksesi {{ case.number }}", subject="x", body=body))
    number = apply(quiet, "May I {{ 1 + 1 }}?")

    with quiet.database.reading(quiet.id) as session:
        [message] = sent(session, number)
    assert message.subject == f"Kysymyksesi {number}"
    assert message.body == "Dear Cecilia Citizen, you asked: May I {{ 1 + 1 }}?"


def test_what_may_not_be_asked_is_an_incident_at_once(quiet: Town) -> None:
    publish(quiet, service("w", "polku.http-request", url="http://169.254.169.254/latest/"))
    apply(quiet, "May I?")

    work_off(quiet)

    with quiet.database.reading(quiet.id) as session:
        [incident] = incidents.open_incidents(session)
    assert incident.cause.startswith("The municipality's processes may not ask this address.")


def test_who_does_not_answer_is_asked_again_and_then_it_is_an_incident(quiet: Town) -> None:
    publish(quiet, service("w", "polku.http-request", url="http://127.0.0.1:9/x"))
    apply(quiet, "May I?")
    begins = target("http://127.0.0.1:9/")
    assert begins is not None
    open_incidents = []

    for _ in range(5):
        work_off(quiet, {quiet.id: (Address(begins, private=True),)})
        with quiet.database.reading(quiet.id) as session:
            open_incidents.append(incidents.count_open(session))
        quiet.clock.move(timedelta(days=1))

    assert open_incidents[0] == 0
    assert open_incidents[-1] == 1


def test_every_kind_of_work_has_a_worker_who_gives_what_the_dialect_says() -> None:
    inputs = {"amount": 1, "title": "Decision", "text": "Yes."}

    given = {kind: service_tasks.rehearse(kind, inputs, job_id="a1").keys() for kind in service_tasks.WORKERS}

    assert given == RESULTS
    assert given.keys() == JOB_TYPES
