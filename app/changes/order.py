"""The order of siblings in three versions."""

from bisect import bisect_left
from collections.abc import Collection, Sequence


def moved(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """The fewest keys that have to be taken out of both, so that the other common ones stand alike."""
    places = {key: at for at, key in enumerate(old)}
    common = [key for key in new if key in places]
    return set(common) - _rising(common, [places[key] for key in common])


def _rising(keys: Sequence[str], places: Sequence[int]) -> set[str]:
    """The keys of a longest rising subsequence of places (patience sorting)."""
    ends: list[int] = []  # the smallest last place of a rising row of each length, …
    at_end: list[int] = []  # … and where in `keys` that one stands
    before: list[int] = []
    for at, place in enumerate(places):
        length = bisect_left(ends, place)
        before.append(at_end[length - 1] if length else -1)
        if length == len(ends):
            ends.append(place)
            at_end.append(at)
        else:
            ends[length], at_end[length] = place, at
    rising, at = set(), at_end[-1] if at_end else -1
    while at >= 0:
        rising.add(keys[at])
        at = before[at]
    return rising


def merged(
    base: Sequence[str],
    ours: Sequence[str],
    theirs: Sequence[str],
    there: Collection[str],
    moves: Collection[str] | None = None,
) -> list[str]:
    """The keys in `there` in our order; what they added or moved stands behind its left neighbour of theirs.

    What both moved stays where we put it. Of what they moved, only `moves` are followed; None follows all.
    """
    if list(ours) == list(theirs):
        return [key for key in ours if key in there]
    theirs_to_place = moved(base, theirs) - moved(base, ours) if list(base) != list(theirs) else set()
    if moves is not None:
        theirs_to_place &= set(moves)
    result = [key for key in ours if key in there and key not in theirs_to_place]
    placed, left = set(result), ""
    for key in theirs:
        if key in there and key not in placed:
            result.insert(result.index(left) + 1 if left else 0, key)
            placed.add(key)
        left = key if key in placed else left
    return result + [key for key in ours if key in there and key not in placed]
