"""What is typed into each type of field becomes a value or a sentence."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from app.forms import InvalidAnswers
from tests.forms.written import NOW, asked, one, said, written

FIRST = {"day": "1", "month": "2", "year": "2027"}
OPTIONS = [{"label": "A new job", "value": "work"}, {"label": "We move", "value": "move"}]


@pytest.mark.parametrize(
    ("typed", "more", "expected"),
    [
        ("  Aino  ", {}, "Aino"),
        ("", {}, None),
        (" \t ", {}, None),
        ("a\x00b\x07c", {}, "abc"),
        ("one\ntwo", {}, "one two"),
        ("e\u0301", {}, "\u00e9"),
        ("\u202eevil\u2066", {}, "evil"),
        ("שלום", {}, "שלום"),
        (["first", "second"], {}, "first"),
        (17, {}, None),
        ("\ud800", {}, "The answer has characters that cannot be kept: type it anew"),
        ("", {"validate": {"required": True}}, "Enter the answer"),
        ("x" * 4_001, {}, "The answer must be 4000 characters or fewer, it is now 4001"),
        ("x" * 2_000_000, {}, "The answer must be 4000 characters or fewer, it is now 2000000"),
        ("abcd", {"validate": {"maxLength": 3}}, "The answer must be 3 characters or fewer, it is now 4"),
        ("a", {"validate": {"minLength": "=1 + 1"}}, "The answer must be 2 characters or more"),
        ("C-1", {"validate": {"pattern": "^C-[0-9]+$"}}, "C-1"),
        ("D-1", {"validate": {"pattern": "^C-[0-9]+$"}}, "The answer is not in the form that is asked for"),
        ("a" * 60, {"validate": {"pattern": "^(a+)+b$"}}, "The answer is not in the form that is asked for"),
        (
            "D-1",
            {"validate": {"pattern": "^C", "patternErrorMessage": "Begin with 100% C"}},
            "Begin with 100% C",
        ),
        ("aino@example.com", {"validate": {"validationType": "email"}}, "aino@example.com"),
        ("aino@", {"validate": {"validationType": "email"}}, "Enter an e-mail address like name@example.com"),
        ("+358 40 123 4567", {"validate": {"validationType": "phone"}}, "+358 40 123 4567"),
        (
            "phone",
            {"validate": {"validationType": "phone"}},
            "Enter a telephone number like 040 123 4567 or +358 40 123 4567",
        ),
    ],
)
def test_text_is_cleaned_and_bounded(typed: object, more: dict[str, object], expected: object) -> None:
    assert one("textfield", typed, **more) == expected


def test_text_area_keeps_its_lines() -> None:
    assert one("textarea", "one\r\n\r\ntwo\x0bthree\r") == "one\n\ntwo\nthree"


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("131052-308T", True),
        ("131052-308t", True),
        ("131052 - 308T", True),
        ("131052-308U", False),
        ("131052-309T", False),
        ("320152-308T", False),
        ("131052Q308T", False),
        ("131052-308", False),
    ],
)
def test_identity_code_is_checked_by_its_last_sign(typed: str, accepted: bool) -> None:
    found = one("textfield", typed, properties={"check": "identity-code"})

    assert (found == "131052-308T") == accepted
    assert accepted or str(found).startswith("Check the identity code")


@pytest.mark.parametrize(
    ("check", "typed", "expected"),
    [
        ("iban", "fi21 1234 5600 0007 85", "FI2112345600000785"),
        (
            "iban",
            "FI21 1234 5600 0007 86",
            "Check the account number: it begins with two letters, for example FI21 1234 5600 0007 85",
        ),
        ("postal-code", "00100", "00100"),
        ("postal-code", "100", "Enter a postal code of five digits, for example 00100"),
    ],
)
def test_other_named_checks(check: str, typed: str, expected: str) -> None:
    assert one("textfield", typed, properties={"check": check}) == expected


@pytest.mark.parametrize(
    ("typed", "more", "expected"),
    [
        ("1 250,50", {}, Decimal("1250.50")),
        ("1\u00a0250.5", {}, Decimal("1250.5")),
        ("−3", {}, Decimal(-3)),
        (",5", {}, Decimal("0.5")),
        ("٣", {}, Decimal(3)),
        ("", {}, None),
        ("", {"validate": {"required": True}}, "Enter the answer"),
        ("1,2,3", {}, "The answer must be a number, for example 12 or 12,50"),
        ("1e9", {}, "The answer must be a number, for example 12 or 12,50"),
        ("NaN", {}, "The answer must be a number, for example 12 or 12,50"),
        ("9" * 5_000, {}, "The answer must be a number, for example 12 or 12,50"),
        ("0", {"validate": {"min": 1}}, "The answer must be 1 or more"),
        ("5", {"validate": {"max": "=2 * 2"}}, "The answer must be 4 or less"),
        ("1,5", {"decimalDigits": 0}, "The answer must be a whole number"),
        ("1,50", {"decimalDigits": 1}, Decimal("1.5")),
        ("1,55", {"decimalDigits": 1}, "The answer can have at most 1 decimals"),
        ("0,3", {"increment": "0.1"}, Decimal("0.3")),
        ("0,35", {"increment": "0.1"}, "The answer must go in steps of 0,1"),
        ("1,20", {"serializeToString": True}, "1.20"),
    ],
)
def test_numbers_as_finns_write_them(typed: str, more: dict[str, object], expected: object) -> None:
    assert one("number", typed, **more) == expected


@pytest.mark.parametrize(
    ("typed", "more", "expected"),
    [
        (FIRST, {}, date(2027, 2, 1)),
        ({**FIRST, "day": " 01 "}, {}, date(2027, 2, 1)),
        ({}, {}, None),
        ("1.2.2027", {}, None),
        ({}, {"validate": {"required": True}}, "Enter the answer"),
        ({**FIRST, "month": ""}, {}, "The answer must include a month"),
        ({**FIRST, "day": "30"}, {}, "The answer must be a real date: there is no 30.2.2027"),
        (
            {**FIRST, "month": "May"},
            {},
            "The answer must be a real date in numbers, for example 11 1 2027",
        ),
        ({**FIRST, "day": "٣"}, {}, "The answer must be a real date in numbers, for example 11 1 2027"),
        ({**FIRST, "year": "27"}, {}, "Write the year of the answer with four numbers"),
        ({**FIRST, "year": "2026"}, {"disallowPassedDates": True}, "The answer must be today or later"),
        (FIRST, {"validate": {"min": '=date("2027-03-01")'}}, "The answer must be 1.3.2027 or later"),
        (FIRST, {"validate": {"max": "2026-12-31"}}, "The answer must be 31.12.2026 or earlier"),
    ],
)
def test_a_date_is_three_numbers(typed: object, more: dict[str, object], expected: object) -> None:
    assert one("datetime", typed, subtype="date", **more) == expected


@pytest.mark.parametrize(
    ("typed", "more", "expected"),
    [
        ("7", {}, time(7)),
        ("7.30", {}, time(7, 30)),
        ("07:30", {}, time(7, 30)),
        ("0730", {}, time(7, 30)),
        ("", {}, None),
        ("25.00", {}, "The answer must be a time of day, for example 7.30"),
        ("7.31", {"timeInterval": 15}, "The answer must go in steps of 15 minutes"),
    ],
)
def test_a_time_of_day(typed: str, more: dict[str, object], expected: object) -> None:
    assert one("datetime", typed, subtype="time", **more) == expected


@pytest.mark.parametrize(
    ("clock", "how", "expected"),
    [
        ("7.30", "no_timezone", datetime(2027, 2, 1, 7, 30)),  # noqa: DTZ001 - meant to be naive
        ("7.30", "utc_normalized", datetime(2027, 2, 1, 5, 30, tzinfo=UTC)),
        ("7.30", "utc_offset", datetime(2027, 2, 1, 5, 30, tzinfo=UTC)),
        ("", "utc_offset", "The answer must include a time of day"),
    ],
)
def test_a_moment_is_local_to_finland(clock: str, how: str, expected: object) -> None:
    found = one("datetime", {**FIRST, "time": clock}, subtype="datetime", timeSerializingFormat=how)

    assert found == expected


def test_the_hour_that_summer_time_leaves_out_is_refused() -> None:
    typed = {"day": "28", "month": "3", "year": "2027", "time": "3.30"}

    found = one("datetime", typed, subtype="datetime")

    assert found == "The answer falls into the hour that summer time leaves out"


@pytest.mark.parametrize(
    ("kind", "typed", "more", "expected"),
    [
        ("checkbox", "true", {}, True),
        ("checkbox", "on", {}, True),
        ("checkbox", "", {}, False),
        ("checkbox", "", {"validate": {"required": True}}, "Tick the box “The answer” to go on"),
        ("radio", "work", {"values": OPTIONS}, "work"),
        ("radio", "", {"values": OPTIONS}, None),
        ("radio", "war", {"values": OPTIONS}, "Choose the answer from the list"),
        ("radio", "", {"values": OPTIONS, "validate": {"required": True}}, "Choose the answer"),
        ("select", "2", {"valuesExpression": "=[1, 2]"}, Decimal(2)),
        ("checklist", ["move", "work", "move"], {"values": OPTIONS}, ["work", "move"]),
        ("checklist", "work", {"values": OPTIONS}, ["work"]),
        ("taglist", ["war"], {"values": OPTIONS}, "Choose the answer from the list"),
        ("taglist", [], {"values": OPTIONS, "validate": {"required": True}}, "Choose the answer"),
    ],
)
def test_choices_are_among_the_options(
    kind: str, typed: object, more: dict[str, object], expected: object
) -> None:
    assert one(kind, typed, **more) == expected


def test_a_question_is_not_repeated_as_something_to_enter() -> None:
    form = written(asked("textfield", label="Why so soon?", validate={"required": True}))

    assert said(form, {}) == {"answer": ["Answer the question “Why so soon?”"]}


@pytest.mark.parametrize(("lang", "expected"), [("en", "Tell us why"), ("fi", "Kerro miksi")])
def test_the_author_may_say_it_in_own_words(lang: str, expected: str) -> None:
    own = {"required.message": "Tell us why", "required.message.fi": "Kerro miksi"}
    form = written(asked("textfield", validate={"required": True}, properties=own))

    with pytest.raises(InvalidAnswers) as refused:
        form.load({}, lang, now=NOW)

    assert [str(each) for each in refused.value.errors["answer"]] == [expected]


@pytest.mark.parametrize(
    ("typed", "more", "expected"),
    [
        (["a1"], {}, [{"id": "a1", "name": "map.pdf"}]),
        ([], {}, []),
        ([], {"validate": {"required": True}}, "Attach a file: the answer"),
        (["stolen"], {}, "A file of the answer was not received: attach it again"),
        (["a1", "a2"], {}, "The answer takes at most 1 files"),
        (
            ["a2"],
            {"accept": ".pdf,.jpg"},
            "“notes.exe” is of the wrong kind: attach one of .pdf, .jpg",
        ),
    ],
)
def test_files_are_attachments_that_were_stored(
    typed: list[str], more: dict[str, object], expected: object
) -> None:
    form = written(asked("filepicker", **more))
    stored = {"a1": "map.pdf", "a2": "notes.exe"}

    refused = said(form, {"answer": typed}, attachments=stored)

    if isinstance(expected, str):
        assert refused == {"answer": [expected]}
    else:
        assert form.load({"answer": typed}, "en", now=NOW, attachments=stored) == {"answer": expected}
