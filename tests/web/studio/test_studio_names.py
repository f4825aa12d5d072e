"""Names that are markup, emoji or written right to left are text on every page; forms in use are not lost."""

import json
from collections.abc import Callable
from xml.sax.saxutils import escape

import pytest

from tests.processes.town import ADVICE, FORMS
from tests.web.citizen.visiting import Page
from tests.web.staff.conftest import StaffedTown
from tests.web.staff.desk import Desk
from tests.web.studio.test_studio_drafts import change, keep, tell

NAME = '"><img src=x onerror=alert(1)></script><script>alert(2)</script> & 🦊 שלום'
_XML = escape(NAME, {'"': "&quot;"}).encode()
HOSTILE = ADVICE.replace(b'name="Review the question"', b'name="' + _XML + b'"').replace(
    b'<bpmn:process id="advice" name="Advice"', b'<bpmn:process id="advice" name="' + _XML + b'"'
)
SPOKEN = "🦊 שלום"
DRAFT_PAGES = (
    *("", "/forms", "/forms/review.form", "/texts", "/texts/advice.bpmn", "/texts/review.form", "/publish"),
    *("/rehearsal", "/scenarios", "/comments", "/history", "/decisions", "/repair", "/compare"),
)
LIVE_PAGES = ("", "/where", "/where/review", "/versions/2", "/versions/2/description")


def _form() -> str:
    form = json.loads(FORMS["review.form"])
    form["properties"] = {"title": NAME, "title.fi": NAME}
    form["components"][0] |= {"label": NAME, "description": NAME}
    return json.dumps(form)


@pytest.fixture
def named(owner: Desk) -> str:
    """The address of a draft whose process, task, form, question, comment and scenario are called so."""
    draft = change(owner)
    keep(owner, draft, HOSTILE)
    tell(owner, owner.open(f"{draft.path}/forms/review.form"), "save", {"version": 2, "content": _form()})
    owner.send(owner.open(f"{draft.path}/comments"), {"element": "review", "text": NAME}, of="comments")
    return draft.path


def _shown_as_text(page: Page) -> bool:
    scripts = page.root.xpath("//script[starts-with(normalize-space(.), 'alert')]")
    return page.status == 200 and not scripts and not page.root.xpath("//*[@onerror]") and SPOKEN in page.text


def test_pages_of_a_draft_show_such_names_as_text(owner: Desk, named: str) -> None:
    pages = {part: owner.open(named + part) for part in DRAFT_PAGES}

    assert [part for part, page in pages.items() if not _shown_as_text(page)] == []


def test_pages_of_a_version_show_such_names_as_text(owner: Desk, town: StaffedTown, named: str) -> None:
    owner.send(owner.open(f"{named}/publish"), {"note": NAME}, of="publish")
    town.apply()

    pages = {part: owner.open(f"processes/advice{part}") for part in LIVE_PAGES}

    assert [part for part, page in pages.items() if not _shown_as_text(page)] == []


def test_a_form_that_a_running_version_needs_may_leave_the_draft(
    owner: Desk, visit: Callable[..., Desk], town: StaffedTown
) -> None:
    number = town.apply()
    task = town.open_task(number)
    draft = change(owner)
    other = owner.send(owner.open(f"{draft.path}/forms"), {"title": "Other"}, of="forms")
    keep(owner, owner.open(draft.path), ADVICE.replace(b'formId="review"', b'formId="other"'), 2)

    owner.send(owner.open(f"{draft.path}/forms"), {}, of="review.form/remove")
    live = owner.send(owner.open(f"{draft.path}/publish"), {"note": "Another form"}, of="publish")

    desk = visit(town.adviser)
    shown = desk.send(desk.open(f"staff/tasks/{task.id}"), {}, of="/claim")
    town.complete(number)

    assert other.status == 200
    assert owner.open(f"{draft.path}/forms/review.form").status == 404
    assert "Version 2 is live." in live.text
    assert "Advice" in shown.words("//label")
    assert town.open_tasks(number) == []
