"""`polku decide` on the command line."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from tests.decisions.models import VERSION_1_5, decision, element, file, input_data, literal, table


@pytest.fixture
def dish(tmp_path: Path) -> Path:
    rules = (('"winter"', '"stew"'), ('not("winter")', '"salad"'))
    path = tmp_path / "dish.dmn"
    path.write_bytes(
        file(input_data("season"), decision("dish", table(["season"], ["out"], *rules), "#_season"))
    )
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["decide", *map(str, arguments)])


def test_a_decision_is_written(dish: Path) -> None:
    result = run(dish, "--decision", "dish", "--input", '{"season": "winter"}')

    assert (result.exit_code, result.stdout) == (0, '"stew"\n')


def test_it_says_why_where_it_is_asked(dish: Path) -> None:
    result = run(dish, "--decision", "dish", "--input", '{"season": "winter"}', "--explain")

    assert result.stdout == '"stew"\n    dish: rule 1 applies (season = "winter"), which gives "stew".\n'


def test_the_first_file_may_import_the_others(tmp_path: Path) -> None:
    rates, main_file = tmp_path / "rates.dmn", tmp_path / "fee.dmn"
    rates.write_bytes(file(decision("base", literal("5")), namespace="urn:rates"))
    imported = element("import", name="rates", namespace="urn:rates", importType=VERSION_1_5)
    main_file.write_bytes(file(imported, decision("fee", literal("rates.base * 2"), "d!urn:rates#_base")))

    result = run(main_file, rates, "--decision", "fee")

    assert (result.exit_code, result.stdout) == (0, "10\n")


def test_without_a_decision_the_file_is_checked(dish: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.dmn"
    broken.write_bytes(file(decision("d", literal("1 +"))))

    assert run(dish).stdout == f"{dish}: may be published.\n"
    result = run(broken)
    assert result.exit_code == 1
    assert f"{broken}:1: problem [_d] An expression of “d” cannot be read: “1 +”." in result.stdout


def test_what_cannot_be_decided_or_read_is_said(dish: Path, tmp_path: Path) -> None:
    picture = tmp_path / "picture.dmn"
    picture.write_bytes(b"\x89PNG")

    missing, unreadable = run(dish, "--decision", "drinks"), run(picture)

    assert (missing.exit_code, unreadable.exit_code) == (1, 2)
    assert missing.stderr.startswith("There is no decision called “drinks”. There are: dish.")
    assert unreadable.stderr.startswith(f"{picture}: This is a picture, not a decision.")
