"""What a draft can begin as: an empty process, or one of the examples that come with the product."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import orjson
from lxml import etree

from app.bpmn import Document, read
from app.bpmn.elements import Node
from app.processes.bundles import files_of
from app.processes.drafting_errors import NoDiagramInFiles

EXAMPLES = Path(__file__).parents[2] / "workflows" / "bpmn"

LONGEST_KEY = 60

_EMPTY = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
 xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
 xmlns:modeler="http://camunda.org/schema/modeler/1.0" id="definitions"
 targetNamespace="http://bpmn.io/schema/bpmn" modeler:executionPlatform="Camunda Cloud"
 modeler:executionPlatformVersion="8.6.0">
  <bpmn:process id={key} name={name} isExecutable="true" />
  <bpmndi:BPMNDiagram id="diagram">
    <bpmndi:BPMNPlane id="plane" bpmnElement={key} />
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
"""


#: The forms of an empty process; their authors replace the questions.
_FORMS: Sequence[dict[str, Any]] = (
    {
        "id": "application",
        "type": "default",
        "schemaVersion": 18,
        "properties": {"title": "Application", "title.fi": "Hakemus", "title.sv": "Ansökan"},
        "components": [
            {
                "type": "textarea",
                "id": "field_request",
                "key": "request",
                "label": "What are you applying for?",
                "properties": {"label.fi": "Mitä haet?", "label.sv": "Vad ansöker du om?"},
                "validate": {"required": True},
            }
        ],
    },
    {
        "id": "decision",
        "type": "default",
        "schemaVersion": 18,
        "properties": {"title": "Decision", "title.fi": "Päätös", "title.sv": "Beslut"},
        "components": [
            {
                "type": "radio",
                "id": "field_granted",
                "key": "granted",
                "label": "Is it granted?",
                "properties": {
                    "label.fi": "Myönnetäänkö?",
                    "label.sv": "Beviljas ansökan?",
                    "option.yes.fi": "Kyllä",
                    "option.yes.sv": "Ja",
                    "option.no.fi": "Ei",
                    "option.no.sv": "Nej",
                },
                "values": [{"label": "Yes", "value": "yes"}, {"label": "No", "value": "no"}],
                "validate": {"required": True},
            },
            {
                "type": "textarea",
                "id": "field_reasons",
                "key": "reasons",
                "label": "Reasons",
                "properties": {"label.fi": "Perustelut", "label.sv": "Motivering"},
                "validate": {"required": True},
            },
        ],
    },
)


#: A decision of one table with one column of each kind; its author names them.
_DECISION = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
 xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/"
 id={file} name={name} namespace={namespace}>
  <decision id={key} name={name}>
    <decisionTable id="table" hitPolicy="UNIQUE">
      <input id="input"><inputExpression id="tested" typeRef="string"><text></text></inputExpression></input>
      <output id="output" typeRef="string" />
    </decisionTable>
  </decision>
  <dmndi:DMNDI><dmndi:DMNDiagram>
    <dmndi:DMNShape dmnElementRef={key}><dc:Bounds height="80" width="180" x="160" y="100" /></dmndi:DMNShape>
  </dmndi:DMNDiagram></dmndi:DMNDI>
</definitions>
"""


@dataclass(frozen=True, slots=True)
class Example:
    """A process that runs as it is."""

    key: str  #: "<service>/<variant>"
    document: Document
    forms: int

    def name(self, language: str) -> str:
        """What is drawn: the name of the pool, which says the variant, else that of the process."""
        for pool in self.document.root.iter("{*}participant"):
            return Node(pool).text("name", language)
        process = self.document.process
        return (process and process.text("name", language)) or self.key

    @property
    def elements(self) -> int:
        """How many events, tasks and gateways it has."""
        return len(self.document.nodes)


@cache
def examples() -> Sequence[Example]:
    """The processes that come with the product, by name of their folder."""
    found = []
    for path in sorted(EXAMPLES.glob("*/*.bpmn")):
        document = read(path.read_bytes())
        if document.process and document.process.id == path.parent.name:
            forms = sum(name.endswith(".form") for name in files_of(path))
            found.append(Example(f"{path.parent.name}/{path.stem}", document, forms))
    return tuple(found)


def example(key: str, name: str) -> dict[str, bytes]:
    """The files of an example, as a process of this name; raises NoDiagramInFiles for an unknown one."""
    chosen = next((each for each in examples() if each.key == key), None)
    if chosen is None:
        raise NoDiagramInFiles
    files = files_of(EXAMPLES / f"{key}.bpmn")
    main = f"{key.rpartition('/')[2]}.bpmn"
    return files | {main: _renamed(files[main], name)}


def empty(name: str) -> dict[str, bytes]:
    """A process in which nothing is drawn yet, with a form for the citizen and one for who decides."""
    key = key_of(name)
    diagram = _EMPTY.format(key=quoteattr(key), name=quoteattr(name)).encode()
    forms = {f"{form['id']}.form": orjson.dumps(form, option=orjson.OPT_INDENT_2) for form in _FORMS}
    return {f"{key}.bpmn": diagram, **forms}


def new_form(title: str) -> bytes:
    """A form of this title with one question, which its author replaces."""
    form = {**_FORMS[0], "id": key_of(title), "properties": {"title": title}}
    return orjson.dumps(form, option=orjson.OPT_INDENT_2)


def new_decision(title: str) -> bytes:
    """A decision of this name: a table with an input and an output, and no rules yet."""
    key = key_of(title)
    parts = {"key": key, "file": f"{key}-decisions", "name": title, "namespace": f"urn:polku:{key}"}
    return _DECISION.format(**{name: quoteattr(text) for name, text in parts.items()}).encode()


def key_of(name: str) -> str:
    """A key for a process of this name: small letters, digits and hyphens, beginning with a letter."""
    letters = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    key = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:LONGEST_KEY].rstrip("-")
    return key if key[:1].isalpha() else f"process-{key}".rstrip("-")


def _renamed(diagram: bytes, name: str) -> bytes:
    """The same process under another name and key, wherever the file mentions the key."""
    document = read(diagram)
    process = document.process
    if process is None or name in {process.name, ""}:
        return diagram
    old, new = process.id, key_of(name)
    process.xml.set("name", name)
    for element in document.root.iter("{*}process", "{*}participant", "{*}BPMNPlane"):
        for attribute in ("id", "processRef", "bpmnElement"):
            if element.get(attribute) == old:
                element.set(attribute, new)
    for texts in process.xml.iterfind("{*}extensionElements/{*}properties"):
        for text in texts.findall("{*}property"):
            if text.get("name", "").split(".")[0] in {"name", "title"}:
                texts.remove(text)  # they name the example
    return etree.tostring(document.root.getroottree(), encoding="UTF-8", xml_declaration=True)
