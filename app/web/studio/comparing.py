"""Any two versions of a process, or any two saves of a draft, side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import abort, render_template, request

from app.identity.roles import Role
from app.processes import drafting, publishing
from app.processes.drafting_errors import SaveNotFound
from app.processes.drafting_files import Files
from app.web.current import current
from app.web.formats import reader, when
from app.web.guard import allow
from app.web.studio import differences
from app.web.studio.blueprint import blueprint
from app.web.texts import gettext


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the versions that can be compared."""

    number: int
    name: str


@blueprint.get("/processes/<key>/compare")
@allow(Role.PROCESS_OWNER, Role.COORDINATOR)
def versions(key: str) -> str:
    """Compare two published versions; the newest two where none are named."""
    with current.database.reading(current.tenant_id) as session:
        found = [version for version, _running in publishing.versions(session, key)]
        ids = {each.number: each.id for each in found}
        choices = [
            Choice(each.number, gettext("Version %(number)d", number=each.number)) for each in found
        ] or abort(404)
        name = found[0].name
        return _page(choices, name, None, lambda number: drafting.version_files(session, ids[number]))


@blueprint.get("/drafts/<draft_id>/compare")
@allow(Role.PROCESS_OWNER)
def saves(draft_id: str) -> str:
    """Compare two saves of a draft."""
    with current.database.reading(current.tenant_id) as session:
        row = drafting.find(session, draft_id).row
        choices = [
            Choice(
                each.number,
                gettext(
                    "Save %(number)d, %(who)s, %(when)s",
                    number=each.number,
                    who=each.saved_by,
                    when=when(each.saved_at, reader()),
                ),
            )
            for each in drafting.history(session, draft_id)
        ]
        return _page(choices, row.name, draft_id, lambda n: drafting.saved_files(session, draft_id, n))


def _page(choices: Sequence[Choice], name: str, draft_id: str | None, files: Callable[[int], Files]) -> str:
    names = {each.number: each.name for each in choices}
    new = request.args.get("new", choices[0].number, type=int)
    old = request.args.get("old", choices[min(1, len(choices) - 1)].number, type=int)
    if old not in names or new not in names:
        abort(404)
    try:
        told = differences.of(files(old), files(new), (names[old], names[new]), current.language)
    except SaveNotFound:
        abort(404)
    return render_template(
        "studio/compare.html", choices=choices, name=name, draft_id=draft_id, old=old, new=new, told=told
    )
