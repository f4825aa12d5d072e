"""What an element of a diagram says: its values, and what of them matters."""

from collections.abc import Iterator, Mapping

from lxml import etree

from app.bpmn.comparing.keys import CONTAINERS, Sort, sort_of
from app.bpmn.names import FLOW_NODES
from app.changes.parts import Value

#: Values made of several attributes or elements, which are one thing to whoever draws.
WAY, LANES, BOUNDS, WAYPOINTS, TEXT, TAIL = "#way", "#lanes", "#bounds", "#waypoints", "#text", "#tail"
#: The id of what is known by its id, where a version calls it otherwise (see `identity`).
ID = "#id"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_COORDINATES = ("x", "y", "width", "height")
#: What tools write by themselves and nothing follows from.
_TOOLING = frozenset({"id", "gatewayDirection", TAIL})
#: The same for a step that nobody does: its lane says nothing.
_TOOLING_AND_LANE = _TOOLING | {LANES}
#: What an attribute means where it is left out; to write it down changes nothing.
_DEFAULTS = {
    ("isInterrupting", "true"),
    ("cancelActivity", "true"),
    ("isSequential", "false"),
    ("triggeredByEvent", "false"),
    ("isForCompensation", "false"),
    ("startQuantity", "1"),
    ("completionQuantity", "1"),
    ("isClosed", "false"),
    ("processType", "None"),
    ("parallelMultiple", "false"),
    ("instantiate", "false"),
    ("eventGatewayType", "Exclusive"),
    ("behavior", "All"),
    ("propagateAllParentVariables", "true"),
    ("bindingType", "latest"),
    ("implementation", "##unspecified"),
    ("implementation", "##WebService"),
}
#: Kinds of elements for which their lane says who does them.
PEOPLE = frozenset({"userTask", "manualTask", "task", "subProcess", "adHocSubProcess"})
#: Properties (zeebe:property) that are texts for people.
TEXTS = frozenset(
    {
        *("name", "step", "title", "summary", "category", "time", "cost", "needed"),
        *("keywords", "description", "help"),
    }
)
#: extension element → its attribute that names another file of the version, and the kind of file
_OUTWARD = {
    "zeebe:formDefinition": ("formId", "form"),
    "zeebe:calledElement": ("processId", "diagram"),
}

Xml = etree._Element


def values_of(xml: Xml, sort: Sort) -> dict[str, Value]:
    """The values of an element by name: its attributes, its text, and what is drawn of it."""
    values: dict[str, Value] = dict(xml.items())
    if sort.bpmn and "sourceRef" in values and "targetRef" in values:
        values[WAY] = (str(values.pop("sourceRef")), str(values.pop("targetRef")))
    if TYPE in values:
        values[TYPE] = _qualified(xml, str(values[TYPE]))
    text = xml.text
    if text and not text.isspace() and sort.kind not in CONTAINERS:
        values[TEXT] = text
    tail = xml.tail
    if tail and not tail.isspace():
        values[TAIL] = tail
    if sort.drawn:
        values.update(_drawn(xml))
    return values


def _drawn(xml: Xml) -> Iterator[tuple[str, Value]]:
    folded = [(sort_of(child.tag).kind, child) for child in xml if isinstance(child.tag, str)]
    points = [f"{point.get('x', '')} {point.get('y', '')}" for kind, point in folded if kind == "waypoint"]
    if points:
        yield WAYPOINTS, tuple(points)
    bounds = next((child for kind, child in folded if kind == "Bounds"), None)
    if bounds is not None:
        yield BOUNDS, tuple(bounds.get(name, "") for name in _COORDINATES)


def _qualified(xml: Xml, value: str) -> str:
    """A type's name with its namespace instead of the prefix that the file happens to use."""
    prefix, _, local = value.strip().rpartition(":")
    namespace = xml.nsmap.get(prefix or None)
    return f"{{{namespace}}}{local}" if namespace else value


def reference(xml: Xml, value: str) -> str:
    """An id out of a reference, which may be a qualified name."""
    if ":" not in value:
        return value.strip()
    prefix, _, local = value.strip().rpartition(":")
    return local if prefix in xml.nsmap else value.strip()


def unasked(sort: Sort, values: Mapping[str, Value]) -> frozenset[str]:
    """The names of values that tools write by themselves, or that say what is so anyway."""
    names = [name for name, value in values.items() if (name, value) in _DEFAULTS]
    base = _tooling(sort)
    return base.union(names) if names else base


def _tooling(sort: Sort) -> frozenset[str]:
    if not sort.bpmn:
        return frozenset()
    return _TOOLING_AND_LANE if sort.kind in FLOW_NODES and sort.kind not in PEOPLE else _TOOLING


def is_text(values: Mapping[str, Value]) -> bool:
    """Whether a property is a text for people."""
    name = str(values.get("name", ""))
    stem, _, lang = name.rpartition(".")
    return name in TEXTS or (bool(stem) and len(lang) == 2)


def outward(sort: Sort, values: Mapping[str, Value]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """References to other files of the version: forms and called diagrams."""
    name, file = _OUTWARD.get(sort.kind, ("", ""))
    if sort.kind == "zeebe:property" and values.get("name") == "form":
        name, file = "value", "form"
    named = values.get(name)
    if isinstance(named, str) and named.strip():
        yield name, (f"{file}:{named.strip()}",)
