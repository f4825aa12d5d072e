"""Where the standard wants the children of an element (BPMN 2.0, Semantic.xsd and BPMNDI.xsd).

Siblings of one rank may stand in any order. What is not named stands behind documentation and extensions.
"""

from collections.abc import Mapping, Sequence

from app.bpmn.names import EVENTS, SCOPES, TASKS

_ELEMENT = ["documentation", "extensionElements", "auditing", "monitoring", "categoryValueRef"]
_NODE = [*_ELEMENT, "incoming", "outgoing"]
_ACTIVITY = [
    *_NODE,
    *["ioSpecification", "property", "dataInputAssociation", "dataOutputAssociation"],
    "resourceRole|performer|humanPerformer|potentialOwner",
    "multiInstanceLoopCharacteristics|standardLoopCharacteristics",
]
_ARTIFACT = "textAnnotation|association|group|artifact"
#: Flow elements may be of any kind: in a scope they have the rank of what has none.
_ANY = "*"
_EVENT = [*_NODE, *["property", "dataOutput|dataInput", "dataOutputAssociation|dataInputAssociation"]]

_ORDERS: Mapping[str, Sequence[str]] = {
    "definitions": ["import", "extension", _ANY, "BPMNDiagram", "relationship"],
    "process": [
        *["documentation", "extensionElements", "supportedInterfaceRef", "ioSpecification", "ioBinding"],
        *["auditing", "monitoring", "property", "laneSet", _ANY, _ARTIFACT],
        *["resourceRole|performer|humanPerformer|potentialOwner", "correlationSubscription", "supports"],
    ],
    "collaboration": [
        *["documentation", "extensionElements", "participant", "messageFlow", _ARTIFACT, _ANY],
        *[
            "participantAssociation",
            "messageFlowAssociation",
            "correlationKey",
            "choreographyRef",
            "conversationLink",
        ],
    ],
    "participant": [
        "documentation",
        "extensionElements",
        "interfaceRef",
        "endPointRef",
        "participantMultiplicity",
    ],
    "lane": ["documentation", "extensionElements", "partitionElement", "flowNodeRef", "childLaneSet"],
    "multiInstanceLoopCharacteristics": [
        *["documentation", "extensionElements", "loopCardinality", "loopDataInputRef", "loopDataOutputRef"],
        *["inputDataItem", "outputDataItem", "complexBehaviorDefinition", "completionCondition"],
    ],
    "ioSpecification": [
        "documentation",
        "extensionElements",
        "dataInput",
        "dataOutput",
        "inputSet",
        "outputSet",
    ],
    "BPMNShape": ["extension", "Bounds", "BPMNLabel"],
    "BPMNEdge": ["extension", "waypoint", "BPMNLabel"],
    "BPMNDiagram": ["BPMNPlane", "BPMNLabelStyle"],
    "scriptTask": [*_ACTIVITY, "script"],
    **{kind: [*_EVENT, "inputSet|outputSet", _ANY, "eventDefinitionRef"] for kind in EVENTS},
    **dict.fromkeys((*(TASKS - {"scriptTask"}), "callActivity"), _ACTIVITY),
    **{kind: [*_ACTIVITY, "laneSet", _ANY, _ARTIFACT] for kind in SCOPES},
}


def _ranks(order: Sequence[str]) -> Mapping[str, int]:
    return {name: at for at, names in enumerate(order) for name in names.split("|")}


_RANKS: Mapping[str, Mapping[str, int]] = {kind: _ranks(order) for kind, order in _ORDERS.items()}
_PLAIN = _ranks([*_NODE, _ANY])


def ranks(parent: str, children: Sequence[str]) -> list[int]:
    """The rank of each child, by kinds."""
    known = _RANKS.get(parent, _PLAIN)
    other = known.get(_ANY, len(known))
    return [known.get(child, other) for child in children]


def in_order(parent: str, children: Sequence[str]) -> bool:
    """Whether children stand as the standard wants them."""
    found = ranks(parent, children)
    return found == sorted(found)
