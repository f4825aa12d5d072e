"""W6, straight through: a case is opened, and its process of 25 nodes runs to its end at once.

The floor runs the same 25 nodes with bare SpiffWorkflow and keeps the state and a line of an audit. Both in
this process, on a SQLite as durable as in production.
"""

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

from app.bpmn import Document
from app.cases.tables import CaseStatus
from app.cli.db import upgrade
from app.clock import MovedClock
from app.db import Database
from bench import floors
from bench.counting import Counter
from bench.lines import Line, Size, line, statements_and_commits
from bench.sides import Side, there_and_back
from tests.engine.diagrams import diagram, element, end, message, script, start, zeebe
from tests.processes.town import Town

#: Pairs of a script and a choice; with the start, one more script and the end there are 25 nodes.
PAIRS = 11


def measure(size: Size) -> dict[str, list[Line]]:
    """The floor, the floor again, and Polku."""
    with tempfile.TemporaryDirectory(prefix="polku-bench-") as name:
        folder = Path(name)
        with _bare(folder / "floor.sqlite") as (act, spent), _polku(folder / "polku.sqlite") as polku:
            floor = Side("floor: bare SpiffWorkflow", "SQLite", act, spent.spent)
            again = Side("the same floor again (A-A)", "SQLite", act, spent.spent)
            there_and_back([floor, again, polku], size.of(6, 1), size.of(20, 3))
    times = polku.times_of(floor, "the floor")
    goals = statements_and_commits(polku, 18, 2)
    return {
        "W6": [line(floor), line(again, again.times_of(floor, "itself")), line(polku, times, goals=goals)]
    }


@contextmanager
def _polku(path: Path) -> Iterator[Side]:
    url = f"sqlite:///{path}"
    upgrade(url)
    database, counter = Database(url), Counter()
    town = Town(database, MovedClock(datetime.now(UTC)))
    town.publish(_ours().source)
    assert town.case(town.apply()).status == CaseStatus.CLOSED
    counter.watch(database.engine)
    name = "a case of 25 nodes, opened and closed"
    yield Side(name, "SQLite", town.apply, counter.spent, look_away=counter.rest)
    counter.rest()
    database.close()


@contextmanager
def _bare(path: Path) -> Iterator[tuple[Callable[[], object], Counter]]:
    parser, serializer = BpmnParser(), BpmnWorkflowSerializer()
    parser.add_bpmn_str(_theirs().source)
    spec = parser.get_spec("advice")
    connection, counter = sqlite3.connect(path, isolation_level=None), Counter()
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.executescript(floors.TABLES)
    connection.set_trace_callback(counter.saw)

    def run() -> None:
        workflow = BpmnWorkflow(spec)
        workflow.do_engine_steps()
        assert workflow.is_completed()
        state = serializer.to_dict(workflow)
        del state["spec"], state["subprocess_specs"]
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO instances (state, version) VALUES (?, 1)", (json.dumps(state),))
        connection.execute(
            "INSERT INTO audit (instance, what, at) VALUES (last_insert_rowid(), 'done', datetime())"
        )
        connection.execute("COMMIT")

    yield run, counter
    connection.close()


def _ours() -> Document:
    asked = start("s", message("application"), extra=zeebe("formDefinition", formId="application"))
    scripts = (script(f"c{place}", f"={place} + 1", f"r{place}") for place in range(PAIRS + 1))
    return _drawn(asked, *scripts, sign="=")


def _theirs() -> Document:
    """The same in SpiffWorkflow's own words."""
    scripts = (
        element("scriptTask", f"c{place}", f"<bpmn:script>r{place} = {place} + 1</bpmn:script>")
        for place in range(PAIRS + 1)
    )
    return _drawn(start("s"), *scripts, sign="")


def _drawn(*parts: str, sign: str) -> Document:
    gateways = [element("exclusiveGateway", f"g{place}") for place in range(PAIRS)]
    flows = ["s c0", f"c{PAIRS} e"]
    for place in range(PAIRS):
        flows += [
            f"c{place} g{place}",
            f"g{place} -> c{place + 1} : {sign}r{place} > {place}",
            f"g{place} -> c{place + 1} : default",
        ]
    return diagram(*parts, *gateways, end("e"), flows="\n".join(flows), key="advice")
