"""Forms and decisions beside the diagram of a draft: their files read, kept, and opened in their editors."""

from collections.abc import Mapping
from typing import Any

from flask import abort
from flask_wtf.csrf import generate_csrf

from app.db import TenantSession
from app.processes import drafting
from app.processes.drafting import Draft
from app.web.assets import asset
from app.web.current import current
from app.web.studio.words import words


def content(found: Draft, name: str, ending: str) -> bytes:
    """What the file says; 404 where the draft has none of this name and ending."""
    kept = found.files.get(name) if name.endswith(ending) else None
    return abort(404) if kept is None else kept


def existing(draft_id: str, name: str, ending: str) -> None:
    """404 where the draft has no such file."""
    with current.database.reading(current.tenant_id) as session:
        content(drafting.find(session, draft_id), name, ending)


def write(session: TenantSession, found: Draft, name: str, content: bytes | None, why: str) -> None:
    """Keep the file as a step of the draft's history; None takes it away."""
    drafting.save(
        session,
        found.row.id,
        {name: content},
        expected=found.row.version,
        by=current.actor,
        now=current.now,
        why=why,
    )


def state(
    found: Draft, name: str, content: bytes, *, editor: str, addresses: Mapping[str, str]
) -> dict[str, Any]:
    """What the page tells the script that opens the file in its editor."""
    return {
        "draft": found.row.id,
        "file": name,
        "version": found.row.version,
        "content": content.decode("utf-8", "replace"),
        "language": current.language,
        "words": words(),
        "csrf": generate_csrf(),
        "addresses": {"editor": asset(editor), **addresses},
    }
