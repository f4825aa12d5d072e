"""The texts of a draft in three languages: shown, marked where they are missing, saved with a press."""

import pytest

from app.bpmn import read
from app.bpmn import wording as of_diagrams
from app.forms import read_form
from app.forms import wording as of_forms
from app.processes.bundles import files_of
from app.processes.drafting_beginnings import EXAMPLES
from tests.web.citizen.visiting import Page
from tests.web.staff.desk import Desk
from tests.web.studio.test_studio_drafts import HOSTILE, LOUDER, change, keep, state


def _field(page: Page, label: str) -> str:
    [found] = page.root.xpath("//textarea[@aria-label=$label]/@name", label=label)
    return str(found)


def test_files_are_listed_with_what_is_not_translated(owner: Desk) -> None:
    page = owner.open(f"{change(owner).path}/texts")

    assert page.words("//tbody//th/a") == ["Advice", "application.form", "review.form"]
    assert page.words("//tbody//tr[2]/td") == ["1", "1: application.form"]


def test_a_translation_of_a_form_is_kept_and_no_longer_missing(owner: Desk) -> None:
    texts = owner.open(f"{change(owner).path}/texts/review.form")
    name = _field(texts, "Label, advice, Finnish, Missing")

    saved = owner.send(texts, {name: HOSTILE}, of="texts")

    assert "1 text is saved." in saved.text
    assert _field(saved, "Label, advice, Finnish") == name
    [kept] = saved.root.xpath("//textarea[@name=$name]", name=name)
    assert kept.text.strip() == HOSTILE
    assert saved.root.xpath("//script[text()='alert(1)']") == []


def test_a_text_of_the_diagram_is_kept_in_three_languages(owner: Desk) -> None:
    draft = change(owner)
    texts = owner.open(f"{draft.path}/texts/advice.bpmn")
    names = {each: _field(texts, f"Name, Review the question, {each}") for each in ("English",)}
    missing = _field(texts, "Name, Review the question, Swedish, Missing")

    owner.send(texts, {names["English"]: "Read the question", missing: "Läs frågan"}, of="texts")

    content = read(str(state(owner.open(draft.path))["content"]).encode())
    [node] = [each for each in content.nodes if each.name == "Read the question"]
    assert node.text("name", "sv") == "Läs frågan"


def test_only_what_is_missing_is_shown_where_it_is_asked_for(owner: Desk) -> None:
    texts = owner.open(f"{change(owner).path}/texts/review.form")
    owner.send(
        texts,
        {_field(texts, f"Label, advice, {each}, Missing"): "Neuvo" for each in ("Finnish", "Swedish")},
        of="texts",
    )

    missing = owner.open(f"{texts.path}?only=missing")

    assert missing.words("//tbody//th") == ["Labelfee"]


def test_nobodys_work_is_overwritten_and_what_was_typed_is_not_lost(owner: Desk, second: Desk) -> None:
    draft = change(owner)
    late = owner.open(f"{draft.path}/texts/advice.bpmn")
    keep(second, second.open(draft.path), LOUDER, 1)
    name = _field(late, "Name, Review the question, Swedish, Missing")

    page = owner.send(late, {name: "Läs frågan"}, of="texts")

    assert page.status == 409
    [kept] = page.root.xpath("//textarea[@name=$name]", name=name)
    assert kept.text.strip() == "Läs frågan"
    assert state(owner.open(draft.path))["content"].encode() == LOUDER


def test_files_without_texts_have_no_page(owner: Desk) -> None:
    draft = change(owner)

    assert owner.open(f"{draft.path}/texts/nothing.form").status == 404
    assert owner.open(f"{draft.path}/texts/..%2Fadvice.bpmn").status == 404


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/*.bpmn")), ids=lambda path: path.stem)
def test_every_text_comes_back_as_it_was_written_and_nothing_else_changes(path) -> None:  # type: ignore[no-untyped-def]
    for name, content in files_of(path).items():
        if name.endswith(".form"):
            texts = {each.key: {**each.texts, "fi": "ä"} for each in of_forms.wordings(content)}
            after = of_forms.reworded(content, texts)
            assert {each.key: each.texts for each in of_forms.wordings(after)} == texts
            assert len(read_form(after).components) == len(read_form(content).components)
        elif name.endswith(".bpmn"):
            before = read(content)
            texts = {each.key: {**each.texts, "fi": "ä"} for each in of_diagrams.wordings(before)}
            changed = read(of_diagrams.reworded(before, texts))
            assert {each.key: each.texts for each in of_diagrams.wordings(changed)} == texts
            assert [each.id for each in changed.nodes] == [each.id for each in before.nodes]
