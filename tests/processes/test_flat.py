"""What a step costs the database does not depend on how old the case is. Work is counted, not timed."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event

from app.clock import MovedClock
from app.db import Database
from app.processes import runtime
from tests.processes.town import Town


def work(database: Database, action: Callable[[], object]) -> int:
    """How many instructions SQLite's own machine goes through while `action` runs."""
    count = 0

    def tick() -> int:
        nonlocal count
        count += 1
        return 0

    def watch(driver: sqlite3.Connection, *_: Any) -> None:
        driver.set_progress_handler(tick, 1)

    def leave(driver: sqlite3.Connection, *_: Any) -> None:
        driver.set_progress_handler(None, 1)

    event.listen(database.engine, "checkout", watch)
    event.listen(database.engine, "checkin", leave)
    action()
    event.remove(database.engine, "checkout", watch)
    event.remove(database.engine, "checkin", leave)
    return count


def ask(town: Town, _number: str, task_id: str) -> None:
    runtime.ask_citizen(town.database, town.id, task_id, "How big is it?", by=town.adviser, now=town.now)


def reply(town: Town, number: str, _task_id: str) -> None:
    town.reply(number, "Ten square metres")


def complete(town: Town, _number: str, task_id: str) -> None:
    answers = {"advice": "Yes, you may.", "fee": 0}
    runtime.complete_task(town.database, town.id, task_id, answers, by=town.adviser, now=town.now)


@pytest.mark.parametrize("step", [ask, reply, complete])
def test_round_100_costs_the_database_what_round_10_costs(
    sqlite_database: Database, step: Callable[[Town, str, str], None]
) -> None:
    town = Town(sqlite_database, MovedClock(datetime(2026, 9, 7, 9, tzinfo=UTC)))
    town.publish()
    spent: list[int] = []

    for rounds in (10, 100):
        number = town.apply()
        for _ in range(rounds):
            town.ask(number)
            town.reply(number, "Ten square metres")
        task_id = town.open_task(number).id
        if step is reply:
            town.ask(number)
        spent.append(work(sqlite_database, partial(step, town, number, task_id)))

    assert spent[1] <= 1.2 * spent[0]
