"""The built front end: hashed addresses, and icons set into the page."""

import json
import mimetypes
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for
from markupsafe import Markup

from app.web.guard import public

DIST = Path(__file__).parent.parent / "static" / "dist"

#: What the build compresses with, the smaller first, and how it ends the names of the files.
_COMPRESSED = {"br": ".br", "gzip": ".gz"}


class FrontEndNotBuilt(RuntimeError):
    """The front end is not built. Run `npm ci --ignore-scripts && npm run build` in frontend/."""


def init_app(app: Flask) -> None:
    """Give templates `asset`, `accent` and `icon`, and send built files compressed."""
    app.jinja_env.globals.update(asset=asset, accent=accent, icon=icon)
    app.view_functions["static"] = static


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


@public
def static(filename: str) -> Response:
    """A file of ours, as the build compressed it where the browser takes that."""
    encoding = _encoding(filename)
    answer = current_app.send_static_file(filename + _COMPRESSED.get(encoding, ""))
    if encoding:
        answer.mimetype = mimetypes.guess_type(filename)[0] or "application/octet-stream"
        answer.headers["Content-Encoding"] = encoding
    answer.vary.add("Accept-Encoding")
    return answer


def _encoding(filename: str) -> str:
    """The best one that the browser takes and the build made; "" for the file as it is."""
    name = filename.removeprefix("dist/")
    taken = (each for each, ending in _COMPRESSED.items() if f"{name}{ending}" in _compressed())
    return next((each for each in taken if request.accept_encodings[each]), "")


@lru_cache(maxsize=1)
def _compressed() -> frozenset[str]:
    return frozenset(path.name for path in DIST.glob("*") if path.suffix in _COMPRESSED.values())


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
