"""Which services each municipality of the demonstration offers, and in which variant."""

from collections.abc import Mapping

_TOWNS = (
    *("koivula", "sandvik", "lehtola", "harjula"),
    *("myllyranta", "tuulisalo", "norrholm", "yla-peltokankaanniemi"),
)
#: The services in the order in which they are listed, each with the variants of these municipalities in their
#: order; a dash says that a municipality does not offer it.
_TABLE = """
early-education       manager central central central manager manager central manager
street-works          inspected automatic automatic inspected inspected automatic inspected automatic
defect-report         verified contractor verified contractor contractor contractor verified verified
resident-parking      automatic by-hand automatic by-hand automatic - - -
school-transport      distance distance school-statement school-statement distance distance school-statement -
building-advice       statements generalist statements generalist generalist - generalist -
outdoor-event         statements single-desk single-desk statements single-desk single-desk - -
library-fee-waiver    chief clerk chief clerk clerk - clerk clerk
youth-hobby-grant     council rolling rolling council rolling - rolling -
employment-follow-up  booking phone booking phone - phone - -
"""


def _variants() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {town: {} for town in _TOWNS}
    for line in _TABLE.strip().splitlines():
        service, *variants = line.split()
        for town, variant in zip(_TOWNS, variants, strict=True):
            if variant != "-":
                found[town][service] = variant
    return found


#: Municipality → service → file stem in workflows/bpmn/<service>/.
VARIANTS: Mapping[str, Mapping[str, str]] = _variants()
