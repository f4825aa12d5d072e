"""One version of a diagram, ready to be compared: its parts, and how to speak of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app.bpmn.comparing.identity import renamed, with_ids
from app.bpmn.comparing.indexing import index
from app.bpmn.comparing.keys import WITHIN
from app.bpmn.document import Document
from app.bpmn.elements import Element, Flow, Node
from app.changes.parts import Part, Tree
from app.changes.wording import Name


@dataclass(frozen=True, slots=True)
class Titles:
    """How to call the other files of a version in the sentences about a diagram."""

    forms: Mapping[str, Name] = field(default_factory=dict)  #: id of a form → its title
    processes: Mapping[str, Name] = field(default_factory=dict)  #: id of a called process → its name


class Version:
    """A version of a diagram. Ids are those of the version it is compared with, wherever it has others."""

    def __init__(
        self,
        document: Document,
        file: str = "diagram",
        guide: "Version | None" = None,
        titles: Titles | None = None,
    ) -> None:
        """`file` begins the keys of all parts; `guide` is the older version under the same `file`."""
        own = renamed(guide.document, document) if guide else {}
        self.file = file
        self.document: Document = with_ids(document, own)
        self.own_ids = {known: other for other, known in own.items()}  #: id in the guide → id in the file
        self.index = index(self.document.root, file, guide.tree if guide else {}, self.own_ids)
        self.tree: Tree = self.index.tree
        self.titles = titles or Titles()

    def key(self, element_id: str) -> str:
        """The key of the element with this id."""
        return f"{self.file}#{element_id}"

    def id(self, key: str) -> str:
        """The id of the element that a part is or belongs to, as the file has it; "" for none."""
        owner = self.owner(key)
        element_id = self.plain_id(owner.key) if owner else ""
        return self.own_ids.get(element_id, element_id)

    def plain_id(self, key: str) -> str:
        """The id in a key, as the version it is compared with has it."""
        return key[len(self.file) + 1 :] if key.startswith(f"{self.file}#") and WITHIN not in key else ""

    def owner(self, key: str) -> Part | None:
        """The part with an id of its own that this part is, or stands in."""
        part = self.tree.get(key)
        while part is not None and not self.plain_id(part.key):
            part = self.tree.get(part.parent)
        return part

    def element(self, key: str) -> Element | None:
        """The flow node of this key."""
        return self.document.element(self.plain_id(key))

    def flow(self, key: str) -> Flow | None:
        """The sequence flow of this key."""
        return self._flows.get(self.plain_id(key))

    def node(self, key: str) -> Node | None:
        """Whatever has this key and an id."""
        part = self.tree.get(key)
        return self.element(key) or self.flow(key) or (Node(part.source) if part else None)  # type: ignore[arg-type]

    @cached_property
    def _flows(self) -> Mapping[str, Flow]:
        return {flow.id: flow for flow in reversed(self.document.flows)}


def name_of(node: Node, key: str = "name") -> Name | None:
    """A text of an element in all its languages; None where it has none."""
    own = node.name if key == "name" else node.properties.get(key, "")
    others = {
        lang: text
        for name, text in node.properties.items()
        for stem, _, lang in [name.rpartition(".")]
        if stem == key and text
    }
    return Name(own, others) if own or others else None
