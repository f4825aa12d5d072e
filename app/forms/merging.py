"""Make one form of two: ours, with what was decided to be taken from theirs."""

import copy
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import orjson

from app.changes.order import merged as merged_order
from app.changes.parts import PARENT, PLACE, THERE, Part, Value
from app.forms.parts import CHOICE, LISTED, NOTHING, FormVersion, choices, parted, read_value, way

Json = dict[str, Any]


def merged(
    base: FormVersion,
    ours: FormVersion,
    theirs: FormVersion,
    takes: Collection[tuple[str, str]],
    values: Mapping[tuple[str, str], Value],
) -> bytes:
    """Our form with what is in `takes`, (key, name), as it is with them, and `values` as neither has it."""
    merging = _Merging(base, ours, theirs, takes)
    merging.run()
    for (key, name), value in values.items():
        merging.put(key, name, value)
    return orjson.dumps(merging.data, option=orjson.OPT_INDENT_2) + b"\n"


class _Merging:
    def __init__(
        self,
        base: FormVersion,
        ours: FormVersion,
        theirs: FormVersion,
        takes: Collection[tuple[str, str]],
    ) -> None:
        self.base, self.ours, self.theirs, self.takes = base, ours, theirs, takes
        self.data: Json = copy.deepcopy(dict(ours.data))
        self.at: dict[str, Json] = dict(_located(ours, self.data))

    def run(self) -> None:
        """Add, change and remove; then put together what stands in what."""
        for key, part in self.theirs.tree.items():
            if (key, THERE) in self.takes:
                self._take_whole(key, part)
        values = [
            (key, name, self.theirs.tree[key].values.get(name))
            for key, name in sorted(self.takes)
            if key in self.theirs.tree and name.startswith("/")
        ]
        # First what goes: what it leaves empty goes with it, unless theirs has it empty.
        for key, name, value in sorted(values, key=lambda each: each[2] is not None):
            self.put(key, name, value)
        gone = {key for key, name in self.takes if name == THERE and key not in self.theirs.tree}
        parents = {key: self._parent(key) for key in self.at if key not in gone}
        self._arrange({key: parent for key, parent in parents.items() if parent == "" or parent in parents})

    def _take_whole(self, key: str, part: Part) -> None:
        kept = self.at.get(key)
        own = _shallow(part)
        if kept is None:
            self.at[key] = copy.deepcopy(own)
        else:
            inside = {
                name: kept[name] for name in ("components", "values") if name in kept and name not in own
            }
            kept.clear()
            kept.update(copy.deepcopy(own) | inside)

    def _parent(self, key: str) -> str:
        ours, theirs = self.ours.tree.get(key), self.theirs.tree.get(key)
        taken = (key, PARENT) in self.takes or (key, THERE) in self.takes
        part = theirs if theirs is not None and (taken or ours is None) else ours
        return part.parent if part is not None else ""

    def put(self, key: str, name: str, value: Value | None) -> None:
        """Set a value, or take it away; objects around it come and go with it."""
        holder = self.at.get(key)
        if holder is None:
            return
        *around, last = way(name)
        trail = [holder]
        for each in around:
            inner = trail[-1].get(each)
            if not isinstance(inner, dict):
                if value is None:
                    return
                inner = trail[-1][each] = {}
            trail.append(inner)
        inside = trail[-1].get(last)
        if isinstance(inside, dict) and inside and value in (None, NOTHING):
            return  # an empty object came or went; what is in it now is not its matter
        if isinstance(inside, list) and value == LISTED:
            return
        if value is not None:
            trail[-1][last] = read_value(value)
            return
        trail[-1].pop(last, None)
        for above, each in zip(reversed(trail[:-1]), reversed(around), strict=True):
            if not above[each]:
                del above[each]

    def _arrange(self, parents: Mapping[str, str]) -> None:
        """Put every component and choice into the list of its parent, ours in our order."""
        for key in parents:
            children = {child for child, parent in parents.items() if parent == key and child}
            base, ours, theirs = (_children(side, key) for side in (self.base, self.ours, self.theirs))
            moves = [child for child, name in self.takes if name == PLACE]
            order = merged_order(base, ours, theirs, children, moves)
            self._fill(key, [*order, *sorted(children - set(order))])

    def _fill(self, key: str, order: Sequence[str]) -> None:
        holder = self.at[key]
        picked = [child for child in order if self._is_choice(child)]
        inside = [child for child in order if not self._is_choice(child)]
        if inside or isinstance(holder.get("components"), list):
            holder["components"] = [self.at[child] for child in inside]
        if picked or choices(holder) is not None:
            holder["values"] = [self.at[child] for child in picked]

    def _is_choice(self, key: str) -> bool:
        part = self.ours.tree.get(key) or self.theirs.tree.get(key)
        return part is not None and part.kind == CHOICE


def _located(version: FormVersion, data: Json) -> Iterator[tuple[str, Json]]:
    """The object of each part in a copy of the form's data."""
    waiting = [(version.file, data)]
    while waiting:
        key, found = waiting.pop()
        yield key, found
        kinds = version.tree
        inside = [child for child in kinds[key].children if kinds[child].kind != CHOICE]
        picked = [child for child in kinds[key].children if kinds[child].kind == CHOICE]
        listed = found.get("components")
        objects = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
        waiting += zip(inside, objects, strict=True)
        waiting += zip(picked, choices(found) or (), strict=True)  # type: ignore[arg-type]


def _shallow(part: Part) -> Json:
    """The object of a part with empty lists where its own parts will be."""
    source: Mapping[str, Any] = part.source  # type: ignore[assignment]
    return {name: [] if name in parted(source) else value for name, value in source.items()}


def _children(version: FormVersion, key: str) -> Sequence[str]:
    part = version.tree.get(key)
    return part.children if part is not None else ()
