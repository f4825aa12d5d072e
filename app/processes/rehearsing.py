"""Rehearse by hand: play a draft or a published version as citizen and caseworker, and keep scenarios of it.

Nothing of a rehearsal exists but the list of what was done. Where the case stands is played from it on the
process as it is now, so taking a step back is doing one less.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from app import plain
from app.db import TenantSession
from app.engine import ServiceJob
from app.engine.deciding import deciding_values
from app.identity.actor import Actor
from app.processes import drafting, library, publishing, scenarios, service_tasks
from app.processes.bundles import Bundle
from app.processes.drafting_tables import ProcessDraft
from app.processes.errors import (
    NothingToKeep,
    NotRehearsable,
    RehearsalTooLong,
    UnknownScenario,
    UnknownVersion,
)
from app.processes.library import Version
from app.processes.made_up import Inventor
from app.processes.rehearsing_tables import Rehearsal
from app.processes.scenarios import Action, Play, Recording, Scenario, action, files, play
from app.processes.scenarios.playing import MAX_ACTIONS
from app.processes.tables import FileKind, VersionFile
from app.processes.work import BadServiceInput, Enclosed, Letterhead, Order

#: Bytes of everything that was typed in one rehearsal.
LARGEST = 300_000
#: A rehearsal that nobody has gone on with for so long is forgotten.
KEPT = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is rehearsed."""

    id: str  #: of the draft or of the version
    version: Version  #: compiled; with number 0 for a draft
    scenarios: tuple[Scenario, ...]
    draft: ProcessDraft | None = None


def of_draft(session: TenantSession, draft_id: str) -> Subject:
    """A draft as it is now; raises DraftNotFound, and NotRehearsable where the check has errors."""
    found = drafting.find(session, draft_id)
    return of_bundle(publishing.inspect(session, found.files), found.row)


def of_bundle(bundle: Bundle, draft: ProcessDraft) -> Subject:
    """The files of a draft that were read and checked; raises NotRehearsable."""
    if bundle.definition is None or bundle.main is None:
        raise NotRehearsable(draft.id)
    documents = (bundle.main, *bundle.called)
    version = Version(draft.id, 0, bundle.definition, documents, bundle.forms)
    return Subject(draft.id, version, bundle.scenarios, draft)


def of_version(session: TenantSession, key: str, number: int) -> Subject:
    """A published version; raises UnknownVersion."""
    row = drafting.version_numbered(session, key, number)
    if row is None:
        raise UnknownVersion(key, number)
    kept = session.get(VersionFile, (session.tenant, row.id, FileKind.SCENARIO, row.definition_key))
    return Subject(row.id, library.version(session, row.id), files.read(kept.content) if kept else ())


def recording(
    session: TenantSession, subject: Subject, *, by: Actor, now: datetime, language: str = "en"
) -> Recording:
    """What this person has done so far; nothing where they have not begun."""
    row = session.get(Rehearsal, (session.tenant, subject.id, by.id))
    return _recording(row) if row else Recording(now, language=language)


def do(
    session: TenantSession,
    subject: Subject,
    done: Action,
    *,
    steps: int,
    by: Actor,
    now: datetime,
    language: str = "en",
) -> None:
    """Do one more thing after the first `steps`; raises RehearsalTooLong.

    Where other steps have been done since the page was made, nothing is: a second press is harmless.
    """
    row = _row(session, subject, by)
    if row is None:
        row = Rehearsal(
            tenant_id=session.tenant,
            subject_id=subject.id,
            person_id=by.id,
            began_at=now,
            language=language,
            actions=[],
            changed_at=now,
        )
        session.add(row)
    before = play(subject.version.definition, _recording(row))
    if len(before.scenes) != steps:
        return
    # What can no longer be done after a change of the draft makes room for what is done now.
    actions = [*row.actions[:steps], action.to_plain(done)]
    if len(actions) > MAX_ACTIONS or len(plain.dumps(actions)) > LARGEST:
        raise RehearsalTooLong
    row.actions, row.changed_at = actions, now
    session.flush()


def back(session: TenantSession, subject: Subject, *, steps: int, by: Actor, now: datetime) -> None:
    """Keep only the first `steps`."""
    row = _row(session, subject, by)
    if row is not None:
        row.actions, row.changed_at = row.actions[: max(steps, 0)], now
        session.flush()


def begin_anew(
    session: TenantSession, subject: Subject, *, by: Actor, now: datetime, language: str, as_in: str = ""
) -> None:
    """Forget what was done; or do what the scenario `as_in` does. Raises UnknownScenario."""
    begun = Recording(now, language=language)
    if as_in:
        begun = _named(subject.scenarios, as_in).recording
    row = session.merge(
        Rehearsal(tenant_id=session.tenant, subject_id=subject.id, person_id=by.id, changed_at=now)
    )
    row.began_at, row.language = begun.began, begun.language
    row.actions = [action.to_plain(each) for each in begun.actions]
    session.flush()


def keep(
    session: TenantSession,
    subject: Subject,
    played: Play,
    *,
    name: str,
    parts: Collection[str],
    by: Actor,
    now: datetime,
    why: str = "",
) -> None:
    """Keep a play as a scenario of the draft, in place of one of the same name; raises NothingToKeep,
    DraftPublished and Unreadable where it would become too much."""
    if not played.scenes or played.last.failure is not None or subject.draft is None:
        raise NothingToKeep
    done = replace(played.recording, actions=played.recording.actions[: len(played.scenes)])
    scenario = Scenario(name, done, scenarios.expectation(played, parts))
    told = {each: subject.version.names(each) for each in sorted(scenarios.elements_of(scenario))}
    others = [each for each in subject.scenarios if each.name != name]
    _write(session, subject.draft, [*others, replace(scenario, names=told)], by, now, why)


def take_away(
    session: TenantSession, subject: Subject, name: str, *, by: Actor, now: datetime, why: str = ""
) -> None:
    """Take a scenario away from the draft; raises UnknownScenario and DraftPublished."""
    gone = _named(subject.scenarios, name)
    if subject.draft is not None:
        _write(session, subject.draft, [each for each in subject.scenarios if each != gone], by, now, why)


def example(
    version: Version, form_id: str | None, data: Mapping[str, object], *, now: datetime
) -> Mapping[str, object]:
    """Made-up answers to a form of a case with these variables, as `polku rehearse` makes them up."""
    inventor = Inventor(version.forms, deciding_values(version.definition), {}, now)
    return next(inventor.ways(form_id, data))


def result_of(job: ServiceJob) -> Mapping[str, object]:
    """What the system's own work would come to; nothing for work that others do."""
    return service_tasks.rehearse(job.type, job.inputs, job_id=job.id)


def letter_of(
    played: Play, element_id: str, names: Mapping[str, str], *, is_fictional: bool
) -> Enclosed | None:
    """The document that the work which waits at an element would send; `names` are the municipality's.

    None where no such work waits, or what it is given is not enough.
    """
    waits = [each for each in played.last.waits if isinstance(each, ServiceJob)]
    job = next((each for each in waits if each.element_id == element_id), None)
    if job is None or job.type != service_tasks.DECISION_DOCUMENT:
        return None
    language = played.recording.language
    case = Letterhead("K-1", names.get(language) or names["en"], language, played.last.now, is_fictional)
    with suppress(BadServiceInput):
        return service_tasks.perform(job.type, Order(job.inputs, job.id, case)).letter
    return None


def forget(session: TenantSession, *, now: datetime) -> None:
    """Delete rehearsals that nobody has gone on with."""
    old = delete(Rehearsal).where(Rehearsal.tenant_id == session.tenant, Rehearsal.changed_at < now - KEPT)
    session.execute(old)


def name_in(version: Version, scenario: Scenario | None, element_id: str) -> Mapping[str, str]:
    """What an element is called, by language; as it was when the scenario was recorded where it is gone."""
    if element_id in version.definition.elements or scenario is None:
        return version.names(element_id)
    return dict(scenario.names.get(element_id, {})) or version.names(element_id)


def _named(kept: Sequence[Scenario], name: str) -> Scenario:
    found = next((each for each in kept if each.name == name), None)
    if found is None:
        raise UnknownScenario(name)
    return found


def _row(session: TenantSession, subject: Subject, by: Actor) -> Rehearsal | None:
    query = select(Rehearsal).where(
        Rehearsal.tenant_id == session.tenant,
        Rehearsal.subject_id == subject.id,
        Rehearsal.person_id == by.id,
    )
    return session.scalars(query.with_for_update()).one_or_none()


def _recording(row: Rehearsal) -> Recording:
    return Recording(row.began_at, tuple(action.from_plain(each) for each in row.actions), row.language)


def _write(
    session: TenantSession, draft: ProcessDraft, kept: Sequence[Scenario], by: Actor, now: datetime, why: str
) -> None:
    content = files.write(sorted(kept, key=lambda each: each.name))
    files.read(content)  # what could not be read again is not written
    name = f"{draft.main.rpartition('.')[0]}{scenarios.ENDING}"
    before = {
        each: None for each in drafting.find(session, draft.id).files if each.endswith(scenarios.ENDING)
    }
    changes = {**before, name: content if kept else None}
    drafting.save(session, draft.id, changes, expected=draft.version, by=by, now=now, why=why)
