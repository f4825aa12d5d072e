"""Boxed expressions, knowledge, services, types and files that import each other (6.3, 7.3, 10.2, 10.4)."""

from decimal import Decimal

import pytest

from app.decisions import DecisionError, Unreadable, decide, link, read
from tests.decisions.models import (
    NOW,
    VERSION_1_5,
    allowed,
    component,
    decided,
    decision,
    element,
    file,
    input_data,
    item,
    knowledge,
    literal,
    model,
    service,
    table,
)

D = Decimal


def boxed(logic: str, *parts: str, **inputs: object) -> object:
    """The value of a decision with this logic, which may require "n"."""
    built = model(input_data("n"), *parts, decision("result", logic, "#_n"))
    return decided(built, "result", **{"n": 3, **inputs}).value


def entry(name: str, logic: str, type_ref: str = "") -> str:
    return element("contextEntry", element("variable", name=name, typeRef=type_ref), logic)


def result(logic: str) -> str:
    return element("contextEntry", logic)


def parts(tag: str, iterator: str = "", **inside: str) -> str:
    """A box whose parts have names: if, then, else, in, match, return, satisfies."""
    made = [element(name.rstrip("_"), literal(each)) for name, each in inside.items()]
    return element(tag, *made, iteratorVariable=iterator)


def function(parameter: str, body: str, type_ref: str = "") -> str:
    formal = element("formalParameter", name=parameter, typeRef=type_ref)
    return element("functionDefinition", formal, literal(body))


CALL = element("invocation", literal("f"), element("binding", element("parameter", name="x"), literal("5")))
ROW = element("row", literal("1"), literal("n"))

BOXES = [
    (literal("n + 1"), D(4)),
    (literal("n", "string"), None),
    (literal("[n]", "number"), D(3)),
    ("<literalExpression/>", None),
    (element("context", entry("a", literal("n")), entry("b", literal("a * 2"))), {"a": D(3), "b": D(6)}),
    (element("context", entry("a", literal("n")), result(literal("a + 1"))), D(4)),
    (
        element("context", entry("net-price", literal("n"), "string"), entry("b", literal("net-price"))),
        {"net-price": None, "b": None},
    ),
    (element("list", literal("n"), literal("n * 2")), [D(3), D(6)]),
    (
        element("relation", element("column", name="a"), element("column", name="b c"), ROW),
        [{"a": D(1), "b c": D(3)}],
    ),
    (parts("conditional", if_="n > 1", then="1", else_="2"), D(1)),
    (parts("conditional", if_="n > 5", then="1", else_="2"), D(2)),
    (parts("conditional", if_="null", then="1", else_="2"), None),
    (parts("filter", in_="[1, 5, n]", match="item > 2"), [D(5), D(3)]),
    (parts("filter", in_="[1, 5, n]", match="1"), None),
    (parts("for", "x", in_="[1..n]", return_="x * count(partial)"), [D(0), D(2), D(6)]),
    (parts("some", "x", in_="[1, n]", satisfies="x > 2"), True),
    (parts("some", "x", in_="[n, 1]", satisfies="if x > 2 then true else 5"), None),
    (parts("every", "x", in_="[1, n]", satisfies="x > 2"), False),
    (
        element(
            "context",
            entry("f", function("x", "x * n", "number")),
            result(literal("[f(2), f(x: 3), f(null)]")),
        ),
        [D(6), D(9), None],
    ),
    (element("context", entry("f", function("x", "x * n")), result(CALL)), D(15)),
]


@pytest.mark.parametrize(("logic", "expected"), BOXES)
def test_a_boxed_expression_means_what_its_feel_means(logic: str, expected: object) -> None:
    assert boxed(logic) == expected


def test_knowledge_is_a_function_of_its_parameters() -> None:
    tax = knowledge("tax", ["amount: number", "rate"], literal("amount * rate"))
    built = model(
        tax, decision("result", literal('[tax(100, 0.24), tax(rate: 1, amount: 5), tax("a", 1)]'), "k!#_tax")
    )

    assert decided(built, "result").value == [D(24), D(5), None]


def test_knowledge_may_be_a_table_and_use_other_knowledge() -> None:
    double = knowledge("double", ["x"], literal("x * 2"))
    grade = knowledge(
        "grade",
        ["points"],
        table(["points"], ["out"], ("< 5", "double(points)"), (">= 5", "0")),
        "k!#_double",
    )
    built = model(double, grade, decision("result", literal("[grade(2), grade(9)]"), "k!#_grade"))

    assert decided(built, "result").value == [D(4), D(0)]


def test_decisions_require_each_other_and_are_made_once() -> None:
    built = model(
        input_data("n"),
        decision("base", literal("n * 2"), "#_n"),
        decision("left", literal("base + 1"), "d!#_base"),
        decision("right", literal("base + 2"), "d!#_base"),
        decision("all", literal("left + right"), "d!#_left", "d!#_right"),
    )

    made = decided(built, "all", n=1)

    assert made.value == D(7)
    assert [step.name for step in made.steps] == ["base", "left", "right", "all"]


def test_a_service_takes_its_inputs_and_decisions_and_gives_its_outputs() -> None:
    parts = [
        input_data("n", "number"),
        decision("base", literal("n * 2"), "#_n"),
        decision("first", literal("base + 1"), "d!#_base"),
        decision("second", literal("base + n"), "d!#_base", "#_n"),
        service("both", gives=["#_first", "#_second"], takes=["#_n"], decisions=["#_base"]),
        service("whole", gives=["#_second"], takes=["#_n"]),
        decision(
            "caller", literal("[both(1, 10), both(base: 5, n: 2).second, whole(4)]"), "k!#_both", "k!#_whole"
        ),
    ]
    built = model(*parts)

    assert decided(built, "both", n=1, base=10).value == {"first": D(11), "second": D(11)}
    assert decided(built, "caller").value == [{"first": D(11), "second": D(11)}, D(7), D(12)]
    with pytest.raises(DecisionError, match="“both” needs “base”, which is not given"):
        decided(built, "both", n=1)


GUEST = [component("first name", "string"), component("with", "tGuest", many=True)]
STAY = [
    component("from", "date"),
    component("until", "date", allowed("> from")),
    component("guests", "tGuest", many=True),
]
RATE = element("functionItem", element("parameters", name="x", typeRef="number"), outputTypeRef="number")
TYPES = "".join(
    (
        item("tColour", "string", allowed('"red", "green"')),
        item("tColours", "tColour", many=True),
        item("tPair", "number", allowed("count(?) = 2", "typeConstraint"), many=True),
        item("tStay", *STAY),
        item("tGuest", *GUEST),
        item("tRate", RATE),
    )
)


@pytest.mark.parametrize(
    ("type_ref", "expression", "expected"),
    [
        ("tColour", '"red"', "red"),
        ("tColour", '"blue"', None),
        ("tColour", '["green"]', "green"),
        ("tColours", '"red"', ["red"]),
        ("tColours", '["red", null]', ["red", None]),
        ("tColours", '["red", "blue"]', None),
        ("tPair", "[1, 2]", [D(1), D(2)]),
        ("tPair", "[1, 2, 3]", None),
        ("tGuest", '{first name: "Aino", with: []}', {"first name": "Aino", "with": []}),
        ("tGuest", '{first name: "Aino"}', None),
        ("tGuest", '{first name: "Aino", with: [{first name: 1, with: null}]}', None),
        ("date and time", 'date("2027-01-11") ', "2027-01-11 00:00:00+00:00"),
        ("tRate", "function(x: number) x", None),
    ],
)
def test_a_value_is_bound_to_its_type(type_ref: str, expression: str, expected: object) -> None:
    made = decision("typed", literal(expression), type_ref=type_ref)
    seen = decision(
        "seen", literal("if typed instance of function<number> -> number then null else typed"), "d!#_typed"
    )

    value = decided(model(TYPES, made, seen), "seen").value

    assert str(value) == expected if type_ref == "date and time" else value == expected


def test_components_may_be_compared_with_each_other() -> None:
    stay = decision(
        "stay", literal('{from: @"2027-01-11", until: last, guests: []}'), "#_last", type_ref="tStay"
    )
    built = model(TYPES, input_data("last"), stay)

    assert decided(built, "stay", last=NOW.date().replace(day=12)).value is not None
    assert decided(built, "stay", last=NOW.date()).value is None


def test_an_input_of_another_type_is_null_and_noted() -> None:
    made = decided(
        model(input_data("n", "number"), decision("result", literal("n = null"), "#_n")), "result", n="five"
    )

    assert made.value is True
    assert [str(note) for note in made.notes] == [
        "“n” is not of the type that it should be, and counts as null."
    ]


def imported(name: str, namespace: str) -> str:
    return element("import", name=name, namespace=namespace, importType=VERSION_1_5)


def test_files_import_each_other_under_a_name() -> None:
    rates = file(
        item("tRate", "number"),
        input_data("year", "number"),
        decision("base rate", literal("year / 1000"), "#_year"),
        knowledge("with tax", ["x: tRate"], literal("x * 2")),
        namespace="urn:rates",
    )
    main = file(
        imported("city rates", "urn:rates"),
        decision(
            "fee",
            literal("city rates.with tax(city rates.base rate) + city rates.year", "city rates.tRate"),
            "d!urn:rates#_base rate",
            "k!urn:rates#_with tax",
            "urn:rates#_year",
        ),
    )
    built = link([read(main), read(rates)])

    assert built.problems == []
    assert decide(built, "fee", {"year": 2000}, now=NOW).value == D(2004)


def test_a_file_imported_without_a_name_is_as_if_it_stood_here() -> None:
    other = file(decision("base", literal("1")), namespace="urn:other")
    main = file(imported("", "urn:other"), decision("result", literal("base + 1"), "d!urn:other#_base"))

    assert decide(link([read(main), read(other)]), "result", {}, now=NOW).value == D(2)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (b"", "The file is empty."),
        (b"%PDF-1.7", "This is a PDF document, not a decision."),
        (b"<definitions>", "The file is broken XML at line 1"),
        (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', "declares a document type"),
        (
            file(version="http://www.omg.org/spec/DMN/20180521/MODEL/"),
            "The file is DMN 1.2, and decisions are read in versions 1.3 to 1.5.",
        ),
        (file(version="http://www.omg.org/spec/DMN/20151101/dmn.xsd"), "The file is DMN 1.1"),
        (
            b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>',
            "This is a diagram (BPMN), not a decision.",
        ),
        (b"<html/>", "This XML file holds no decisions (DMN): it begins with “html”."),
    ],
)
def test_a_file_that_is_no_decision_is_refused_with_a_sentence(source: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(source)

    assert sentence in str(refusal.value)
    assert refusal.value.remedy


@pytest.mark.parametrize("version", ["20191111", "20211108", "20230324"])
def test_all_versions_from_1_3_to_1_5_are_read(version: str) -> None:
    source = file(decision("result", literal("1")), version=f"https://www.omg.org/spec/DMN/{version}/MODEL/")

    assert decide(link([read(source)]), "result", {}, now=NOW).value == D(1)
