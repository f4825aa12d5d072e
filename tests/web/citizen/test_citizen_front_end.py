"""What the templates ask of the built front end is there."""

import json
import math
import re
from pathlib import Path

import pytest
from flask import Flask

import app as package
from app.web import assets

ROOT = Path(package.__file__).parent.parent
TEMPLATES = sorted((ROOT / "app" / "web" / "templates").rglob("*.html"))
CSS = "".join(path.read_text() for path in sorted((ROOT / "frontend" / "css").glob("*.css")))
ACCENTS: dict[str, str] = json.loads((ROOT / "frontend" / "accents.json").read_text())

#: Colours that mean something: a municipality's must not be taken for them.
STATUSES = {"danger": "#c01b1b", "warning": "#ea9b1b", "success": "#068718"}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_class_of_a_template_has_its_rules(template: Path) -> None:
    styled = set(re.findall(r"\.(pk-[a-z0-9-]+)", CSS))

    used = set(re.findall(r"\b(pk-[a-z0-9-]+)", template.read_text()))

    assert used <= styled


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_icon_of_a_template_is_built(template: Path) -> None:
    listed = set((ROOT / "frontend" / "icons.txt").read_text().split())

    used = set(re.findall(r"icon\('([a-z0-9-]+)'", template.read_text()))

    assert used <= listed


def test_an_address_carries_the_hash_of_the_file_and_is_kept_for_good(app: Flask) -> None:
    with app.test_request_context():
        address = assets.asset("polku.css")

    with app.test_client().get(address) as response:
        status, kept = response.status_code, response.headers["Cache-Control"]

    assert re.fullmatch(r"/static/dist/polku-[A-Z0-9]{8}\.css", address)
    assert (status, kept) == (200, "public, max-age=31536000, immutable")


def test_a_built_file_is_sent_as_small_as_the_browser_takes_it(app: Flask) -> None:
    with app.test_request_context():
        address = assets.asset("polku.css")
    found = {}
    for taken in ("", "gzip", "gzip, br"):
        with app.test_client().get(address, headers={"Accept-Encoding": taken}) as response:
            found[response.headers.get("Content-Encoding")] = (response.mimetype, len(response.data))
            assert "Accept-Encoding" in str(response.vary)

    sizes = [size for _, size in found.values()]
    assert list(found) == [None, "gzip", "br"]
    assert {kind for kind, _ in found.values()} == {"text/css"}
    assert sizes == sorted(sizes, reverse=True)


def test_an_icon_with_a_label_is_said_and_one_without_is_not(app: Flask) -> None:
    assert 'aria-hidden="true"' in assets.icon("check")
    assert 'role="img" aria-label="Remove &#34;x&#34;"' in assets.icon("x", 'Remove "x"')


def test_a_municipality_without_colours_has_the_consortiums(app: Flask) -> None:
    with app.test_request_context():
        assert assets.accent("newtown") == assets.accent("consortium")
        assert assets.accent("koivula") != assets.accent("sandvik")


def test_colours_of_municipalities_stand_apart_from_each_other_and_from_statuses() -> None:
    names = sorted(ACCENTS)

    close = [
        (one, other)
        for one in names
        for other in names
        if one < other and distance(ACCENTS[one], ACCENTS[other]) < 0.07
    ]
    mistaken = [(name, status) for name in names for status in STATUSES if hue_near(name, status)]

    assert close == []
    assert mistaken == []


def hue_near(name: str, status: str) -> bool:
    """Whether a colour with some strength is within 25 degrees of a status's hue."""
    (_, a, b), (_, status_a, status_b) = oklab(ACCENTS[name]), oklab(STATUSES[status])
    angle = abs(math.degrees(math.atan2(b, a) - math.atan2(status_b, status_a))) % 360
    return math.hypot(a, b) > 0.04 and min(angle, 360 - angle) < 25


def distance(one: str, other: str) -> float:
    return math.dist(oklab(one), oklab(other))


def oklab(colour: str) -> tuple[float, float, float]:
    """Lightness and two opposing hues, as Björn Ottosson defines them (2020)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
