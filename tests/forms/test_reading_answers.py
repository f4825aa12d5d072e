"""What a form says to its readers: pages, texts in three languages, answers in words."""

from datetime import date
from decimal import Decimal

import pytest

from app.forms.rich_text import from_html, from_markdown
from app.forms.scope import Scope
from tests.forms.written import NOW, asked, group, written

SCOPE = Scope({"name": "<b>Aino</b> [x](https://evil.example)", "amount": Decimal("12.50")}, NOW)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Hello", "<p>Hello</p>"),
        ("# Big\nand\nmore", "<h2>Big</h2><p>and more</p>"),
        (
            "- one\n- **two**\n\n1. three",
            "<ul><li>one</li><li><strong>two</strong></li></ul><ol><li>three</li></ol>",
        ),
        ("_soft_ and snake_case_name", "<p><em>soft</em> and snake_case_name</p>"),
        ("[Kela](https://kela.fi)", '<p><a href="https://kela.fi">Kela</a></p>'),
        ("[x](javascript:alert)", "<p>x</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("{{amount}} euros", "<p>12,50 euros</p>"),
        ("{{name}}", "<p>&lt;b&gt;Aino&lt;/b&gt; [x](https://evil.example)</p>"),
        ("[x]({{name}})", "<p>x</p>"),
    ],
)
def test_markdown_becomes_a_little_html(source: str, html: str) -> None:
    assert from_markdown(source, SCOPE) == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<p onclick=x>a<br>b</p>", "<p>a<br>b</p>"),
        ("<b>a<i>b</b>", "<strong>a<em>b</em></strong>"),
        ("<script>x</script>a<style>b</style>", "a"),
        ("<script>x", ""),
        ('<a href="mailto:a@b.fi" target=_blank>x</a>', '<a href="mailto:a@b.fi">x</a>'),
        ('<a href=" java\nscript:x">x</a>', "x"),
        ('<a href="//evil.example">x</a>', "x"),
        ('<a href="/tenant/cases">x</a>', '<a href="/tenant/cases">x</a>'),
        ("<iframe src=x></iframe>a<img src=x onerror=y>", "a"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("<!-- x --><?php y ?>a", "a"),
        ("{{name}}", "&lt;b&gt;Aino&lt;/b&gt; [x](https://evil.example)"),
    ],
)
def test_html_is_reduced_to_what_is_allowed(source: str, html: str) -> None:
    assert from_html(source, SCOPE) == html


def test_texts_are_in_the_readers_language_or_english() -> None:
    own = {"label.fi": "Syy", "option.work.fi": "Uusi työ", "description.fi": "Yksi riittää"}
    form = written(
        asked("radio", label="Reason", description="One", values=[{"value": "work"}], properties=own),
        properties={"title": "Trial", "title.fi": "Koe"},
    )

    (finnish,), (swedish,) = form.fields({}, "fi", now=NOW), form.fields({}, "sv", now=NOW)

    assert (finnish.label, finnish.description, finnish.choices[0].label) == (
        "Syy",
        "Yksi riittää",
        "Uusi työ",
    )
    assert (swedish.label, swedish.description, swedish.choices[0].label) == ("Reason", "One", "work")
    assert (form.title("fi"), form.title("sv")) == ("Koe", "Trial")


def test_top_level_groups_are_pages_and_what_is_around_goes_with_them() -> None:
    form = written(
        {"type": "text", "text": "Welcome"},
        group("One", asked("textfield", "a")),
        asked("textfield", "b"),
        group("Two", asked("textfield", "c"), properties={"label.fi": "Kaksi"}),
    )

    names = [[field.name for field in form.fields({}, "en", now=NOW, page=page)] for page in (0, 1)]

    assert [page.title("fi") for page in form.pages] == ["One", "Kaksi"]
    assert names == [["", "a", "b"], ["c"]]
    assert [each.path for each in form.asked] == [("a",), ("b",), ("c",)]


def test_form_without_groups_is_one_page() -> None:
    form = written(asked("textfield"))

    assert len(form.pages) == 1
    assert form.pages[0].title("en") == ""


def test_summary_says_answers_in_words() -> None:
    form = written(
        group(
            "One",
            asked("datetime", "day", "First day"),
            asked("checkbox", "sure", "Sure"),
            asked("radio", "why", "Why", values=[{"value": "w", "label": "Work"}]),
        ),
        group(
            "Two",
            asked(
                "checklist",
                "many",
                "Days",
                values=[{"value": "1", "label": "Mon"}, {"value": "2", "label": "Tue"}],
            ),
            asked("number", "price", "Price", appearance={"suffixAdorner": "€"}),
            asked("textfield", "none", "Notes"),
            {
                "type": "dynamiclist",
                "path": "c",
                "label": "Child",
                "components": [asked("textfield", "n", "Name")],
            },
        ),
    )
    answers = {
        "day": date(2027, 1, 11),
        "sure": True,
        "why": "w",
        "many": ["1", "2"],
        "price": Decimal("12.50"),
        "none": None,
        "c": [{"n": "Eetu"}],
    }

    rows = form.summary(answers, "en", now=NOW)

    assert [(row.page, row.label, row.value, row.kind) for row in rows] == [
        (0, "First day", "11.1.2027", "date"),
        (0, "Sure", "Yes", "boolean"),
        (0, "Why", "Work", "choice"),
        (1, "Days", "Mon\nTue", "choice"),
        (1, "Price", "12,50 €", "number"),
        (1, "Notes", "Not answered", "nothing"),
        (1, "Child 1: Name", "Eetu", "text"),
    ]


def test_summary_is_written_as_the_caller_wishes() -> None:
    form = written(asked("datetime"), asked("checkbox", "sure"))

    rows = form.summary(
        {"answer": date(2027, 1, 11), "sure": False},
        "fi",
        now=NOW,
        show=lambda value, kind: f"{kind} {value}",
        translate={"No": "Ei"}.__getitem__,
    )

    assert [row.value for row in rows] == ["date 2027-01-11", "Ei"]


def test_default_is_offered_until_something_is_known() -> None:
    form = written(asked("number", defaultValue=2.5), asked("datetime", "day", defaultValue="2027-01-11"))

    fresh = form.fields({}, "fi", now=NOW)
    known = form.fields({"answer": None, "day": None}, "fi", now=NOW)

    assert [fresh[0].value, [part.value for part in fresh[1].parts]] == ["2,5", ["11", "1", "2027"]]
    assert [known[0].value, [part.value for part in known[1].parts]] == ["", ["", "", ""]]


def test_what_was_typed_is_shown_as_it_was_typed() -> None:
    form = written(asked("number"))

    (field,) = form.fields({"answer": Decimal(1)}, "fi", now=NOW, raw={"answer": "12 euros"})

    assert field.value == "12 euros"


def test_table_and_documents_show_the_data_of_the_case() -> None:
    columns = [{"key": "name", "label": "Name"}, {"key": "day", "label": "Day"}]
    form = written(
        {"type": "table", "label": "Visits", "dataSource": "=visits", "columns": columns},
        {"type": "documentPreview", "label": "Files", "dataSource": "=files"},
    )
    data = {
        "visits": [{"name": "First", "day": date(2027, 1, 2)}, "odd"],
        "files": [{"id": "f1", "name": "map.pdf"}],
    }

    table, documents = form.fields(data, "en", now=NOW)

    assert (table.columns, table.cells) == (("Name", "Day"), (("First", "2.1.2027"),))
    assert [(file.id, file.name) for file in documents.files] == [("f1", "map.pdf")]
