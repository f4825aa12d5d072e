"""The pages of a form: what is asked together."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.forms.components import Component
from app.forms.walk import Node


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a form: what is asked together."""

    index: int
    group: Component | None  #: the top-level group that is the page; None for a form of one page
    components: tuple[Component, ...]

    def title(self, lang: str) -> str:
        """The label of the group, "" when it has none."""
        return self.group.label(lang) if self.group else ""

    def opened(self, nodes: Sequence[Node]) -> list[Node]:
        """The nodes of the page without the group that is the page itself: its title stands above."""
        opened: list[Node] = []
        for node in nodes:
            opened.extend(node.children if node.component is self.group else [node])
        return opened

    def description(self, lang: str) -> str:
        """What stands beneath the title."""
        return self.group.text("description", lang) if self.group else ""


def pages_of(components: Sequence[Component]) -> tuple[Page, ...]:
    """A page a top-level group; what stands outside of the groups goes with the group before it."""
    starts = [index for index, component in enumerate(components) if component.type == "group"]
    if not starts:
        return (Page(0, None, tuple(components)),)
    starts[0], ends = 0, [*starts[1:], len(components)]
    pages = [tuple(components[start:end]) for start, end in zip(starts, ends, strict=True)]
    return tuple(
        Page(index, next(c for c in page if c.type == "group"), page) for index, page in enumerate(pages)
    )
