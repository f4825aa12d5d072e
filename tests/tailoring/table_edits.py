"""Edits of decision tables as people make them, one function each; `pick` chooses, `mark` makes new texts."""

from collections.abc import Callable, Mapping, Sequence

from hypothesis import strategies as st
from lxml import etree

from app.decisions.elements import children
from app.decisions.parts import ENTRIES

Root = etree._Element
Pick = Callable[[Sequence[Root]], Root]


def tables(root: Root) -> list[Root]:
    """Every decision table that has rules."""
    return [xml for xml in root.iter("{*}decisionTable") if list(children(xml, "rule"))]


def change_result(table: Root, pick: Pick, mark: str) -> None:
    """Another result of one rule."""
    _write(pick(_cells(table, "outputEntry")), f'"{mark}"')


def change_test(table: Root, pick: Pick, mark: str) -> None:
    """Another test of one rule."""
    _write(pick(_cells(table, "inputEntry")), f'"{mark}"')


def add_rule(table: Root, pick: Pick, mark: str) -> None:
    """A rule behind another one, with results of its own."""
    before = pick(list(children(table, "rule")))
    rule = etree.fromstring(etree.tostring(before))
    rule.tail = before.tail
    for each in rule.iter():
        each.attrib.pop("id", None)
    rule.set("id", f"rule_{mark}")
    for each in children(rule, "outputEntry"):
        _write(each, f'"{mark}"')
    before.addnext(rule)


def drop_rule(table: Root, pick: Pick, mark: str) -> None:
    """One rule less, if there are several."""
    rules = list(children(table, "rule"))
    if len(rules) > 1:
        table.remove(pick(rules))


def move_rule(table: Root, pick: Pick, mark: str) -> None:
    """A rule at the end."""
    table.append(pick(list(children(table, "rule"))))


def add_input(table: Root, pick: Pick, mark: str) -> None:
    """A column that every rule leaves open."""
    first = next(children(table, "input"))
    column = etree.fromstring(
        f'<input xmlns="{etree.QName(table).namespace}" id="column_{mark}" label="{mark}">'
        f'<inputExpression><text>"{mark}"</text></inputExpression></input>'
    )
    first.addnext(column)
    for rule in children(table, "rule"):
        entry = etree.SubElement(rule, f"{{{etree.QName(table).namespace}}}inputEntry")
        etree.SubElement(entry, f"{{{etree.QName(table).namespace}}}text").text = "-"
        next(children(rule, "inputEntry")).addnext(entry)


def change_policy(table: Root, pick: Pick, mark: str) -> None:
    """The first rule that applies counts."""
    table.attrib.pop("aggregation", None)
    table.set("hitPolicy", "FIRST")


EDITS: Mapping[str, Callable[[Root, Pick, str], None]] = {
    each.__name__: each
    for each in (change_result, change_test, add_rule, drop_rule, move_rule, add_input, change_policy)
}
table_edits = st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 11)), min_size=1, max_size=3)


def edited(source: bytes, wanted: Sequence[tuple[str, int]], mark: str) -> bytes:
    """The file with some edits of one of its tables."""
    root = etree.fromstring(source)
    for at, (name, number) in enumerate(wanted):
        found = tables(root)
        EDITS[name](found[number % len(found)], lambda some, n=number: some[n % len(some)], f"{mark}{at}")  # type: ignore[misc]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def is_whole(source: bytes) -> bool:
    """Whether every rule has one entry for each column."""
    return all(
        len(list(children(rule, entry))) == len(list(children(table, column)))
        for table in tables(etree.fromstring(source))
        for rule in children(table, "rule")
        for column, entry in ENTRIES.items()
    )


def _cells(table: Root, entry: str) -> list[Root]:
    return [each for rule in children(table, "rule") for each in children(rule, entry)]


def _write(cell: Root, text: str) -> None:
    next(children(cell, "text")).text = text
