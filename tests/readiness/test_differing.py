"""How far apart, how sure, and what follows: laws that always hold, and the rules one by one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.readiness import advice, differing
from app.readiness.advice import Do
from app.readiness.differing import Far, Sure, Voices
from app.readiness.interview import UNKNOWN, Bridge, Question, questions, themes

LANGUAGES = {"en", "fi", "sv"}


def question(bridge: Bridge, *, ordered: bool = True) -> Question:
    """A question of the interview that is bridged like this, with the most options."""
    found = [each for each in questions() if each.bridge == bridge and each.ordered == ordered]
    return max(found, key=lambda each: len(each.options))


def voices(*each: tuple[str, dict[str, int]], key: str) -> dict[str, Voices]:
    return {tenant: Voices({key: counts}) for tenant, counts in each}


def test_every_question_is_asked_once_in_three_languages() -> None:
    keys = [each.key for each in questions()]

    assert len(keys) == len(set(keys)) == 24
    assert len(themes()) == 6
    for each in questions():
        texts = [each.title, each.ask, *(option.words for option in each.options)]
        assert all(set(text) == LANGUAGES and all(text.values()) for text in texts)
        assert len(set(each.keys)) == len(each.options) >= 3
        assert UNKNOWN not in each.keys


@settings(max_examples=60)
@given(st.data())
def test_a_common_answer_is_one_that_was_given_and_no_name_changes_it(data: st.DataObject) -> None:
    asked = data.draw(st.sampled_from(questions()))
    counts = data.draw(
        st.dictionaries(st.sampled_from([*asked.keys, UNKNOWN]), st.integers(0, 5), max_size=5)
    )

    answer, sure = differing.answer(asked, counts), differing.sureness(asked, counts)

    heard = {option for option, number in counts.items() if number and option != UNKNOWN}
    assert (answer in heard) if heard else (answer is None and sure == Sure.NOT)
    assert differing.answer(asked, dict(reversed(counts.items()))) == answer


@settings(max_examples=60)
@given(st.data())
def test_distance_is_the_same_both_ways_and_nothing_only_to_itself(data: st.DataObject) -> None:
    asked = data.draw(st.sampled_from(questions()))
    one, other = (data.draw(st.sampled_from(asked.keys)) for _ in range(2))

    far = differing.distance(asked, one, other)

    assert far == differing.distance(asked, other, one)
    assert 0 <= far <= 1
    assert (far == 0) == (one == other) == (differing.level(far) == Far.SAME)


def test_certainty_needs_several_who_agree() -> None:
    asked = question(Bridge.VARIANT)
    first, *_, last = asked.keys

    assert differing.sureness(asked, {first: 1}) == Sure.LITTLE
    assert differing.sureness(asked, {first: 2}) == Sure.FAIRLY
    assert differing.sureness(asked, {first: 3}) == Sure.VERY
    assert differing.sureness(asked, {first: 2, last: 2}) == Sure.LITTLE
    assert differing.sureness(asked, {UNKNOWN: 9}) == Sure.NOT


@pytest.mark.parametrize(
    ("bridge", "place", "expected"),
    [
        (Bridge.SETTING, -1, Do.PARAMETER),
        (Bridge.VARIANT, 1, Do.PARAMETER),
        (Bridge.VARIANT, -1, Do.VARIANT),
        (Bridge.AGREEMENT, 1, Do.LEAVE),
        (Bridge.AGREEMENT, -1, Do.SETTLE),
        (Bridge.SCALE, -1, Do.LEAVE),
        (Bridge.VARIANT, 0, Do.LEAVE),
    ],
)
def test_advice_follows_what_could_bridge_the_difference(bridge: Bridge, place: int, expected: Do) -> None:
    asked = question(bridge)
    shared, other = asked.keys[0], asked.keys[place]
    heard = voices(("a", {shared: 3}), ("b", {other: 3}), key=asked.key)

    assert advice.of(differing.line(asked, {shared: 1}, heard)).do == expected


def test_nothing_is_advised_by_one_voice_or_by_few_municipalities() -> None:
    asked = question(Bridge.VARIANT)
    first, *_, last = asked.keys

    one_voice = voices(("a", {first: 3}), ("b", {last: 1}), key=asked.key)
    few = voices(("a", {first: 3}), ("b", {}), ("c", {}), key=asked.key)

    assert advice.of(differing.line(asked, {first: 1}, one_voice)).do == Do.ASK
    assert advice.of(differing.line(asked, {first: 1}, few)).do == Do.ASK


def test_without_the_consortium_the_most_frequent_answer_is_the_shared_one() -> None:
    asked = question(Bridge.SETTING)
    one, other = asked.keys[:2]
    heard = voices(("a", {one: 1}), ("b", {other: 2}), ("c", {other: 1}), key=asked.key)

    assert differing.line(asked, {}, heard).shared == other
