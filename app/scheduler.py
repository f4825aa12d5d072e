"""The heartbeat: APScheduler ticks, the database is the queue.

Each process has its own ticker with its own memory; what is due is shared through the table of jobs, where
a lease makes sure that one process does each job.
"""

import logging
import threading
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from app import measures
from app.channels.mail import mailer
from app.clock import Clock
from app.config import Settings
from app.db import Database
from app.experiments import looking
from app.processes import due, tidying
from app.processes.due import Desk
from app.remote import read_addresses

log = structlog.get_logger()

TICK = timedelta(seconds=1)
TIDYING = timedelta(hours=6)
#: Figures of closed cases are of months: they need not be newer.
MEASURING = timedelta(minutes=15)
LOOKING = timedelta(minutes=15)
#: Jobs of a municipality taken at a time: few, so that a second worker gets its share.
BATCH = 20

# A beat goes on for as long as there is work; that the next tick finds it at work is no news.
logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)


def desk(settings: Settings, database: Database, clock: Clock) -> Desk:
    """What a worker of this installation has at hand; raises AddressesUnreadable."""
    addresses = read_addresses(settings.addresses)
    return Desk(
        database,
        mailer(settings),
        clock,
        settings.public_url.rstrip("/"),
        addresses=addresses,
        is_fictional=settings.demo,
    )


class Heartbeat:
    """Works off what is due, once a tick, until it is stopped."""

    def __init__(self, desk: Desk, tick: timedelta = TICK) -> None:
        self._desk = desk
        self._tick = tick
        self._scheduler = BackgroundScheduler(timezone="UTC")
        self._scheduler.add_job(
            self.beat,
            "interval",
            seconds=tick.total_seconds(),
            max_instances=1,
            coalesce=True,
            next_run_time=datetime.now(UTC),
        )
        self._scheduler.add_job(self.tidy, "interval", seconds=TIDYING.total_seconds(), max_instances=1)
        self._scheduler.add_job(self.measure, "interval", seconds=MEASURING.total_seconds(), max_instances=1)
        self._scheduler.add_job(self.look, "interval", seconds=LOOKING.total_seconds(), max_instances=1)
        self._stopping = threading.Event()

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        """End after the job at hand."""
        self._stopping.set()
        self._scheduler.shutdown(wait=True)

    def beat(self) -> int:
        """Do everything that is due before the next tick; gives how many jobs that were."""
        done = 0
        try:
            while not self._stopping.is_set():
                if did := due.work_off(self._desk, limit=BATCH):
                    done += did
                elif (pause := due.pause(self._desk)) is not None and pause < self._tick:
                    self._stopping.wait(pause.total_seconds())
                else:
                    break
        except Exception:
            # The database may be away for a moment: the next tick tries again.
            log.exception("heartbeat-missed")
        return done

    def measure(self) -> None:
        """Add what was closed to the figures."""
        try:
            measures.digest(self._desk.database, self._desk.clock.now())
        except Exception:
            log.exception("measuring-missed")

    def look(self) -> None:
        """Stop the experiments that are over, or whose stop rule holds."""
        try:
            looking.look(self._desk.database, now=self._desk.clock.now())
        except Exception:
            log.exception("looking-missed")

    def tidy(self) -> None:
        """Forget what nobody sent."""
        try:
            tidying.tidy(self._desk.database, now=self._desk.clock.now())
        except Exception:
            log.exception("tidying-missed")
