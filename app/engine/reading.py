"""The attributes of an element as values the engine works with; what is wrong becomes a problem."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.bpmn import Document, Element, Node
from app.bpmn.extensions import Variable
from app.engine import problems, sandbox, times
from app.engine.events import MessageRule, Rule, TimerRule
from app.engine.expressions import Value, value
from app.engine.nodes import Mappings
from app.engine.problems import Problems
from app.engine.repeating import Repetition
from app.engine.tasks import Desk, Script, Work, feel_script, python_script
from app.engine.variables import CASE
from app.feel import FeelSyntaxError

_CASE_NUMBER = "=case.number"
_NOBODY = Value("", None)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads elements of one document."""

    document: Document
    problems: Problems

    def value(self, node: Node, text: str | None) -> Value | None:
        """FEEL after "=", else the text; None where there is nothing."""
        if not text or not text.strip():
            return None
        try:
            return value(text)
        except FeelSyntaxError as error:
            values = {"expression": text, "reason": str(error)}
            self.problems.add(problems.EXPRESSION, node, values)
            return _NOBODY

    def expression(self, node: Node, text: str | None, what: str) -> Value:
        """FEEL, which must be there and begin with "="."""
        found = self.needed(node, text, what)
        if text and found.text and found.expression is None:
            self.problems.add(problems.NO_EXPRESSION, node, {"what": what, "expression": text})
        return found

    def needed(self, node: Node, text: str | None, what: str) -> Value:
        """FEEL or text that must be there."""
        found = self.value(node, text)
        if found is None:
            self.problems.add(problems.MISSING, node, {"what": what})
        return found or _NOBODY

    def fixed(self, node: Node, text: str | None, what: str) -> str:
        """Text that must be there and no expression."""
        if text and text.startswith("="):
            self.problems.add(problems.DYNAMIC, node, {"what": what})
        elif not text:
            self.problems.add(problems.MISSING, node, {"what": what})
        return text or ""

    def mappings(self, element: Element) -> Mappings:
        """Inputs and outputs."""
        for output in element.outputs:
            self.target(element, output.target)
        return Mappings(self._lines(element, element.inputs), self._lines(element, element.outputs))

    def _lines(self, element: Element, lines: Iterable[Variable]) -> tuple[tuple[str, Value], ...]:
        return tuple(
            (line.target, self.needed(element, line.source, "source of a variable"))
            for line in lines
            if self.target_there(element, line.target)
        )

    def target_there(self, element: Element, target: str) -> bool:
        """Whether a line of a mapping names its variable."""
        if not all(target.split(".")):
            self.problems.add(problems.MISSING, element, {"what": "name of a variable"})
        return bool(target)

    def target(self, element: Element, target: str) -> None:
        """Refuse the one variable nobody may write."""
        if target.split(".", maxsplit=1)[0] == CASE:
            self.problems.add(problems.RESERVED, element)

    def desk(self, element: Element) -> Desk:
        """Form, assignment and schedule of a user task."""
        given, lane = element.assignment, self.document.lane(element.id)
        return Desk(
            form_id=element.form_id,
            assignee=self.value(element, given.assignee if given else None),
            groups=self.value(element, given.candidate_groups if given else None),
            users=self.value(element, given.candidate_users if given else None),
            lane=lane.group if lane else None,
            due=self._deadline(element, element.schedule.due_date),
            follow_up=self._deadline(element, element.schedule.follow_up_date),
            priority=self.value(element, element.priority),
        )

    def _deadline(self, element: Element, text: str | None) -> Value | None:
        found = self.value(element, text)
        if found and found.expression is None and found.text:
            self._try_time("timeDate", found.text, element)
        return found

    def work(self, element: Element) -> Work:
        """The kind of work of a service task or of something sent."""
        job = element.job
        kind = self.needed(element, job.type if job else None, "job type")
        retries = job.retries if job and job.retries else "3"
        return Work(kind, element.headers, int(retries) if retries.isdigit() else 3)

    def script(self, element: Element) -> Script:
        """What a script task computes."""
        script = element.script
        if script is None or not script.text.strip():
            self.problems.add(problems.MISSING, element, {"what": "script"})
        elif script.language == "feel":
            self.target(element, script.result or "")
            name = self.fixed(element, script.result, "result variable")
            return feel_script(self.expression(element, script.text, "script"), name)
        elif script.language == "python":
            return self._python(element, script.text)
        else:
            reason = f"it is written in “{script.language}”."
            self.problems.add(problems.SCRIPT, element, {"reason": reason})
        return lambda token: {}

    def _python(self, element: Element, source: str) -> Script:
        try:
            assigned = sandbox.check(source)
        except sandbox.ScriptFailed as error:
            self.problems.add(problems.SCRIPT, element, {"reason": f"{error.cause} {error.detail}".strip()})
        else:
            if CASE in assigned:
                self.problems.add(problems.RESERVED, element)
        return python_script(source)

    def repetition(self, element: Element) -> Repetition | None:
        """The multi-instance marker."""
        loop = element.loop
        if loop is None:
            return None
        if loop.output_collection:
            self.target(element, loop.output_collection)
        wanted = loop.output_element if loop.output_collection else None
        return Repetition(
            sequential=loop.sequential,
            items=self.expression(element, loop.input_collection, "input collection"),
            item_name=loop.input_element,
            results_name=loop.output_collection,
            result=self.expression(element, wanted, "output element") if wanted else None,
            enough=self.value(element, loop.completion_condition),
        )

    def rule(self, element: Element, repeats: bool = False) -> Rule:
        """What a catching event or receive task waits for; `repeats`: it may happen more than once."""
        if element.kind == "receiveTask" or (len(element.events) == 1 and element.event_kind == "message"):
            return self._message(element)
        if len(element.events) == 1 and element.event_kind == "timer":
            return self._timer(element, repeats)
        kinds = ", ".join(event.kind for event in element.events) or "none"
        self.problems.add(problems.EVENT, element, {"kind": kinds})
        return TimerRule("timeDate", _NOBODY)

    def _message(self, element: Element) -> MessageRule:
        message = self.document.message(element)
        key = message.correlation_key if message else None
        return MessageRule(
            name=self.fixed(element, message.name if message else None, "message"),
            key=self.needed(element, key or _CASE_NUMBER, "correlation key"),
            form_id=element.form_id,
            addressee=element.properties.get("addressee", "applicant"),
        )

    def _timer(self, element: Element, repeats: bool) -> TimerRule:
        timer = element.event.timer if element.event else None
        if timer is None:
            self.problems.add(problems.MISSING, element, {"what": "time"})
            return TimerRule("timeDate", _NOBODY)
        if timer.kind == "timeCycle" and not repeats:
            self.problems.add(problems.CYCLE, element)
        found = self.needed(element, timer.value, "time")
        if found.text and found.expression is None:
            self._try_time(timer.kind, found.text, element)
        return TimerRule(timer.kind, found)

    def _try_time(self, kind: str, text: str, element: Element) -> None:
        try:
            times.check(kind, text)
        except times.NoTime as error:
            self.problems.add(problems.TIMER, element, {"reason": str(error)})
