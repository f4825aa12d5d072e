"""The pages, cut by audience: who may enter is a security boundary."""

from flask import Flask

from app.web import admin, caseworker, citizen, joining, owner, sign_in, studio, upstream


def register(app: Flask) -> None:
    """Every page under its municipality; citizens' addresses come last, as they match the most."""
    sign_in.init_app(app)
    for audience in (sign_in, caseworker, owner, admin):
        app.register_blueprint(audience.blueprint, url_prefix="/<tenant>")
    app.register_blueprint(studio.blueprint, url_prefix="/<tenant>/studio")
    app.register_blueprint(upstream.blueprint, url_prefix="/<tenant>/library")
    app.register_blueprint(joining.blueprint, url_prefix="/<tenant>/joining")
    if hasattr(citizen, "blueprint"):
        app.register_blueprint(citizen.blueprint)
