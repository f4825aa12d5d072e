"""Process owners edit the decisions of a draft, and keep examples that are tried on every change."""

import pytest

from app.decisions import read
from app.decisions.examples import examples
from tests.web.citizen.visiting import Page
from tests.web.staff.desk import Desk
from tests.web.studio.test_studio_drafts import change, state, tell

FEE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
 id="fees" name="Fees" namespace="urn:fees">
<decision id="fee" name="Fee"><decisionTable id="t" hitPolicy="UNIQUE">
<input id="i"><inputExpression id="ie" typeRef="number"><text>days</text></inputExpression></input>
<output id="o" typeRef="number"/>
<rule id="r1"><inputEntry id="a"><text>&lt;= 3</text></inputEntry>
<outputEntry id="b"><text>20</text></outputEntry></rule>
<rule id="r2"><inputEntry id="c"><text>&gt; 3</text></inputEntry>
<outputEntry id="d"><text>50</text></outputEntry></rule>
</decisionTable></decision></definitions>"""
GAP = FEE.replace("&gt; 3", "&gt; 5")
OVERLAP = FEE.replace("&gt; 3", "&gt; 2")


def begin(owner: Desk) -> Page:
    draft = change(owner)
    page = owner.send(owner.open(draft.path + "/decisions"), {"title": "Fee"}, of="decisions")
    assert tell(owner, page, "save", {"version": 2, "content": FEE}).status_code == 200
    return owner.open(page.path)


def test_a_new_decision_is_an_empty_table_of_its_name(owner: Desk) -> None:
    draft = change(owner)

    page = owner.send(owner.open(draft.path + "/decisions"), {"title": "Parking fee"}, of="decisions")

    assert page.heading == "Parking fee"
    assert page.path.endswith("/decisions/parking-fee.dmn")
    assert "Parking fee" in owner.open(draft.path + "/decisions").text


def test_the_check_speaks_the_readers_language(owner: Desk) -> None:
    page = owner.send(owner.open(change(owner).path + "/decisions"), {"title": "Fee"}, of="decisions")
    owner.client.set_cookie("polku_lang", "fi")

    [problem] = owner.open(page.path).words("//ul[@class='st-problems']/li/p")

    assert "Fee" in problem
    assert "no rules" not in problem


@pytest.mark.parametrize("title", ["", " \t"])
def test_a_decision_needs_a_name(owner: Desk, title: str) -> None:
    page = owner.send(owner.open(change(owner).path + "/decisions"), {"title": title}, of="decisions")

    assert page.status == 422
    assert "Give the decision a name." in page.text


def test_a_name_that_is_taken_is_refused(owner: Desk) -> None:
    page = begin(owner)

    sent = {"title": "Fee", "csrf_token": state(page)["csrf"]}
    again = owner.client.post(
        page.path.rpartition("/")[0], data=sent, headers={"Sec-Fetch-Site": "same-origin"}
    )

    assert again.status_code == 422
    assert "There is a decision of this name." in again.text


def test_gaps_and_overlaps_are_shown_while_somebody_edits(owner: Desk) -> None:
    page = begin(owner)

    gap = tell(owner, page, "try", {"content": GAP}).json
    overlap = tell(owner, page, "try", {"content": OVERLAP}).json

    assert gap is not None
    assert overlap is not None
    assert "says what happens with days" in gap["examples"]
    assert "both apply" in overlap["examples"]
    assert "No gaps, no overlaps" in page.text


def test_examples_are_kept_without_scripts_and_tried(owner: Desk) -> None:
    page = begin(owner)
    typed = {"given-0-days": "2", "expected-0": "20", "given-1-days": "9", "expected-1": "20"}

    tried = owner.send(page, typed, of="examples")

    assert "1 comes out otherwise" in tried.text
    assert "rule 2 applies" in tried.text
    kept = examples(read(state(tried)["content"].encode()))["fee"]
    assert [(dict(each.given), each.expected) for each in kept] == [
        ({"days": "2"}, "20"),
        ({"days": "9"}, "20"),
    ]


def test_what_is_no_decision_is_not_saved(owner: Desk) -> None:
    page = begin(owner)

    answer = tell(owner, page, "save", {"version": 3, "content": "<html/>"})

    assert answer.status_code == 422


def test_a_decision_is_taken_away_and_the_history_keeps_it(owner: Desk) -> None:
    page = begin(owner)

    listed = owner.send(owner.open(page.path.rpartition("/")[0]), {}, of="remove")

    assert "There are no decisions yet." in listed.text
    assert "Decision taken away: fee.dmn" in owner.open(change(owner).path + "/history").text


def test_names_with_markup_are_text(owner: Desk) -> None:
    page = begin(owner)
    hostile = FEE.replace('name="Fee"', 'name="&lt;script&gt;alert(1)&lt;/script&gt;"')

    shown = tell(owner, page, "try", {"content": hostile}).json

    assert shown is not None
    assert "<script>" not in shown["examples"]
