"""The service `advice` with a decision: what it costs follows from the fee that an adviser typed."""

from app.processes import publishing
from tests.decisions.models import decision, file, input_data, table
from tests.engine import diagrams
from tests.engine.diagrams import diagram, end, mapping, message, start, task, zeebe
from tests.processes.town import FORMS, Town

ASKED = zeebe("calledDecision", decisionId="_price", resultVariable="price")
REVIEW = zeebe("formDefinition", formId="review") + zeebe("assignmentDefinition", candidateGroups="advisers")
PROCESS = diagram(
    start("s", message("application"), extra=zeebe("formDefinition", formId="application")),
    task("review", extra=REVIEW),
    diagrams.element("businessRuleTask", "ask", name="Price", extra=ASKED),
    task("check", extra=REVIEW + mapping({}, {})),
    end("e"),
    flows="s review ask check e",
    key="advice",
).source
RULES = (
    ("<= 10", '"low"', "Small matters."),
    ("(10..1000]", '"high"'),
    ("> 5000", '"high" + 1'),
)


def fees(*rules: tuple[str, ...], file_id: str = "_file") -> bytes:
    """A file with the decision `_price`, which says low or high."""
    asked = decision("price", table(["fee: number"], ["out"], *rules), "#_fee")
    source = file(input_data("fee"), asked)
    return source.replace(b'id="_file"', f'id="{file_id}"'.encode())


def publish(town: Town, rules: bytes, process: bytes = PROCESS) -> str:
    """Make it live with these rules; gives the id of the version."""
    with town.database.transaction(town.id) as session:
        files = {"advice.bpmn": process, "fees.dmn": rules, **FORMS}
        made = publishing.publish(
            session, publishing.inspect(session, files), by="test", note="", now=town.now
        )
        return made.id
