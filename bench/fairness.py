"""Fairness: how much later do timers of others fire beside four hostile loops?

Two worker processes on one PostgreSQL. A hostile loop burns most of what one expression may burn, waits for a
hundredth of a second, and begins again. Beside it, timers of four other municipalities fall due at random
moments; how late each of them is begun is noted. The same is done with loops that burn nothing: so the
workers are as awake as otherwise. The four loops are all of one municipality, or one each of four.
"""

import random
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update

from app.cases.tables import Event, EventKind
from app.clock import MovedClock
from app.db import Database
from app.jobs.tables import Job, JobKind
from bench import crowd, postgresql
from bench.due_timers import polku_workers
from bench.lines import Goal, Line, Size
from tests.processes.town import ADVICE, Town

#: What the scripts of a loop count to, and how many there are. With the first, a script burns most of what
#: one expression may, and a round about 0.4 s of CPU.
BURN, REST = 30_000, 1
SCRIPTS = 12

#: Seconds before the timers fall due: versions are compiled, and workers find out who is slow.
LEARNING = 10

#: Seconds from setting the timers until the first of them falls due: a worker without anything to do looks
#: once a second for what was set meanwhile.
AHEAD = 2

#: Seconds after the last timer has fallen due.
PATIENCE = 60

LOOPS = 4
OTHERS = 4

#: How many municipalities the loops are of, and what they count to.
SETTINGS = {
    "loops that burn nothing": (1, REST),
    "four hostile loops of one": (1, BURN),
    "one hostile loop each of four": (LOOPS, BURN),
}

#: Where the review costs nothing, a loop comes before the answer: burn, rest, burn.
LOOP = b"""
<bpmn:exclusiveGateway id="again" name="Again"/>
%b
<bpmn:intermediateCatchEvent id="rest" name="Rest"><bpmn:timerEventDefinition id="d9">
  <bpmn:timeDuration>=duration("PT0.01S")</bpmn:timeDuration>
</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
<bpmn:exclusiveGateway id="enough" name="Enough?" default="l5"/>
<bpmn:sequenceFlow id="l1" sourceRef="again" targetRef="burn_0"/>
<bpmn:sequenceFlow id="l2" sourceRef="burn_%d" targetRef="rest"/>
<bpmn:sequenceFlow id="l3" sourceRef="rest" targetRef="enough"/>
<bpmn:sequenceFlow id="l4" sourceRef="enough" targetRef="again">
  <bpmn:conditionExpression>=total &gt; 0</bpmn:conditionExpression>
</bpmn:sequenceFlow>
<bpmn:sequenceFlow id="l5" sourceRef="enough" targetRef="to_answer"/>
<bpmn:sequenceFlow id="f_free" sourceRef="fee_due" targetRef="again"/>
"""

SCRIPT = b"""
<bpmn:scriptTask id="burn_%d" name="Burn"><bpmn:extensionElements>
  <zeebe:script expression="=sum(for i in 1..%d return i)" resultVariable="total"/>
</bpmn:extensionElements></bpmn:scriptTask>
"""
FLOW = b'<bpmn:sequenceFlow id="b_%d" sourceRef="burn_%d" targetRef="burn_%d"/>'


def measure(size: Size) -> dict[str, list[Line]]:
    """Go through the settings there and back."""
    timers, seconds = size.of(300, 16), size.of(15, 2)
    late: dict[str, list[float]] = {name: [] for name in SETTINGS}
    for name in (*SETTINGS, *reversed(SETTINGS)):
        late[name] += _late_beside(*SETTINGS[name], timers, seconds)
    usual = _described(late["loops that burn nothing"])
    return {"fairness": [_line(name, _described(found), usual) for name, found in late.items()]}


def _line(name: str, found: Mapping[str, float], usual: Mapping[str, float]) -> Line:
    hostile = name != "loops that burn nothing"
    added = Goal("ms later at p95", 100, found["p95_ms"] - usual["p95_ms"])
    return Line(f"timers beside {name}", "PostgreSQL", found, goals=(added,) if hostile else ())


def _late_beside(hostile: int, burn: int, timers: int, seconds: float) -> list[float]:
    """One run in a database of its own: by how many milliseconds each timer of the others was late."""
    with (
        tempfile.TemporaryDirectory(prefix="polku-bench-") as folder,
        postgresql.running(Path(folder) / "postgresql") as postgres,
    ):
        database = Database(postgres.url)
        for place in range(hostile):
            _loops(database, f"hostile-{place}", LOOPS // hostile, burn)
        others = [_others(database, f"other-{place}", timers // OTHERS) for place in range(OTHERS)]
        with polku_workers(postgres.url, 2):
            time.sleep(LEARNING)
            due = {number: at for town in others for number, at in _fall_due(town, seconds).items()}
            time.sleep(AHEAD + seconds)
            _until_all_fired(others)
        late = [_late(town, due) for town in others]
        database.close()
    return [each for found in late for each in found]


def _loops(database: Database, name: str, count: int, burn: int) -> None:
    town = Town(database, MovedClock(datetime.now(UTC)), id=name)
    free = b'<bpmn:sequenceFlow id="f_free" sourceRef="fee_due" targetRef="to_answer"/>'
    scripts = [SCRIPT % (place, burn) for place in range(SCRIPTS)]
    flows = [FLOW % (place, place, place + 1) for place in range(SCRIPTS - 1)]
    diagram = ADVICE.replace(free, LOOP % (b"".join((*scripts, *flows)), SCRIPTS - 1))
    town.publish(diagram)
    for _ in range(count):
        town.complete(town.apply())


def _others(database: Database, name: str, count: int) -> Town:
    town = Town(database, MovedClock(datetime.now(UTC)), id=name)
    town.publish()
    number = town.apply()
    town.ask(number)
    town.days_pass(0)
    crowd.multiply(database, name, number, count)
    return town


def _fall_due(town: Town, seconds: float) -> dict[tuple[str, str], datetime]:
    """Let the town's timers fall due at random moments from soon on; gives them by case."""
    numbers = select(Job.case_number).where(Job.tenant_id == town.id, Job.kind == JobKind.TIMER)
    due: dict[tuple[str, str], datetime] = {}
    with town.database.transaction(town.id) as session:
        for number in session.scalars(numbers).all():
            at = datetime.now(UTC) + timedelta(seconds=AHEAD + random.random() * seconds)
            due[town.id, str(number)] = at
            session.execute(
                update(Job).where(Job.tenant_id == town.id, Job.case_number == number).values(due_at=at)
            )
    return due


def _until_all_fired(towns: Sequence[Town]) -> None:
    deadline = time.monotonic() + PATIENCE
    while any(_waits(town) for town in towns) and time.monotonic() < deadline:
        time.sleep(0.2)


def _waits(town: Town) -> bool:
    timers = select(Job.id).where(Job.tenant_id == town.id, Job.kind == JobKind.TIMER)
    with town.database.reading(town.id) as session:
        return session.scalar(timers.limit(1)) is not None


def _late(town: Town, due: dict[tuple[str, str], datetime]) -> list[float]:
    fired = select(Event.case_number, Event.at).where(
        Event.tenant_id == town.id, Event.kind == EventKind.TIMER
    )
    with town.database.reading(town.id) as session:
        found = {row.case_number: row.at for row in session.execute(fired)}
    wanted = [(number, at) for (tenant, number), at in due.items() if tenant == town.id]
    assert all(number in found for number, _ in wanted), "a timer has not fired"
    return [(found[number] - at).total_seconds() * 1000 for number, at in wanted]


def _described(late: list[float]) -> dict[str, float]:
    hundredths = statistics.quantiles(late, n=100)
    return {f"p{place}_ms": hundredths[place - 1] for place in (50, 95, 99)} | {"timers": len(late)}
