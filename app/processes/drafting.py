"""Drafts: a process is changed where nobody runs it, by several people, and nobody's work is lost.

A writer says which version of the draft it has read. Where somebody else has written since, nothing is
written: the writer keeps what it has and decides. Every sitting is a save that can be brought back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from app.bpmn import Unreadable, read
from app.db import TenantSession, new_id
from app.identity.actor import Actor
from app.processes import drafting_files as kept
from app.processes import library
from app.processes.drafting_errors import (
    DraftChanged,
    DraftNotFound,
    DraftPublished,
    OtherLevel,
    SaveNotFound,
)
from app.processes.drafting_tables import (
    DraftLevel,
    ProcessComment,
    ProcessDraft,
    ProcessDraftSave,
    ProcessDraftVisit,
)
from app.processes.rehearsing_tables import Rehearsal
from app.processes.tables import FileKind, ProcessVersion, VersionFile

#: Saves of the same person within this time are one entry of the history.
SITTING = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with its files by name."""

    row: ProcessDraft
    files: Mapping[str, bytes]

    @property
    def diagram(self) -> bytes:
        """The main diagram."""
        return self.files[self.row.main]


def begin(
    session: TenantSession,
    files: kept.Files,
    *,
    by: Actor,
    now: datetime,
    why: str = "",
    base: int | None = None,
    level: DraftLevel = DraftLevel.DIAGRAM,
) -> ProcessDraft:
    """A new draft of these files; raises NoDiagramInFiles or DraftTooLarge. `base`: a version's number."""
    kept.check_size(files)
    main = kept.main_of(files)
    draft = ProcessDraft(
        tenant_id=session.tenant,
        id=new_id(),
        main=main,
        level=level,
        base_number=base,
        version=1,
        saves=0,
        touched={},
        began_at=now,
        saved_at=now,
        saved_by=by.name,
    )
    _name(draft, files[main])
    session.add(draft)
    session.flush()
    _add_save(session, draft, files, by, now, why)
    return draft


def change(
    session: TenantSession, key: str, *, by: Actor, now: datetime, level: DraftLevel = DraftLevel.DIAGRAM
) -> ProcessDraft:
    """The open draft of a process, else a new one that begins as what is live; raises NotPublished."""
    query = select(ProcessDraft).where(
        ProcessDraft.tenant_id == session.tenant,
        ProcessDraft.process_key == key,
        ProcessDraft.level == level,
        ProcessDraft.became.is_(None),
    )
    found = session.scalars(query.order_by(ProcessDraft.saved_at.desc())).first()
    if found is not None:
        return found
    live = library.live(session, key)
    files = version_files(session, live.id)
    return begin(session, files, by=by, now=now, base=live.number, level=level)


def version_files(session: TenantSession, version_id: str) -> dict[str, bytes]:
    """The files of a published version under the names that a draft gives them."""
    query = select(VersionFile).where(
        VersionFile.tenant_id == session.tenant, VersionFile.version_id == version_id
    )
    return {
        kept.file_name(f"{file.name}.{FileKind(file.kind).ending}"): file.content
        for file in session.scalars(query)
    }


def version_numbered(session: TenantSession, key: str, number: int) -> ProcessVersion | None:
    """The version of a definition with this number."""
    query = select(ProcessVersion).where(
        ProcessVersion.tenant_id == session.tenant,
        ProcessVersion.definition_key == key,
        ProcessVersion.number == number,
    )
    return session.scalars(query).one_or_none()


def drafts(session: TenantSession) -> list[ProcessDraft]:
    """Every draft of the municipality that is not published yet, the one saved last first."""
    query = select(ProcessDraft).where(
        ProcessDraft.tenant_id == session.tenant, ProcessDraft.became.is_(None)
    )
    return list(session.scalars(query.order_by(ProcessDraft.saved_at.desc(), ProcessDraft.id)))


def find(session: TenantSession, draft_id: str, *, for_update: bool = False) -> Draft:
    """A draft with its files; raises DraftNotFound. `for_update`: nobody else writes until this is done."""
    row = _row(session, draft_id, for_update=for_update)
    return Draft(row, kept.unpack(_save(session, row, row.saves).files))


def save(
    session: TenantSession,
    draft_id: str,
    changes: Mapping[str, bytes | None],
    *,
    expected: int,
    by: Actor,
    now: datetime,
    why: str = "",
) -> ProcessDraft:
    """Write files of a draft (None takes one away) that was read at version `expected`.

    Raises DraftNotFound, DraftPublished, DraftTooLarge, NoDiagramInFiles, OtherLevel where the draft is not
    of these files, and DraftChanged where somebody has written one of them since.
    Writing what is there already changes nothing.
    """
    draft = _open(session, draft_id)
    newest = _save(session, draft, draft.saves)
    before = kept.unpack(newest.files)
    after = {name: content for name, content in {**before, **changes}.items() if content is not None}
    if after == before and not why:
        return draft
    changed = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
    if not all(name.endswith(DraftLevel(draft.level).ending) for name in changed):
        raise OtherLevel
    if any(draft.touched.get(name, 1) > expected for name in changed):
        raise DraftChanged(draft.saved_by, draft.saved_at, draft.version)
    draft.touched = {**draft.touched, **dict.fromkeys(changed, draft.version + 1)}
    _write(session, draft, newest, after, by, now, why)
    return draft


def history(session: TenantSession, draft_id: str) -> list[ProcessDraftSave]:
    """The saves of a draft, newest first; raises DraftNotFound."""
    _row(session, draft_id)
    query = select(ProcessDraftSave).where(
        ProcessDraftSave.tenant_id == session.tenant, ProcessDraftSave.draft_id == draft_id
    )
    return list(session.scalars(query.order_by(ProcessDraftSave.number.desc())))


def saved_files(session: TenantSession, draft_id: str, number: int) -> dict[str, bytes]:
    """The files of a save; raises DraftNotFound or SaveNotFound."""
    return kept.unpack(_save(session, _row(session, draft_id), number).files)


def restore(
    session: TenantSession, draft_id: str, number: int, *, by: Actor, now: datetime, why: str
) -> ProcessDraft:
    """Make a former save the newest one; what was newest stays in the history. Raises SaveNotFound."""
    draft = _open(session, draft_id)
    files = kept.unpack(_save(session, draft, number).files)
    draft.version += 1
    draft.touched = dict.fromkeys(files, draft.version)
    draft.saved_at, draft.saved_by = now, by.name
    draft.main = kept.main_of(files)
    _name(draft, files[draft.main])
    _add_save(session, draft, files, by, now, why)
    return draft


def remark(session: TenantSession, draft_id: str, *, by: Actor, now: datetime, why: str) -> None:
    """Write something into the history of a draft; raises DraftNotFound and DraftPublished."""
    draft = _open(session, draft_id)
    _add_save(session, draft, kept.unpack(_save(session, draft, draft.saves).files), by, now, why)


def authors(session: TenantSession, draft_id: str) -> set[str]:
    """Ids of those who have changed the draft; who only began it from a version has not."""
    saves = history(session, draft_id)
    begun_from = _row(session, draft_id).base_number
    return {save.person_id for save in saves if save.number > 1 or begun_from is None}


def discard(session: TenantSession, draft_id: str) -> None:
    """Take a draft away with its history; raises DraftNotFound."""
    draft = _row(session, draft_id, for_update=True)
    for table in (ProcessComment, ProcessDraftVisit, ProcessDraftSave):
        session.execute(delete(table).where(table.tenant_id == session.tenant, table.draft_id == draft.id))
    session.execute(
        delete(Rehearsal).where(Rehearsal.tenant_id == session.tenant, Rehearsal.subject_id == draft.id)
    )
    session.delete(draft)
    session.flush()


def _row(session: TenantSession, draft_id: str, *, for_update: bool = False) -> ProcessDraft:
    query = select(ProcessDraft).where(ProcessDraft.tenant_id == session.tenant, ProcessDraft.id == draft_id)
    # Two who write at the same moment come one after the other, and the second is told.
    found = session.scalars(query.with_for_update() if for_update else query).one_or_none()
    if found is None:
        raise DraftNotFound(draft_id)
    return found


def _open(session: TenantSession, draft_id: str) -> ProcessDraft:
    draft = _row(session, draft_id, for_update=True)
    if draft.became is not None:
        raise DraftPublished(draft_id)
    return draft


def _save(session: TenantSession, draft: ProcessDraft, number: int) -> ProcessDraftSave:
    found = session.get(ProcessDraftSave, (session.tenant, draft.id, number))
    if found is None:
        raise SaveNotFound(draft.id, number)
    return found


def _write(
    session: TenantSession,
    draft: ProcessDraft,
    newest: ProcessDraftSave,
    files: kept.Files,
    by: Actor,
    now: datetime,
    why: str,
) -> None:
    kept.check_size(files)
    if draft.main not in files:
        draft.main = kept.main_of(files)
    _name(draft, files[draft.main])
    draft.version += 1
    draft.saved_at, draft.saved_by = now, by.name
    same_sitting = newest.person_id == by.id and now - newest.began_at < SITTING
    if same_sitting and not newest.why and newest.number > 1:
        newest.files, newest.saved_at, newest.why = kept.pack(files), now, why
        session.flush()
    else:
        _add_save(session, draft, files, by, now, why)


def _add_save(
    session: TenantSession, draft: ProcessDraft, files: kept.Files, by: Actor, now: datetime, why: str
) -> None:
    draft.saves += 1
    session.add(
        ProcessDraftSave(
            tenant_id=session.tenant,
            draft_id=draft.id,
            number=draft.saves,
            files=kept.pack(files),
            began_at=now,
            saved_at=now,
            person_id=by.id,
            saved_by=by.name,
            why=why,
        )
    )
    session.flush()


def _name(draft: ProcessDraft, diagram: bytes) -> None:
    """A draft is called as its process is; while the diagram cannot be read it keeps its name."""
    try:
        process = read(diagram).process
    except Unreadable:
        process = None
    draft.process_key = (process.id if process else draft.process_key or "")[:60]
    draft.name = (process.label if process else draft.name or draft.main)[:200]
