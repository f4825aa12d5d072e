"""A decision table as it is written: inputs, outputs, rules and hit policy (DMN 1.5, 8.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from lxml import etree

from app.decisions.elements import children, first, label, place_of, text, translations
from app.decisions.problems import Place

POLICIES = ("UNIQUE", "ANY", "PRIORITY", "FIRST", "COLLECT", "RULE ORDER", "OUTPUT ORDER")
AGGREGATIONS = ("SUM", "COUNT", "MIN", "MAX")


@dataclass(frozen=True, slots=True)
class Input:
    """A column that is tested. `values` are tests that its values are expected to pass, "" for any."""

    expression: str
    label: str
    labels: Mapping[str, str]  #: in other languages
    type_ref: str | None
    values: str
    xml: etree._Element


@dataclass(frozen=True, slots=True)
class Output:
    """A column of results. `values` are listed from the highest priority to the lowest."""

    name: str
    label: str
    labels: Mapping[str, str]  #: in other languages
    type_ref: str | None
    values: str
    default: str
    xml: etree._Element


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: tests of the inputs, then what comes of it; `annotations` are remarks for its readers.

    The `description` is a remark, too: editors of tables that know no columns of remarks keep one there.
    """

    entries: Sequence[str]
    results: Sequence[str]
    annotations: Sequence[str]
    description: str
    xml: etree._Element


@dataclass(frozen=True, slots=True)
class Table:
    """A whole table. `name` is that of the decision or entry whose value it gives."""

    name: str
    policy: str
    aggregation: str
    inputs: Sequence[Input]
    outputs: Sequence[Output]
    rules: Sequence[Rule]
    annotations: Sequence[str]  #: the titles of the columns of remarks
    place: Place

    @property
    def single(self) -> bool:
        """Whether a result is a plain value and not a context of outputs."""
        return len(self.outputs) == 1

    def remarks(self, number: int) -> list[tuple[str, str]]:
        """The remarks on a rule, counted from 1, with the titles of their columns: "" for the description."""
        rule = self.rules[number - 1]
        written = [("", rule.description), *zip_longest(self.annotations, rule.annotations, fillvalue="")]
        return [(title, remark) for title, remark in written if remark]


def read_table(xml: etree._Element, name: str) -> Table:
    """The table that the XML describes, whatever is wrong with it."""
    return Table(
        name,
        " ".join(xml.get("hitPolicy", "UNIQUE").split()),
        xml.get("aggregation", ""),
        [_input(each) for each in children(xml, "input")],
        [_output(each) for each in children(xml, "output")],
        [_rule(each) for each in children(xml, "rule")],
        [each.get("name", "").strip() for each in children(xml, "annotation")],
        place_of(xml, name),
    )


def _input(xml: etree._Element) -> Input:
    expression = first(xml, "inputExpression")
    written = text(expression)
    type_ref = expression.get("typeRef") if expression is not None else None
    label, values = xml.get("label") or written, text(first(xml, "inputValues"))
    return Input(written, label, translations(xml, "label"), type_ref, values, xml)


def _output(xml: etree._Element) -> Output:
    default = text(first(xml, "defaultOutputEntry"))
    name, values = label_of_output(xml), text(first(xml, "outputValues"))
    label = xml.get("label") or name
    return Output(name, label, translations(xml, "label"), xml.get("typeRef"), values, default, xml)


def label_of_output(xml: etree._Element) -> str:
    """An output's name, "" for the only one."""
    return label(xml) if xml.get("name") else ""


def _rule(xml: etree._Element) -> Rule:
    return Rule(
        [text(entry) for entry in children(xml, "inputEntry")],
        [text(entry) for entry in children(xml, "outputEntry")],
        [text(entry) for entry in children(xml, "annotationEntry")],
        text(xml, "description"),
        xml,
    )
