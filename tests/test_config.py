"""Settings: read from the environment, refused with a sentence, and all of them documented."""

from dataclasses import fields
from pathlib import Path

import pytest

from app.config import ConfigurationError, Settings, variable

PAGE = Path(__file__).parent.parent / "docs" / "configuration.md"


def test_every_setting_is_documented_with_its_default_and_its_sentence() -> None:
    page = PAGE.read_text()

    missing = [
        line
        for one in fields(Settings)
        if (line := f"| `{variable(one.name)}` | `{one.metadata['default']}` | {one.metadata['sentence']} |")
        not in page
    ]

    assert missing == []


def test_nothing_else_is_documented_as_a_setting() -> None:
    documented = {line.split("`")[1] for line in PAGE.read_text().splitlines() if line.startswith("| `")}

    assert documented == {variable(one.name) for one in fields(Settings)}


def test_settings_come_from_the_environment() -> None:
    settings = Settings.from_environment(
        {"POLKU_DEMO": "yes", "POLKU_SESSION_MINUTES": "30", "POLKU_PUBLIC_URL": "https://polku.example"}
    )

    assert settings.demo is True
    assert settings.session_length.total_seconds() == 1800
    assert settings.https is True


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("POLKU_SESSION_MINUTES", "soon", "must be a whole number"),
        ("POLKU_SESSION_MINUTES", "-1", "must be a whole number"),
        ("POLKU_DEMO", "perhaps", "must be 1 for yes or 0 for no"),
        ("POLKU_TIMEZONE", "Nowhere/At/All", "must be a time zone"),
        ("POLKU_TIMEZONE", "", "must be a time zone"),
    ],
)
def test_value_that_cannot_be_read_is_refused_by_name(name: str, value: str, sentence: str) -> None:
    with pytest.raises(ConfigurationError, match=f"{name} is '{value}', but {sentence}"):
        Settings.from_environment({name: value})


def test_key_is_required_but_for_a_demonstration() -> None:
    with pytest.raises(ConfigurationError, match="POLKU_SECRET_KEY needs at least 32 characters"):
        Settings(secret_key="short").signing_key()

    assert Settings(demo=True).signing_key()
    assert Settings(secret_key="k" * 32).signing_key() == "k" * 32
