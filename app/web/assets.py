"""The built front end: hashed addresses, and icons set into the page."""

import json
from functools import lru_cache
from pathlib import Path

from flask import Flask, url_for
from markupsafe import Markup

DIST = Path(__file__).parent.parent / "static" / "dist"


class FrontEndNotBuilt(RuntimeError):
    """The front end is not built. Run `npm ci --ignore-scripts && npm run build` in frontend/."""


def init_app(app: Flask) -> None:
    """Give templates `asset`, `accent` and `icon`."""
    app.jinja_env.globals.update(asset=asset, accent=accent, icon=icon)


def asset(name: str) -> str:
    """The address of a built file such as ``polku.css``."""
    return url_for("static", filename=f"dist/{_manifest()[name]}")


def accent(name: str) -> str:
    """The address of a municipality's colours; the consortium's where it has none of its own yet."""
    own = f"accent-{name}.css"
    return asset(own if own in _manifest() else "accent-consortium.css")


def icon(name: str, label: str | None = None) -> Markup:
    """An icon of ``frontend/icons.txt`` as inline SVG; hidden from screen readers unless it has a label."""
    role = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    drawing = Markup(_icons()[name])  # noqa: S704 - our own build wrote it
    return Markup('<svg class="pk-icon" viewBox="0 0 24 24" {}>{}</svg>').format(role, drawing)


@lru_cache(maxsize=1)
def _manifest() -> dict[str, str]:
    return _built("manifest.json")


@lru_cache(maxsize=1)
def _icons() -> dict[str, str]:
    return _built("icons.json")


def _built(name: str) -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads((DIST / name).read_bytes())
    except FileNotFoundError as missing:
        raise FrontEndNotBuilt(FrontEndNotBuilt.__doc__) from missing
    return found
