"""Files built to hurt whoever reads them: each as large or as crooked as is let in, or just beyond."""

import io
import zipfile
from collections.abc import Callable, Mapping

MODEL = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
ZEEBE = 'xmlns:z="http://camunda.org/schema/zeebe/1.0" xmlns:c="http://camunda.org/schema/1.0/bpmn"'
#: About as many elements of a process as are read.
MANY = 9_500


def process(*parts: str) -> bytes:
    """A file with one process."""
    inside = f'<process id="p"><startEvent id="s"/>{"".join(parts)}</process>'
    return f"<definitions {MODEL} {ZEEBE}>{inside}</definitions>".encode()


def _entities(levels: int = 9) -> str:
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels))
    return f'<!DOCTYPE x [<!ENTITY e0 "ha">{steps}]><x>&e{levels - 1};</x>'


def _flow(number: int, source: str, target: str, inside: str = "") -> str:
    return f'<sequenceFlow id="f{number}" sourceRef="{source}" targetRef="{target}">{inside}</sequenceFlow>'


def _chain() -> bytes:
    parts: list[str] = []
    for number in range(MANY // 3):
        condition = f"<conditionExpression>${{a == {number}}}</conditionExpression>"
        before = f"t{number - 1}" if number else "s"
        parts += [f'<task id="t{number}" c:formKey="x"/>', _flow(number, before, f"t{number}", condition)]
    return process(*parts)


def _net(side: int = 95) -> bytes:
    tasks = (f'<task id="t{n}"/>' for n in range(side))
    flows = (
        _flow(one * side + other, f"t{one}", f"t{other}") for one in range(side) for other in range(side)
    )
    return process(*tasks, *flows)


def _links() -> bytes:
    link = '<linkEventDefinition name="a"/>'
    throws = (f'<intermediateThrowEvent id="a{n}">{link}</intermediateThrowEvent>' for n in range(MANY // 4))
    targets = (f'<intermediateCatchEvent id="b{n}">{link}</intermediateCatchEvent>' for n in range(MANY // 4))
    return process(*throws, *targets)


def _expressions() -> bytes:
    deep = "(" * 900 + "a" + ")" * 900
    flows = (
        _flow(n, "s", "s", f"<conditionExpression>={deep}{n}</conditionExpression>") for n in range(2_000)
    )
    return process(*flows)


def _laden() -> str:
    return "<task " + " ".join(f'a{n}=""' for n in range(59)) + "/>"


def _bomb() -> bytes:
    target = io.BytesIO()
    archive = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9)
    with archive, archive.open("a.bpmn", "w") as member:
        for _ in range(300):
            member.write(b" " * 1_000_000)
    return target.getvalue()


def _crowd() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for number in range(30_000):
            archive.writestr(f"{number}.bpmn", b"")
    return target.getvalue()


#: name → the file. Names that end in .zip are archives.
FILES: Mapping[str, Callable[[], bytes]] = {
    "an entity bomb": lambda: _entities().encode(),
    "an entity bomb in UTF-16": lambda: _entities().encode("utf-16"),
    "an entity bomb in UTF-7": lambda: (
        b'<?xml version="1.0" encoding="UTF-7"?>' + _entities().encode("utf-7")
    ),
    "a file of the machine": lambda: b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    "a document type of the network": lambda: b'<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd"><x/>',
    "another encoding than it says": lambda: b'<?xml version="1.0" encoding="UTF-16"?><definitions/>',
    "zeros": lambda: b"\0" * 4_900_000,
    "white space": lambda: b" " * 4_900_000,
    "a comment without an end": lambda: b"<!--" + b"-" * 4_900_000,
    "openings": lambda: b"<a>" * 1_600_000,
    "nested to the limit": lambda: process("<subProcess>" * 70, "</subProcess>" * 70),
    "comments": lambda: process("<!---->" * 690_000),
    "instructions": lambda: process("<?a?>" * 900_000),
    "attributes": lambda: process("<task ", *(f'a{n}="" ' for n in range(250_000)), "/>"),
    "attributes everywhere": lambda: process(_laden() * 2_000),
    "attributes beyond counting": lambda: process(_laden() * 9_000),
    "namespaces": lambda: process(*(f'<x{n}:a xmlns:x{n}="u{n}"/>' for n in range(55_000))),
    "one long text": lambda: process("<documentation>", "x" * 4_800_000, "</documentation>"),
    "many equal ids": lambda: process('<task id="t"/>' * MANY),
    "a chain of tasks": _chain,
    "a net of arrows": _net,
    "links of one name": _links,
    "lone tasks": lambda: process(*(f'<serviceTask id="t{n}"/>' for n in range(MANY))),
    "empty sub-processes": lambda: process(*(f'<subProcess id="t{n}"/>' for n in range(MANY))),
    "deep expressions": _expressions,
    "a bomb.zip": _bomb,
    "a crowd.zip": _crowd,
    "not an archive.zip": lambda: b"PK\3\4" + b"\0" * 9_000_000,
}
