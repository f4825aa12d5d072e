"""`polku feel` on the command line."""

import pytest
from click.testing import CliRunner, Result

from app.cli import main


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["feel", *arguments])


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (["1 / 3"], "0.3333333333333333333333333333333333"),
        (["=amount * 2", "--context", '{"amount": 0.1}'], "0.2"),
        (["for row in rows return row.name", "--context", '{"rows": [{"name": "a"}]}'], '["a"]'),
        (['date("2027-01-11") + @"P1M"'], "2027-02-11"),
        (["nothing"], "null"),
    ],
)
def test_the_value_is_written_as_feel_writes_it(arguments: list[str], written: str) -> None:
    result = run(*arguments)

    assert (result.exit_code, result.stdout.strip()) == (0, written)


def test_a_mistake_is_shown_where_it_stands() -> None:
    result = run("1 +\n  lenght(2)")

    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "2:3: There is no function called “lenght”.",
        "      lenght(2)",
        "      ^",
    ]


def test_what_has_no_value_is_said() -> None:
    result = run("for i in 1..1000000000 return i")

    assert (result.exit_code, result.stderr.strip()) == (1, "This expression takes too long to evaluate.")


@pytest.mark.parametrize("context", ["{", "[1]", "1"])
def test_data_that_is_no_json_object_is_refused(context: str) -> None:
    result = run("a", "--context", context)

    assert result.exit_code == 2
    assert "--context" in result.stderr
