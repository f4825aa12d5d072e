"""Attachments: looked at before they are kept, and never trusted by their name."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

import filetype
from sqlalchemy import delete, func, select, update

from app.db import TenantSession, new_id
from app.documents.errors import (
    AttachmentEmpty,
    AttachmentNotFound,
    AttachmentRefused,
    AttachmentTooLarge,
    TooManyAttachments,
)
from app.documents.tables import Attachment

#: Bytes; as the government's message platform has it (POST /v2/attachments).
LARGEST = 10_485_760
MOST = 20

#: What the bytes must be, whatever the name says. No HTML, SVG or script can be among them.
ACCEPTED = frozenset(
    {
        "application/pdf",
        "image/jpeg",
        "image/png",
        "image/heic",
        "image/webp",
        "image/tiff",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.spreadsheet",
    }
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was looked at and may be kept."""

    filename: str
    media_type: str
    content: bytes


def accept(filename: str, content: bytes) -> Upload:
    """The file, if it may be kept; raises AttachmentEmpty, AttachmentTooLarge or AttachmentRefused."""
    if not content:
        raise AttachmentEmpty
    if len(content) > LARGEST:
        raise AttachmentTooLarge
    kind = filetype.guess(content)
    if kind is None or kind.mime not in ACCEPTED:
        raise AttachmentRefused
    return Upload(_safe_name(filename), kind.mime, content)


def keep(
    session: TenantSession,
    upload: Upload,
    *,
    now: datetime,
    by: str | None,
    case_number: str | None = None,
    message_id: str | None = None,
    draft_id: str | None = None,
    field: str | None = None,
) -> Attachment:
    """Store the file with its case and message, or with a draft that is not sent yet."""
    if draft_id is not None and _count(session, draft_id) >= MOST:
        raise TooManyAttachments
    attachment = Attachment(
        tenant_id=session.tenant,
        id=new_id(),
        case_number=case_number,
        message_id=message_id,
        draft_id=draft_id,
        field=field,
        filename=upload.filename,
        media_type=upload.media_type,
        size=len(upload.content),
        sha256=hashlib.sha256(upload.content).hexdigest(),
        added_at=now,
        added_by=by,
        content=upload.content,
    )
    session.add(attachment)
    return attachment


def hand_over(session: TenantSession, draft_id: str, case_number: str, message_id: str) -> None:
    """The draft was sent: its files now belong to the case and the message."""
    session.execute(
        update(Attachment)
        .where(Attachment.tenant_id == session.tenant, Attachment.draft_id == draft_id)
        .values(case_number=case_number, message_id=message_id, draft_id=None)
        .execution_options(synchronize_session=False)
    )


def of_case(session: TenantSession, number: str) -> list[Attachment]:
    """The files of the case, without their content, oldest first."""
    return _listed(session, Attachment.case_number == number)


def of_draft(session: TenantSession, draft_id: str) -> list[Attachment]:
    """The files of a draft, without their content, oldest first."""
    return _listed(session, Attachment.draft_id == draft_id)


def find(session: TenantSession, attachment_id: str) -> Attachment:
    """One file; raises AttachmentNotFound. Who may see it is the caller's to decide, by its case or draft."""
    found = session.get(Attachment, (session.tenant, attachment_id))
    if found is None:
        raise AttachmentNotFound
    return found


def remove_from_draft(session: TenantSession, draft_id: str, attachment_id: str) -> None:
    """Take a file out of a draft; what is sent stays."""
    found = find(session, attachment_id)
    if found.draft_id != draft_id:
        raise AttachmentNotFound
    session.delete(found)


def discard_unsent(session: TenantSession, *, before: datetime) -> None:
    """Delete files that were added to a draft before then and never sent."""
    session.execute(
        delete(Attachment)
        .where(
            Attachment.tenant_id == session.tenant,
            Attachment.case_number.is_(None),
            Attachment.added_at < before,
        )
        .execution_options(synchronize_session=False)
    )


def _listed(session: TenantSession, condition: object) -> list[Attachment]:
    query = select(Attachment).where(Attachment.tenant_id == session.tenant, condition)  # type: ignore[arg-type]
    return list(session.scalars(query.order_by(Attachment.added_at, Attachment.id)))


def _count(session: TenantSession, draft_id: str) -> int:
    query = select(func.count()).where(
        Attachment.tenant_id == session.tenant, Attachment.draft_id == draft_id
    )
    return session.scalar(query) or 0


def _safe_name(filename: str) -> str:
    """The last part of the name, printable and at most 120 characters, so that it can be shown and saved."""
    name = unicodedata.normalize("NFC", filename).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(char for char in name if char.isprintable() and unicodedata.category(char) != "Cf")
    name = re.sub(r"\s+", " ", name).strip(" .")
    stem, dot, suffix = name.rpartition(".")
    return f"{stem[: 119 - len(suffix)]}{dot}{suffix}"[:120] if stem else (name[:120] or "file")
