"""What a runner of the DMN TCK is answered."""

from decimal import Decimal
from pathlib import Path

import pytest

from app.decisions import DecisionError
from tests.conformance.tck import evaluate
from tests.decisions.models import VERSION_1_5, decision, element, file, input_data, literal, service


def write(folder: Path, name: str, *parts: str, namespace: str = "urn:here") -> str:
    path = folder / name
    path.write_bytes(file(*parts, namespace=namespace))
    return str(path)


def test_a_decision_is_made_with_the_files_beside_it(tmp_path: Path) -> None:
    write(tmp_path, "rates.dmn", decision("base", literal("5")), namespace="urn:rates")
    imported = element("import", name="rates", namespace="urn:rates", importType=VERSION_1_5)
    fee = decision("fee", literal("rates.base * months"), "d!urn:rates#_base", "#_months")
    path = write(tmp_path, "fee.dmn", imported, input_data("months", "number"), fee)

    assert evaluate(path, "fee", {"months": 3}) == Decimal(15)


def test_a_service_is_called_with_its_inputs(tmp_path: Path) -> None:
    double = decision("double", literal("n * 2"), "#_n")
    path = write(
        tmp_path, "s.dmn", input_data("n"), double, service("twice", gives=["#_double"], takes=["#_n"])
    )

    assert evaluate(path, "twice", {"n": 4}) == Decimal(8)


def test_dates_that_python_has_not_are_answered_as_their_text(tmp_path: Path) -> None:
    late = decision("late", literal('[date("9999-12-31") + @"P1D", {fine: @"10:00:00.000000001"}]'))
    path = write(tmp_path, "late.dmn", late)

    day, parts = evaluate(path, "late", {})  # type: ignore[misc]  # it is a list of two

    assert str(day) == "10000-01-01"
    assert str(parts["fine"]) == "10:00:00.000000001"


def test_what_is_not_done_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, "same.dmn", decision("same", literal(r'matches("aa", "(a)\1")')))

    with pytest.raises(DecisionError, match="refers back to a group"):
        evaluate(path, "same", {})
