"""Sign in and out: citizens and staff of a municipality."""

from app.web.sign_in.views import blueprint, init_app

__all__ = ["blueprint", "init_app"]
