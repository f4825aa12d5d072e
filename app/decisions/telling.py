"""One aspect of a decision in words: a rule, what it gives, a column, which rules count."""

from collections.abc import Mapping

from app.changes.change import Kind, Level
from app.changes.parts import KIND, PARENT, PLACE, THERE, Delta, Part, Tree
from app.changes.telling import Told
from app.changes.wording import Name, quoted
from app.changes.wording import Value as Word
from app.decisions.naming import cell, column_name, literal, number, owner, policy, tested, then, title, when
from app.decisions.pairing import RULE
from app.decisions.parts import CELL, ENTRIES, FILE, REQUIREMENTS, TABLE
from app.translating import N_

_RULE_NEW = N_("%(table)s has the new rule %(number)s (%(when)s): %(then)s.")
_RULE_GONE = N_("%(table)s no longer has rule %(number)s (%(when)s): %(then)s.")
_RULE_MOVED = N_("In %(table)s, what was rule %(old)s is now rule %(new)s (%(when)s).")
_RESULT = N_("In %(table)s, %(column)s of rule %(number)s (%(when)s) is %(new)s instead of %(old)s.")
_TEST = N_("In %(table)s, rule %(number)s asks for %(new)s as %(column)s instead of %(old)s.")
_REMARK = N_("In %(table)s, the remark on rule %(number)s is different.")
_COLUMN_CALLED = N_("In %(table)s, the column %(old)s is now called %(new)s.")
_COLUMN_LOOKS = N_("In %(table)s, the column %(column)s now looks at %(new)s instead of %(old)s.")
_COLUMN_VALUES = N_("In %(table)s, the values that %(column)s may have are different.")
_COLUMN_MOVED = N_("In %(table)s, the column %(column)s stands in another place.")
_COLUMN_OTHER = N_("In %(table)s, something else about the column %(column)s is different.")
_POLICY = N_("In %(table)s, %(new)s; before: %(old)s.")
_NEW, _GONE = N_("%(file)s now has %(name)s."), N_("%(file)s no longer has %(name)s.")
_CALLED = N_("In %(file)s, %(old)s is now called %(new)s.")
_FILE_CALLED = N_("The decisions %(old)s are now called %(new)s.")
_WORKED_OUT = N_("%(name)s is now worked out as %(new)s instead of %(old)s.")
_LOGIC = N_("How %(name)s is worked out is different.")
_NEEDS, _NEEDS_NOT = N_("%(name)s now uses %(needed)s."), N_("%(name)s no longer uses %(needed)s.")
_READS, _OTHER = N_("%(name)s reads differently."), N_("Something else about %(name)s is different.")
#: Kind of a column → the sentences that it is new, and that it is gone.
_WHOLE_COLUMNS: Mapping[str, tuple[str, str]] = {
    "input": (N_("%(table)s now looks at %(column)s."), N_("%(table)s no longer looks at %(column)s.")),
    "output": (N_("%(table)s now gives %(column)s."), N_("%(table)s no longer gives %(column)s.")),
    "annotation": (
        N_("%(table)s has the new column of remarks %(column)s."),
        N_("%(table)s no longer has the column of remarks %(column)s."),
    ),
}
_BOXES = (
    *("literalExpression", "context", "invocation", "list", "relation", "functionDefinition"),
    *("conditional", "for", "every", "some", "filter", "encapsulatedLogic"),
)
#: Name of a value → aspect; others are remarks on a rule, or something else.
_ASPECTS: Mapping[str, str] = {
    THERE: "whole",
    PLACE: "place",
    **dict.fromkeys((KIND, PARENT), "logic"),
    **dict.fromkeys(("@hitPolicy", "@aggregation"), "policy"),
    **dict.fromkeys(("@label", "@name", "#variable"), "called"),
    **dict.fromkeys(("#inputValues", "#outputValues"), "values"),
    **dict.fromkeys((f"#{name}" for name in _BOXES), "logic"),
    "#inputExpression": "looks",
    "#extensionElements": "texts",
}


def aspect(delta: Delta, tree: Tree) -> str:
    """The aspect of a part that a difference is about; a test or result of a rule is one of its own."""
    column = tree.get(delta.name.removeprefix(CELL))
    if column is not None:
        return "remark" if column.kind == "annotation" else delta.name
    return _ASPECTS.get(delta.name, "remark" if delta.part.kind == RULE else "other")


def about(part: Part, tree: Tree) -> dict[str, Word]:
    """The values that every sentence about a part of this version may use."""
    named = quoted(title(owner(part, tree)))
    file = next(each for each in tree.values() if each.kind == FILE)
    values: dict[str, Word] = {"file": quoted(title(file)), "table": named, "name": named}
    if part.kind == RULE:
        values |= {"number": number(part, tree), "when": when(part, tree), "then": then(part, tree)}
    return values | ({"column": quoted(column_name(part))} if part.kind in ENTRIES else {})


def tell(named: str, delta: Delta, old: Tree, new: Tree) -> Told:
    """How an aspect is told; `delta` is its first difference."""
    kind = delta.part.kind
    if kind in REQUIREMENTS:
        return _requirement(delta, old, new)
    if kind == RULE:
        return _cell(named, delta, old, new) if named.startswith(CELL) else _rule(named, delta, old, new)
    if kind in ENTRIES:
        return _column(named, delta)
    return _element(named, delta)


def _rule(named: str, delta: Delta, old: Tree, new: Tree) -> Told:
    if named == "whole" and delta.added:
        return Told("added", "diagram", _RULE_NEW, bold="then")
    if named == "whole":
        return Told("removed", "diagram", _RULE_GONE, bold="then")
    if named == "place" and delta.before and delta.after:
        places = {"old": number(delta.before, old), "new": number(delta.after, new)}
        return Told("moved", "diagram", _RULE_MOVED, places)
    return Told("changed", "text", _REMARK, bold="number")


def _cell(named: str, delta: Delta, old: Tree, new: Tree) -> Told:
    key = named.removeprefix(CELL)
    column = new.get(key) or old[key]
    old_cell, new_cell = cell(delta.old, column), cell(delta.new, column)
    values = {"column": quoted(column_name(column)), "old": old_cell, "new": new_cell}
    return Told("changed", "parameter", _TEST if column.kind == "input" else _RESULT, values)


def _column(named: str, delta: Delta) -> Told:
    if named == "whole":
        template = _WHOLE_COLUMNS[delta.part.kind][delta.removed]
        return Told("added" if delta.added else "removed", "diagram", template, bold="column")
    if named in ("called", "looks") and delta.before and delta.after:
        return _renamed(delta.before, delta.after) if named == "called" else _looks(delta.before, delta.after)
    if named == "place":
        return Told("moved", "diagram", _COLUMN_MOVED, bold="column")
    level: Level = "text" if named == "texts" else "diagram"
    return Told("changed", level, _COLUMN_VALUES if named == "values" else _COLUMN_OTHER, bold="column")


def _renamed(before: Part, after: Part) -> Told:
    old, new = column_name(before), column_name(after)
    if old == new:
        return Told("changed", "diagram", _COLUMN_OTHER, bold="column")
    names = {"old": quoted(old), "new": quoted(new)}
    level: Level = "diagram" if after.kind == "output" else "text"  # what is given is read by its name
    return Told("renamed", level, _COLUMN_CALLED, names)


def _looks(before: Part, after: Part) -> Told:
    values = {"old": quoted(tested(before)), "new": quoted(tested(after))}
    return Told("changed", "diagram", _COLUMN_LOOKS, values)


def _element(named: str, delta: Delta) -> Told:
    if named == "whole" and delta.part.kind != TABLE:
        kind: Kind = "added" if delta.added else "removed"
        return Told(kind, "diagram", _NEW if delta.added else _GONE, bold="name")
    if named == "policy":
        values = {"old": policy(delta.before), "new": policy(delta.after)}
        return Told("changed", "diagram", _POLICY, values)
    if named == "called" and delta.before and delta.after:
        return _called(delta.before, delta.after)
    if named in ("logic", "whole"):
        return _logic(delta)
    if named == "texts":
        return Told("changed", "text", _READS, bold="name")
    return Told("changed", "diagram", _OTHER, bold="name")


def _called(before: Part, after: Part) -> Told:
    names = {"old": quoted(title(before)), "new": quoted(title(after))}
    if title(before) == title(after):
        return Told("changed", "diagram", _OTHER, bold="name")
    if after.kind == FILE:
        return Told("renamed", "text", _FILE_CALLED, names)
    return Told("renamed", "diagram", _CALLED, names)  # elements read each other by their names


def _logic(delta: Delta) -> Told:
    old, new = literal(delta.before), literal(delta.after)
    if old and new and old != new:
        return Told("changed", "diagram", _WORKED_OUT, {"old": quoted(old), "new": quoted(new)})
    return Told("changed", "diagram", _LOGIC, bold="name")


def _requirement(delta: Delta, old: Tree, new: Tree) -> Told:
    key = next((key for keys in delta.part.refs.values() for key in keys), "")
    needed = new.get(key) or old.get(key)
    name = title(needed) if needed else Name(key.rpartition("#")[2])
    template = _NEEDS_NOT if delta.removed else _NEEDS
    return Told("changed", "diagram", template, {"needed": quoted(name)}, "needed")
