"""A change of texts or parameters never makes a question, whatever the consortium changes."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from app.levels import PARAMETERS, TEXTS, own_texts, parameters
from app.tailoring import difference, merge
from tests.levels.declaring import declaring
from tests.processes.town import ADVICE, FORMS
from tests.tailoring.edits import edited, edits
from tests.tailoring.sources import seeds

SEEDS = {f"{name.partition('/')[2]}.bpmn": source for name, source in seeds().items()}
Edits = list[tuple[str, int]]
Own = tuple[dict[str, Decimal], list[tuple[int, str]]]
own_changes = st.tuples(
    st.dictionaries(
        st.sampled_from(["checkWithin", "shortWorksUnder", "unheard"]), st.decimals(1, 9, places=0)
    ),
    st.lists(st.tuples(st.integers(0, 300), st.text(min_size=1, max_size=12)), max_size=4),
)


def own_files(name: str, source: bytes, own: Own) -> dict[str, bytes]:
    """Files of values and texts, as the pages write them."""
    values, said = own
    places = sorted(own_texts.places_of(source))
    texts = {own_texts.file_of(source): {places[at % len(places)]: {"fi": text} for at, text in said}}
    both = {f"{name}{PARAMETERS}": parameters.write(values), f"{name}{TEXTS}": own_texts.write(texts)}
    return {file: content for file, content in both.items() if content}


@given(st.sampled_from(sorted(SEEDS)), own_changes, edits)
@settings(max_examples=8)
def test_own_texts_and_values_meet_no_update(name: str, own: Own, wanted: Edits) -> None:
    base = {name: SEEDS[name]}
    mine = own_files(name, SEEDS[name], own)
    theirs = {name: edited(SEEDS[name], wanted, "t")[0]}

    result = merge(base, base | mine, theirs)

    assert result.questions == ()
    assert result.files == theirs | mine
    assert merge(base, base, base | mine).files == base | mine


@given(own_changes, own_changes)
@settings(max_examples=5)
def test_own_files_of_two_sides_are_merged_one_by_one(mine: Own, other: Own) -> None:
    """As two who save at once do: what meets is asked, everything else is taken."""
    name, source = "automatic.bpmn", SEEDS["automatic.bpmn"]
    base, ours, theirs = ({name: source} | own_files("a", source, each) for each in (({}, []), mine, other))

    result = merge(base, ours, theirs)

    asked = {delta for each in result.questions for delta in [each.topic.say()]}
    taken = parameters.read(result.files.get(f"a{PARAMETERS}", b""))
    assert taken == {**other[0], **mine[0]}
    assert bool(asked) >= any(mine[0][key] != other[0][key] for key in mine[0].keys() & other[0].keys())


def test_values_and_declarations_are_told_in_words() -> None:
    base = {
        "advice.bpmn": declaring("working-days 3..30 = 5").replace(
            b"P5D", b"P&#34; + string(parameters.limit) + &#34;D"
        )
    }
    usual = {"advice.bpmn": base["advice.bpmn"].replace(b"= 5", b"= 7")}
    mine = base | {"advice.parameters.json": b'{"limit": 20}'}

    def said(old: dict[str, bytes], new: dict[str, bytes]) -> list[tuple[str, str]]:
        return [(each.level, each.sentence.say()) for each in difference(old, new).changes]

    where = "It counts at “Review the question”."
    assert said(base, mine) == [("parameter", f"“Limit” is 20 working days; it was 5 working days. {where}")]
    assert said(mine, base) == [("parameter", f"“Limit” is 5 working days; it was 20 working days. {where}")]
    assert said(base, usual) == [("parameter", "“Limit” is usually 7 now; it was 5.")]
    assert said({"advice.bpmn": ADVICE, **FORMS}, {"advice.bpmn": declaring("switch = on"), **FORMS}) == [
        ("parameter", "The municipalities can set “Limit” now.")
    ]


def test_a_parameter_that_one_side_takes_away_and_the_other_reads_is_asked_about() -> None:
    base = declaring("days 3..30 = 5")
    reads = base.replace(b"P5D", b"P&#34; + string(parameters.limit) + &#34;D")

    result = merge({"advice.bpmn": base}, {"advice.bpmn": reads}, {"advice.bpmn": ADVICE})

    (asked,) = result.questions
    assert "reads the parameter “limit”" in asked.why.say()
