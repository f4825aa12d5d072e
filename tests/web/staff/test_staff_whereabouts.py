"""Process owners see where the cases stand, and take a description of the process along."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from app.identity.roles import Role
from tests.printing.aloud import aloud
from tests.processes.town import ADVICE, Town
from tests.web.staff.desk import Desk


@pytest.fixture
def owner(visit: Callable[..., Desk], town: Town) -> Desk:
    """A process owner, signed in."""
    return visit(town.hire("Outi Owner", Role.PROCESS_OWNER))  # type: ignore[attr-defined]


def test_running_cases_are_counted_on_the_diagram_and_in_the_table(owner: Desk, town: Town) -> None:
    numbers = [town.apply(), town.apply()]

    page = owner.open("processes/advice/where")

    assert page.words("//tbody//th/a") == ["Review the question"]
    assert page.words("//tbody//td[@data-num]") == ["2"]
    listed = owner.open(page.links()["Review the question"])
    assert sorted(listed.words("//tbody//th")) == sorted(map(str, numbers))


def test_a_process_without_cases_says_so(owner: Desk) -> None:
    assert "No case runs" in owner.open("processes/advice/where").text


def test_what_nobody_stands_at_is_not_found(owner: Desk) -> None:
    for path in ("nothing/where", "advice/where/nothing", "advice/versions/9/description"):
        assert owner.open(f"processes/{path}").status == 404


def test_the_description_tells_steps_people_and_forms(owner: Desk) -> None:
    page = owner.open("processes/advice/versions/1/description")

    assert "Review the question" in page.text
    assert "14 days" in page.words("//td[@data-label='Until when']")
    assert page.words("//h2")[0] == "Steps"
    assert "Forms" in page.words("//h2")


def test_files_are_taken_along_and_there_is_no_drawing_where_none_is_drawn(owner: Desk) -> None:
    page = owner.open("processes/advice/versions/1/description")

    files = owner.client.get(page.links()["All files (ZIP)"])

    assert "Drawing (SVG)" not in page.links()
    assert owner.open("processes/advice/versions/1/drawing.svg").status == 404
    assert owner.open("processes/advice/versions/1/drawing.pdf").status == 404
    assert ZipFile(BytesIO(files.data)).read("advice.bpmn") == ADVICE


def test_the_description_is_taken_along_on_paper(owner: Desk) -> None:
    page = owner.open("processes/advice/versions/1/description")

    paper = owner.client.get(page.links()["This description (PDF)"])

    read = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(paper.data)).pages).split())
    assert paper.mimetype == "application/pdf"
    assert [
        part for part in (*page.words("//h2"), "Review the question", "14 days") if part not in read
    ] == []


@pytest.mark.parametrize("demo", [True, False])
def test_the_description_says_where_it_is_of_a_demonstration(owner: Desk, demo: bool) -> None:
    installation = owner.app.extensions["polku"]
    installation.settings = replace(installation.settings, demo=demo)

    paper = owner.client.get(f"/{owner.tenant}/processes/advice/versions/1/description.pdf")

    assert ("All municipalities and people on this page are fictional." in aloud(paper.data)) == demo
