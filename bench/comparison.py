"""The page that compares municipalities over 100,000 closed cases, and what a case costs that is digested."""

import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from app import measures
from app.cli.db import upgrade
from app.clock import MovedClock
from app.config import Settings
from app.db import Database
from app.identity import people, sessions
from app.identity.roles import Role
from app.measures import sharing
from app.measures.course import measure
from app.measures.digesting import add_up, sums
from app.measures.metrics import Metric
from app.measures.ways import ways
from app.processes import library
from app.seed import planting
from app.seed.municipalities import MUNICIPALITIES
from app.upstream import following, lineage
from app.web.shell import build
from app.web.signed_in import cookie_name
from bench.lines import Goal, Line, Size
from bench.walking import walks
from tests.processes.town import Town

CASES, MOST_MS = 100_000, 50.0
SERVICE = "street-works"
HERE = MUNICIPALITIES[0].id
#: How slow the municipalities are beside each other.
PACES = (1.0, 0.6, 0.5, 0.8, 1.6, 0.7, 0.9, 1.2)


def measure_all(size: Size) -> Mapping[str, Sequence[Line]]:
    """Lines for the page and for the digest."""
    with tempfile.TemporaryDirectory() as folder:
        return {
            "comparison": [
                _page(Path(folder), size.of(CASES, 400), size.of(30, 2)),
                _digest(Path(folder), size.of(400, 5)),
            ]
        }


def fill(database: Database, cases: int, now: datetime) -> None:
    """Figures of so many cases of the demonstration's municipalities, and everything shared."""
    for place, town in enumerate(MUNICIPALITIES):
        with database.transaction(town.id) as session:
            live = library.live(session, SERVICE)
            found = walks(
                live.documents[0],
                cases // len(MUNICIPALITIES),
                key=SERVICE,
                number=live.number,
                until=now,
                pace=PACES[place],
                seed=place,
            )
            through = ways(live.documents)
            add_up(session, sums((told, measure(course, through)) for told, course in found))
            sharing.share(session, SERVICE, list(Metric), by="bench", now=now)
            if lineage.standing(session, SERVICE) is None:
                following.follow(session, SERVICE, 1, by="bench", now=now)


def _page(folder: Path, cases: int, rounds: int) -> Line:
    now = datetime.now(UTC)
    url = f"sqlite:///{folder / 'compared.sqlite'}"
    upgrade(url)
    database = Database(url)
    planting.plant(database, today=now, stories=())
    fill(database, cases, now)
    app = build(Settings(database_url=url, demo=True, log_level="ERROR"), clock=MovedClock(now))
    client = _owner(app, database, now)
    address = f"/{HERE}/library/{SERVICE}/comparison"
    times = sorted(_spent(client, address) for _ in range(rounds + 2))[: rounds + 1]
    database.close()
    figures = {"cpu_ms": times[len(times) // 2], "cases": float(cases)}
    goal = Goal("CPU ms", MOST_MS, figures["cpu_ms"])
    return Line("compare eight municipalities", "SQLite", figures, goals=(goal,))


def _owner(app: Flask, database: Database, now: datetime) -> FlaskClient:
    """The browser of the process owner of the first municipality."""
    client = app.test_client()
    with database.transaction(HERE) as session:
        owner = next(each.person for each in people.staff(session) if Role.PROCESS_OWNER in each.roles)
        token = sessions.begin(session, owner.id, now=now, length=timedelta(hours=1))
    client.set_cookie(cookie_name(HERE), token, path=f"/{HERE}")
    return client


def _spent(client: FlaskClient, address: str) -> float:
    began = time.process_time()
    answer = client.get(address)
    assert answer.status_code == 200, answer.status
    return (time.process_time() - began) * 1000


def _digest(folder: Path, cases: int) -> Line:
    """Cases that were really played, with a question to the citizen in each."""
    url = f"sqlite:///{folder / 'digested.sqlite'}"
    upgrade(url)
    database = Database(url)
    town = Town(database, MovedClock(datetime(2026, 9, 1, 6, tzinfo=UTC)))
    town.publish()
    for _ in range(cases):
        number = town.apply()
        town.ask(number)
        town.reply(number, "Four by four.")
        town.complete(number)
    began = time.process_time()
    assert measures.digest(database, town.now) == cases
    spent = (time.process_time() - began) * 1000 / cases
    database.close()
    return Line("digest a closed case", "SQLite", {"cpu_ms": spent})
