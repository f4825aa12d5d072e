"""The parts of an instance that are kept beside its snapshot, a row each; app.engine.parts says which."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select

from app import engine
from app.db import TenantSession, table
from app.engine import Outcome
from app.prepared import Insertion, Prepared
from app.processes.tables import InstancePart

_parts = table(InstancePart)
_OF_INSTANCE = (
    _parts.c.tenant_id == bindparam("tenant"),
    _parts.c.instance_id == bindparam("instance"),
)
_THIS = (*_OF_INSTANCE, _parts.c.id == bindparam("part"))
_ONE = Prepared(select(_parts.c.content).where(*_THIS))
_ALL = Prepared(select(_parts.c.id, _parts.c.content).where(*_OF_INSTANCE))
_KEEP = Insertion(_parts)
_DROP = Prepared(delete(_parts).where(*_THIS))
_DROP_ALL = Prepared(delete(_parts).where(*_OF_INSTANCE))


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the parts of an instance are, for the engine; they are read while the session is open."""

    session: TenantSession
    instance_id: str

    def one(self, part_id: str) -> bytes | None:
        """One part, or None."""
        row = self.session.row(_ONE, instance=self.instance_id, part=part_id)
        return row[0] if row else None

    def all(self) -> Mapping[str, bytes]:
        """All parts by id."""
        return dict(self.session.rows(_ALL, instance=self.instance_id))


def state(session: TenantSession, instance_id: str, snapshot: bytes) -> engine.State:
    """An instance as it is stored."""
    return engine.State(snapshot, Shelf(session, instance_id))


def write(session: TenantSession, instance_id: str, outcome: Outcome) -> None:
    """Write what a step has changed."""
    session.run_each(_DROP, [{"instance": instance_id, "part": each} for each in outcome.parts_gone])
    kept = outcome.parts.items()
    session.insert(_KEEP, [{"instance_id": instance_id, "id": key, "content": value} for key, value in kept])


def drop(session: TenantSession, instance_id: str) -> None:
    """Nothing of the instance is kept apart any more."""
    session.run(_DROP_ALL, instance=instance_id)
