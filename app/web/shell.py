"""The web application put together: settings, database, guard, languages, pages and errors."""

from typing import Any

from flask import Flask, g, jsonify
from sqlalchemy import text
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from app.clock import Clock
from app.config import Settings
from app.db import EVERYWHERE, Database
from app.remote import read_addresses
from app.web import access_log, assets, errors, formats, guard, headers, language, sections, signed_in, texts
from app.web.audiences import register
from app.web.current import Polku, current
from app.web.forgery import ForgeryCheck
from app.web.form_cookie import FormCookie

#: Fields of one form together, files apart: a long application and nothing that could fill the memory.
MAX_FORM_BYTES = 4_000_000


def build(settings: Settings, *, clock: Clock | None = None) -> Flask:
    """The application; raises ConfigurationError, or UnguardedRoute for a route without a guard."""
    app = Flask("app", template_folder="web/templates")
    access_log.configure(settings)
    app.config.update(_flask_settings(settings))
    app.session_interface = FormCookie(settings.signing_key())
    addresses = read_addresses(settings.addresses)
    app.extensions["polku"] = Polku(
        settings, Database(settings.database_url), clock or Clock(), addresses=addresses
    )
    _prepare_requests(app, settings)
    register(app)
    _add_health(app)
    guard.check(app)
    return app


def _flask_settings(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.signing_key(),
        "MAX_CONTENT_LENGTH": settings.max_upload_megabytes * 1_000_000,
        "MAX_FORM_MEMORY_SIZE": MAX_FORM_BYTES,
        # Flask's own cookie holds the token of forms and what to say on the next page, and no more.
        "SESSION_COOKIE_NAME": "polku_form",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.https,
        # A form is as old as its page: it expires with the browser, not in the middle of a long application.
        "WTF_CSRF_TIME_LIMIT": None,
        "PREFERRED_URL_SCHEME": "https" if settings.https else "http",
    }


def _prepare_requests(app: Flask, settings: Settings) -> None:
    """In this order before each request: log, municipality, person, guard, forgery check."""
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    headers.init_app(app, settings)
    language.init_app(app)
    access_log.init_app(app)
    _take_municipality_from_address(app)
    signed_in.init_app(app)
    app.before_request(guard.enforce)
    ForgeryCheck(app)
    assets.init_app(app)
    formats.init_app(app)
    texts.init_app(app)
    sections.init_app(app)
    errors.init_app(app)


def _take_municipality_from_address(app: Flask) -> None:
    """`/<tenant>/…`: views find it in `current.tenant`, and `url_for` puts it in by itself."""

    @app.url_value_preprocessor
    def find_tenant(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "tenant" in values:
            g.tenant = current.polku.municipalities.find(current.database, values.pop("tenant"), current.now)

    @app.url_defaults
    def add_tenant(endpoint: str, values: dict[str, Any]) -> None:
        if g.get("tenant") is not None and app.url_map.is_endpoint_expecting(endpoint, "tenant"):
            values.setdefault("tenant", g.tenant.id)


def _add_health(app: Flask) -> None:
    @app.get("/health")
    @guard.public
    def health() -> Response:
        """For load balancers: 200 when the database answers, 500 otherwise."""
        with current.database.reading(EVERYWHERE) as session:
            session.execute(text("select 1"))
        return jsonify(status="ok")
