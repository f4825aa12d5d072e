"""Range functions: DMN 1.5, 10.3.4.7, with the examples of Table 78."""

import pytest

from tests.feel.evaluating import value

TRUE = [
    *(
        "before(1, 10)",
        "before(1, (1..10])",
        "before(1, [5..10])",
        "before([1..10), 10)",
        "before([1..10], 15)",
    ),
    *("before([1..10], [15..20])", "before([1..10), [10..20])", "before([1..10], (10..20])"),
    *(
        "after(10, 5)",
        "after(12, [1..10])",
        "after(10, [1..10))",
        "after([11..20], 10)",
        "after((11..20], 11)",
    ),
    *("after([11..20], [1..10])", "after([11..20], [1..11))", "after((11..20], [1..11])"),
    *("meets([1..5], [5..10])", "met by([5..10], [1..5])"),
    *("overlaps([1..5], [3..8])", "overlaps([3..8], [1..5])", "overlaps([1..8], [3..5])"),
    *("overlaps([3..5], [1..8])", "overlaps([1..5], [5..8])", "overlaps([5..8], [1..5])"),
    *(
        "overlaps before([1..5], [3..8])",
        "overlaps before([1..5], [5..8])",
        "overlaps before([1..5), (1..5])",
    ),
    *("overlaps before([1..5], (1..5])", "overlaps after([3..8], [1..5])", "overlaps after([5..8], [1..5])"),
    *("overlaps after((1..5], [1..5))", "overlaps after((1..5], [1..5])"),
    *(
        "finishes(10, [1..10])",
        "finishes(10, (<= 10))",
        "finishes([5..10], [1..10])",
        "finishes([5..10), [1..10))",
    ),
    *("finishes([1..10], [1..10])", "finishes((1..10], [1..10])"),
    *("finished by([1..10], 10)", "finished by([1..10], [5..10])", "finished by([1..10), [5..10))"),
    *("finished by([1..10], [1..10])", "finished by([1..10], (1..10])"),
    *("includes([1..10], 5)", "includes([1..10], 1)", "includes([1..10], 10)", "includes([1..10], [4..6])"),
    *("includes([1..10], [1..5])", "includes((1..10], (1..5])", "includes([1..10], (1..10))"),
    *("includes([1..10), [5..10))", "includes([1..10], [1..10])", "includes([1..10], (1..10])"),
    *("during(5, [1..10])", "during(1, [1..10])", "during([4..6], [1..10])", "during((1..10), [1..10])"),
    *("starts(1, [1..10])", "starts(1, (>= 1))", "starts([1..5], [1..10])", "starts((1..5], (1..10])"),
    *("starts([1..10], [1..10])", "starts([1..10), [1..10])"),
    *("started by([1..10], 1)", "started by([1..10], [1..5])", "started by([1..10], [1..10))"),
    *("coincides(5, 5)", "coincides([1..5], [1..5])"),
    *(
        "before(point1: 1, point2: 2)",
        "includes(range: [1..3], point: 2)",
        "meets(range1: [1..2], range2: [2..3])",
    ),
]
FALSE = [
    *("before(10, 1)", "before(1, [1..10])", "before([1..10], 10)", "before([1..10], [10..20])"),
    *(
        "after(5, 10)",
        "after(10, [1..10])",
        "after([11..20], 12)",
        "after([11..20], 11)",
        "after([1..10], [11..20])",
    ),
    *(
        "meets([1..5), [5..10])",
        "meets([1..5], (5..10])",
        "meets([1..5], [6..10])",
        "met by([5..10], [1..5))",
    ),
    *(
        "overlaps([1..5], [6..8])",
        "overlaps([1..5], (5..8])",
        "overlaps([1..5), [5..8])",
        "overlaps((5..8], [1..5))",
    ),
    *(
        "overlaps before([1..5], [6..8])",
        "overlaps before([1..5], (5..8])",
        "overlaps before([1..5), [1..5])",
    ),
    *("overlaps before([1..5], [1..5])", "overlaps after([6..8], [1..5])", "overlaps after([1..5], [1..5))"),
    *("finishes(10, [1..10))", "finishes([5..10), [1..10])", "finished by([1..10), 10)"),
    *("includes([1..10], 12)", "includes((1..10], 1)", "includes([1..10), 10)", "during(12, [1..10])"),
    *("starts(1, (1..10])", "starts(2, [1..10])", "starts((1..5], [1..10])", "started by((1..10], [1..5])"),
    *("coincides(3, 4)", "coincides((1..5), [1..5])", "coincides([1..5], [2..6])"),
]
NULL = ['before(1, "a")', "before(null, 1)", "includes((< 10), 5)", "meets(1, [1..2])", "coincides(1, null)"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [*((each, True) for each in TRUE), *((each, False) for each in FALSE), *((each, None) for each in NULL)],
)
def test_ranges_lie_to_each_other_as_the_standard_says(source: str, expected: bool | None) -> None:
    assert value(source) is expected
