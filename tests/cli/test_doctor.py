"""The doctor tells in sentences what is wrong, on real databases and a real mail server."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli.db import downgrade
from app.cli.doctor import doctor, examine
from app.config import DEMONSTRATION_KEY, Settings
from app.db import Database
from tests import postgresql
from tests.ports import free_port
from tests.smtp import MailServer


@pytest.fixture
def settings(database: Database) -> Settings:
    """Settings of an installation with an empty, migrated database."""
    return Settings(database_url=database.url, secret_key=DEMONSTRATION_KEY)


def wrong(settings: Settings) -> list[str]:
    """What the doctor finds wrong, but for the front end, which tests of the pages see to."""
    findings = [one.sentence for one in examine(settings) if not one.well]
    return [sentence for sentence in findings if "front end" not in sentence and "power cut" not in sentence]


def test_nothing_is_wrong_with_a_fresh_installation(settings: Settings) -> None:
    assert wrong(settings) == []


def test_superuser_as_the_role_of_the_product_is_wrong(postgresql_url: str) -> None:
    settings = Settings(database_url=postgresql.owner(postgresql_url), secret_key=DEMONSTRATION_KEY)

    assert "row-level security" in wrong(settings)[0]


def test_missing_migrations_are_named_with_their_remedy(sqlite_url: str) -> None:
    downgrade(sqlite_url, "base")

    found = wrong(Settings(database_url=sqlite_url, secret_key=DEMONSTRATION_KEY))

    assert found[0].startswith("Migrations are missing: 0001")
    assert "polku db upgrade" in found[0]


def test_database_that_cannot_be_opened_is_a_sentence(tmp_path: Path) -> None:
    nowhere = f"sqlite:///{tmp_path / 'no such folder' / 'polku.sqlite'}"

    found = wrong(Settings(database_url=nowhere, secret_key=DEMONSTRATION_KEY))

    assert found == ["The database cannot be used: unable to open database file. Look at POLKU_DATABASE_URL."]


def test_mail_server_that_answers_is_well(sqlite_url: str, smtp: MailServer) -> None:
    settings = Settings(database_url=sqlite_url, secret_key=DEMONSTRATION_KEY)

    reached = wrong(replace(settings, smtp_host=smtp.host, smtp_port=smtp.port))
    silent = wrong(replace(settings, smtp_host=smtp.host, smtp_port=free_port()))

    assert reached == []
    assert "cannot be used" in silent[0]


def test_setting_that_cannot_be_read_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLKU_SMTP_PORT", "twenty-five")

    result = CliRunner().invoke(doctor)

    assert result.exit_code == 1
    assert "POLKU_SMTP_PORT is 'twenty-five'" in result.output


def test_missing_key_is_wrong(sqlite_url: str) -> None:
    found = wrong(Settings(database_url=sqlite_url))

    assert found[0].startswith("POLKU_SECRET_KEY needs at least 32 characters.")
