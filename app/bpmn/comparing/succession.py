"""What comes after what, whatever stands between: the order of the steps that both versions have."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from app.bpmn.comparing.version import Version
from app.bpmn.elements import Element
from app.bpmn.names import GATEWAYS

Pair = tuple[str, str]  #: ids of a step and of one that comes after it


class Succession:
    """Which of the `steps` follow which in a version; everything else is passed through."""

    def __init__(self, version: Version, steps: Collection[str]) -> None:
        self.document = version.document
        self.steps = steps
        #: a step and a following one → the sequence flows between them
        self.pairs: dict[Pair, frozenset[str]] = {}
        for element in self.document.elements.values():
            if element.id in steps:
                self._follow(element)

    def _follow(self, element: Element) -> None:
        waiting: list[tuple[Element, tuple[str, ...]]] = [(element, ())]
        seen = set()
        while waiting:
            at, flows = waiting.pop()
            for flow in at.outgoing:
                target = self.document.element(flow.target)
                path = (*flows, flow.id)
                if target is None:
                    continue
                if target.id in self.steps:
                    self.pairs.setdefault((element.id, target.id), frozenset(path))
                elif target.id not in seen:
                    seen.add(target.id)
                    waiting.append((target, path))

    @cached_property
    def after(self) -> Mapping[str, list[str]]:
        """step → those that follow it directly."""
        found: dict[str, list[str]] = defaultdict(list)
        for source, target in self.pairs:
            if source != target:
                found[source].append(target)
        return found

    @cached_property
    def before(self) -> Mapping[str, list[str]]:
        """step → those that it follows directly."""
        found: dict[str, list[str]] = defaultdict(list)
        for source, target in self.pairs:
            if source != target:
                found[target].append(source)
        return found

    def leads(self, source: str, target: str) -> bool:
        """Whether the way goes from one step to another without going back."""
        seen, waiting = {source}, [source]
        while waiting:
            at = waiting.pop()
            for each in self.after.get(at, ()):
                if self._place.get(each, 0) > self._place.get(at, 0) and each not in seen:
                    if each == target:
                        return True
                    seen.add(each)
                    waiting.append(each)
        return False

    @cached_property
    def _place(self) -> Mapping[str, int]:
        """Steps numbered so that a way leads upwards unless it goes back (reverse postorder)."""
        finished: list[str] = []
        seen: set[str] = set()
        firsts = [step for step in self.steps if not self.before.get(step)]
        for first in [*firsts, *self.steps]:
            self._finish(first, seen, finished)
        return {step: -at for at, step in enumerate(finished)}

    def _finish(self, first: str, seen: set[str], finished: list[str]) -> None:
        if first in seen:
            return
        seen.add(first)
        trail: list[tuple[str, Iterator[str]]] = [(first, iter(self.after.get(first, ())))]
        while trail:
            step, following = trail[-1]
            fresh = next((each for each in following if each not in seen), None)
            if fresh is None:
                finished.append(step)
                trail.pop()
            else:
                seen.add(fresh)
                trail.append((fresh, iter(self.after.get(fresh, ()))))


def passed_through(pairs: set[Pair], step: str) -> set[Pair]:
    """Pairs without one step: what came before it is followed by what came after it."""
    before = [source for source, target in pairs if target == step and source != step]
    after = [target for source, target in pairs if source == step and target != step]
    kept = {pair for pair in pairs if step not in pair}
    return kept | {(source, target) for source in before for target in after}


def steps_of_both(old: Version, new: Version) -> dict[str, None]:
    """The steps that both versions have, in the order of the new file; gateways only where both name them."""
    return {
        element.id: None
        for element in new.document.elements.values()
        if (before := old.document.element(element.id))
        and not (element.kind in GATEWAYS and not (element.name and before.name))
    }
