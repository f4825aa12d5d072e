"""The rows of what an instance waits for, when it comes to another version and when it goes back."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, insert, select, true, update

from app.db import TenantSession, table
from app.jobs.tables import Job, JobKind
from app.messages.tables import Subscription
from app.processes.library import Version
from app.processes.standing import Standing
from app.tasks.tables import Task, TaskDraft, TaskStatus

_tasks, _jobs, _subscriptions, _drafts = table(Task), table(Job), table(Subscription), table(TaskDraft)

#: What an instance waits for, and which of these rows are the engine's.
_WAITS: Mapping[str, tuple[Table, Any]] = {
    "tasks": (_tasks, _tasks.c.status == TaskStatus.OPEN),
    "jobs": (_jobs, _jobs.c.kind.in_([JobKind.TIMER, JobKind.SERVICE])),
    "subscriptions": (_subscriptions, true()),
}

#: What a row is called by; the rest of it may have changed while it waited.
_NAMING = ("element_id", "names", "form_id")

Rows = Mapping[str, list[dict[str, Any]]]


def remember(session: TenantSession, instance_id: str) -> Rows:
    """All rows of what the instance waits for, as they are."""
    return {name: _of(session, each, instance_id, which) for name, (each, which) in _WAITS.items()}


def rename(
    session: TenantSession, case_number: str, rows: Rows, version: Version, mapping: Mapping[str, str]
) -> None:
    """Call what waits by the ids, names and forms of its elements on the version; drafts go with it."""
    elements = version.definition.elements
    for name, found in rows.items():
        for row in found:
            element_id = mapping.get(row["element_id"], row["element_id"])
            changed: dict[str, Any] = {"element_id": element_id}
            if name != "jobs" and element_id in elements:
                changed["form_id"] = elements[element_id].form_id
            if name == "tasks":
                changed["names"] = version.names(element_id)
            _change(session, _WAITS[name][0], row, changed)
    _rename_drafts(session, case_number, mapping)


def put_back(session: TenantSession, standing: Standing, rows: Rows, mapping: Mapping[str, str]) -> None:
    """Bring back the rows as they were before `rename`; who has taken a task in the meantime keeps it."""
    now = remember(session, standing.instance_id)
    for name, (each, _) in _WAITS.items():
        before = {row["id"]: row for row in rows[name]}
        for row in now[name]:
            if was := before.pop(row["id"], None):
                _change(session, each, row, {key: was[key] for key in _NAMING if key in was})
            else:
                session.execute(delete(each).where(_is(session, each, row)))
        if before:
            session.execute(insert(each), [_unheld(row) for row in before.values()])
    _rename_drafts(session, standing.case_number, {new: old for old, new in mapping.items()})


def _rename_drafts(session: TenantSession, case_number: str, mapping: Mapping[str, str]) -> None:
    of_case = and_(_drafts.c.tenant_id == session.tenant, _drafts.c.case_number == case_number)
    found = session.execute(select(_drafts).where(of_case, _drafts.c.element_id.in_(mapping))).mappings()
    renamed = [{**row, "element_id": mapping[row["element_id"]]} for row in found]
    if renamed:
        # All at once: two elements may have changed places.
        names = [*mapping, *(row["element_id"] for row in renamed)]
        session.execute(delete(_drafts).where(of_case, _drafts.c.element_id.in_(names)))
        session.execute(insert(_drafts), renamed)


def _unheld(row: Mapping[str, Any]) -> dict[str, Any]:
    """What was withdrawn waits again, and no worker has it in hand."""
    return {**row, **({"lease_until": None, "lease_token": None} if "lease_until" in row else {})}


def _change(session: TenantSession, each: Table, row: Mapping[str, Any], changed: dict[str, Any]) -> None:
    different = {key: value for key, value in changed.items() if row[key] != value}
    if different:
        session.execute(update(each).where(_is(session, each, row)).values(**different))


def _of(session: TenantSession, each: Table, instance_id: str, which: Any) -> list[dict[str, Any]]:
    of_instance = and_(each.c.tenant_id == session.tenant, each.c.instance_id == instance_id)
    return [dict(row) for row in session.execute(select(each).where(of_instance, which)).mappings()]


def _is(session: TenantSession, each: Table, row: Mapping[str, Any]) -> ColumnElement[bool]:
    return and_(each.c.tenant_id == session.tenant, each.c.id == row["id"])
