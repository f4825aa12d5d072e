"""What somebody typed is not lost because their sign-in or their form has expired.

A form that comes too late is answered with a page that holds what was typed, so that signing in and pressing
one button sends it. It is held only when the browser says that our own page sent it: otherwise another
site could have us show its text behind a button of ours.
"""

from urllib.parse import urlsplit

from flask import request

from app.web.forgery import SAYS_WHERE_FROM

#: Fields of ours that are made anew on every page.
NOT_KEPT = frozenset({"csrf_token"})

PREFIX = "kept."


def from_our_own_page() -> bool:
    """Whether the browser says that this form was on a page of ours."""
    site = request.headers.get(SAYS_WHERE_FROM)
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc == request.host


def typed() -> list[tuple[str, str]]:
    """The fields of the request's form, in order; none when it did not come from a page of ours."""
    if request.method != "POST" or not from_our_own_page():
        return []
    return [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_KEPT]


def carried() -> list[tuple[str, str]]:
    """The fields that the sign-in page carried along."""
    return [
        (name.removeprefix(PREFIX), value)
        for name, value in request.form.items(multi=True)
        if name.startswith(PREFIX)
    ]


def has_files() -> bool:
    """Whether files came with the form: those cannot be kept."""
    return any(file.filename for file in request.files.values())
