"""Who may work on which draft: texts and parameters are permitted apart from the diagram."""

from collections.abc import Mapping

from flask import request

from app.identity.errors import NotPermitted
from app.identity.roles import Role
from app.processes import drafting
from app.processes.drafting_tables import DraftLevel, ProcessDraft
from app.web.current import current
from app.web.studio.blueprint import blueprint

#: Who may enter pages of a draft that is theirs.
EDITORS = (Role.PROCESS_OWNER, Role.TEXT_EDITOR, Role.PARAMETER_EDITOR)
#: A process owner may do everything; these may do one level.
ROLES: Mapping[DraftLevel, Role] = {
    DraftLevel.TEXTS: Role.TEXT_EDITOR,
    DraftLevel.PARAMETERS: Role.PARAMETER_EDITOR,
}
#: Where work on a draft begins.
FIRST: Mapping[DraftLevel, str] = {
    DraftLevel.TEXTS: "studio.texts",
    DraftLevel.PARAMETERS: "studio.parameters_of_draft",
    DraftLevel.DIAGRAM: "studio.draft",
}


def may(level: DraftLevel) -> bool:
    """Whether the reader may work on drafts of this level."""
    return current.actor.has(Role.PROCESS_OWNER, ROLES.get(level, Role.PROCESS_OWNER))


def level_of(draft: ProcessDraft) -> DraftLevel:
    """How deep a draft goes."""
    return DraftLevel(draft.level)


#: The pages of one level: drafts of the other level do not have them.
PAGES: Mapping[DraftLevel, frozenset[str]] = {
    DraftLevel.TEXTS: frozenset({"studio.texts", "studio.file_texts", "studio.save_texts"}),
    DraftLevel.PARAMETERS: frozenset({"studio.parameters_of_draft", "studio.save_parameters"}),
}


@blueprint.before_request
def only_their_level() -> None:
    """For every page of a draft: raises NotPermitted for a level that is not the reader's."""
    draft_id = (request.view_args or {}).get("draft_id")
    if draft_id is None or current.actor.has(Role.PROCESS_OWNER):
        return
    with current.database.reading(current.tenant_id) as session:
        level = level_of(drafting.find(session, draft_id).row)
    others = frozenset[str]().union(*(PAGES[each] for each in PAGES if each is not level))
    if not may(level) or request.endpoint in others:
        raise NotPermitted
