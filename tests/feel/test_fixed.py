"""What a text begins with before anybody knows the variables."""

import pytest

from app.feel.fixed import Start, fixed_start


@pytest.mark.parametrize(
    ("source", "text", "whole"),
    [
        ('"https://a.example/"', "https://a.example/", True),
        ('"https://" + ("a.example" + "/")', "https://a.example/", True),
        ('"https://a.example/" + id', "https://a.example/", False),
        ('"https://a.example/" + id + "/owner"', "https://a.example/", False),
        ('("https://a.example/" + id) + "/owner"', "https://a.example/", False),
        ('"a" + if yes then "b" else "c"', "a", False),
        ('base + "owner"', "", False),
        ('if yes then "a" else "b"', "", False),
        ('substring("https://a.example/", 1)', "", False),
        ('"a" - "b"', "", False),
        ("7", "", False),
        ('@"2027-01-11"', "", False),
        ('"a" +', "", False),
        ("(" * 5000, "", False),
    ],
)
def test_the_start_that_is_written_down(source: str, text: str, whole: bool) -> None:
    assert fixed_start(source) == Start(text, whole)
