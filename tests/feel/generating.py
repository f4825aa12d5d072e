"""Expressions that make sense, made at random: each of a type, of parts of the types that it needs."""

from collections.abc import Callable

from hypothesis import strategies as st

Make = Callable[[int], st.SearchStrategy[str]]

CONTEXT = {
    "a": 3,
    "b": -2.5,
    "name": "Aino",
    "yes": True,
    "nothing": None,
    "rows": [{"n": 1, "s": "x"}, {"n": 2, "s": "y"}, {"n": None, "s": "z"}],
    "numbers": [5, 1, 4],
    "person": {"name": "Petteri", "home": {"street": "Kuusikuja", "number": 4}},
}


def expressions(depth: int = 3) -> st.SearchStrategy[str]:
    """An expression of any type."""
    return st.one_of(*(make(depth) for make in (number, boolean, text, numbers, contexts, day, length)))


def _made(*templates: str, **parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """One of the templates with its parts filled in."""

    def fill(template: str) -> st.SearchStrategy[str]:
        used = {name: part for name, part in parts.items() if "{" + name + "}" in template}
        return st.fixed_dictionaries(used).map(lambda values: template.format(**values))

    return st.sampled_from(templates).flatmap(fill)


def _deeper(
    leaves: st.SearchStrategy[str], depth: int, inside: Callable[[], st.SearchStrategy[str]]
) -> st.SearchStrategy[str]:
    return leaves if depth <= 0 else leaves | inside()


def number(depth: int) -> st.SearchStrategy[str]:
    leaves = st.sampled_from(["0", "1", "2", "7", "0.5", "10", "-3", "a", "b", "person.home.number", "null"])
    return _deeper(
        leaves,
        depth,
        lambda: _made(
            "({n} + {m})",
            "({n} - {m})",
            "({n} * {m})",
            "({n} / {m})",
            "({n} ** 2)",
            "-({n})",
            "(if {t} then {n} else {m})",
            "count({l})",
            "sum({l})",
            "min({l})",
            "max({n}, {m})",
            "mean({l})",
            "abs({n})",
            "floor({n})",
            "ceiling({n})",
            "modulo({n}, {m})",
            "round up({n}, 1)",
            "round down({n}, 1)",
            "round half up({n}, 0)",
            "string length({s})",
            "{l}[1]",
            "{l}[-1]",
            "product({l})",
            "{c}.n",
            "({d}).day",
            "({d}).weekday",
            "({p}).days",
            'get value({c}, "n")',
            'number("12.5", null, null)',
            "sqrt(abs({n}))",
            "(function(x, y) x + y)({n}, {m})",
            "day of year({d})",
            n=number(depth - 1),
            m=number(depth - 1),
            t=boolean(depth - 1),
            l=numbers(depth - 1),
            s=text(depth - 1),
            c=contexts(depth - 1),
            d=day(depth - 1),
            p=length(depth - 1),
        ),
    )


def boolean(depth: int) -> st.SearchStrategy[str]:
    return _deeper(
        st.sampled_from(["true", "false", "yes", "null"]),
        depth,
        lambda: _made(
            "({n} < {m})",
            "({n} >= {m})",
            "({n} = {m})",
            "({n} != {m})",
            "({s} = {u})",
            "({s} < {u})",
            "({d} > {e})",
            "({t} and {v})",
            "({t} or {v})",
            "not({t})",
            "({n} between 2 and 5)",
            "({n} in [1..5])",
            "({n} in (1, 2, {m}))",
            "({n} in (< 3, > 8))",
            "({n} in [{m}, 2])",
            "contains({s}, {u})",
            'starts with({s}, "A")',
            'matches({s}, "^[A-Z]")',
            "(some x in [1, 2, {n}] satisfies x = 2)",
            "(every x in {l} satisfies x != {n})",
            "list contains({l}, {n})",
            "(abs({n}) instance of number)",
            "all([{t}, {v}])",
            "any([{t}, {v}])",
            "({c} = {c})",
            "odd(floor({n}))",
            "overlaps([1..4], [3..8])",
            "includes([1..10], {n})",
            n=number(depth - 1),
            m=number(depth - 1),
            s=text(depth - 1),
            u=text(depth - 1),
            d=day(depth - 1),
            e=day(depth - 1),
            t=boolean(depth - 1),
            v=boolean(depth - 1),
            l=numbers(depth - 1),
            k=numbers(depth - 1),
            c=contexts(depth - 1),
        ),
    )


def text(depth: int) -> st.SearchStrategy[str]:
    return _deeper(
        st.sampled_from(['""', '"Aino"', '"a b"', '"ÄÖ"', "name", "person.name", "null", r'"\u00e5"']),
        depth,
        lambda: _made(
            "({s} + {u})",
            "upper case({s})",
            "lower case({s})",
            "substring({s}, 2)",
            "substring({s}, 1, 2)",
            'substring before({s}, "i")',
            'substring after({s}, "i")',
            "string({n})",
            "(if {t} then {s} else {u})",
            'replace({s}, "[a-z]", "x")',
            'string join([{s}, {u}], "-")',
            "string({t})",
            "day of week({d})",
            'split({s}, " ")[1]',
            "string({p})",
            "string({d})",
            s=text(depth - 1),
            u=text(depth - 1),
            n=number(depth - 1),
            t=boolean(depth - 1),
            d=day(depth - 1),
            p=length(depth - 1),
        ),
    )


def numbers(depth: int) -> st.SearchStrategy[str]:
    return _deeper(
        st.sampled_from(["[]", "[1, 2, 3]", "numbers", "rows.n", "null"]),
        depth,
        lambda: _made(
            "[{n}, {m}]",
            "{l}[item > {n}]",
            "(for x in {l} return x * 2)",
            "(for x in 1..3 return x + {n})",
            "append({l}, {n})",
            "reverse({l})",
            "sort({l}, function(x, y) x < y)",
            "distinct values({l})",
            "union({l}, {k})",
            "flatten([{l}, {k}])",
            "index of({l}, {n})",
            "rows[n > {n}].n",
            "(for x in [1, 2], y in {l} return x + y)",
            "(if {t} then {l} else {k})",
            n=number(depth - 1),
            m=number(depth - 1),
            l=numbers(depth - 1),
            k=numbers(depth - 1),
            t=boolean(depth - 1),
        ),
    )


def contexts(depth: int) -> st.SearchStrategy[str]:
    return _deeper(
        st.sampled_from(["{n: 1}", "{}", "person", "rows[1]", "null"]),
        depth,
        lambda: st.one_of(
            _made(
                'context put({c}, "n", {n})',
                "context merge([{c}, {d}])",
                c=contexts(depth - 1),
                d=contexts(depth - 1),
                n=number(depth - 1),
            ),
            number(depth - 1).map(lambda each: "{n: " + each + ", m: n}"),
        ),
    )


def day(depth: int) -> st.SearchStrategy[str]:
    return _deeper(
        st.sampled_from(
            ['date("2027-01-11")', "date(2028, 2, 29)", '@"2026-12-31"', "null", 'date("2027-13-01")']
        ),
        depth,
        lambda: _made(
            "({d} + {p})",
            "({d} - {p})",
            "(if {t} then {d} else {e})",
            d=day(depth - 1),
            e=day(depth - 1),
            p=length(depth - 1),
            t=boolean(depth - 1),
        ),
    )


def length(depth: int) -> st.SearchStrategy[str]:
    return _deeper(
        st.sampled_from(['duration("P1D")', '@"PT48H"', '@"-P2D"', "null"]),
        depth,
        lambda: _made(
            "({p} + {q})",
            "({d} - {e})",
            p=length(depth - 1),
            q=length(depth - 1),
            d=day(depth - 1),
            e=day(depth - 1),
        ),
    )
