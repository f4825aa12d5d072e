"""Still pictures of diagrams."""

from lxml import etree

from app.bpmn import Document, Heat, heated, picture, read
from app.bpmn.lettering import lines
from tests.bpmn.diagrams import chain, document, process

SVG = "{http://www.w3.org/2000/svg}"


def draw(diagram: Document, **wishes: object) -> etree._Element:
    """The picture as XML."""
    return etree.fromstring(picture(diagram, **{"lang": "en", **wishes}))  # type: ignore[arg-type]


def drawn(svg: etree._Element, element_id: str) -> etree._Element:
    """The group of one element."""
    (found,) = svg.findall(f".//{SVG}g[@data-id='{element_id}']")
    return found


def labels(group: etree._Element) -> str:
    """The words of a group, its lines put together."""
    return " ".join(span.text or "" for span in group.iter(f"{SVG}tspan"))


def test_every_element_is_drawn_with_its_kind_and_its_state(whole: bytes) -> None:
    svg = draw(read(whole), done=["applied", "merge"], now=["check"])

    said = {g.get("data-id"): (g.get("data-kind"), g.get("data-state")) for g in svg.iter(f"{SVG}g")}

    assert said["applied"] == ("startEvent", "done")
    assert said["check"] == ("userTask", "now")
    assert said["done"] == ("endEvent", "todo")
    assert drawn(svg, "check").find(f"{SVG}rect[@class='pk-ring']") is not None


def test_an_arrow_is_done_between_what_was_passed_and_what_is_open(whole: bytes) -> None:
    svg = draw(read(whole), done=["applied", "merge"], now=["check"])

    states = [g.get("data-state") for g in svg.findall(f"{SVG}g[@data-kind='sequenceFlow']")]

    assert states.count("done") == 2
    assert set(states) == {"done", "todo"}


def test_the_picture_speaks_the_language_asked_for(whole: bytes) -> None:
    svg = draw(read(whole), lang="fi")

    assert svg.get("aria-label") == "Lupa"
    assert svg.get("role") == "img"
    assert svg.findtext(f"{SVG}title") == "Lupa"
    assert labels(drawn(svg, "check")) == "Tarkista hakemus"


def test_numbers_stand_on_their_elements(whole: bytes) -> None:
    svg = draw(read(whole), numbers={"check": 3})

    numbers = svg.findall(f".//{SVG}g[@class='pk-number']")

    assert [number.findtext(f"{SVG}text") for number in numbers] == ["3"]
    assert numbers[0].getparent() is drawn(svg, "check")


def test_a_thumbnail_has_numbers_and_no_words(whole: bytes) -> None:
    svg = draw(read(whole), numbers={"check": 3}, thumbnail=True)

    texts = [text.text for text in svg.iter(f"{SVG}text")]

    assert texts == ["3"]
    assert svg.findall(f"{SVG}g[@data-kind='participant']") == []
    assert drawn(svg, "check") is not None


def test_a_picture_needs_no_style_no_script_and_no_id(whole: bytes) -> None:
    svg = draw(read(whole))

    attributes = {key for element in svg.iter() for key in element.attrib}

    assert {"style", "id", "href", "onclick"} & attributes == set()
    assert {element.tag.removeprefix(SVG) for element in svg.iter("{*}*")} == {
        "svg", "title", "g", "rect", "circle", "path", "text", "tspan",
    }  # fmt: skip


def test_text_of_a_diagram_stays_text(whole: bytes) -> None:
    evil = whole.replace(b'"Check the application"', b'"&lt;script&gt;alert(1)&lt;/script&gt; &quot; &amp;"')

    svg = draw(read(evil), label='"><script>')

    assert labels(drawn(svg, "check")).replace(" ", "") == '<script>alert(1)</script>"&'
    assert svg.get("aria-label") == '"><script>'


def test_a_diagram_without_a_drawing_has_no_picture() -> None:
    diagram = document(process('<startEvent id="s"/><endEvent id="e"/>' + chain("s", "e")))

    assert picture(diagram, lang="en") == ""


def test_numbers_that_make_no_sense_are_left_out(whole: bytes) -> None:
    broken = whole.replace(b'<dc:Bounds x="500"', b'<dc:Bounds x="nan"').replace(b'x="410"', b'x="1e300"')

    svg = draw(read(broken))

    assert "nan" not in etree.tostring(svg).decode()
    assert svg.findall(f".//{SVG}g[@data-id='check']") == []


def test_words_are_broken_to_fit() -> None:
    assert lines("Check the application", 70, 3) == ["Check the", "application"]
    assert lines("varhais\u00adkasvatus\u00adpaikka", 70, 3) == ["varhais-", "kasvatus-", "paikka"]
    assert lines("x" * 30, 60, 2)[-1].endswith("…")
    assert lines("", 60, 2) == []


def test_shades_come_with_pills_that_say_what_they_mean(whole: bytes) -> None:
    heat = {"check": Heat(1, "4.2"), "applied": Heat(0.01, "<b>0"), "nowhere": Heat(1, "9")}

    svg = etree.fromstring(heated(read(whole), heat, lang="en", label="Waits"))

    pills = svg.findall(f"{SVG}g[@class='pk-pill']")
    assert [drawn(svg, each).get("data-heat") for each in ("check", "applied", "done")] == ["5", "1", None]
    assert sorted(pill.findtext(f"{SVG}text") or "" for pill in pills) == ["4.2", "<b>0"]
    assert list(svg)[-2:] == pills  # nothing is drawn over them
