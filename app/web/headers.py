"""Headers of every answer: what the browser may load, keep and tell others."""

from collections.abc import Iterable, Mapping
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, request

from app.config import Settings

#: Only our own files, no inline script or style. `data:` images are the masks of the design system's icons.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

HSTS = "max-age=31536000; includeSubDomains"


def init_app(app: Flask, settings: Settings) -> None:
    """Set the headers on every answer; HSTS only where people come over https."""
    extra = {"Strict-Transport-Security": HSTS} if settings.https else {}
    app.wsgi_app = _with(ALWAYS | extra, app.wsgi_app)  # type: ignore[method-assign,assignment]
    app.after_request(_set_caching)


def _with(headers: Mapping[str, str], app: WSGIApplication) -> WSGIApplication:
    """The application, with these headers on every answer that has none of its own, as files do."""
    always = [(name.lower(), (name, value)) for name, value in headers.items()]

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, given: list[tuple[str, str]], *error: Any) -> Any:
            own = {name.lower() for name, _value in given}
            return start_response(
                status, [*given, *(each for name, each in always if name not in own)], *error
            )

        return app(environ, start)

    return answer


def _set_caching(response: Response) -> Response:
    # A file with its hash in its name never changes; a page may show a person's data and is not kept.
    if request.path.startswith("/static/dist/") and response.status_code == 200:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    elif request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
