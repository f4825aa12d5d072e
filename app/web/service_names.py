"""What services are called in the reader's language, where staff meet their processes."""

from collections.abc import Mapping

from app.db import TenantSession
from app.tenants import directory
from app.web.formats import text


def service_names(session: TenantSession) -> Mapping[str, str]:
    """The title of each service by its key; none of those that have no title."""
    titles = {each.key: text(each.texts.get("title")) for each in directory.services(session)}
    return {key: title for key, title in titles.items() if title}
