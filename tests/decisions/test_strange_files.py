"""Whatever the file and the data: decisions or sentences, never a traceback."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from app.decisions import DecisionError, Model, Unreadable, decide, link, read
from app.decisions.checks import check
from app.decisions.explaining import explain
from tests.decisions.models import (
    NOW,
    allowed,
    component,
    decision,
    file,
    input_data,
    item,
    knowledge,
    literal,
    service,
    table,
)

WHOLE = file(
    item("tSeason", "string", allowed('"winter", "summer"')),
    item("tGuest", component("age", "number"), component("with", "tGuest", many=True)),
    input_data("season", "tSeason"),
    input_data("guests", "tGuest"),
    decision(
        "dish",
        table(
            ['season | "winter", "summer"', "count(guests): number"],
            ['dish | "stew", "soup"', "price"],
            ('"winter"', "[1..8]", '"stew"', "rate(5)", "Good."),
            ("-", "> 8, null", '"soup"', "3"),
            policy="PRIORITY",
            defaults={"price": "0"},
        ),
        "#_season",
        "#_guests",
        "k!#_rate",
    ),
    knowledge("rate", ["x: number"], literal("if x > 3 then x else for i in 1..x return i")),
    decision(
        "all", literal('[dish.price, service(season: "winter", guests: null)]'), "d!#_dish", "k!#_service"
    ),
    service("service", gives=["#_dish"], takes=["#_season", "#_guests"]),
)
WORDS = sorted(set(re.findall(rb"[\w:.#\"-]+", WHOLE)))
MARKUP = [b"<", b">", b"/>", b'"', b"&", b"&amp;", b"]]>", b"<!--", b"<?x?>", b"=", b"", b"\0", b"\xff"]
VALUES = st.none() | st.integers() | st.text(max_size=5) | st.just([{"age": 5, "with": []}])


def outcome(source: bytes, inputs: dict[str, object]) -> list[str]:
    """What is said of a file, and of every decision in it."""
    try:
        model = link([read(source)])
    except Unreadable as refusal:
        return [str(refusal), refusal.remedy % refusal.values]
    said = [problem.say(each) for problem in check(model) for each in (problem.sentence, problem.remedy)]
    return [*said, *(sentence for name in model.names() for sentence in made(model, name, inputs))]


def made(model: Model, name: str, inputs: dict[str, object]) -> list[str]:
    try:
        return [str(phrase) for phrase in explain(decide(model, name, inputs, now=NOW))]
    except DecisionError as error:
        return [str(error)]


def test_the_whole_file_is_whole() -> None:
    model = link([read(WHOLE)])

    assert [problem for problem in check(model) if problem.severity == "error"] == []
    assert decide(model, "all", {"season": "winter", "guests": {"age": 1, "with": []}}, now=NOW).value


@given(st.data())
def test_a_file_with_scrambled_bytes_gets_an_answer(data: st.DataObject) -> None:
    source = WHOLE
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(source)))
        gone = data.draw(st.integers(0, 40))
        source = source[:at] + data.draw(st.sampled_from([*MARKUP, *WORDS])) + source[at + gone :]

    said = outcome(source, {"season": data.draw(VALUES), "guests": data.draw(VALUES)})

    assert all(sentence.strip() for sentence in said)


@given(st.data())
def test_a_file_with_parts_lost_moved_doubled_and_renamed_gets_an_answer(data: st.DataObject) -> None:
    root = etree.fromstring(WHOLE)
    names = sorted({etree.QName(each).localname for each in root.iter()})
    for _ in range(data.draw(st.integers(1, 6))):
        part = data.draw(st.sampled_from(list(root.iterdescendants("{*}*"))))
        parent = part.getparent()
        match data.draw(st.sampled_from(["lose", "double", "rename", "empty", "move"])):
            case "lose" if len(root) > 1:
                parent.remove(part)
            case "double":
                part.addnext(etree.fromstring(etree.tostring(part)))
            case "rename":
                part.tag = f"{{{etree.QName(part).namespace}}}{data.draw(st.sampled_from(names))}"
            case "empty":
                part.attrib.clear()
            case "move" if part not in root.iterancestors():
                root.append(part)

    said = outcome(etree.tostring(root), {"season": data.draw(VALUES), "guests": data.draw(VALUES)})

    assert all(sentence.strip() for sentence in said)


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])), st.text(alphabet='<>=[]()..,-?"a1 not')
)
def test_any_text_may_stand_in_a_cell(logic: str, cell: str) -> None:
    source = file(decision("d", table([logic], ["out"], (cell, logic))), decision("e", literal(logic)))

    assert all(sentence.strip() for sentence in outcome(source, {}))


@pytest.mark.parametrize("depth", [30, 70])
def test_boxes_inside_each_other_are_read_or_refused(depth: int) -> None:
    source = file(decision("d", "<list>" * depth + literal("1") + "</list>" * depth))

    assert outcome(source, {})
