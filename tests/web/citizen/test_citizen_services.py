"""Finding a service."""

import pytest

from app.tenants import directory
from tests.web.citizen.conftest import WellTown
from tests.web.citizen.visiting import Visitor


def test_the_first_page_lists_the_municipalities(visitor: Visitor) -> None:
    page = visitor.open("/")

    assert page.heading == "Which municipality do you need?"
    assert page.links()["Testby"] == "/testby/"


def test_the_front_page_lists_services_by_life_situation(visitor: Visitor) -> None:
    page = visitor.open("")

    assert page.words("//section[@class='pk-group']/h3") == ["Home and building"]
    assert page.links()["A well on your plot"] == "/testby/services/advice"


def test_the_front_page_says_which_case_waits_and_until_when(citizen: Visitor, town: WellTown) -> None:
    number = town.apply()
    town.ask(number)

    page = citizen.open("")

    assert page.words("//*[@id='wait']") == ["One case is waiting for your answer"]
    assert "Please answer by Tuesday 15 September" in page.text


def test_the_front_page_counts_several_waiting_cases(citizen: Visitor, town: WellTown) -> None:
    for _ in range(2):
        town.ask(town.apply())

    page = citizen.open("")

    assert page.words("//*[@id='wait']") == ["2 cases are waiting for your answer"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("well", True),
        ("WATER drill", True),
        ("kaivo", True),
        ("porakaivo", True),
        ("Brunn", True),
        ("library", False),
        ("<script>", False),
    ],
)
def test_search_finds_a_service_in_any_language(visitor: Visitor, words: str, found: bool) -> None:
    page = visitor.open("services", q=words)

    assert ("A well on your plot" in page.links()) is found
    assert ("No service matches" in page.text) is not found


def test_the_service_page_says_what_it_takes_and_how_it_goes(visitor: Visitor) -> None:
    page = visitor.open("services/advice")

    assert page.heading == "A well on your plot"
    assert page.words("//dl[@class='pk-facts']//dd") == ["Within 2 weeks", "Free"]
    assert page.words("//ul[@class='pk-bullets']/li") == ["a map", "the depth"]
    assert page.words("//ol[@class='pk-steps']//*[@class='pk-what']") == [
        "You applied",
        "We look at your plan",
        "You accept the conditions",
        "You get the permit",
    ]
    assert "Start" in page.links()


def test_a_service_speaks_the_readers_language(visitor: Visitor) -> None:
    page = visitor.open("services/advice", lang="fi")

    assert page.heading == "Kaivo omalle tontille"
    assert page.root.get("lang") == "fi"
    assert "Hait lupaa" in page.text


def test_a_closed_service_says_why_and_offers_no_start(visitor: Visitor, town: WellTown) -> None:
    town.change_service(is_open=False, closed_note={"en": "Open again in May."})

    page = visitor.open("services/advice")

    assert "Open again in May." in page.text
    assert "Start" not in page.links()
    assert visitor.open("services/advice/apply").status == 409


@pytest.mark.parametrize("path", ["services/nothing", "services/nothing/apply", "services/nothing/message"])
def test_an_unknown_service_is_not_found(visitor: Visitor, path: str) -> None:
    page = visitor.open(path)

    assert page.status == 404
    assert "no such service" in page.text


def test_a_service_that_takes_no_messages_has_no_page_for_them(visitor: Visitor, town: WellTown) -> None:
    with town.database.reading(town.id) as session:
        texts = dict(directory.service(session, "advice").texts)
    town.change_service(texts=texts | {"starts": ["application"]})

    assert visitor.open("services/advice/message").status == 404


def test_an_unknown_municipality_is_not_found(visitor: Visitor) -> None:
    assert visitor.open("/nowhere/").status == 404


@pytest.mark.parametrize(
    "path", ["", "services", "services/advice", "accessibility", "data-protection", "feedback"]
)
@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_every_public_page_opens_in_every_language_without_inline_style_or_script(
    visitor: Visitor, path: str, language: str
) -> None:
    page = visitor.open(path, lang=language)

    assert page.status == 200
    assert page.root.get("lang") == language
    assert len(page.root.xpath("//h1")) == 1
    assert not page.root.xpath("//*[@style] | //style | //script[not(@src)] | //@onclick")
