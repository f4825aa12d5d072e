"""Where two changes meet there is a question: what they did, what we did, what follows from each answer."""

import pytest

from app.bpmn import read
from app.changes.wording import Sentence, Series
from app.tailoring import Given, Merged, Question, merge
from tests.bpmn.comparing.comparing import BASE, DECIDE, INSPECT, STEPS, arrow, diagram, edited, task
from tests.tailoring.judging import canonical, faults
from tests.tailoring.sources import diagrams

DEPOSIT = task("dep", "Charge the deposit")
START, ENDS = arrow("f1", "s", "i"), arrow("f4", "d", "e")
#: They moved the fee before the inspection.
FEE_FIRST = diagram(STEPS, arrow("f1", "s", "f"), arrow("f2", "f", "i"), arrow("f3", "i", "d"), ENDS)
#: We added a deposit after the fee.
WITH_DEPOSIT = diagram(
    STEPS, DEPOSIT, START, arrow("f2", "i", "f"), arrow("f3", "f", "dep"), arrow("f5", "dep", "d"), ENDS
)


def merged(base: bytes, ours: bytes, theirs: bytes, *choices: str, value: str | None = None) -> Merged:
    """The three made into one; every question is answered by the same choice, if there is one."""
    files = [{"permit.bpmn": source} for source in (base, ours, theirs)]
    result = merge(*files)
    given = {asked.key: Given(choice, value) for asked in result.questions for choice in choices}  # type: ignore[arg-type]
    return merge(*files, given)


def asked(base: bytes, ours: bytes, theirs: bytes) -> Question:
    """The one question."""
    (question,) = merged(base, ours, theirs).questions
    return question


def source(result: Merged) -> bytes:
    return result.files["permit.bpmn"]


def order(result: Merged) -> list[str]:
    """The steps one after the other."""
    document = read(source(result))
    row = ["s"]
    while flows := document.elements[row[-1]].outgoing:
        row.append(flows[0].target)
    return row


def follows(question: Question, choice: str) -> list[str]:
    (answer,) = [answer for answer in question.answers if answer.choice == choice]
    return [sentence.say() for sentence in answer.follows]


def short(value: object) -> str | None:
    return value.fill(str, "en", bold=False) if isinstance(value, Sentence | Series) else None


def test_a_step_moved_by_them_and_a_step_added_by_us_at_the_same_place() -> None:
    question = asked(BASE, WITH_DEPOSIT, FEE_FIRST)

    assert question.reason == "order"
    assert [change.sentence.say() for change in question.theirs] == [
        "“Charge the fee” now comes before “Inspect the site”, not after it."
    ]
    assert [change.sentence.say() for change in question.ours] == [
        "“Charge the deposit” is new and follows “Charge the fee”; it is done by Clerks."
    ]
    assert short(question.versions.base) == "“Inspect the site”, then “Charge the fee”"
    assert short(question.versions.theirs) == "“Charge the fee”, then “Inspect the site”"
    assert short(question.versions.ours) == (
        "“Inspect the site”, “Charge the fee”, then “Charge the deposit”"
    )
    assert question.choices == ("theirs", "mine", "both", "edit")
    assert follows(question, "both") == [
        "The order will be: “Charge the fee”, “Charge the deposit”, then “Inspect the site”."
    ]
    assert follows(question, "theirs")[-1].startswith("Your change goes: “Charge the deposit” is new")


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("theirs", "s f i d e"),
        ("mine", "s i f dep d e"),
        ("both", "s f dep i d e"),
        ("edit", "s i f dep d e"),
    ],
)
def test_each_answer_makes_a_whole_row_of_steps(choice: str, expected: str) -> None:
    result = merged(BASE, WITH_DEPOSIT, FEE_FIRST, choice)

    assert " ".join(order(result)) == expected
    assert result.questions_open == ()
    assert list(faults(source(result), WITH_DEPOSIT, FEE_FIRST)) == []
    assert ("dep" in read(source(result)).elements) == (choice != "theirs")


def test_until_it_is_answered_ours_stays() -> None:
    result = merged(BASE, WITH_DEPOSIT, FEE_FIRST)

    assert source(result) == WITH_DEPOSIT
    assert len(result.questions_open) == 1


def inserted(step_id: str) -> bytes:
    """A new step after the start."""
    ways = [arrow("f1", "s", step_id), arrow(f"f_{step_id}", step_id, "i")]
    return diagram(
        STEPS, task(step_id, f"Step {step_id}"), *ways, arrow("f2", "i", "f"), arrow("f3", "f", "d"), ENDS
    )


def test_both_put_a_step_into_the_same_place() -> None:
    ours, theirs = inserted("x"), inserted("y")

    assert order(merged(BASE, ours, theirs, "both")) == ["s", "x", "y", "i", "f", "d", "e"]
    assert order(merged(BASE, ours, theirs, "theirs")) == ["s", "y", "i", "f", "d", "e"]
    assert "x" not in read(source(merged(BASE, ours, theirs, "theirs"))).elements


def test_both_gave_a_task_another_deadline() -> None:
    base, ours, theirs = (_due(days) for days in (14, 10, 15))

    question = asked(base, ours, theirs)

    assert (question.reason, question.level) == ("value", "parameter")
    assert question.topic.say() == "Deadline of “Decide the permit”"
    assert [
        short(each) for each in (question.versions.base, question.versions.theirs, question.versions.ours)
    ] == [
        "14 days",
        "15 days",
        "10 days",
    ]
    assert b"P15D" in source(merged(base, ours, theirs, "theirs"))
    assert b"P10D" in source(merged(base, ours, theirs, "mine"))
    assert b"P12D" in source(merged(base, ours, theirs, "edit", value="P12D"))


def _due(days: int) -> bytes:
    decide = DECIDE.replace("<zeebe:ass", f'<zeebe:taskSchedule dueDate="P{days}D"/><zeebe:ass')
    return BASE.replace(DECIDE.encode(), decide.encode())


def test_both_gave_a_task_another_group_and_both_may_do_it() -> None:
    ours = edited(BASE, ('candidateGroups="clerks"', 'candidateGroups="clerks, board"'))
    theirs = edited(BASE, ('candidateGroups="clerks"', 'candidateGroups="inspectors"'))

    question = asked(BASE, ours, theirs)

    assert follows(question, "both") == ["It will be: Board and Inspectors."]
    assert b'candidateGroups="board,inspectors"' in source(merged(BASE, ours, theirs, "both"))


WITHOUT_FEE = diagram(INSPECT, DECIDE, START, arrow("f2", "i", "d"), ENDS)


def test_they_removed_a_step_that_we_changed() -> None:
    ours = edited(BASE, ('name="Charge the fee"', 'name="Collect the fee"'))

    question = asked(BASE, ours, WITHOUT_FEE)

    assert question.reason == "gone"
    assert question.why.say() == "They removed what you had changed."
    assert order(merged(BASE, ours, WITHOUT_FEE, "theirs")) == ["s", "i", "d", "e"]
    assert canonical(source(merged(BASE, ours, WITHOUT_FEE, "mine"))) == canonical(ours)


def test_we_removed_a_step_that_they_changed() -> None:
    theirs = edited(BASE, ('name="Charge the fee"', 'name="Collect the fee"'))

    question = asked(BASE, WITHOUT_FEE, theirs)

    assert question.why.say() == "You had removed what they changed."
    assert canonical(source(merged(BASE, WITHOUT_FEE, theirs, "theirs"))) == canonical(theirs)


def test_they_removed_a_step_that_we_lead_to() -> None:
    back = task("x", "Look again") + arrow("f9", "x", "f") + arrow("f8", "x", "e")
    ours = edited(BASE, ('id="f4" sourceRef="d" targetRef="e"', 'id="f4" sourceRef="d" targetRef="x"'))
    ours = edited(ours, ("</process>", f"{back}</process>"))

    question = asked(BASE, ours, WITHOUT_FEE)

    assert question.reason == "wired"
    assert question.why.say() == "They removed what a change of yours needs."
    assert canonical(source(merged(BASE, ours, WITHOUT_FEE, "mine"))) == canonical(ours)
    assert canonical(source(merged(BASE, ours, WITHOUT_FEE, "theirs"))) == canonical(WITHOUT_FEE)


def test_we_put_a_step_into_a_part_that_they_removed() -> None:
    part = '<subProcess id="p2" name="Signing">%s</subProcess>'
    ways = (
        START
        + arrow("f2", "i", "f")
        + arrow("f3", "f", "d")
        + arrow("f4", "d", "p2")
        + arrow("f6", "p2", "e")
    )
    inside = task("p3", "Open", "startEvent")
    base = diagram(STEPS, part % inside, ways)
    ours = diagram(STEPS, part % (inside + task("p4", "Sign")), ways)

    question = asked(base, ours, BASE)

    assert question.reason == "gone"
    assert "p4" in read(source(merged(base, ours, BASE, "mine"))).elements


def test_both_added_a_step_under_one_id() -> None:
    ours, theirs = inserted("x"), inserted("x").replace(b"Step x", b"Quite another step")

    question = asked(BASE, ours, theirs)
    both = merged(BASE, ours, theirs, "both")

    assert question.reason == "same-id"
    names = {node.name for node in read(source(both)).nodes}
    assert {"Step x", "Quite another step"} & names
    assert list(faults(source(both), ours, theirs)) == []


def test_two_things_of_one_id_that_are_nowhere_near_each_other_can_both_stay() -> None:
    ours = edited(BASE, ("</process>", '<textAnnotation id="n"><text>Ours</text></textAnnotation></process>'))
    theirs = edited(
        BASE, ("</process>", '<textAnnotation id="n"><text>Theirs</text></textAnnotation></process>')
    )

    both = merged(BASE, ours, theirs, "both")

    notes = {xml.get("id"): xml[0].text for xml in read(source(both)).root.iter("{*}textAnnotation")}
    assert sorted(notes.values()) == ["Ours", "Theirs"]
    assert len(notes) == 2
    assert both.questions_open == ()


def test_they_made_it_another_kind_of_thing_and_we_changed_its_settings() -> None:
    ours = edited(BASE, ('candidateGroups="clerks"', 'candidateGroups="board"'))
    theirs = BASE.replace(INSPECT.encode(), task("i", "Inspect the site", "manualTask").encode())

    question = asked(BASE, ours, theirs)

    assert question.reason in {"kind", "gone"}
    assert list(faults(source(merged(BASE, ours, theirs, "theirs")), ours, theirs)) == []


def test_a_new_name_goes_together_with_another_kind() -> None:
    ours = edited(BASE, ('name="Inspect the site"', 'name="Look at the site"'))
    theirs = BASE.replace(INSPECT.encode(), task("i", "Inspect the site", "manualTask").encode())

    result = merged(BASE, ours, theirs)

    assert result.questions == ()
    assert read(source(result)).elements["i"].kind == "manualTask"
    assert read(source(result)).elements["i"].name == "Look at the site"


def test_changes_that_are_fine_alone_and_wrong_together_are_asked() -> None:
    """They lead on without our step, we lead to it from nowhere else: it could not be reached."""
    gateway = '<exclusiveGateway id="g" name="Which?" default="%s"/>'
    common = [STEPS, START, arrow("f3", "f", "d"), ENDS, arrow("g0", "i", "g")]
    both_ways = [arrow("g1", "g", "f", "=a"), arrow("g2", "g", "d")]
    base = diagram(gateway % "g2", *common, *both_ways)
    ours = diagram(gateway % "g1", *common, arrow("g1", "g", "f"), arrow("g2", "g", "d", "=b"))
    theirs = diagram(gateway % "g2", *common, arrow("g2", "g", "d"), arrow("g1", "g", "f", "=c"))

    result = merged(base, ours, theirs)

    assert result.questions
    assert list(faults(source(result), ours, theirs)) == []


def test_a_drawing_that_both_changed_stays_ours_without_a_question() -> None:
    whole = diagrams()["files/whole"]
    ours = edited(whole, ('x="260" y="220"', 'x="300" y="220"'))
    theirs = edited(whole, ('x="260" y="220"', 'x="400" y="220"'))

    result = merged(whole, ours, theirs)

    assert result.questions == ()
    assert source(result) == ours


def test_a_change_that_meets_nothing_can_be_declined_by_its_key() -> None:
    theirs = edited(BASE, ('name="Charge the fee"', 'name="Collect the fee"'))
    files = [{"permit.bpmn": each} for each in (BASE, BASE, theirs)]
    (offered,) = merge(*files).applied

    result = merge(*files, {offered.key: Given("mine")})

    assert source(result) == BASE
    assert [spot.key for spot in result.declined] == [offered.key]
    assert result.applied == ()


def test_the_key_of_a_question_stays_and_changes_with_what_is_asked() -> None:
    base, ours, theirs = (_due(days) for days in (14, 10, 15))

    assert asked(base, ours, theirs).key == asked(base, ours, theirs).key
    assert asked(base, ours, theirs).key != asked(base, ours, _due(16)).key


def test_an_answer_that_is_not_offered_counts_as_none() -> None:
    ours = edited(BASE, ('name="Charge the fee"', 'name="Collect the fee"'))

    result = merged(BASE, ours, WITHOUT_FEE, "both")

    assert len(result.questions_open) == 1
