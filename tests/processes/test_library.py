"""Which compiled versions are kept: those used last, and no more elements than there is room for."""

from app.engine import compile_definition
from app.processes.library import Shelf, Version
from tests.engine.diagrams import diagram, end, start, task


def version(name: str, tasks: int) -> Version:
    names = [f"t{place}" for place in range(tasks)]
    document = diagram(start("s"), *map(task, names), end("e"), flows=" ".join(("s", *names, "e")))
    return Version(name, 1, compile_definition(document), (document,), {})


def kept(shelf: Shelf, *names: str) -> list[str]:
    return [name for name in names if shelf.get(("town", name))]


def test_the_version_that_was_not_used_for_longest_makes_room() -> None:
    shelf = Shelf(10)
    for name in ("a", "b"):
        shelf.put(("town", name), version(name, 2))

    shelf.get(("town", "a"))
    shelf.put(("town", "c"), version("c", 2))

    assert kept(shelf, "a", "b", "c") == ["a", "c"]


def test_a_large_version_takes_the_room_of_several() -> None:
    shelf = Shelf(14)
    for name in ("a", "b", "c"):
        shelf.put(("town", name), version(name, 2))

    shelf.put(("town", "large"), version("large", 8))

    assert kept(shelf, "a", "b", "c", "large") == ["c", "large"]


def test_a_version_larger_than_all_the_room_is_kept_until_the_next_one_comes() -> None:
    shelf = Shelf(5)

    shelf.put(("town", "large"), version("large", 8))
    alone = kept(shelf, "large")
    shelf.put(("town", "small"), version("small", 1))

    assert (alone, kept(shelf, "large", "small")) == (["large"], ["small"])


def test_the_same_version_compiled_twice_takes_its_room_once() -> None:
    shelf = Shelf(10)

    for _ in range(5):
        shelf.put(("town", "a"), version("a", 2))
    shelf.put(("town", "b"), version("b", 2))

    assert kept(shelf, "a", "b") == ["a", "b"]
