"""Every diagram and form that is shipped may be published, and speaks three languages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import decisions
from app.bpmn import check
from app.bpmn.elements import Node
from app.decisions.examples import examples, try_out
from app.forms import check_form
from tests.engine.driving import NOW
from tests.processes_seeded.walking import FORMS, GROUPS, WORKFLOWS, called, document, form

DIAGRAMS = sorted((path.parent.name, path.stem) for path in WORKFLOWS.glob("*/*.bpmn"))
ALL_FORMS = sorted((path.parent.name, path.stem) for path in FORMS.glob("*/*.form"))
DECISIONS = sorted(WORKFLOWS.parent.glob("dmn/*/*.dmn"))
#: Texts that citizens read on the service's page and case page.
TEXTS = ("title", "summary", "time", "cost", "needed", "keywords", "step", "help")


def _nodes(service: str, variant: str) -> Iterator[Node]:
    found = document(service, variant)
    process = found.process
    assert process is not None
    yield process
    yield from (Node(xml) for xml in found.root.iter() if isinstance(xml.tag, str) and xml.get("name"))


@pytest.mark.parametrize(("service", "variant"), DIAGRAMS)
def test_every_diagram_may_be_published(service: str, variant: str) -> None:
    forms = {stem for folder, stem in ALL_FORMS if folder == service}

    problems = check(document(service, variant), called=called(service, variant), forms=forms, groups=GROUPS)

    assert [problem.say(problem.sentence) for problem in problems] == []


@pytest.mark.parametrize(("service", "variant"), DIAGRAMS)
def test_every_name_in_a_diagram_is_translated(service: str, variant: str) -> None:
    kinds = {"message", "property", "input", "definitions"}

    missing = [
        (node.kind, node.name, lang)
        for node in _nodes(service, variant)
        if node.kind not in kinds
        for lang in ("fi", "sv")
        if not node.properties.get(f"name.{lang}")
    ]

    assert missing == []


@pytest.mark.parametrize(("service", "variant"), DIAGRAMS)
def test_every_text_for_citizens_is_translated(service: str, variant: str) -> None:
    missing = [
        (node.id, key, lang)
        for node in _nodes(service, variant)
        for key in TEXTS
        if node.properties.get(key)
        for lang in ("fi", "sv")
        if not node.properties.get(f"{key}.{lang}")
    ]

    assert missing == []


@pytest.mark.parametrize(("service", "variant"), DIAGRAMS)
def test_every_element_is_drawn_and_in_a_lane(service: str, variant: str) -> None:
    root = document(service, variant).root
    drawn = set(root.xpath("//*[local-name()='BPMNShape' or local-name()='BPMNEdge']/@bpmnElement"))
    in_lanes = root.xpath("//*[local-name()='flowNodeRef']/text()")
    nodes = {
        xml.get("id")
        for xml in root.xpath("//*[local-name()='process']/*[@id]")
        if re.search("(Event|Task|Gateway|Activity)$", str(xml.tag))
    }
    flows = set(root.xpath("//*[local-name()='sequenceFlow']/@id"))

    assert nodes | flows <= drawn
    assert sorted(in_lanes) == sorted(nodes)


@pytest.mark.parametrize(("service", "form_id"), ALL_FORMS)
def test_every_form_may_be_published(service: str, form_id: str) -> None:
    problems = check_form(form(service, form_id))

    assert [problem.say(problem.sentence) for problem in problems] == []
    assert form(service, form_id).id == form_id


@pytest.mark.parametrize(("service", "form_id"), ALL_FORMS)
def test_every_form_has_its_title_in_three_languages(service: str, form_id: str) -> None:
    titles = {form(service, form_id).title(lang) for lang in ("en", "fi", "sv")}

    assert len(titles) == 3
    assert "" not in titles


def test_every_form_belongs_to_a_step() -> None:
    used = {
        (service, node.form_id)
        for service, variant in DIAGRAMS
        for node in document(service, variant).elements.values()
        if node.form_id
    }

    assert {(service, form_id) for service, form_id in ALL_FORMS} == used


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_examples_of_every_decision_come_out_as_expected(path: Path) -> None:
    root = decisions.read(path.read_bytes())
    model = decisions.link([root])

    tried = [try_out(model, key, each, now=NOW) for key, kept in examples(root).items() for each in kept]

    assert [each for each in tried if not each.fits] == []


@pytest.mark.parametrize("service", sorted({service for service, _ in DIAGRAMS}))
def test_every_application_asks_one_thing_per_page(service: str) -> None:
    pages = form(service, "application").pages

    assert 3 <= len(pages) <= 6
    assert all(page.title(lang) for page in pages for lang in ("en", "fi", "sv"))


@pytest.mark.parametrize(("service", "variant"), DIAGRAMS)
def test_every_end_is_reached_in_a_walk(service: str, variant: str) -> None:
    walks = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*_*.py"))

    ends = [node.id for node in document(service, variant).elements.values() if node.kind == "endEvent"]

    assert [end for end in ends if f'"{end}"' not in walks] == []
