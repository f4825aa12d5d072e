"""One line in the log for each request, without personal data: the route, never the address or the person."""

import logging
import secrets
import sys
import time

import orjson
import structlog
from flask import Flask, Response, g, request

from app.config import Settings

log = structlog.get_logger("polku.web")


def configure(settings: Settings) -> None:
    """Set up structlog for the whole process."""
    at_terminal = sys.stderr.isatty()
    last: structlog.types.Processor = (
        structlog.dev.ConsoleRenderer(colors=at_terminal)
        if settings.log_format == "text" or (not settings.log_format and at_terminal)
        else structlog.processors.JSONRenderer(_json)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping().get(settings.log_level.upper(), logging.INFO)
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _json(line: object, **_asked: object) -> str:
    return orjson.dumps(line, default=str).decode()


def init_app(app: Flask) -> None:
    """Log every request but those for static files and health."""
    # Bound once: otherwise structlog puts its logger together for each line.
    bound = log.bind()

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()
        g.request_id = secrets.token_hex(8)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=g.request_id)

    @app.after_request
    def end(response: Response) -> Response:
        if request.endpoint not in {"static", "health"}:
            bound.info("request", **_facts(response))
        return response


def _facts(response: Response) -> dict[str, object]:
    took = time.perf_counter() - g.get("began", time.perf_counter())
    tenant = g.get("tenant")
    return {
        "method": request.method,
        "route": request.url_rule.rule if request.url_rule else None,
        "status": response.status_code,
        "milliseconds": round(took * 1000, 1),
        "tenant": tenant.id if tenant else None,
    }
