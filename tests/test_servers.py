import smtplib
from email.message import EmailMessage

from sqlalchemy import text

from app.db import Database
from tests.smtp import MailServer


def test_mail_server_keeps_what_it_is_given(smtp: MailServer) -> None:
    message = EmailMessage()
    message["To"] = "aino@example.org"
    message.set_content("Hyvää päivää")

    with smtplib.SMTP(smtp.host, smtp.port) as client:
        client.send_message(message, from_addr="polku@example.org")

    assert smtp.wait_for(1)[0].get_content().strip() == "Hyvää päivää"
    assert smtp.recipients == [["aino@example.org"]]


def test_product_works_in_a_role_that_no_policy_lets_pass(
    postgresql_database: Database,
) -> None:
    with postgresql_database.reading("kivikoski") as session:
        role = session.execute(
            text("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        ).one()

    assert tuple(role) == (False, False)
