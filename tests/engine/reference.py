"""What BPMN says a structured process does: a small interpreter that the engine is compared with.

It knows nothing of the engine, of XML, of tokens on arrows or of gateways that count.
"""

from __future__ import annotations

from collections.abc import Callable

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
from tests.engine.units import After, Scope, Unit, Wait


class Uncaught(Exception):
    """An error was thrown that nothing catches."""


class Stuck(Exception):
    """Nothing is left that could move the process on."""


class Endless(Exception):
    """The process goes round for ever."""


class Reference:
    """One instance: `waits` is everything that it waits for, in the order in which it began to."""

    def __init__(self, body: Block, listeners: tuple[Listener, ...] = ()) -> None:
        self.x = 0
        self.passed: list[str] = []
        self.finished = False
        self._waits: list[Wait] = []
        self._root = Scope(None, finish=self._finish)
        self._open(self._root, "", body, listeners)
        self._settle()

    @property
    def waits(self) -> list[Wait]:
        self._waits = [wait for wait in self._waits if wait.alive]
        return self._waits

    def do(self, wait: Wait, x: int | None = None) -> None:
        """Something happens that is waited for; a task or job also sets x."""
        self.passed.clear()
        if x is not None:
            self.x = x
        wait.happen()
        self._settle()

    def signal(self, name: str) -> None:
        """A signal comes from elsewhere."""
        self.passed.clear()
        self._broadcast(name)
        self._settle()

    def fail(self, wait: Wait, code: str) -> None:
        """A worker answers a job with an error."""
        self.passed.clear()
        host = wait.around
        assert host
        self._throw_error(code, [host], self._scope_of(host))
        self._settle()

    def set_x(self, x: int) -> None:
        """An operator sets the variable."""
        self.passed.clear()
        self.x = x
        self._settle()

    # What follows is how each kind of block runs: `after` is what comes when it is done.

    def _run(self, block: Block, unit: Unit, after: After) -> None:
        getattr(self, f"_run_{type(block).__name__.lower()}")(block, unit, after)

    def _run_auto(self, block: Auto, unit: Unit, after: After) -> None:
        self.passed.append(block.id)
        after()

    def _run_link(self, block: Link, unit: Unit, after: After) -> None:
        self.passed += [block.id, f"{block.id}.target"]
        after()

    def _run_seq(self, block: Seq, unit: Unit, after: After) -> None:
        if not block.parts:
            return after()
        rest = Seq(block.parts[1:])
        return self._run(block.parts[0], unit, lambda: unit.alive and self._run(rest, unit, after))

    def _run_choice(self, block: Choice, unit: Unit, after: After) -> None:
        self.passed.append(block.id)
        way = next((way for number, way in block.ways if number == self.x), block.otherwise)
        self._run(way, unit, self._passing(f"{block.id}.join", after))

    def _run_several(self, block: Several, unit: Unit, after: After) -> None:
        ways = [way for number, way in block.ways if number <= self.x] or [block.otherwise]
        self.passed.append(block.id)
        self._all(ways, unit, self._passing(f"{block.id}.join", after))

    def _run_parallel(self, block: Parallel, unit: Unit, after: After) -> None:
        if block.gateway:
            self.passed.append(block.id)
        self._all(block.ways, unit, self._passing(f"{block.id}.join", after))

    def _all(self, ways: list[Block] | tuple[Block, ...], unit: Unit, after: After) -> None:
        left = len(ways)

        def one_is_done() -> None:
            nonlocal left
            left -= 1
            if left == 0:
                after()

        for way in ways:
            self._run(way, unit, one_is_done)

    def _run_race(self, block: Race, unit: Unit, after: After) -> None:
        self.passed.append(block.id)
        race = Unit(unit)

        def first(catch: Catch, way: Block) -> None:
            race.end()
            self.passed.append(catch.id)
            self._run(way, unit, self._passing(f"{block.id}.join", after))

        for catch, way in block.ways:
            self._wait(race, catch.id, catch.event, lambda catch=catch, way=way: first(catch, way))

    def _run_loop(self, block: Loop, unit: Unit, after: After) -> None:
        def decide() -> None:
            self.passed.append(f"{block.id}.gate")
            if self.x == block.again:
                self._run_loop(block, unit, after)
            else:
                after()

        self.passed.append(block.id)
        self._run(block.body, unit, decide)

    def _run_catch(self, block: Catch, unit: Unit, after: After) -> None:
        def happen() -> None:
            wait.end()
            self.passed.append(block.id)
            after()

        wait = self._wait(unit, block.id, block.event, happen)

    def _run_throw(self, block: Throw, unit: Unit, after: After) -> None:
        self.passed.append(block.id)
        if block.event.kind == "signal":
            self._broadcast(block.event.what)
        else:
            scope = self._scope_of(unit)
            if catcher := self._catcher(block.event, [], scope):
                catcher.happen()
        if unit.alive:
            after()

    def _run_stop(self, block: Stop, unit: Unit, after: After) -> None:
        self.passed.append(block.id)
        if self.x != block.x:
            return after()
        self.passed.append(f"{block.id}.end")
        scope = self._scope_of(unit)
        if block.event.kind == "error":
            return self._throw_error(block.event.what, [], scope)
        scope.ways = 0
        return self._close(scope)

    def _run_task(self, block: Task, unit: Unit, after: After) -> None:
        def once(host: Unit, done: After) -> None:
            def happen() -> None:
                wait.end()
                done()

            wait = self._wait(host, block.id, None, happen, kind=block.kind)

        self._host(block, unit, after, once)

    def _run_sub(self, block: Sub, unit: Unit, after: After) -> None:
        def once(host: Unit, done: After) -> None:
            inner = Scope(host, host=host, outer=self._scope_of(unit), finish=done)
            self._open(inner, f"{block.id}.", block.body, block.listeners)

        self._host(block, unit, after, once)

    def _host(self, block: Task | Sub, unit: Unit, after: After, once: Callable[[Unit, After], None]) -> None:
        """An activity with its boundary events, done as often as it says."""
        host = Unit(unit)
        merge = any(boundary.interrupting for boundary in block.boundaries)
        on = self._passing(f"{block.id}.merge", after) if merge else after

        def done() -> None:
            host.end()
            self.passed.append(block.id)
            on()

        for boundary in block.boundaries:
            self._attach(boundary, host, unit, on)
        self._repeat(block.rounds, host, done, once)

    def _repeat(
        self, rounds: Rounds | None, host: Unit, done: After, once: Callable[[Unit, After], None]
    ) -> None:
        def again(number: int) -> None:
            assert rounds
            more = number < rounds.count if rounds.kind == "many" else self.x == rounds.count
            once(host, lambda: again(number + 1)) if more else done()

        left = rounds.count if rounds else 0

        def one_is_done() -> None:
            nonlocal left
            left -= 1
            if left == 0:
                done()

        if rounds is None:
            once(host, done)
        elif rounds.kind == "while":
            once(host, lambda: again(1))
        elif rounds.sequential:
            again(0)
        else:
            for _ in range(rounds.count):
                once(host, one_is_done)

    def _attach(self, boundary: Boundary, host: Unit, unit: Unit, on: After) -> None:
        def happen() -> None:
            wait.end()
            if boundary.interrupting:
                host.end()
                self.passed.append(boundary.id)
                self._run(boundary.body, unit, on)
            else:
                if self._waits_again(boundary.event):
                    self._attach(boundary, host, unit, on)
                    self._waits[-1].met = True
                self.passed.append(boundary.id)
                self._beside(boundary.body, unit, f"{boundary.id}.end")

        wait = self._wait(host, boundary.id, boundary.event, happen)
        wait.owner = boundary

    def _beside(self, body: Block, unit: Unit, end: str) -> None:
        """One more way in the scope, with an end of its own."""
        scope = self._scope_of(unit)
        scope.ways += 1
        self._run(body, unit, lambda: self._way_ends(scope, end))

    def _open(self, scope: Scope, prefix: str, body: Block, listeners: tuple[Listener, ...]) -> None:
        for listener in listeners:
            self._listen(listener, scope)
        self._begin(scope, prefix, body)

    def _begin(self, scope: Scope, prefix: str, body: Block) -> None:
        self.passed.append(f"{prefix}start")
        scope.ways = 1
        self._run(body, Unit(scope), lambda: self._way_ends(scope, f"{prefix}end"))

    def _way_ends(self, scope: Scope, end: str) -> None:
        self.passed.append(end)
        scope.ways -= 1
        if scope.ways == 0:
            self._close(scope)

    def _close(self, scope: Scope) -> None:
        scope.end()
        scope.finish()

    def _finish(self) -> None:
        self.finished = True

    def _listen(self, listener: Listener, scope: Scope) -> None:
        def happen() -> None:
            wait.end()
            if listener.interrupting:
                scope.end()
                scope.alive = True
                scope.ways = 0
            elif self._waits_again(listener.event):
                self._listen(listener, scope)
                self._waits[-1].met = True
            scope.ways += 1
            inner = Scope(scope, outer=scope, own=listener, finish=lambda: self._way_ends(scope, listener.id))
            self._begin(inner, f"{listener.id}.", listener.body)

        wait = self._wait(scope, f"{listener.id}.start", listener.event, happen)
        wait.owner, wait.listening = listener, True
        scope.listens.append(wait)

    def _waits_again(self, event: Event) -> bool:
        return event.kind != "timer"

    def _wait(self, unit: Unit, element: str, event: Event | None, happen: After, kind: str = "") -> Wait:
        known_as = event.kind if event else kind
        wait = Wait(unit, element=element, kind=known_as, event=event, happen=happen)
        self._waits.append(wait)
        return wait

    def _scope_of(self, unit: Unit) -> Scope:
        while not isinstance(unit, Scope):
            assert unit.around
            unit = unit.around
        return unit

    def _passing(self, element: str, after: After) -> After:
        def done() -> None:
            self.passed.append(element)
            after()

        return done

    # Signals, errors and escalations.

    def _broadcast(self, name: str) -> None:
        for wait in list(self.waits):
            if wait.alive and wait.event == Event("signal", name):
                wait.happen()

    def _throw_error(self, code: str, hosts: list[Unit], scope: Scope) -> None:
        catcher = self._catcher(Event("error", code), hosts, scope)
        if catcher is None:
            raise Uncaught
        catcher.happen()

    def _catcher(self, event: Event, hosts: list[Unit], scope: Scope | None) -> Wait | None:
        """The nearest: boundary events of the activity, listeners of the scope, then further out."""
        own: Listener | None = None
        while True:
            for host in hosts:
                around = [unit for unit in host.inside if isinstance(unit, Wait)]
                if found := self._best(event, around):
                    return found
            if scope is None:
                return None
            if found := self._best(event, [wait for wait in scope.listens if wait.owner is not own]):
                return found
            own = scope.own
            hosts, scope = [scope.host] if scope.host else [], scope.outer

    def _best(self, event: Event, waits: list[Wait]) -> Wait | None:
        for what in (event.what, ""):
            for wait in waits:
                if wait.alive and wait.event == Event(event.kind, what):
                    return wait
        return None

    # Conditions, and whether anything is left that can happen.

    def _settle(self) -> None:
        while self._conditions():
            if len(self.passed) > 1_000:
                raise Endless
        if self.finished:
            return
        outside = [wait for wait in self.waits if wait.kind not in ("condition", "error", "escalation")]
        waits_for_condition = any(wait.kind == "condition" for wait in self.waits)
        if not [wait for wait in outside if waits_for_condition or not wait.listening]:
            raise Stuck

    def _conditions(self) -> bool:
        fired = False
        for wait in list(self.waits):
            if wait.alive and wait.kind == "condition":
                holds = self.x == int(wait.event.what)
                if holds and not wait.met:
                    fired = True
                    wait.happen()
                elif not holds:
                    wait.met = False
        return fired
