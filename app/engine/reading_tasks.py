"""What an activity does and how often, from its attributes and extension elements."""

from collections.abc import Mapping

from app.bpmn import Element
from app.engine import problems, sandbox
from app.engine.asking import Decide, nothing_decides
from app.engine.expressions import Value
from app.engine.limits import MAX_REPEATS
from app.engine.reading import Reader
from app.engine.repeating import Looping, Repetition
from app.engine.tasks import Desk, Script, Work, feel_script, python_script
from app.engine.variables import CASE


def desk(reader: Reader, element: Element) -> Desk:
    """Form, assignment and schedule of a user task."""
    given, lane = element.assignment, reader.document.lane(element.id)
    return Desk(
        form_id=element.form_id,
        assignee=reader.value(element, given.assignee if given else None),
        groups=reader.value(element, given.candidate_groups if given else None),
        users=reader.value(element, given.candidate_users if given else None),
        lane=lane.group if lane else None,
        due=_deadline(reader, element, element.schedule.due_date),
        follow_up=_deadline(reader, element, element.schedule.follow_up_date),
        priority=reader.value(element, element.priority),
    )


def _deadline(reader: Reader, element: Element, text: str | None) -> Value | None:
    found = reader.value(element, text)
    reader.time(element, "timeDate", found)
    return found


def work(reader: Reader, element: Element) -> Work:
    """The kind of work of a service task or of something sent."""
    job = element.job
    kind = reader.needed(element, job.type if job else None, "job type")
    retries = job.retries if job and job.retries else "3"
    return Work(kind, element.headers, int(retries) if retries.isdigit() else 3)


def script(reader: Reader, element: Element) -> Script:
    """What a script task computes."""
    found = element.script
    if found is None or not found.text.strip():
        reader.problems.add(problems.MISSING, element, {"what": "script"})
    elif found.language == "feel":
        reader.target(element, found.result or "")
        name = reader.fixed(element, found.result, "result variable")
        return feel_script(reader.expression(element, found.text, "script"), name)
    elif found.language == "python":
        return _python(reader, element, found.text)
    else:
        reason = f"it is written in “{found.language}”."
        reader.problems.add(problems.SCRIPT, element, {"reason": reason})
    return lambda token: {}


def _python(reader: Reader, element: Element, source: str) -> Script:
    try:
        assigned = sandbox.check(source)
    except sandbox.ScriptFailed as error:
        reason = f"{error.cause} {error.detail}".strip()
        reader.problems.add(problems.SCRIPT, element, {"reason": reason})
    else:
        if CASE in assigned:
            reader.problems.add(problems.RESERVED, element)
    return python_script(source)


def decision(reader: Reader, element: Element, decisions: Mapping[str, Decide]) -> tuple[Decide, str]:
    """What answers a business rule task, and the variable that the answer goes into."""
    asked = element.asked
    reader.target(element, asked.result if asked else "")
    result = reader.fixed(element, asked.result if asked else None, "result variable")
    decision_id = reader.fixed(element, asked.decision_id if asked else None, "decision")
    if decision_id and decision_id not in decisions and not decision_id.startswith("="):
        reader.problems.add(problems.DECISION, element, {"decision": decision_id[:80]})
    return decisions.get(decision_id, nothing_decides), result


def repetition(reader: Reader, element: Element) -> Repetition | None:
    """The multi-instance marker."""
    loop = element.loop
    if loop is None:
        return None
    if loop.output_collection:
        reader.target(element, loop.output_collection)
    wanted = loop.output_element if loop.output_collection else None
    counted = loop.cardinality if not loop.input_collection else None
    return Repetition(
        sequential=loop.sequential,
        items=None if counted else reader.expression(element, loop.input_collection, "input collection"),
        cardinality=_cardinality(reader, element, counted),
        item_name=loop.input_element,
        results_name=loop.output_collection,
        result=reader.expression(element, wanted, "output element") if wanted else None,
        enough=reader.value(element, loop.completion_condition),
    )


def _cardinality(reader: Reader, element: Element, text: str | None) -> Value | None:
    found = reader.value(element, text)
    if found is not None and found.expression is None:
        times = reader.number(element, found.text, "number of repetitions")
        if times is not None and times > MAX_REPEATS:
            reader.problems.add(problems.MANY, element, {"limit": str(MAX_REPEATS)})
    return found


def looping(reader: Reader, element: Element) -> Looping | None:
    """The loop marker."""
    rounds = element.rounds
    if rounds is None:
        return None
    if rounds.condition is None and rounds.maximum is None:
        reader.problems.add(problems.MISSING, element, {"what": "loop condition"})
    condition = rounds.condition
    return Looping(
        test_before=rounds.test_before,
        condition=reader.expression(element, condition, "loop condition") if condition else None,
        maximum=reader.number(element, rounds.maximum, "loop maximum"),
    )
