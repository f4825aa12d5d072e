"""Numeric functions: DMN 1.5, 10.3.4.5."""

from datetime import timedelta
from decimal import Decimal

import pytest

from app.feel import YearsMonths
from tests.feel.evaluating import value

D = Decimal

ROUNDING = [
    ("decimal(1/3, 2)", D("0.33")),
    ("decimal(1/3, 2.5)", D("0.33")),
    ("decimal(1.5, 0)", D(2)),
    ("decimal(2.5, 0)", D(2)),
    ("decimal(0.515, 2)", D("0.52")),
    ("decimal(1250, -2)", D(1200)),
    ("decimal(1, 6177)", None),
    ("decimal(1, -6112)", None),
    ("decimal(1e30, 10)", D("1e30")),
    ("floor(1.5)", D(1)),
    ("floor(-1.5)", D(-2)),
    ("floor(-1.56, 1)", D("-1.6")),
    ("floor(1.5, null)", None),
    ("ceiling(1.5)", D(2)),
    ("ceiling(-0.3)", D(0)),
    ("ceiling(-1.56, 1)", D("-1.5")),
    ("ceiling(n: 1.51, scale: 1)", D("1.6")),
    ("round up(5.5, 0)", D(6)),
    ("round up(-5.5, 0)", D(-6)),
    ("round up(1.121, 2)", D("1.13")),
    ("round down(-5.5, 0)", D(-5)),
    ("round down(-1.126, 2)", D("-1.12")),
    ("round half up(5.5, 0)", D(6)),
    ("round half up(-1.126, 2)", D("-1.13")),
    ("round half up(5.125, 2)", D("5.13")),
    ("round half down(5.5, 0)", D(5)),
    ("round half down(1.126, 2)", D("1.13")),
    ("round half down(null, 2)", None),
]
OTHERS = [
    ("abs(-10)", D(10)),
    ('abs(@"-PT5H")', timedelta(hours=5)),
    ('abs(@"-P1M")', YearsMonths(1)),
    ('abs("a")', None),
    ("modulo(12, 5)", D(2)),
    ("modulo(-12, 5)", D(3)),
    ("modulo(12, -5)", D(-3)),
    ("modulo(-12, -5)", D(-2)),
    ("modulo(10.1, 4.5)", D("1.1")),
    ("modulo(-10.1, 4.5)", D("3.4")),
    ("modulo(10.1, -4.5)", D("-3.4")),
    ("modulo(-10.1, -4.5)", D("-1.1")),
    ("modulo(12, 0)", None),
    ("sqrt(16)", D(4)),
    ("sqrt(-1)", None),
    ("decimal(log(10), 8)", D("2.30258509")),
    ("log(0)", None),
    ("decimal(exp(5), 8)", D("148.41315910")),
    ("exp(1e6)", None),
    ("odd(5)", True),
    ("odd(2)", False),
    ("odd(-1)", True),
    ("even(5)", False),
    ("even(2)", True),
    ("even(0.5)", None),
]


@pytest.mark.parametrize(("source", "expected"), [*ROUNDING, *OTHERS])
def test_a_function_of_numbers_gives_what_the_standard_says(source: str, expected: object) -> None:
    result = value(source)

    assert result == expected
    assert type(result) is type(expected)
