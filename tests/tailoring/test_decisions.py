"""Files of decisions are told and merged rule by rule; what cannot be read is carried as it is."""

import pytest

from app.tailoring import Files, Given, difference, merge
from tests.tailoring.sources import ROOT, seeds
from tests.tailoring.table_edits import edited, is_whole

DIAGRAM = seeds()["street-works/inspected"]
FEES = (ROOT / "workflows" / "dmn" / "street-works" / "automatic.dmn").read_bytes()
UNIQUE = (ROOT / "workflows" / "dmn" / "street-works" / "inspected.dmn").read_bytes()


def files(table: bytes | None, name: str = "fees.dmn") -> Files:
    return {"service.bpmn": DIAGRAM} | ({name: table} if table else {})


def changed(source: bytes, *pairs: tuple[str, str]) -> bytes:
    text = source.decode()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text.encode()


def said(old: bytes, new: bytes) -> list[str]:
    return [change.sentence.say() for change in difference(files(old), files(new)).changes]


def rule(number: int, source: bytes) -> str:
    """A rule of the file, as it stands there."""
    begin = source.decode().index(f'<rule id="rule_{number}">')
    return source.decode()[begin:].partition("</rule>")[0] + "</rule>"


def test_a_file_of_decisions_is_the_same_under_another_name() -> None:
    assert difference(files(FEES), files(FEES, "other.dmn")).changes == ()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "<text>120</text>",
            "<text>150</text>",
            "In “Fee”, “Fee, €” of rule 3 (Area, m²: > 50) is “150” instead of “120”.",
        ),
        (
            '<text>"closed"</text>',
            '<text>"narrowed"</text>',
            "In “Fee”, rule 4 asks for “narrowed” as “Effect on traffic” instead of “closed”.",
        ),
        ("<text>Large area</text>", "<text>Huge</text>", "In “Fee”, the remark on rule 3 is different."),
        (
            '"COLLECT" aggregation="SUM"',
            '"FIRST"',
            "In “Fee”, the first rule that applies counts; before: "
            "the results of all rules that apply are added up.",
        ),
        (
            "<text>area</text>",
            "<text>area + 1</text>",
            "In “Fee”, the column “Area, m²” now looks at “area + 1” instead of “area”.",
        ),
        (
            'label="Fee, €"',
            'label="Price"',
            "In “Fee”, the column “Fee, €” is now called “Price”.",
        ),
        (
            "<text>ceiling(days / 7)</text>",
            "<text>days</text>",
            "“Weeks that begin” is now worked out as “days” instead of “ceiling(days / 7)”.",
        ),
    ],
)
def test_a_change_is_told_with_what_it_was(old: str, new: str, sentence: str) -> None:
    assert said(FEES, changed(FEES, (old, new))) == [sentence]


@pytest.mark.parametrize(("old", "new"), [("120", "150"), ("ceiling(days / 7)", "days")])
def test_a_change_is_shown_at_the_task_that_asks_the_decision(old: str, new: str) -> None:
    theirs = changed(FEES, (f"<text>{old}</text>", f"<text>{new}</text>"))

    (change,) = difference(files(FEES), files(theirs)).changes

    assert change.old_elements == change.new_elements == ("calculate_fee",)


def test_rules_that_come_go_and_move_are_told() -> None:
    third = rule(3, FEES)
    narrowed = rule(4, FEES).replace("rule_4", "rule_x").replace('"closed"', '"narrowed"')

    assert said(FEES, changed(FEES, (third, ""))) == [
        "“Fee” no longer has rule 3 (Area, m²: > 50): Fee, €: 120."
    ]
    assert said(FEES, changed(FEES, (third, third + narrowed))) == [
        "“Fee” has the new rule 4 (Effect on traffic: narrowed): Fee, €: 200."
    ]
    assert said(FEES, changed(FEES, (third, ""), ("</decisionTable>", f"{third}</decisionTable>"))) == [
        "In “Fee”, what was rule 4 is now rule 3 (Effect on traffic: closed)."
    ]


def test_rules_are_known_by_what_they_say_when_their_ids_are_counted_anew() -> None:
    renumbered = changed(FEES, (rule(2, FEES), ""), ('"rule_3"', '"rule_2"'), ('"rule_4"', '"rule_3"'))

    assert [each for each in said(FEES, renumbered) if "technical" not in each] == [
        "“Fee” no longer has rule 2 (always): Fee, €: 40 * weeks."
    ]


def test_changes_of_different_rules_are_both_kept_with_the_comments() -> None:
    ours = changed(FEES, ("<text>120</text>", "<text>150</text><!-- since May -->"))
    new = rule(4, FEES).replace("rule_4", "rule_x").replace('"closed"', '"narrowed"')
    theirs = changed(FEES, ("<text>160</text>", "<text>170</text>"), (rule(4, FEES), new + rule(4, FEES)))

    result = merge(files(FEES), files(ours), files(theirs))

    assert not result.questions
    assert len(said(FEES, result.files["fees.dmn"])) == 3
    assert b"<!-- since May -->" in result.files["fees.dmn"]
    assert is_whole(result.files["fees.dmn"])


def test_the_same_cell_is_asked_about_and_can_be_written() -> None:
    ours, theirs = (changed(FEES, ("<text>120</text>", f"<text>{fee}</text>")) for fee in (150, 180))
    versions = files(FEES), files(ours), files(theirs)
    (asked,) = merge(*versions).questions

    given = {
        choice: merge(*versions, {asked.key: given}).files["fees.dmn"]
        for choice, given in (
            ("mine", Given("mine")),
            ("theirs", Given("theirs")),
            ("written", Given("edit", "165")),
        )
    }

    assert asked.topic.say() == "Rule 3 of “Fee”"
    assert given["mine"] == ours
    assert said(ours, given["theirs"]) == said(ours, theirs)
    assert "“165” instead of “150”" in said(ours, given["written"])[0]


def test_a_column_of_one_side_reaches_the_new_rule_of_the_other() -> None:
    ours, theirs = edited(FEES, [("add_input", 0)], "o"), edited(FEES, [("add_rule", 2)], "t")

    merged = merge(files(FEES), files(ours), files(theirs)).files["fees.dmn"]

    assert is_whole(merged)
    assert len(said(FEES, merged)) == 2


def test_two_new_rules_that_overlap_only_together_are_asked_about() -> None:
    large = rule(3, UNIQUE)
    narrower = changed(UNIQUE, (large, large.replace("&gt; 50", "(50..100]")))
    ours, theirs = (
        changed(narrower, ("</decisionTable>", f"{_above_100(large, fee)}</decisionTable>"))
        for fee in ("1", "2")
    )

    result = merge(files(narrower), files(ours), files(theirs))

    (asked,) = result.questions
    assert asked.reason == "together"
    assert result.files["fees.dmn"] == ours


def _above_100(rule: str, fee: str) -> str:
    return rule.replace("rule_3", f"rule_{fee}00").replace("&gt; 50", "&gt; 100").replace("310", fee)


def test_another_version_of_the_language_is_compared_as_a_whole() -> None:
    newer = FEES.replace(b"DMN/20191111/MODEL", b"DMN/20230324/MODEL")

    assert said(FEES, newer) == ["The file “fees.dmn” is different."]
    assert merge(files(FEES), files(FEES), files(newer)).files["fees.dmn"] == newer


def test_a_table_that_cannot_be_read_is_carried_as_it_is() -> None:
    broken = b"no table"

    assert merge(files(FEES), files(FEES), {**files(FEES), "x.dmn": broken}).files["x.dmn"] == broken


def test_a_new_file_of_decisions_comes_with_the_update() -> None:
    (change,) = difference(files(None), files(FEES)).changes

    assert change.sentence.say() == "The decisions “Fees of street works” are new."
    assert merge(files(None), files(None), files(FEES)).files["fees.dmn"] == FEES
