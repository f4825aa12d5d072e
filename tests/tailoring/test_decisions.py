"""Files of decisions belong to a version: carried whole, known by their id, asked about if both changed."""

from app.tailoring import Given, difference, merge
from tests.tailoring.sources import seeds

DIAGRAM = seeds()["street-works/inspected"]
TABLE = (
    b'<?xml version="1.0"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="fees" '
    b'name="Fees" namespace="n"><decision id="fee" name="Fee"><literalExpression><text>200</text>'
    b"</literalExpression></decision></definitions>"
)
MINE, THEIRS = TABLE.replace(b"200", b"250"), TABLE.replace(b"200", b"300")


def files(table: bytes | None, name: str = "fees.dmn") -> dict[str, bytes]:
    return {"service.bpmn": DIAGRAM} | ({name: table} if table else {})


def test_a_file_of_decisions_is_the_same_under_another_name() -> None:
    assert difference(files(TABLE), files(TABLE, "other.dmn")).changes == ()


def test_a_changed_file_of_decisions_is_said_and_taken() -> None:
    (change,) = difference(files(TABLE), files(THEIRS, "other.dmn")).changes
    result = merge(files(TABLE), files(TABLE), files(THEIRS, "other.dmn"))

    assert change.sentence.say() == "The file “other.dmn” is different."
    assert result.files["fees.dmn"] == THEIRS


def test_where_both_changed_it_one_of_the_two_is_chosen() -> None:
    versions = files(TABLE), files(MINE), files(THEIRS)
    (asked,) = merge(*versions).questions

    kept = {choice: merge(*versions, {asked.key: Given(choice)}) for choice in ("mine", "theirs")}  # type: ignore[arg-type]

    assert merge(*versions).files["fees.dmn"] == MINE
    assert {choice: result.files["fees.dmn"] for choice, result in kept.items()} == {
        "mine": MINE,
        "theirs": THEIRS,
    }


def test_a_table_that_cannot_be_read_is_carried_as_it_is() -> None:
    broken = b"no table"

    assert merge(files(TABLE), files(TABLE), files(TABLE) | {"x.dmn": broken}).files["x.dmn"] == broken


def test_a_new_file_of_decisions_comes_with_the_update() -> None:
    assert merge(files(None), files(None), files(TABLE)).files["fees.dmn"] == TABLE
