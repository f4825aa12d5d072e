"""Files of decisions for the tests, written from their parts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr
from zoneinfo import ZoneInfo

from app.decisions import Decided, Model, decide, link, read

VERSION_1_5 = "https://www.omg.org/spec/DMN/20230324/MODEL/"
NOW = datetime(2027, 1, 11, 9, 30, tzinfo=ZoneInfo("Europe/Helsinki"))


def file(*parts: str, namespace: str = "urn:here", version: str = VERSION_1_5) -> bytes:
    """A whole file."""
    body = "\n".join(parts)
    return (
        f'<definitions xmlns="{version}" id="_file" name="File" namespace="{namespace}">{body}</definitions>'
    ).encode()


def model(*parts: str) -> Model:
    """The model of one file."""
    return link([read(file(*parts))])


def decided(built: Model, name: str, **inputs: object) -> Decided:
    """A decision that was made."""
    return decide(built, name, inputs, now=NOW)


def element(tag: str, *inside: str, **attributes: str) -> str:
    """Any element of XML; a trailing "_" of an attribute's name is dropped."""
    written = "".join(
        f" {name.rstrip('_')}={quoteattr(value)}" for name, value in attributes.items() if value
    )
    return f"<{tag}{written}>{''.join(inside)}</{tag}>"


def literal(expression: str, type_ref: str = "") -> str:
    return element("literalExpression", element("text", escape(expression)), typeRef=type_ref)


def input_data(name: str, type_ref: str = "") -> str:
    return _named("inputData", name, type_ref)


def decision(name: str, logic: str, *needs: str, type_ref: str = "") -> str:
    """A decision; what it needs is told by references: "#_season", "d!#_base", "k!#_tax"."""
    return _named("decision", name, type_ref, *map(_requirement, needs), logic)


def knowledge(name: str, parameters: Sequence[str], logic: str, *needs: str, type_ref: str = "") -> str:
    """A business knowledge model; a parameter reads "name" or "name: type"."""
    function = element("encapsulatedLogic", *map(_parameter, parameters), logic)
    return _named("businessKnowledgeModel", name, type_ref, function, *map(_requirement, needs))


def service(
    name: str, *, gives: Sequence[str], takes: Sequence[str] = (), decisions: Sequence[str] = ()
) -> str:
    parts = [
        *(element("outputDecision", href=each) for each in gives),
        *(element("inputDecision", href=each) for each in decisions),
        *(element("inputData", href=each) for each in takes),
    ]
    return _named("decisionService", name, "", *parts)


def item(name: str, *inside: str, many: bool = False) -> str:
    """A type; what it is made of reads "number", or is components."""
    made = [each if each.startswith("<") else element("typeRef", each) for each in inside]
    return element("itemDefinition", *made, name=name, isCollection="true" if many else "")


def component(name: str, type_ref: str, *inside: str, many: bool = False) -> str:
    made = element("typeRef", type_ref)
    return element("itemComponent", made, *inside, name=name, isCollection="true" if many else "")


def allowed(tests: str, tag: str = "allowedValues") -> str:
    return element(tag, element("text", escape(tests)))


def _named(tag: str, name: str, type_ref: str, *inside: str) -> str:
    variable = element("variable", name=name, typeRef=type_ref)
    return element(tag, variable, *inside, id=f"_{name}", name=name)


def table(
    inputs: Sequence[str],
    outputs: Sequence[str],
    *rules: Sequence[str],
    policy: str = "UNIQUE",
    aggregation: str = "",
    defaults: Mapping[str, str] | None = None,
) -> str:
    """A decision table. A column reads "expression", with a type after ":" and values after "|" if any."""
    parts = [
        *map(_input, inputs),
        *(_output(each, defaults or {}) for each in outputs),
        *(_rule(rule, len(inputs), len(outputs)) for rule in rules),
    ]
    return element("decisionTable", *parts, hitPolicy=policy, aggregation=aggregation)


def _input(column: str) -> str:
    head, _, values = column.partition("|")
    expression, _, type_ref = head.partition(": ")
    asked = element("text", escape(expression.strip()))
    listed = allowed(values.strip(), "inputValues") if values else ""
    return element("input", element("inputExpression", asked, typeRef=type_ref.strip()), listed)


def _output(column: str, defaults: Mapping[str, str]) -> str:
    name, _, values = column.partition("|")
    default = defaults.get(name.strip(), "")
    listed = allowed(values.strip(), "outputValues") if values else ""
    entry = allowed(default, "defaultOutputEntry") if default else ""
    return element("output", listed, entry, name=name.strip())


def _rule(cells: Sequence[str], inputs: int, outputs: int) -> str:
    tags = ["inputEntry"] * inputs + ["outputEntry"] * outputs + ["annotationEntry"] * len(cells)
    return element("rule", *(allowed(cell, tag) for tag, cell in zip(tags, cells, strict=False)))


def _requirement(reference: str) -> str:
    """Which of the three it is follows from the letter before "!": an input without one."""
    kind, _, href = reference.rpartition("!")
    outer, inner = {
        "": ("informationRequirement", "requiredInput"),
        "d": ("informationRequirement", "requiredDecision"),
        "k": ("knowledgeRequirement", "requiredKnowledge"),
    }[kind]
    return element(outer, element(inner, href=href))


def _parameter(text: str) -> str:
    name, _, type_ref = text.partition(": ")
    return element("formalParameter", name=name, typeRef=type_ref)
