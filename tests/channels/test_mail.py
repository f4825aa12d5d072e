"""Notices go out over a real SMTP server, say where to look, and never what it is about."""

from datetime import timedelta

import pytest

from app.channels.mail import SmtpMailer
from app.clock import MovedClock
from app.config import Settings
from app.db import Database
from app.jobs import queue
from app.processes import due
from app.processes.due import Desk
from tests.ports import free_port
from tests.processes.town import Town
from tests.smtp import MailServer


@pytest.fixture
def town(sqlite_database: Database, clock: MovedClock) -> Town:
    town = Town(sqlite_database, clock)
    town.publish()
    return town


def _desk(town: Town, port: int) -> Desk:
    settings = Settings(smtp_host="127.0.0.1", smtp_port=port, mail_from="polku@testby.example")
    return Desk(town.database, SmtpMailer(settings), town.clock, "https://polku.example")


def test_the_citizen_is_told_of_a_message_and_not_what_it_says(town: Town, smtp: MailServer) -> None:
    number = town.apply()
    town.complete(number, advice="Your grandmother's sauna is too big.")

    due.work_off(_desk(town, smtp.port))

    [mail] = smtp.wait_for(1)
    body = mail.get_content()
    assert smtp.recipients == [["cecilia@example.org"]]
    assert number in mail["Subject"]
    assert f"https://polku.example/testby/cases/{number}" in body
    assert "sauna" not in body
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@testby.example>")


def test_a_mail_server_that_is_away_is_tried_again_with_the_same_message(
    town: Town, smtp: MailServer
) -> None:
    town.complete(town.apply())

    due.work_off(_desk(town, free_port()))
    assert smtp.messages == []
    town.clock.move(queue.BACKOFF + timedelta(seconds=1))
    due.work_off(_desk(town, smtp.port))

    assert len(smtp.wait_for(1)) == 1


def test_a_mail_server_that_stays_away_becomes_an_incident(town: Town) -> None:
    number = town.apply()
    town.complete(number)
    gone = _desk(town, free_port())

    for _ in range(6):
        due.work_off(gone)
        town.clock.move(timedelta(days=1))

    from app.incidents import register

    with town.database.reading(town.id) as session:
        [incident] = register.open_incidents(session)
    assert incident.case_number == number


def test_a_reminder_reaches_every_colleague_of_the_group(town: Town, smtp: MailServer) -> None:
    number = town.apply()
    town.clock.move(timedelta(days=3, minutes=1))

    desk = _desk(town, smtp.port)
    while due.work_off(desk):
        pass

    assert sorted(to for [to] in smtp.recipients) == ["aava@example.org", "kalle@example.org"]
    assert all(number in mail["Subject"] for mail in smtp.wait_for(2))
