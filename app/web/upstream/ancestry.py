"""The lineage of a shared definition as a picture: who took which version, and what came back as a proposal.

The table beside it says the same; the picture is for the eye.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

_NAMES, _ROW, _TOP, _RIGHT = 168, 40, 58, 190
#: How far versions stand apart: all of them over so much, and never closer than that.
_ALL, _CLOSEST, _FARTHEST = 720, 96, 360
_LONGEST = 22


@dataclass(frozen=True, slots=True)
class Branch:
    """One municipality: its versions by number, and how it stands in words."""

    name: str
    mine: bool
    alignments: Sequence[int]
    given_back: Sequence[int]  #: shared versions that a proposal of it is part of
    proposes: bool  #: a proposal of it to all is being reviewed
    words: str


def picture(shared: str, versions: Sequence[int], branches: Sequence[Branch], label: str) -> Markup:
    """The picture as SVG; `versions` are the shared ones, oldest first, `label` says what it shows."""
    width = _x(versions, versions[-1]) + _RIGHT
    height = _TOP + _ROW * len(branches) + 16
    drawn = [
        *_trunk(shared, versions, asked=any(each.proposes for each in branches)),
        *_branches(versions, branches),
    ]
    return Markup(
        '<svg class="st-tree" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">{}</svg>'
    ).format(label, width, height, width, height, Markup("").join(drawn))


def _step(versions: Sequence[int]) -> int:
    return max(_CLOSEST, min(_FARTHEST, _ALL // max(len(versions) - 1, 1)))


def _x(versions: Sequence[int], number: int) -> int:
    at = versions.index(number) if number in versions else 0
    return _NAMES + _step(versions) * at + 24


def _trunk(shared: str, versions: Sequence[int], *, asked: bool) -> Iterator[Markup]:
    first, last = _x(versions, versions[0]), _x(versions, versions[-1])
    yield _text(8, _TOP - 24, shared, "st-tree-name")
    yield _line(first, _TOP - 28, last, _TOP - 28, "st-tree-trunk")
    if asked:
        yield _dot(last + 52, _TOP - 28, 9, "st-tree-asked")
        yield _text(last + 52, _TOP - 24, "?", "st-tree-number")
    for number in versions:
        yield _dot(_x(versions, number), _TOP - 28, 9, "st-tree-version")
        yield _text(_x(versions, number), _TOP - 24, str(number), "st-tree-number")


def _branches(versions: Sequence[int], branches: Sequence[Branch]) -> Iterator[Markup]:
    # Lines first: a dot covers the end of its line.
    for lines in (True, False):
        for place, branch in enumerate(branches):
            y = _TOP + _ROW * place + 22
            yield from _ways(versions, branch, y) if lines else _dots(versions, branch, y)


def _ways(versions: Sequence[int], branch: Branch, y: int) -> Iterator[Markup]:
    first, now, end = (
        _x(versions, each) for each in (branch.alignments[0], branch.alignments[-1], versions[-1])
    )
    for number in branch.alignments:
        yield _line(_x(versions, number), _TOP - 18, _x(versions, number), y, "st-tree-took")
    yield _line(first, y, now, y, "st-tree-mine" if branch.mine else "st-tree-own")
    yield _line(now, y, end + 16, y, "st-tree-on")
    for number in branch.given_back:
        x = _x(versions, number)
        path = Markup('<path class="st-tree-back" d="M{} {}C{} {} {} {} {} {}"/>')
        yield path.format(x - 64, y, x - 20, y, x - 20, _TOP, x - 6, _TOP - 18)
        yield Markup('<path class="st-tree-tip" d="M{} {}l-9 3 6 7z"/>').format(x - 5, _TOP - 19)
    if branch.proposes:
        path = Markup('<path class="st-tree-asks" d="M{} {}C{} {} {} {} {} {}"/>')
        yield path.format(end, y, end + 18, y, end + 18, _TOP, end + 42, _TOP - 24)


def _dots(versions: Sequence[int], branch: Branch, y: int) -> Iterator[Markup]:
    name = branch.name if len(branch.name) <= _LONGEST else f"{branch.name[: _LONGEST - 1]}…"
    yield _text(8, y + 4, name, "st-tree-name" if branch.mine else "st-tree-other")
    for number in branch.alignments:
        kind = "st-tree-now" if number == branch.alignments[-1] else "st-tree-was"
        yield _dot(_x(versions, number), y, 7, kind)
    yield _text(_x(versions, versions[-1]) + 24, y + 4, branch.words, "st-tree-words")


def _line(x: int, y: int, to_x: int, to_y: int, kind: str) -> Markup:
    return Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(kind, x, y, to_x, to_y)


def _dot(x: int, y: int, radius: int, kind: str) -> Markup:
    return Markup('<circle class="{}" cx="{}" cy="{}" r="{}"/>').format(kind, x, y, radius)


def _text(x: int, y: int, words: str, kind: str) -> Markup:
    return Markup('<text class="{}" x="{}" y="{}">{}</text>').format(kind, x, y, escape(words))
