"""The macros of form.html with real Jinja: what screen readers and browsers without JavaScript need."""

from collections import Counter
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import etree, html

import app.web
from app.forms import Form, InvalidAnswers
from tests.forms.written import NOW, asked, group, written

TEMPLATES = Path(app.web.__file__).parent / "templates"
OPTIONS = [
    {"value": "work", "label": "A new job", "description": "Within 2 weeks"},
    {"value": "b", "label": "B"},
]
REQUIRED = {"required": True}
EVERYTHING = written(
    asked("textfield", "name", "Name", description="As in your passport", validate=REQUIRED),
    asked(
        "textfield",
        "mail",
        "E-mail",
        validate={"validationType": "email"},
        properties={"autocomplete": "email"},
    ),
    asked("textarea", "long", "Reasons", validate=REQUIRED),
    asked("number", "price", "Price", appearance={"suffixAdorner": "€"}, validate=REQUIRED, decimalDigits=0),
    asked("checkbox", "sure", "I am sure", validate=REQUIRED),
    asked("radio", "why", "Why?", values=OPTIONS, validate=REQUIRED),
    asked("select", "pick", "Pick", values=OPTIONS, validate=REQUIRED),
    asked("checklist", "many", "Many", values=OPTIONS, validate=REQUIRED),
    asked("taglist", "tags", "Tags", values=OPTIONS),
    asked("datetime", "day", "First day", subtype="date", validate=REQUIRED),
    asked("datetime", "clock", "Time", subtype="time", validate=REQUIRED),
    asked("datetime", "moment", "Moment", subtype="datetime", validate=REQUIRED),
    asked("filepicker", "files", "Map", multiple=True, accept=".pdf"),
    asked("textfield", "more", "More", conditional={"hide": "=1 = 2"}),
    asked("textfield", "fixed", "Fixed", readonly=True, defaultValue="x"),
    asked("radio", "kept", "Kept", readonly=True, values=OPTIONS, defaultValue="work"),
    asked("expression", "sum", "Sum", expression="=1 + 1"),
    group("Address", asked("textfield", "street", "Street"), description="Where you live"),
    {
        "type": "dynamiclist",
        "path": "children",
        "label": "Child",
        "components": [asked("textfield", "name", "Name", validate=REQUIRED)],
    },
    {"type": "text", "text": "Read **this**"},
    {"type": "separator"},
    {"type": "spacer"},
    {"type": "image", "alt": "A map", "source": "data:image/png;base64,AAAA"},
    {
        "type": "table",
        "label": "Visits",
        "dataSource": '=[{"a": 1}]',
        "columns": [{"key": "a", "label": "A"}],
    },
    {"type": "documentPreview", "label": "Files", "dataSource": '=[{"id": "x", "name": "a.pdf"}]'},
    {"type": "button", "label": "Send"},
)


def page(
    form: Form, raw: dict[str, object] | None = None, dense: bool = False, heading: str = ""
) -> etree._Element:
    """A page as it comes back after pressing Continue with `raw` on it, or as it is when first seen."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: text, lambda one, many, count: one if count == 1 else many, newstyle=True
    )
    environment.globals["icon"] = lambda name: ""
    errors: object = {}
    attachments = {"f1": "map.pdf"}
    if raw is not None:
        try:
            form.load(raw, "en", now=NOW, attachments=attachments)
        except InvalidAnswers as refused:
            errors = refused.errors
    source = (
        "{% from 'form.html' import form_fields, error_summary, summary with context %}"
        "<main>{{ error_summary(errors) }}<form>{{ form_fields(fields, errors, heading, dense) }}</form>"
        "{{ summary(rows, change) }}</main>"
    )
    return html.fromstring(
        environment.from_string(source).render(
            fields=form.fields({}, "en", now=NOW, raw=raw, attachments=attachments),
            errors=errors,
            heading=heading,
            dense=dense,
            rows=form.summary({"name": "<b>"}, "en", now=NOW),
            change=lambda row: f"/page/{row.page}#{row.key}",
        )
    )


WRONG: dict[str, object] = {
    "children": ["0"],
    "files": ["f1"],
    "moment": {"day": "1", "month": "", "year": ""},
}
STATES = [(None, False), (None, True), (WRONG, False), (WRONG, True)]


@pytest.mark.parametrize(("raw", "dense"), STATES)
def test_ids_are_unique_and_every_reference_is_met(raw: dict[str, object] | None, dense: bool) -> None:
    shown = page(EVERYTHING, raw, dense)

    ids = Counter(shown.xpath("//@id"))
    named = [
        word
        for name in ("for", "aria-describedby", "aria-labelledby")
        for value in shown.xpath(f"//@{name}")
        for word in value.split()
    ]
    named += [href[1:] for href in shown.xpath("//a[starts-with(@href, '#')]/@href")]

    assert [each for each, count in ids.items() if count > 1] == []
    assert set(named) <= set(ids)


@pytest.mark.parametrize(("raw", "dense"), STATES)
def test_every_control_has_a_label_and_every_group_a_legend(
    raw: dict[str, object] | None, dense: bool
) -> None:
    shown = page(EVERYTHING, raw, dense)

    controls = shown.xpath("//input[not(@type='hidden')] | //select | //textarea")
    labelled = set(shown.xpath("//label[normalize-space()]/@for"))

    assert len(controls) > 20
    assert [control.get("name") for control in controls if control.get("id") not in labelled] == []
    assert all(fieldset[0].tag == "legend" for fieldset in shown.xpath("//fieldset"))


def test_errors_are_linked_announced_and_beside_their_field() -> None:
    shown = page(EVERYTHING, WRONG)

    (box,) = shown.xpath("//*[@id='error-summary']")
    wrong = shown.xpath("//*[@aria-invalid='true']")

    assert "autofocus" in box.attrib
    assert box.get("tabindex") == "-1"
    assert box.xpath(".//h2/text()") == ["Please correct 11 things"]
    assert ("#f-moment-month", "Moment must include a month") in [
        (link.get("href"), link.text_content()) for link in box.xpath(".//a")
    ]
    assert ("#f-children.0.name", "Enter name") in [
        (link.get("href"), link.text_content()) for link in box.xpath(".//a")
    ]
    for field in wrong:
        around = field.xpath("ancestor-or-self::*/@aria-describedby")
        assert any("-error" in each for each in around)


def test_error_stands_above_its_control() -> None:
    (message,) = page(EVERYTHING, WRONG).xpath("//*[@id='f-name-error']")

    assert message.text_content() == "Enter name"
    assert message.getnext().get("id") == "f-name"


def test_optional_fields_say_so_and_required_ones_are_marked_for_assistive_technology() -> None:
    shown = page(EVERYTHING)

    assert "(optional)" in shown.xpath("string(//label[@for='f-mail'])")
    assert "(optional)" not in shown.xpath("string(//label[@for='f-name'])")
    assert shown.xpath("//*[@id='f-name']/@aria-required") == ["true"]


def test_controls_help_to_fill_in() -> None:
    shown = page(EVERYTHING)

    assert shown.xpath("//*[@id='f-mail']/@autocomplete") == ["email"]
    assert shown.xpath("//*[@id='f-price']/@inputmode") == ["numeric"]
    assert shown.xpath("//*[@id='f-day-day']/@inputmode") == ["numeric"]
    assert shown.xpath("//*[@id='f-files']/@accept") == [".pdf"]


def test_what_a_browser_sends_is_what_the_form_reads() -> None:
    shown = page(EVERYTHING)
    sent = set(shown.xpath("//form//*[@name and not(@type='hidden') and not(self::button)]/@name"))

    expected = {"name", "price", "why", "pick", "many", "day-day", "clock", "moment-time", "children.0.name"}

    assert expected <= sent
    assert not sent & {"sum", "kept"}


def test_conditional_questions_tell_that_they_were_shown() -> None:
    assert page(EVERYTHING).xpath("//input[@name='_shown']/@value") == ["more"]


def test_rows_have_buttons_that_work_without_javascript() -> None:
    shown = page(EVERYTHING)

    assert shown.xpath("//button[@name='_add']/@value") == ["children"]
    assert shown.xpath("//button[@name='_remove']/@value") == ["children.0"]
    assert shown.xpath("//input[@name='children']/@value") == ["0"]
    assert "Child 1" in shown.xpath("string(//button[@name='_remove'])")


def test_nothing_inline_and_everything_escaped() -> None:
    hostile = '"><script>alert(1)</script>'
    form = written(asked("textfield", "name", hostile, description=hostile))

    shown = page(form, {"name": hostile})

    assert shown.xpath("//script | //style | //@style | //@onclick") == []
    assert shown.xpath("//*[@id='f-name']/@value") == [hostile]


def test_one_question_alone_is_the_heading_of_its_page() -> None:
    day = written(asked("datetime", "day", "When?"))
    line = written(asked("textfield", "name", "When?"))

    assert page(day, heading="When?").xpath("normalize-space(//legend/h1/text())") == "When?"
    assert page(line, heading="When?").xpath("//h1/label/@for") == ["f-name"]
    assert page(EVERYTHING, heading="All").xpath("//h1/text()") == ["All"]


def test_summary_leads_back_to_the_question() -> None:
    shown = page(EVERYTHING)

    row = shown.xpath("//dl[@class='pk-summary' and not(@data-dense)]/div")[0]

    assert [cell.text_content() for cell in row] == ["Name", "<b>", "Change Name"]
    assert row.xpath(".//a/@href") == ["/page/0#name"]
