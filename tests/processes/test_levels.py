"""Values and own texts where a case runs: pinned with the version, and published without the diagram."""

from datetime import timedelta

import pytest

from app.levels import own_texts
from app.processes import drafting, drafting_publishing, library, publishing
from app.processes.drafting_errors import OtherLevel
from app.processes.drafting_tables import DraftLevel
from app.processes.publishing import NotPublishable
from tests.levels.declaring import declaring
from tests.processes.conftest import town
from tests.processes.town import ADVICE, FORMS, Town

__all__ = ["town"]

LIMIT = declaring("days 1..30 = 5").replace(b"P5D", b"P&#34; + string(parameters.limit) + &#34;D")
RENAMED = LIMIT.replace(b"Review the question", b"Read the question")
VALUES, TEXTS = "advice.parameters.json", "advice.texts.json"


def _publish(town: Town, draft: str) -> int:
    with town.database.transaction(town.id) as session:
        version = drafting.find(session, draft).row.version
        return drafting_publishing.publish(
            session, draft, expected=version, by=town.adviser, note="", now=town.now
        ).number


def _change(town: Town, level: DraftLevel, **files: bytes) -> str:
    """Open the draft of a level and write a file of it; gives its id."""
    with town.database.transaction(town.id) as session:
        draft = drafting.change(session, "advice", by=town.adviser, now=town.now, level=level)
        changes = {name.replace("_", "."): content for name, content in files.items()}
        drafting.save(session, draft.id, changes, expected=draft.version, by=town.adviser, now=town.now)
        return draft.id


def _live(town: Town) -> dict[str, bytes]:
    with town.database.reading(town.id) as session:
        return drafting_publishing.live_files(session, "advice") or {}


def test_a_value_counts_for_new_cases_and_running_ones_keep_theirs(town: Town) -> None:
    town.publish(LIMIT)
    early = town.apply()

    _publish(town, _change(town, DraftLevel.PARAMETERS, advice_parameters_json=b'{"limit": 20}'))
    late = town.apply()
    town.ask(early)
    town.reply(early, "Ten metres.")

    assert town.open_task(late).due_at == town.now + timedelta(days=20)
    assert town.open_task(early).due_at == town.now + timedelta(days=5)


def test_own_texts_are_read_and_the_files_stay_as_they_are(town: Town) -> None:
    town.publish(LIMIT)
    texts = {
        "diagram:advice": {"review:name": {"fi": "Lue kysymys"}},
        "form:review": {"f1:label": {"fi": "Neuvo"}},
    }

    _publish(town, _change(town, DraftLevel.TEXTS, advice_texts_json=own_texts.write(texts)))

    with town.database.reading(town.id) as session:
        live = library.live(session, "advice")
    assert live.names("review")["fi"] == "Lue kysymys"
    assert live.forms["review"].components[0].label("fi") == "Neuvo"
    files = _live(town)
    assert files["advice.bpmn"] == LIMIT
    assert files["review.form"] == FORMS["review.form"]


def test_levels_that_went_live_meanwhile_are_not_taken_back(town: Town) -> None:
    town.publish(LIMIT)
    texts = _change(
        town, DraftLevel.TEXTS, advice_texts_json=b'{"diagram:advice": {"late:name": {"fi": "Myoha"}}}'
    )
    diagram = _change(town, DraftLevel.DIAGRAM, advice_bpmn=RENAMED)
    values = _change(town, DraftLevel.PARAMETERS, advice_parameters_json=b'{"limit": 9}')

    numbers = [_publish(town, each) for each in (values, diagram, texts)]

    files = _live(town)
    assert numbers == [3, 4, 5]
    assert files["advice.bpmn"] == RENAMED
    assert b"9" in files[VALUES]
    assert b"Myoha" in files[TEXTS]


def test_a_draft_of_one_level_takes_no_other_file(town: Town) -> None:
    town.publish(LIMIT)

    with pytest.raises(OtherLevel):
        _change(town, DraftLevel.TEXTS, advice_bpmn=RENAMED)
    with pytest.raises(OtherLevel):
        _change(town, DraftLevel.PARAMETERS, advice_texts_json=b"{}")


def test_a_value_that_is_not_permitted_is_not_published(town: Town) -> None:
    town.publish(LIMIT)

    with pytest.raises(NotPublishable):
        _publish(town, _change(town, DraftLevel.PARAMETERS, advice_parameters_json=b'{"limit": 99}'))


def test_own_files_without_sense_are_said_and_nothing_breaks(town: Town) -> None:
    with town.database.reading(town.id) as session:
        bundle = publishing.inspect(
            session, {"advice.bpmn": ADVICE, **FORMS, VALUES: b"[", TEXTS: b'{"diagram:advice": 7}'}
        )

    assert {each.filename for each in bundle.findings if each.severity == "error"} == {VALUES, TEXTS}
