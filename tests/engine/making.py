"""Structured processes at random."""

from random import Random

from tests.engine.blocks import (
    Auto,
    Block,
    Boundary,
    Catch,
    Choice,
    Event,
    Link,
    Listener,
    Loop,
    Parallel,
    Race,
    Rounds,
    Seq,
    Several,
    Stop,
    Sub,
    Task,
    Throw,
)

#: The values that x takes.
NUMBERS = (0, 1, 2, 3)
SIGNALS = ("p", "q")
CODES = ("k", "l")


class Maker:
    """Makes a process of a bounded size. Ids are numbered in the order of making."""

    def __init__(self, random: Random, size: int) -> None:
        self.random = random
        self.left = size
        self._number = 0
        self._codes: list[str] = []  #: of errors that something around catches

    def process(self) -> tuple[Block, tuple[Listener, ...]]:
        listeners = self._listeners()
        self._catching(listeners)
        parts: list[Block] = [self._task(plain=True)]
        while self.left > 0:
            parts.append(self._block(0))
        return Seq(tuple(parts)), listeners

    def _id(self, letter: str) -> str:
        self._number += 1
        return f"{letter}{self._number}"

    def _block(self, depth: int) -> Block:
        parts: list[Block] = []
        for _ in range(self.random.choice((1, 1, 2, 3))):
            if self.left > 0:
                self.left -= 1
                parts += self._part(depth)
        return Seq(tuple(parts))

    def _handler(self, depth: int) -> Block:
        """What an event leads to: mostly little, so that the rest of the process has its share."""
        return self._block(depth + 2) if self.random.random() < 0.2 else self._little()

    def _little(self) -> Block:
        made = self.random.choice((lambda depth: Seq(()), self._auto, self._act, self._act))(9)
        return Seq(tuple(made)) if isinstance(made, list) else made

    def _part(self, depth: int) -> list[Block]:
        simple = [self._auto, self._act, self._act, self._act, self._catch, self._link]
        nested = [self._choice, self._several, self._parallel, self._fork, self._race, self._loop]
        nested += [self._sub] * 3
        chosen = self.random.choice(simple if depth > 3 else simple + nested)
        made = chosen(depth + 1)
        return made if isinstance(made, list) else [made]

    def _auto(self, depth: int) -> Block:
        return Auto(self._id("a"))

    def _link(self, depth: int) -> Block:
        return Link(self._id("l"))

    def _act(self, depth: int) -> list[Block]:
        """A task, and what is thrown right after it: so that only one thing moves when it is."""
        task, chance = self._task(depth=depth), self.random.random()
        if chance < 0.12:
            return [task, Throw(self._id("t"), Event("signal", self.random.choice(SIGNALS)))]
        if chance < 0.27:
            return [task, Throw(self._id("t"), Event("escalation", self.random.choice(CODES)))]
        if chance < 0.42:
            return [task, Stop(self._id("g"), self.random.choice(NUMBERS), self._ending())]
        return [task]

    def _ending(self) -> Event:
        caught = [code for code in self._codes if code] or (list(CODES) if "" in self._codes else [])
        if caught and self.random.random() < 0.7:
            return Event("error", self.random.choice(caught))
        return Event("terminate") if self.random.random() < 0.9 else Event("error", "nobody")

    def _task(self, plain: bool = False, depth: int = 9) -> Task:
        kind = self.random.choice(("task", "task", "job"))
        if plain or self.random.random() < 0.5:
            return Task(self._id("u"), kind)
        events = ["message", "timer", "signal", "condition"] + ["error"] * (kind == "job")
        return Task(self._id("u"), kind, self._boundaries(events, depth), self._rounds())

    def _boundaries(self, kinds: list[str], depth: int) -> tuple[Boundary, ...]:
        chosen = self.random.sample(kinds, self.random.choice((0, 1, 1, 2)))
        return tuple(self._boundary(kind, depth) for kind in chosen)

    def _boundary(self, kind: str, depth: int) -> Boundary:
        boundary_id, event = self._id("b"), self._event(kind)
        interrupting = self._interrupts(event)
        # What does not interrupt may be under way twice in one scope, and a join would mix the two.
        body = self._handler(depth) if interrupting else self._little()
        return Boundary(boundary_id, event, interrupting, body)

    def _interrupts(self, event: Event) -> bool:
        return event.kind == "error" or self.random.random() < 0.5

    def _event(self, kind: str) -> Event:
        if kind == "signal":
            return Event(kind, self.random.choice(SIGNALS))
        if kind == "condition":
            return Event(kind, str(self.random.choice(NUMBERS[1:])))
        if kind in ("error", "escalation"):
            return Event(kind, self.random.choice((*CODES, "")))
        return Event(kind)

    def _rounds(self) -> Rounds | None:
        if self.random.random() < 0.7:
            return None
        if self.random.random() < 0.4:
            return Rounds("while", self.random.choice(NUMBERS))
        return Rounds("many", self.random.choice((1, 2, 3)), self.random.random() < 0.5)

    def _catch(self, depth: int) -> Catch:
        kind = self.random.choice(("message", "timer", "signal", "condition"))
        return Catch(self._id("c"), self._event(kind))

    def _ways(self, depth: int) -> tuple[tuple[int, Block], ...]:
        numbers = self.random.sample(NUMBERS[1:], self.random.choice((1, 2)))
        return tuple((number, self._block(depth)) for number in numbers)

    def _choice(self, depth: int) -> Block:
        return Choice(self._id("x"), self._ways(depth), self._block(depth))

    def _several(self, depth: int) -> Block:
        return Several(self._id("i"), self._ways(depth), self._block(depth))

    def _parallel(self, depth: int) -> Block:
        return Parallel(self._id("p"), tuple(self._block(depth) for _ in range(self.random.choice((2, 3)))))

    def _fork(self, depth: int) -> list[Block]:
        ways = tuple(Seq((self._task(plain=True), self._block(depth))) for _ in range(2))
        return [self._task(plain=True), Parallel(self._id("p"), ways, gateway=False)]

    def _race(self, depth: int) -> Block:
        ways = tuple((self._catch(depth), self._block(depth)) for _ in range(self.random.choice((2, 3))))
        return Race(self._id("r"), ways)

    def _loop(self, depth: int) -> Block:
        body = Seq((self._task(plain=True), self._block(depth)))
        return Loop(self._id("m"), body, self.random.choice(NUMBERS))

    def _sub(self, depth: int) -> Block:
        kinds = ["message", "timer", "signal", "condition", "error", "error", "escalation", "escalation"]
        boundaries, listeners = self._boundaries(kinds, depth), self._listeners(depth)
        boundaries = tuple({boundary.event.kind: boundary for boundary in boundaries}.values())
        caught = self._catching((*boundaries, *listeners))
        body = Seq((self._task(plain=True), self._block(depth)))
        self._codes = self._codes[: len(self._codes) - caught]
        return Sub(self._id("s"), body, boundaries, listeners, self._rounds())

    def _catching(self, catchers: "tuple[Boundary | Listener, ...]") -> int:
        codes = [catcher.event.what for catcher in catchers if catcher.event.kind == "error"]
        self._codes += codes
        return len(codes)

    def _listeners(self, depth: int = 1) -> tuple[Listener, ...]:
        if self.random.random() < 0.6:
            return ()
        kinds = self.random.sample(
            ["message", "timer", "signal", "condition", "error", "escalation"], self.random.choice((1, 2))
        )
        return tuple(
            Listener(self._id("e"), event := self._event(kind), self._interrupts(event), self._handler(depth))
            for kind in kinds
        )
