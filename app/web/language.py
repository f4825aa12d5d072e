"""The reader's language: just chosen, else remembered, else the person's, the browser's, Finnish."""

from flask import Flask, Response, current_app, g, has_request_context, request

from app.identity.actor import Actor

LANGUAGES = ("fi", "sv", "en")
DEFAULT = "fi"
COOKIE = "polku_lang"
YEAR = 365 * 24 * 60 * 60


def init_app(app: Flask) -> None:
    """Find out the reader's language; `?lang=sv` is remembered."""
    app.after_request(_remember)
    app.context_processor(lambda: {"language": chosen_language(), "languages": LANGUAGES})


def chosen_language() -> str:
    """fi, sv or en, the same throughout a request."""
    if not has_request_context():
        return DEFAULT
    if "language" not in g:
        g.language = _asked() or _remembered() or _persons() or _browsers()
    return str(g.language)


def _asked() -> str | None:
    return _known(request.args.get("lang"))


def _remembered() -> str | None:
    return _known(request.cookies.get(COOKIE))


def _persons() -> str | None:
    person: Actor | None = g.get("person")
    return _known(person.language) if person else None


def _browsers() -> str:
    return request.accept_languages.best_match(LANGUAGES, DEFAULT) or DEFAULT


def _known(language: str | None) -> str | None:
    return language if language in LANGUAGES else None


def _remember(response: Response) -> Response:
    asked = _asked()
    if asked and asked != _remembered():
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        response.set_cookie(COOKIE, asked, max_age=YEAR, httponly=True, samesite="Lax", secure=secure)
    if not response.location:  # an answer that only leads on is in no language
        response.headers.setdefault("Content-Language", chosen_language())
        response.headers.add("Vary", "Accept-Language, Cookie")
    return response
