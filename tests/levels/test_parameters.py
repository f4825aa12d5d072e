"""Parameters: how they are declared, what they take, and what the check says."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bpmn import read
from app.bpmn.repairing.editing import add_property
from app.levels import Declared, Kind, Unreadable, checking, declared, effective, parameters
from app.levels.telling import allowed, said
from tests.levels.declaring import declaring


def _of(written: str) -> Declared:
    process = read(declaring(written)).process
    assert process is not None
    return declared(process)


@pytest.mark.parametrize(
    ("written", "kind", "default", "permitted", "refused"),
    [
        ("days 3..30 = 5", Kind.DAYS, Decimal(5), Decimal(30), Decimal(31)),
        ("working-days 1..9=2", Kind.WORKING_DAYS, Decimal(2), Decimal(1), Decimal("1.5")),
        ("number -5..2.5 = 0.5", Kind.NUMBER, Decimal("0.5"), Decimal(-5), Decimal("NaN")),
        ("number = 7", Kind.NUMBER, Decimal(7), Decimal(0), "7"),
        ("choice a|b = b", Kind.CHOICE, "b", "a", "c"),
        ("group = advisers", Kind.GROUP, "advisers", "others", ""),
        ("switch = on", Kind.SWITCH, True, False, "on"),
    ],
)
def test_a_declaration_says_what_is_permitted(
    written: str, kind: Kind, default: object, permitted: object, refused: object
) -> None:
    found = _of(written).parameters["limit"]

    assert (found.kind, found.default) == (kind, default)
    assert found.takes(permitted)
    assert not found.takes(refused)
    assert said(found, found.default).say()
    assert allowed(found).say()


@pytest.mark.parametrize(
    "written",
    ["", "days", "days 5", "days 3..4 = 5", "days x..y = 1", "choice = a", "colour = red", "switch = 1"],
)
def test_what_cannot_be_read_is_said_and_not_guessed(written: str) -> None:
    assert list(_of(written).broken) == ["limit"]


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}", fullmatch=True),
        st.booleans() | st.decimals(-1000, 1000, places=2) | st.sampled_from(["street", "a b", "ÅÄÖ 🙂"]),
    )
)
@settings(max_examples=40)
def test_values_come_back_from_their_file(values: dict[str, parameters.Value]) -> None:
    assert parameters.read(parameters.write(values)) == values


@pytest.mark.parametrize("source", [b"[]", b"{", b'{"a": null}', b'{"a": {}}'])
def test_another_file_is_refused(source: bytes) -> None:
    with pytest.raises(Unreadable):
        parameters.read(source)


def test_a_value_that_is_not_permitted_does_not_count_and_keeps_from_publishing() -> None:
    process = read(declaring("days 3..30 = 5")).process
    assert process is not None
    values = {"limit": Decimal(90), "gone": True}

    found = [(each.code, each.severity) for each in checking.of_values(process, values, None)]

    assert effective(process, values) == {"limit": Decimal(5)}
    assert found == [("parameter-not-permitted", "error"), ("parameter-gone", "warning")]


def test_the_check_knows_what_is_declared_and_what_is_read() -> None:
    document = read(declaring("group = nobody").replace(b"P3D", b"=parameters.late"))

    codes = {problem.code for _, problem in checking.of_process([document])}
    groups = [problem.code for problem in checking.of_values(document.process, {}, {"advisers"})]  # type: ignore[arg-type]

    assert codes == {"parameter-undeclared", "parameter-unread", "parameter-unexplained"}
    assert groups == ["parameter-no-group"]


def test_an_explained_parameter_that_is_read_is_fine() -> None:
    document = read(
        declaring("days 1..9 = 3").replace(b"P3D", b'=duration("P" + string(parameters.limit) + "D")')
    )
    process = document.process
    assert process is not None
    for stem in ("label", "help"):
        for language in ("", ".fi", ".sv"):
            add_property(process.xml, f"parameter:limit.{stem}{language}", "How long")

    assert list(checking.of_process([document])) == []
