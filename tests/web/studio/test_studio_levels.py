"""Texts and parameters have pages and rights of their own; nobody draws by them."""

from collections.abc import Callable

import pytest

from app.identity.roles import Role
from tests.levels.declaring import declaring
from tests.web.staff.conftest import StaffedTown
from tests.web.staff.desk import Desk

LIMIT = declaring("days 1..30 = 5").replace(b"P5D", b"P&#34; + string(parameters.limit) + &#34;D")
START = {Role.TEXT_EDITOR: "texts", Role.PARAMETER_EDITOR: "parameters"}


@pytest.fixture
def editor(visit: Callable[..., Desk], town: StaffedTown) -> Callable[[Role], Desk]:
    """Somebody with one role, signed in, in a town whose process has a parameter."""
    town.publish(LIMIT)
    return lambda role: visit(town.hire(f"Eeva {role}", role))


def test_a_value_is_chosen_checked_and_published(editor: Callable[[Role], Desk], town: StaffedTown) -> None:
    bo = editor(Role.PARAMETER_EDITOR)
    page = bo.send(bo.open("/testby/studio/ours"), {}, of="change/parameters")
    assert "1 to 30 days" in page.text

    refused = bo.post(page, {"value:limit": "99 <b>"}, of="parameters")
    assert refused.status_code == 422
    assert "99 &lt;b&gt;" in refused.text

    saved = bo.send(page, {"value:limit": "12,0"}, of="parameters")
    publish = bo.open(saved.path.replace("parameters", "publish"))
    assert "“Limit” is 12 days; it was 5 days." in publish.text
    bo.send(publish, {"note": "We are few."}, of="publish")

    town.apply()
    assert "Version 3" in bo.open("/testby/studio/ours").text


def test_an_own_text_is_written_beside_the_process(editor: Callable[[Role], Desk], town: StaffedTown) -> None:
    maj = editor(Role.TEXT_EDITOR)
    draft = maj.send(maj.open("/testby/studio/ours"), {}, of="change/texts")
    page = maj.open(f"{draft.path}/advice.bpmn")
    assert "Review the question" in page.text

    saved = maj.send(
        page, {"fi:review:name": "Lue <i>kysymys</i> 🙂", "en:late:name": "Three days"}, of="texts"
    )

    # What says the same as the process is not kept.
    assert "1" in maj.open(draft.path).words("//tbody//tr[1]/td[2]")[0]
    assert "Lue &lt;i&gt;kysymys&lt;/i&gt; 🙂" in maj.client.get(saved.path).text


@pytest.mark.parametrize("role", [Role.TEXT_EDITOR, Role.PARAMETER_EDITOR, Role.CASEWORKER])
def test_who_may_change_one_level_changes_no_other(
    role: Role, editor: Callable[[Role], Desk], owner: Desk, town: StaffedTown
) -> None:
    someone = editor(role)
    ours = owner.open("/testby/studio/ours")
    drafts = {
        level: owner.send(ours, {}, of=f"change/{level}").path.split("/")[4] for level in START.values()
    }
    drafts["diagram"] = owner.send(owner.open("/testby/studio/"), {}, of="advice/change").path.split("/")[4]

    def entered(path: str) -> bool:
        return someone.client.get(f"/testby/studio/drafts/{path}", follow_redirects=True).status_code == 200

    for level, draft in drafts.items():
        own = START.get(role) == level
        assert [entered(f"{draft}/{page}") for page in ("publish", "history", "rehearsal")] == [own] * 3
        assert [entered(f"{draft}/{page}") for page in START.values()] == [
            own and page == level for page in START.values()
        ]
        assert not entered(f"{draft}/forms")
    refused = someone.client.post("/testby/studio/processes/advice/change/diagram")
    assert refused.status_code in (400, 403)


def test_a_parameter_is_declared_changed_and_taken_away_by_a_form(owner: Desk, town: StaffedTown) -> None:
    town.publish(LIMIT)
    draft = owner.send(owner.open("/testby/studio/"), {}, of="advice/change").path
    form = owner.open(f"{draft}/parameters/declare?name=limit")
    [usual] = form.root.xpath("//input[@name='usual']/@value")

    changed = {"most": "20", "usual": "6", "help.fi": "Montako <b>päivää</b>"}
    page = owner.send(form, changed, of="declare")
    refused = owner.post(
        owner.open(f"{draft}/parameters/declare"), {"name": "a b", "usual": "x"}, of="declare"
    )
    gone = owner.send(page, {"name": "limit"}, of="withdraw")

    assert usual == "5"
    assert "1 to 20 days" in page.text
    assert "as usual, 6 days" in page.text
    assert refused.status_code == 422
    assert "This process has no parameters." in gone.text
