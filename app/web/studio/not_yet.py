"""The page of a draft that cannot be played yet: what stands in the way, and the way back to the diagram."""

from flask import render_template

from app.db import TenantSession
from app.processes import drafting
from app.processes.errors import NotRehearsable
from app.web.current import current
from app.web.errors import sentence_of, status_of
from app.web.studio import report


def not_yet(
    session: TenantSession, draft_id: str, problems: NotRehearsable, *, section: str
) -> tuple[str, int]:
    """The page in the place of the draft's `section`, with its status."""
    found = drafting.find(session, draft_id)
    said = report.of(session, found.files, found.row.main, current.language)
    page = render_template(
        "studio/not_yet.html", draft=found.row, report=said, sentence=sentence_of(problems), section=section
    )
    return page, status_of(problems)
