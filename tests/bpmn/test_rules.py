"""The check: one scenario for each finding, and diagrams in which nothing is wrong."""

import re
from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
from lxml import etree

from app.bpmn import ALLOWED, Document, check, read
from app.bpmn import rules as rule_package
from app.bpmn.checking import MAX_PROBLEMS, NO_PROCESS, RULES
from app.bpmn.findings import Finding
from app.bpmn.refused import ATTRIBUTES, ELEMENTS, UNKNOWN_ATTRIBUTE, UNKNOWN_ELEMENT
from app.bpmn.vendors import foreign
from tests.bpmn.diagrams import REPLY, around, chain, codes, document, extended, flow, found, process, user
from tests.bpmn.scenarios import SCENARIOS
from tests.counting import calls


def findings() -> Iterator[Finding]:
    """Everything the check can say."""
    for name in {rule.__module__ for rule in RULES}:
        yield from (thing for thing in vars(import_module(name)).values() if isinstance(thing, Finding))
    yield from (*ELEMENTS.values(), *ATTRIBUTES.values(), UNKNOWN_ATTRIBUTE, UNKNOWN_ELEMENT, NO_PROCESS)
    yield from (foreign("http://camunda.org/schema/1.0/bpmn", "x"), foreign("http://example.org", "x"))


@pytest.mark.parametrize("code", sorted(SCENARIOS))
def test_what_is_wrong_is_found_at_its_place_in_plain_words(code: str) -> None:
    parts, known = SCENARIOS[code]

    problem = next((problem for problem in found(parts, **known) if problem.code == code), None)

    assert problem is not None, sorted(codes(found(parts, **known)))
    assert problem.line == 1
    for sentence in (problem.say(problem.sentence), problem.say(problem.remedy)):
        assert re.fullmatch(r"[A-Z“].*\.", sentence, re.DOTALL)
        assert "%(" not in sentence


def test_every_finding_has_a_scenario() -> None:
    said = {finding.code for finding in findings()}

    assert said == set(SCENARIOS)


def test_the_rules_live_in_their_package() -> None:
    assert {rule.__module__.rpartition(".")[0] for rule in RULES} == {rule_package.__name__}


def test_a_diagram_with_everything_that_is_allowed_has_no_problems(whole: bytes) -> None:
    inspection = document(
        process(
            '<startEvent id="s"/><endEvent id="e"/>' + chain("s", "e"), 'id="inspection" isExecutable="true"'
        )
    )

    problems = check(
        read(whole), called=[inspection], forms={"application", "decide"}, groups={"permit-office", "board"}
    )

    assert [(p.code, p.element_id) for p in problems if p.severity == "error"] == []


def test_events_and_repetitions_of_all_kinds_have_no_problems(happenings: bytes) -> None:
    assert check(read(happenings), groups={"board"}) == []


def test_the_two_diagrams_use_everything_that_is_allowed(whole: bytes, happenings: bytes) -> None:
    used = {
        etree.QName(xml).localname for file in (whole, happenings) for xml in read(file).root.iter("{*}*")
    }

    assert set(ALLOWED) - used == {"task", "childLaneSet"}


@pytest.mark.parametrize(
    ("name", "is_error"),
    [("candidateGroups", True), ("class", True), ("whatever", True), ("asyncBefore", False)],
)
def test_another_products_settings_are_errors_unless_they_have_no_effect_here(
    name: str, is_error: bool
) -> None:
    problems = found(around(task=user("t", attributes=f'camunda:{name}="x"')))

    assert [(p.code, p.severity == "error") for p in problems] == [("extension-foreign", is_error)]
    assert "Camunda 7" in problems[0].say(problems[0].sentence)


def test_an_unknown_namespace_is_refused_and_colours_are_not() -> None:
    problems = found(around(task=user("t", attributes='bioc:fill="#fff" other:speed="high"')))

    assert [p.values["name"] for p in problems] == ["speed"]
    assert "http://example.org/other" in problems[0].say(problems[0].sentence)


def test_drawing_is_not_looked_at() -> None:
    drawn = (
        '<textAnnotation id="n" other:speed="high"><text>Note</text></textAnnotation>'
        '<dataObject id="o"/><group id="g"/><association id="a" sourceRef="t" targetRef="n"/>'
    )

    assert found(around(drawn, task=user("t"))) == []


def test_a_group_is_any_of_those_in_the_list() -> None:
    task = user("t", '<zeebe:assignmentDefinition candidateGroups="clerks, board"/>')

    assert found(around(task=task), groups=["board", "clerks"]) == []
    assert codes(found(around(task=task), groups=["clerks"])) == {"group-unknown"}


@pytest.mark.parametrize(
    ("kind", "value", "fits"),
    [
        ("timeDuration", "P14D", True),
        ("timeDuration", "PT2H30M", True),
        ("timeDuration", "P", False),
        ("timeDuration", "P1DT", False),
        ("timeDuration", "P99999999999Y", False),
        ("timeDuration", "=duration(&quot;P&quot; + string(days) + &quot;D&quot;)", True),
        ("timeDate", "2026-12-24T08:00:00+02:00", True),
        ("timeDate", "2026-12-24", True),
        ("timeDate", "24.12.2026", False),
        ("timeDate", "2026-02-30", False),
        ("timeCycle", "R3/P7D", True),
        ("timeCycle", "R/2026-12-24T08:00:00Z/P1D", True),
        ("timeCycle", "0 0 22 * * ?", False),
        ("timeCycle", "R3/P0D", False),
    ],
)
def test_fixed_times_are_those_of_the_standard(kind: str, value: str, fits: bool) -> None:
    boundary = (
        '<boundaryEvent id="b" attachedToRef="t" cancelActivity="false"><timerEventDefinition>'
        f'<{kind}>{value}</{kind}></timerEventDefinition></boundaryEvent><endEvent id="be"/>'
    )

    problems = found(around(boundary, flow("b", "be"), task=user("t")))

    assert (problems == []) is fits


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ("R/2027-01-01T08:00:00/P1M", True),
        ("R3/2027-01-01T08:00:00Z/P1D", True),
        ("R/P1D", True),
        ("R/PT60S", True),
        ('="R/P1D"', True),
        ("R3/P1D", False),
        ("R/PT59S", False),
        ("R/PT0S", False),
        ("0 0 8 * * *", False),
    ],
)
def test_a_start_by_the_clock_tells_its_next_moment(value: str, fits: bool) -> None:
    timer = f"<timerEventDefinition><timeCycle>{value}</timeCycle></timerEventDefinition>"
    begins = f'<startEvent id="s">{timer}</startEvent><endEvent id="e"/>'

    problems = found(process(begins + chain("s", "e")))

    assert (problems == []) is fits


@pytest.mark.parametrize(
    ("items", "is_long"),
    [("=for i in 1..10000000 return i", True), ("=for i in 1..1000 return i", False), ("=people", False)],
)
def test_a_list_that_is_counted_out_can_be_too_long(items: str, is_long: bool) -> None:
    loop = f'<zeebe:loopCharacteristics inputCollection="{items}"/>'
    marker = f"<multiInstanceLoopCharacteristics>{extended(loop)}</multiInstanceLoopCharacteristics>"

    assert ("list-long" in codes(found(around(task=user("t", inside=marker))))) is is_long


def test_a_timer_of_no_time_is_no_rest_in_a_circle() -> None:
    timer = "<timerEventDefinition><timeDuration>PT0S</timeDuration></timerEventDefinition>"
    body = (
        '<startEvent id="s"/><exclusiveGateway id="g" default="g_e"/><endEvent id="e"/>'
        f'<intermediateCatchEvent id="t">{timer}</intermediateCatchEvent>'
    )

    problems = found(process(body + chain("s", "t", "g", "e") + flow("g", "t", "=again")))

    assert codes(problems) == {"busy-circle"}


def test_a_conditions_mistake_is_told_with_its_reason() -> None:
    (problem,) = (p for p in found(SCENARIOS["expression-broken"][0]) if p.code == "expression-broken")

    said = problem.say(problem.sentence)

    assert said == (
        "The expression “=a >” of “g_a” cannot be read: "
        "The expression ends too early. Line 1, character 5: “a >”."
    )
    assert "loppuu" in problem.say(problem.sentence, lambda text: text.replace("ends", "loppuu"))


def test_a_circle_through_a_person_is_no_hurry() -> None:
    body = '<startEvent id="s"/><exclusiveGateway id="g" default="g_e"/><endEvent id="e"/>' + user("t")

    assert found(process(body + chain("s", "t", "g", "e") + flow("g", "t", "=again"))) == []


def test_problems_come_in_the_order_of_the_file_and_not_without_end() -> None:
    tasks = "\n".join(f'<userTask id="t{at}"/>' for at in range(1000))

    problems = found(process(f'<startEvent id="s"/>{tasks}'))

    assert len(problems) == MAX_PROBLEMS
    assert [p.line for p in problems] == sorted(p.line or 0 for p in problems)


def net(size: int) -> Document:
    """A row of tasks with an arrow back from each to the one half as far."""
    row = [f"t{at}" for at in range(size)]
    tasks = "".join(user(task) for task in row)
    back = "".join(flow(row[at], row[at // 2]) for at in range(1, size))
    return document(process('<startEvent id="s"/><endEvent id="e"/>' + tasks + chain("s", *row, "e") + back))


def twins(size: int) -> Document:
    """Tasks of which each two have the same id."""
    return document(REPLY, process("".join(f'<task id="t{at // 2}"/>' for at in range(size))))


@pytest.mark.parametrize(("made", "code"), [(net, "implicit-split"), (twins, "id-twice")])
def test_the_work_of_a_check_grows_with_the_size_and_not_with_its_square(
    made: Callable[[int], Document], code: str
) -> None:
    small, large = made(500), made(2000)

    assert code in codes(check(large))
    assert calls(lambda: check(large)) < 6 * calls(lambda: check(small))
