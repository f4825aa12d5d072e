"""Drafts that nobody sends are forgotten, with their files."""

from datetime import timedelta

from app.documents import attachments
from app.messages import drafts
from app.processes import tidying
from app.seed.paper import page
from tests.processes.town import Town


def test_a_draft_is_forgotten_after_four_weeks_with_its_files(town: Town) -> None:
    with town.database.transaction(town.id) as session:
        draft = drafts.begin(session, "advice", town.citizen.id, now=town.now)
        session.flush()
        upload = attachments.accept("plan.pdf", page("plan"))
        kept = attachments.keep(session, upload, now=town.now, by=town.citizen.id, draft_id=draft.id)

    tidying.tidy(town.database, now=town.now + timedelta(days=27))
    with town.database.reading(town.id) as session:
        assert drafts.find(session, draft.id, town.citizen.id) is not None

    tidying.tidy(town.database, now=town.now + timedelta(days=29))

    with town.database.reading(town.id) as session:
        assert drafts.find(session, draft.id, town.citizen.id) is None
        assert attachments.of_draft(session, draft.id) == []
        assert kept.id


def test_the_files_of_a_case_stay(town: Town) -> None:
    number = town.apply()
    with town.database.transaction(town.id) as session:
        upload = attachments.accept("plan.pdf", page("plan"))
        attachments.keep(session, upload, now=town.now, by=None, case_number=number)

    tidying.tidy(town.database, now=town.now + timedelta(days=400))

    with town.database.reading(town.id) as session:
        assert [each.filename for each in attachments.of_case(session, number)] == ["plan.pdf"]
