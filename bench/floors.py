"""The floors: what the same work costs with nothing of Polku around it.

`engine` completes a user task with Flask and bare SpiffWorkflow on SQLite: load the state, complete, pass a
gateway, save under an optimistic lock with a line of an audit. `write` keeps one row durably, `page` shows
sixty rows, and no more. None knows people, forms, forgery checks, municipalities, messages or timers.
"""

import json
import sqlite3
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, redirect, render_template_string, request
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.specs.defaults import UserTask
from SpiffWorkflow.util.task import TaskState
from werkzeug.wrappers import Response as Answer

from bench.counting import Counter

DIAGRAM = Path(__file__).parent / "floor.bpmn"

TABLES = """
CREATE TABLE instances (id INTEGER PRIMARY KEY, state TEXT NOT NULL, version INTEGER NOT NULL);
CREATE TABLE audit (id INTEGER PRIMARY KEY, instance INTEGER NOT NULL, what TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
"""

PAGE = """<!doctype html><title>Tasks</title><table>{% for id, version in rows %}
<tr><td><a href="/tasks/{{ id }}">Task {{ id }}</a></td><td>{{ version }}</td></tr>{% endfor %}</table>"""

_serializer = BpmnWorkflowSerializer()


def fill(path: Path, count: int) -> None:
    """Make the floors' database, with `count` instances that wait at their user task."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.executescript(TABLES)
    workflow = BpmnWorkflow(_spec())
    workflow.do_engine_steps()
    state = _dump(workflow)
    rows = [(number, state, 1) for number in range(1, count + 1)]
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO instances VALUES (?, ?, ?)", rows)
    connection.execute("COMMIT")
    connection.close()


def build(path: Path, counter: Counter) -> Flask:
    """Both floors as one application."""
    app = Flask("floors")
    connect = _connector(path, counter)

    @app.post("/tasks/<int:number>/complete")
    def complete(number: int) -> Answer:
        connection = connect()
        state, version = connection.execute(
            "SELECT state, version FROM instances WHERE id = ?", (number,)
        ).fetchone()
        workflow = _load(state)
        [task] = workflow.get_tasks(state=TaskState.READY, spec_class=UserTask)
        task.data.update(advice=request.form["advice"], fee=float(request.form["fee"]))
        task.run()
        workflow.do_engine_steps()
        _save(connection, number, version, _dump(workflow))
        return redirect("/", 303)

    @app.post("/notes")
    def note() -> Answer:
        connection = connect()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO notes (text) VALUES (?)", (request.form["text"],))
        connection.execute("COMMIT")
        return redirect("/", 303)

    @app.get("/tasks")
    def page() -> str:
        rows = connect().execute("SELECT id, version FROM instances ORDER BY id LIMIT 60").fetchall()
        return render_template_string(PAGE, rows=rows)

    @app.get("/")
    def home() -> Response:
        return Response("ok")

    return app


def _save(connection: sqlite3.Connection, number: int, version: int, state: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    saved = connection.execute(
        "UPDATE instances SET state = ?, version = version + 1 WHERE id = ? AND version = ?",
        (state, number, version),
    )
    if saved.rowcount != 1:
        connection.execute("ROLLBACK")
        abort(409)
    connection.execute(
        "INSERT INTO audit (instance, what, at) VALUES (?, 'completed', datetime())", (number,)
    )
    connection.execute("COMMIT")


@cache
def _spec() -> Any:
    parser = BpmnParser()
    parser.add_bpmn_file(str(DIAGRAM))
    return parser.get_spec("advice")


def _dump(workflow: BpmnWorkflow) -> str:
    """The state without the diagram, which is the same for all."""
    state = _serializer.to_dict(workflow)
    del state["spec"], state["subprocess_specs"]
    return json.dumps(state)


def _load(state: str) -> BpmnWorkflow:
    return _serializer.from_dict({**json.loads(state), "spec": _spec(), "subprocess_specs": {}})


def _connector(path: Path, counter: Counter) -> Callable[[], sqlite3.Connection]:
    """One connection a thread, as durable as Polku's."""
    local = threading.local()

    def connect() -> sqlite3.Connection:
        if not hasattr(local, "connection"):
            local.connection = sqlite3.connect(path, isolation_level=None)
            local.connection.execute("PRAGMA synchronous=FULL")
            local.connection.execute("PRAGMA busy_timeout=10000")
        local.connection.set_trace_callback(counter.saw if counter.is_looking else None)
        connection: sqlite3.Connection = local.connection
        return connection

    return connect
