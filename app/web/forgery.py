"""Forms that another site would have a person's browser send are refused.

Browsers say where a request comes from (`Sec-Fetch-Site`), and no page can make them say otherwise. What was
sent from a page of ours is taken as it is, however long that page was open; everything else needs the token
that our pages put into their forms, as do browsers that say nothing, or do not over plain http.
"""

from flask import request
from flask_wtf.csrf import CSRFProtect

SAYS_WHERE_FROM = "Sec-Fetch-Site"


class ForgeryCheck(CSRFProtect):  # type: ignore[misc]  # Flask-WTF has no types
    """Flask-WTF's check of the token, for what does not come from our own page for certain."""

    def protect(self, apply_exemptions: bool = False) -> None:
        """Raises CSRFError."""
        if request.headers.get(SAYS_WHERE_FROM) != "same-origin":
            super().protect(apply_exemptions)
