"""Two versions of a diagram, and what is said about them."""

from app.bpmn import read
from app.bpmn.comparing import Version, compare
from app.changes import Change, Spot
from tests.bpmn.diagrams import FOR_CLERKS, HEAD, extended, flow, process


def spots(old: bytes, new: bytes) -> list[Spot]:
    """What differs, by what stands and falls together."""
    before = Version(read(old))
    return compare(before, Version(read(new), guide=before))


def changes(old: bytes, new: bytes) -> list[Change]:
    """What differs."""
    return [change for spot in spots(old, new) for change in spot.changes]


def said(old: bytes, new: bytes) -> list[str]:
    """What differs, in English."""
    return [change.sentence.say() for change in changes(old, new)]


def edited(source: bytes, *pairs: tuple[str, str]) -> bytes:
    """The file with some text in place of other text, each once."""
    text = source.decode()
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.encode()


def task(element_id: str, name: str, kind: str = "userTask") -> str:
    """A named step."""
    inside = extended(FOR_CLERKS) if kind == "userTask" else ""
    return f'<{kind} id="{element_id}" name="{name}">{inside}</{kind}>'


def arrow(flow_id: str, source: str, target: str, condition: str = "") -> str:
    """A sequence flow with an id of its own."""
    return flow(source, target, condition).replace(f'id="{source}_{target}"', f'id="{flow_id}"')


def diagram(*parts: str) -> bytes:
    """A process from “Application received” to “Permit closed”."""
    ends = task("s", "Application received", "startEvent") + task("e", "Permit closed", "endEvent")
    return (HEAD + process(ends + "".join(parts)) + "</definitions>").encode()


INSPECT, FEE, DECIDE = (
    task("i", "Inspect the site"),
    task("f", "Charge the fee"),
    task("d", "Decide the permit"),
)
STEPS = INSPECT + FEE + DECIDE
#: Application received, inspect the site, charge the fee, decide the permit, permit closed.
BASE = diagram(
    STEPS, arrow("f1", "s", "i"), arrow("f2", "i", "f"), arrow("f3", "f", "d"), arrow("f4", "d", "e")
)
