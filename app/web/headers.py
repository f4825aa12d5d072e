"""Headers of every answer: what the browser may load, keep and tell others."""

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
    always = [*ALWAYS.items(), *extra.items()]

    @app.after_request
    def add_headers(response: Response) -> Response:
        # A view that sets one of these, as files do, keeps its own.
        own = {name.lower() for name, _value in response.headers}
        response.headers.extend([each for each in always if each[0].lower() not in own])
        _set_caching(response)
        return response


def _set_caching(response: Response) -> None:
    # A file with its hash in its name never changes; a page may show a person's data and is not kept.
    if request.path.startswith("/static/dist/") and response.status_code == 200:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    elif request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
