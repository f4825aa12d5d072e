"""The diagrams and forms that a municipality of the demonstration uses, as files by name."""

from pathlib import Path

from app.processes import bundles
from app.seed import own_level
from app.seed.municipalities import MUNICIPALITIES
from app.seed.story import Municipality

#: Where diagrams and forms stand.
ROOT = Path(__file__).parents[2]


def files(tenant: str, service: str) -> dict[str, bytes]:
    """The files of the municipality's variant of the service."""
    [municipality] = [each for each in MUNICIPALITIES if each.id == tenant]
    variant = municipality.variants[service]
    shared = bundles.files_of(ROOT / "workflows" / "bpmn" / service / f"{variant}.bpmn")
    return shared | own_level.files(tenant, service)


def first_files(municipality: Municipality, service: str) -> dict[str, bytes]:
    """The files of its first version, with the mistake that it had, where it had one."""
    found = files(municipality.id, service)
    right, wrong = municipality.mistakes.get(service, ("", ""))
    name = f"{municipality.variants[service]}.bpmn"
    assert right.encode() in found[name], f"{name} does not say {right}"
    return found | {name: found[name].replace(right.encode(), wrong.encode())} if right else found
