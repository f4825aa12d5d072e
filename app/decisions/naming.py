"""What the parts of a file of decisions are called, and what its rules say, for sentences about them."""

import re
from collections.abc import Mapping, Sequence

from app.changes.parts import Part, Tree
from app.changes.wording import Name, Sentence, Series, Value, quoted
from app.decisions.elements import KINDS, children, first, label, text, translations
from app.decisions.pairing import RULE, xml_of
from app.decisions.parts import CELL, FILE
from app.translating import N_

_SAYS, _ALWAYS = N_("%(column)s: %(value)s"), N_("always")
_ANYTHING, _NOTHING = N_("anything"), N_("nothing")
_AND = N_("%(first)s, %(last)s")
#: Tests and results of a rule that are told; more would not be read.
_MOST = 6
_PLAIN_TEXT = re.compile(r'"([^"\\]+)"')
#: Hit policy, with its aggregation → what it means for the rules.
_POLICIES: Mapping[str, str] = {
    "UNIQUE": N_("only one rule may apply"),
    "ANY": N_("several rules may apply if they give the same"),
    "PRIORITY": N_("the most important result counts"),
    "FIRST": N_("the first rule that applies counts"),
    "COLLECT": N_("all rules that apply count"),
    "COLLECT SUM": N_("the results of all rules that apply are added up"),
    "COLLECT COUNT": N_("the rules that apply are counted"),
    "COLLECT MIN": N_("the smallest result counts"),
    "COLLECT MAX": N_("the largest result counts"),
    "RULE ORDER": N_("all rules that apply count, in their order"),
    "OUTPUT ORDER": N_("all rules that apply count, the most important result first"),
}


def title(part: Part) -> Name:
    """What an element or a file is called, in all its languages."""
    found = xml_of(part)
    return Name(label(found), translations(found, "name"))


def owner(part: Part, tree: Tree) -> Part:
    """The element that a part belongs to; the part itself where it is one, or in none."""
    while part.kind not in KINDS and part.parent and tree[part.parent].kind != FILE:
        part = tree[part.parent]
    return part


def column_name(column: Part) -> Name:
    """The label of a column, else what it tests or gives; the only output is called as its decision."""
    xml = xml_of(column)
    own = xml.get("label") or tested(column) or " ".join(xml.get("name", "").split())
    table = xml.getparent()
    decision = table.getparent() if table is not None and not own else None
    if decision is not None:
        return Name(label(decision), translations(decision, "name"))
    return Name(own, translations(xml, "label"))


def tested(column: Part) -> str:
    """The expression of an input column, "" of another one."""
    return text(first(xml_of(column), "inputExpression"))


def number(rule: Part, tree: Tree) -> str:
    """The place of a rule in its table, counted from 1."""
    rules = [key for key in tree[rule.parent].children if tree[key].kind == RULE]
    return str(rules.index(rule.key) + 1)


def when(rule: Part, tree: Tree) -> Value:
    """What a rule tests, but for what may be anything."""
    found = [each for each in _entries(rule, tree, "input") if each[1] not in ("", "-")]
    return _series(found) if found else Sentence(_ALWAYS)


def then(rule: Part, tree: Tree) -> Value:
    """What a rule gives."""
    return _series(_entries(rule, tree, "output"))


def cell(value: object, column: Part) -> Value:
    """What stands in one cell: a test that is empty lets anything be."""
    written = str(value or "")
    if written in ("", "-"):
        return Sentence(_ANYTHING if column.kind == "input" else _NOTHING)
    return quoted(_plain(written))


def policy(table: Part | None) -> Value:
    """Which rules of a table count, in words."""
    xml = xml_of(table) if table else None
    named = f"{xml.get('hitPolicy', 'UNIQUE')} {xml.get('aggregation', '')}" if xml is not None else "UNIQUE"
    known = _POLICIES.get(named.strip())
    return Sentence(known) if known else quoted(named.strip())


def literal(part: Part | None) -> str:
    """The expression of a decision that is nothing but one, else ""."""
    boxes = list(children(xml_of(part), "literalExpression")) if part else []
    return text(boxes[0]) if len(boxes) == 1 else ""


def _entries(rule: Part, tree: Tree, kind: str) -> list[tuple[Name, str]]:
    columns = (tree[key] for key in tree[rule.parent].children if tree[key].kind == kind)
    return [(column_name(each), str(rule.values.get(CELL + each.key, ""))) for each in columns]


def _series(found: Sequence[tuple[Name, str]]) -> Series:
    said: list[Value] = [
        Sentence(_SAYS, {"column": name, "value": _plain(value) or "–"}) for name, value in found[:_MOST]
    ]
    return Series([*said, "…"] if len(found) > _MOST else said, _AND)


def _plain(written: str) -> str:
    """A text without the quotation marks that FEEL puts around it."""
    found = _PLAIN_TEXT.fullmatch(written)
    return found[1] if found else written
