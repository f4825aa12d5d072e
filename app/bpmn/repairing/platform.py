"""Remedy for files that a modeler takes for those of an older platform, so that it shows the wrong panels."""

from collections.abc import Iterator, Sequence

from lxml import etree

from app.bpmn.names import ZEEBE
from app.bpmn.problems import Problem
from app.bpmn.repairing import editing
from app.bpmn.repairing.planning import whole
from app.bpmn.repairing.remedy import Offer, exact
from app.bpmn.repairing.workpiece import Workpiece
from app.translating import N_

PLATFORM = exact(
    "platform",
    N_("The file is marked so that modelers show the panels for what runs here, not those of %(old)s."),
)

_MODELER = editing.PREFIXES["modeler"]
_PLATFORM, _VERSION = f"{{{_MODELER}}}executionPlatform", f"{{{_MODELER}}}executionPlatformVersion"
#: What the modelers call the dialect that runs here.
OURS = {_PLATFORM: "Camunda Cloud", _VERSION: "8.7.0"}


def platforms(_: Workpiece, root: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """A file with settings of the dialect is marked as one."""
    old = root.get(_PLATFORM, "")
    if old != OURS[_PLATFORM] and next(root.iter(f"{{{ZEEBE}}}*"), None) is not None:

        def apply() -> None:
            for key, value in OURS.items():
                if root.get(key) is not None:
                    editing.set_aside_attribute(root, key)
                root.set(key, value)

        yield PLATFORM.at(root, apply, old=old or "–")


RULES = (whole(platforms),)
