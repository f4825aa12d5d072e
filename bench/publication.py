"""W7, check and publish: a diagram of 100 nodes is read, checked, compiled and published.

Each time its expressions are new, so that none is found compiled. The floor is SpiffWorkflow's own parser on
the same diagram, with manual tasks for scripts; it reads no expression and checks nothing.
"""

import tempfile
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from SpiffWorkflow.bpmn.parser import BpmnParser

from app.bpmn import check, read
from app.cli.db import upgrade
from app.clock import MovedClock
from app.db import Database
from app.engine import compile_definition
from app.processes.service_tasks import WORKERS
from bench.counting import Counter
from bench.lines import Goal, Line, Size, line
from bench.sides import Side, there_and_back
from tests.engine.diagrams import boundary, diagram, element, end, message, script, start, task, timer, zeebe
from tests.processes.town import Town

#: Milliseconds of CPU for reading, checking and compiling.
MILLISECONDS = 100

#: Seven nodes each; with the start and the end there are a hundred.
BLOCKS = 14
SERIAL = b"424242"


def measure(size: Size) -> dict[str, list[Line]]:
    """The parts, the whole, and the floor."""
    template, numbers = hundred_nodes(), count(100_000)

    def fresh() -> bytes:
        return template.replace(SERIAL, str(next(numbers)).encode())

    with tempfile.TemporaryDirectory(prefix="polku-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'polku.sqlite'}"
        upgrade(url)
        database, counter = Database(url), Counter()
        town = Town(database, MovedClock(datetime.now(UTC)))
        counter.watch(database.engine)
        sides = [
            Side(name, storage, act, counter.spent)
            for name, storage, act in (
                ("floor: SpiffWorkflow's parser", "", lambda: _parsed(fresh())),
                ("the same floor again (A-A)", "", lambda: _parsed(fresh())),
                ("read", "", lambda: read(fresh())),
                ("read and check", "", lambda: _checked(fresh())),
                ("read and compile", "", lambda: compile_definition(read(fresh()))),
                ("read, check and compile", "", lambda: _all(fresh())),
                ("the same, and publish", "SQLite", lambda: town.publish(fresh())),
            )
        ]
        there_and_back(sides, size.of(6, 1), size.of(5, 2))
        counter.rest()
        database.close()
    floor, again, *rest = sides
    lines = [line(each, each.times_of(floor, "the floor")) for each in rest]
    whole = rest[3]
    goal = Goal("CPU ms", MILLISECONDS, whole.figures["cpu_ms"])
    lines[3] = line(whole, whole.times_of(floor, "the floor"), goals=(goal,))
    return {"W7": [line(floor), line(again, again.times_of(floor, "itself")), *lines]}


def _parsed(source: bytes) -> object:
    parser = BpmnParser()
    parser.add_bpmn_str(source.replace(b"scriptTask", b"manualTask"))
    return parser.get_spec("advice")


def _checked(source: bytes) -> object:
    return check(read(source), forms={"application", "review"}, groups={"advisers"}, job_types=set(WORKERS))


def _all(source: bytes) -> object:
    document = read(source)
    problems = check(document, forms={"application", "review"}, groups={"advisers"}, job_types=set(WORKERS))
    assert not any(problem.severity == "error" for problem in problems)
    return compile_definition(document)


def hundred_nodes() -> bytes:
    """People, reminders, sums, choices and letters, fourteen times."""
    asked = start("s", message("application"), extra=zeebe("formDefinition", formId="application"))
    parts, flows = [asked, end("e")], ["s t0"]
    for place in range(BLOCKS):
        following = f"t{place + 1}" if place < BLOCKS - 1 else "e"
        parts += _block(place)
        flows += [
            f"t{place} c{place} g{place}",
            f"b{place} told{place}",
            f"g{place} -> w{place} : =r{place} > {SERIAL.decode()} + {place}",
            f"g{place} -> j{place} : default",
            f"w{place} j{place} {following}",
        ]
    return diagram(*parts, flows="\n".join(flows), key="advice").source


def _block(place: int) -> list[str]:
    person = zeebe("formDefinition", formId="review") + zeebe(
        "assignmentDefinition", candidateGroups="advisers"
    )
    letter = zeebe("taskDefinition", type="polku.message") + zeebe(
        "ioMapping",
        zeebe("input", source="Our answer", target="subject_en"),
        zeebe("input", source=f'="Number {place} of " + string({SERIAL.decode()})', target="body_en"),
    )
    total = f'=if fee > {place} and advice != "{SERIAL.decode()}" then round half up(fee * 1.24, 2) else 0'
    return [
        task(f"t{place}", extra=person),
        boundary(f"b{place}", f"t{place}", timer("P7D"), interrupting=False),
        end(f"told{place}"),
        script(f"c{place}", total, f"r{place}"),
        element("exclusiveGateway", f"g{place}"),
        element("sendTask", f"w{place}", extra=letter),
        element("exclusiveGateway", f"j{place}"),
    ]
