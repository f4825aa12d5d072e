"""Drafts: several people change one process, nothing that runs is touched, and nobody's work is lost."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.processes import (
    drafting,
    drafting_beginnings,
    drafting_files,
    drafting_presence,
    drafting_publishing,
    library,
    publishing,
    scenarios,
)
from app.processes.bundles import open_bundle
from app.processes.drafting_errors import (
    DraftChanged,
    DraftNotFound,
    DraftPublished,
    DraftTooLarge,
    NoDiagramInFiles,
)
from app.processes.errors import NotPublished
from app.processes.publishing import NotPublishable
from app.tailoring import Difference, difference
from app.tenants.calendar import FINLAND
from tests.processes.town import ADVICE, FORMS, Town

FILES = {"advice.bpmn": ADVICE, **FORMS}
LOUDER = ADVICE.replace(b'name="Review the question"', b'name="Review it again"')


def _begin(town: Town, files: dict[str, bytes] = FILES) -> str:
    with town.database.transaction(town.id) as session:
        return drafting.begin(session, files, by=town.adviser, now=town.now).id


def _save(town: Town, draft: str, diagram: bytes, expected: int, *, by: object = None, why: str = "") -> int:
    with town.database.transaction(town.id) as session:
        changes = {"advice.bpmn": diagram}
        saver = by or town.adviser
        return drafting.save(
            session,
            draft,
            changes,
            expected=expected,
            by=saver,
            now=town.now,
            why=why,  # type: ignore[arg-type]
        ).version


def _diagram(town: Town, draft: str) -> bytes:
    with town.database.reading(town.id) as session:
        return drafting.find(session, draft).diagram


def test_changing_a_process_begins_with_what_is_live_and_opens_the_same_draft_the_next_time(
    town: Town,
) -> None:
    with town.database.transaction(town.id) as session:
        first = drafting.change(session, "advice", by=town.adviser, now=town.now)
        again = drafting.change(session, "advice", by=town.colleague, now=town.now)

    assert first.id == again.id
    assert (first.name, first.base_number) == ("Advice", 1)
    assert _diagram(town, first.id) == ADVICE


def test_a_process_that_is_not_live_cannot_be_changed(town: Town) -> None:
    with town.database.transaction(town.id) as session, pytest.raises(NotPublished):
        drafting.change(session, "nothing", by=town.adviser, now=town.now)


def test_the_second_of_two_writers_is_told_and_what_the_first_wrote_stays(town: Town) -> None:
    draft = _begin(town)
    _save(town, draft, LOUDER, 1, by=town.colleague)

    with pytest.raises(DraftChanged) as told:
        _save(town, draft, ADVICE + b"<!-- mine -->", 1)

    assert (told.value.by, told.value.version) == ("Kalle Colleague", 2)
    assert _diagram(town, draft) == LOUDER


def test_saving_the_same_again_is_not_a_second_save(town: Town) -> None:
    draft = _begin(town)

    assert _save(town, draft, LOUDER, 1) == 2
    assert _save(town, draft, LOUDER, 1) == 2


def test_the_saves_of_one_sitting_are_one_entry_of_the_history_and_a_reason_ends_it(town: Town) -> None:
    draft = _begin(town)
    _save(town, draft, ADVICE + b"<!-- 1 -->", 1)
    _save(town, draft, ADVICE + b"<!-- 2 -->", 2, why="Said more clearly")
    _save(town, draft, ADVICE + b"<!-- 3 -->", 3)
    town.clock.move(timedelta(hours=1))
    _save(town, draft, ADVICE + b"<!-- 4 -->", 4)

    with town.database.reading(town.id) as session:
        saves = drafting.history(session, draft)

    assert [(save.number, save.why) for save in saves] == [
        (4, ""),
        (3, ""),
        (2, "Said more clearly"),
        (1, ""),
    ]


def test_a_former_save_comes_back_and_the_newest_stays_in_the_history(town: Town) -> None:
    draft = _begin(town)
    _save(town, draft, LOUDER, 1)

    with town.database.transaction(town.id) as session:
        drafting.restore(session, draft, 1, by=town.adviser, now=town.now, why="Back")

    assert _diagram(town, draft) == ADVICE
    with town.database.reading(town.id) as session:
        kept = [drafting_files.unpack(save.files)["advice.bpmn"] for save in drafting.history(session, draft)]
    assert kept == [ADVICE, LOUDER, ADVICE]


def test_publishing_makes_the_draft_live_and_ends_it(town: Town) -> None:
    draft = _begin(town)
    version = _save(town, draft, LOUDER, 1)

    with town.database.transaction(town.id) as session:
        live = drafting_publishing.publish(
            session, draft, expected=version, by=town.adviser, note="Clearer", now=town.now
        )

    assert (live.number, live.note, live.published_by) == (2, "Clearer", "Aava Adviser")
    with town.database.reading(town.id) as session:
        assert library.live(session, "advice").documents[0].name("review") == "Review it again"
        assert drafting.drafts(session) == []
    with pytest.raises(DraftPublished):
        _save(town, draft, ADVICE, version)


def test_what_the_publisher_has_not_seen_is_not_published(town: Town) -> None:
    draft = _begin(town)
    _save(town, draft, LOUDER, 1, by=town.colleague)

    with town.database.transaction(town.id) as session, pytest.raises(DraftChanged):
        drafting_publishing.publish(session, draft, expected=1, by=town.adviser, note="", now=town.now)


def test_a_draft_with_a_problem_is_kept_but_not_published(town: Town) -> None:
    draft = _begin(town)
    version = _save(town, draft, ADVICE.replace(b'formId="review"', b'formId="nothing"'), 1)

    with town.database.transaction(town.id) as session, pytest.raises(NotPublishable):
        drafting_publishing.publish(session, draft, expected=version, by=town.adviser, note="", now=town.now)


def test_a_former_version_goes_live_again_under_a_new_number(town: Town) -> None:
    town.publish(LOUDER)

    with town.database.transaction(town.id) as session:
        version = drafting_publishing.publish_again(
            session, "advice", 1, by=town.adviser, note="Back", now=town.now
        )

    assert version.number == 3
    with town.database.reading(town.id) as session:
        assert library.live(session, "advice").documents[0].source == ADVICE
        assert [each.number for each, _running in publishing.versions(session, "advice")] == [3, 2, 1]


def test_a_draft_is_told_apart_from_what_is_live_in_words(town: Town) -> None:
    moved = LOUDER.replace(
        b'sourceRef="remind" targetRef="reminded"', b'sourceRef="remind" targetRef="lapsed"'
    )
    found = _difference(town, {"advice.bpmn": moved, **FORMS, "new.form": b'{"id": "new", "components": []}'})

    assert [change.sentence.say() for change in found.changes] == [
        "The form “New” is new.",
        "After “Remind the advisers” comes “Lapsed”; it was “Reminded”.",
        "“Review the question” is now called “Review it again”.",
    ]


def test_what_is_live_changes_nothing(town: Town) -> None:
    assert _difference(town, FILES).changes == ()


def test_what_is_written_out_though_it_goes_without_saying_is_no_change(town: Town) -> None:
    explicit = ADVICE.replace(
        b'<bpmn:boundaryEvent id="ask"', b'<bpmn:boundaryEvent cancelActivity="true" id="ask"'
    )

    assert _difference(town, {**FILES, "advice.bpmn": explicit}).is_quiet


def test_there_is_nothing_to_compare_before_the_first_version(town: Town) -> None:
    with town.database.reading(town.id) as session:
        assert drafting_publishing.live_files(session, "nothing") is None


def _difference(town: Town, files: dict[str, bytes]) -> Difference:
    with town.database.reading(town.id) as session:
        live = drafting_publishing.live_files(session, "advice")
    assert live is not None
    return difference(live, files)


def test_colleagues_see_each_other_until_they_leave_or_are_not_heard_of(town: Town) -> None:
    draft = _begin(town)
    with town.database.transaction(town.id) as session:
        for person in (town.adviser, town.colleague, town.stranger):
            drafting_presence.come(session, draft, person, now=town.now)
        drafting_presence.leave(session, draft, town.stranger)

    with town.database.reading(town.id) as session:
        here = drafting_presence.others(session, draft, town.adviser, now=town.now)
        later = drafting_presence.others(session, draft, town.adviser, now=town.now + timedelta(minutes=2))

    assert (here, later) == (["Kalle Colleague"], [])


def test_a_discarded_draft_is_gone_with_its_history(town: Town) -> None:
    draft = _begin(town)
    with town.database.transaction(town.id) as session:
        drafting_presence.come(session, draft, town.adviser, now=town.now)
        drafting.discard(session, draft)

    with town.database.reading(town.id) as session, pytest.raises(DraftNotFound):
        drafting.history(session, draft)


def test_forms_alone_are_no_draft(town: Town) -> None:
    with pytest.raises(NoDiagramInFiles):
        _begin(town, FORMS)


def test_more_than_a_draft_may_hold_is_refused(town: Town) -> None:
    draft = _begin(town)

    with pytest.raises(DraftTooLarge):
        _save(town, draft, ADVICE + b" " * drafting_files.LARGEST, 1)


def test_a_broken_diagram_can_be_a_draft_and_keeps_its_bytes(town: Town) -> None:
    draft = _begin(town, {"odd.bpmn": b"<broken"})

    assert _diagram(town, draft) == b"<broken"


@given(st.dictionaries(st.sampled_from(["a.bpmn", "b.form", "ä \U0001f600.bpmn"]), st.binary(max_size=200)))
def test_packing_keeps_every_byte_and_the_same_files_give_the_same_bytes(files: dict[str, bytes]) -> None:
    assert drafting_files.unpack(drafting_files.pack(files)) == files
    assert drafting_files.pack(files) == drafting_files.pack(dict(reversed(files.items())))


@given(st.text(max_size=300))
def test_a_file_name_is_only_a_name(text: str) -> None:
    name = drafting_files.file_name(text)

    assert 0 < len(name) <= drafting_files.LONGEST_NAME
    assert not set(name) & set("/\\\0\n")
    assert name.endswith((".bpmn", ".form"))


@given(st.text(max_size=200))
def test_every_name_gives_a_key(name: str) -> None:
    key = drafting_beginnings.key_of(name)

    assert key[:1].isalpha()
    assert len(key) <= drafting_beginnings.LONGEST_KEY
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_files_of_an_archive_are_brought_in_without_their_folders() -> None:
    archive = drafting_files.pack({"../../deep/advice.bpmn": ADVICE, "readme.txt": b"no"})

    found = drafting_files.brought({"all.zip": archive, "review.form": b"{}"})

    assert found == {"advice.bpmn": ADVICE, "review.form": b"{}"}


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    bomb = drafting_files.pack({"bomb.bpmn": b"\0" * (drafting_files.LARGEST * 20)})

    with pytest.raises(DraftTooLarge):
        drafting_files.brought({"bomb.zip": bomb})


@pytest.mark.parametrize("example", drafting_beginnings.examples(), ids=lambda example: example.key)
def test_every_example_can_be_published_under_another_name(example: drafting_beginnings.Example) -> None:
    bundle = open_bundle(drafting_beginnings.example(example.key, 'Kevät & "kesä"'), calendar=FINLAND)

    assert [each for each in bundle.findings if each.severity == "error"] == []
    assert bundle.definition is not None
    assert (bundle.definition.key, bundle.definition.name) == ("kevat-kesa", 'Kevät & "kesä"')
    assert bundle.forms
    assert bundle.scenarios
    assert set(bundle.main.decision_ids if bundle.main else ()) <= {
        each for book in bundle.decisions.values() for each in book.decisions()
    }
    assert all(each.passed for each in scenarios.run_all(bundle.definition, bundle.scenarios))


def test_an_empty_process_lacks_only_what_is_to_be_drawn() -> None:
    bundle = open_bundle(drafting_beginnings.empty('<b>Lupa</b> "& co"'))

    assert [each.sentence for each in bundle.findings] == [
        "“%(element)s” has no start event, so nothing can begin it."
    ]
    assert list(bundle.forms) == ["application", "decision"]
