"""E-mail: one way to a real server, one to the log where there is none."""

import smtplib
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Protocol

import structlog

from app.config import Settings

log = structlog.get_logger()

#: Seconds; a mail server that does not answer must not hold a worker.
PATIENCE = 10


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that is about to go out."""

    id: str  #: of the job that owes it: the same letter sent twice has the same Message-ID
    to: str
    subject: str
    body: str


class Mailer(Protocol):
    """Whatever can send a letter; raises OSError or smtplib.SMTPException when it cannot now."""

    def send(self, letter: Letter, *, now: datetime) -> None: ...


class SmtpMailer:
    """Sends through an SMTP server."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def send(self, letter: Letter, *, now: datetime) -> None:
        chosen = self._settings
        with smtplib.SMTP(chosen.smtp_host, chosen.smtp_port, timeout=PATIENCE) as server:
            if chosen.smtp_tls:
                server.starttls()
            if chosen.smtp_user:
                server.login(chosen.smtp_user, chosen.smtp_password)
            server.send_message(compose(letter, sender=chosen.mail_from, now=now))


class LogMailer:
    """Says in the log that a letter would have gone; not to whom, nor what it said."""

    def send(self, letter: Letter, *, now: datetime) -> None:
        log.info("mail-not-sent", letter=letter.id, reason="no mail server is set")


def mailer(settings: Settings) -> Mailer:
    """The way out that the settings name."""
    return SmtpMailer(settings) if settings.smtp_host else LogMailer()


def compose(letter: Letter, *, sender: str, now: datetime) -> EmailMessage:
    """The letter as a mail. A line break in an address or a subject is refused by `email` itself."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = Address(addr_spec=letter.to)
    mail["Subject"] = " ".join(letter.subject.split())
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.body)
    return mail
