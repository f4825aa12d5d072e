"""May this diagram be published? Every rule is a small function; this is the table of them."""

from collections.abc import Collection, Iterable, Sequence

from app.bpmn.document import Document
from app.bpmn.doing import JOB_TYPES
from app.bpmn.elements import Node
from app.bpmn.findings import error
from app.bpmn.names import BPMN
from app.bpmn.problems import Problem
from app.bpmn.refused import ELEMENTS
from app.bpmn.rules import (
    allowed,
    beginnings,
    calls,
    deciding,
    events,
    expressions,
    gateways,
    links,
    paths,
    people,
    repeating,
    signals,
    structure,
    work,
)
from app.bpmn.rules.subject import Rule, Subject
from app.translating import N_

#: A file with more is not repaired line by line.
MAX_PROBLEMS = 500

NO_PROCESS = error(
    "process-missing",
    N_("The file holds no process."),
    N_("Draw a process with a start event, tasks and an end event in the modeler."),
)

RULES: tuple[Rule, ...] = (
    structure.one_process_runs,
    structure.everything_begins_once,
    structure.ids_are_unique,
    structure.arrows_connect,
    allowed.only_what_is_allowed,
    paths.everything_is_reached,
    paths.every_way_ends,
    paths.splits_are_drawn,
    paths.circles_rest,
    gateways.choices_have_conditions,
    gateways.conditions_are_asked,
    gateways.races_wait_for_events,
    gateways.gateways_decide,
    events.events_say_what,
    events.messages_have_names,
    events.timers_have_times,
    events.boundaries_sit_on_tasks,
    beginnings.cases_begin_in_a_known_way,
    beginnings.listeners_wait_for_something,
    signals.signals_have_names,
    signals.errors_have_codes,
    signals.errors_are_caught_where_they_can_be,
    signals.conditions_are_waited_for,
    links.links_come_in_pairs,
    people.somebody_may_do_it,
    people.forms_are_there,
    people.deadlines_are_times,
    repeating.repeated_is_what_can_be,
    work.tasks_have_a_kind,
    work.scripts_run,
    work.services_have_workers,
    work.what_is_sent_is_known,
    deciding.decisions_are_there,
    calls.called_processes_are_there,
    calls.calls_end,
    expressions.conditions_are_feel,
    expressions.expressions_can_be_read,
    expressions.variables_have_names,
)


def check(
    document: Document,
    *,
    called: Sequence[Document] = (),
    forms: Collection[str] | None = None,
    groups: Collection[str] | None = None,
    job_types: Collection[str] | None = None,
    decisions: Collection[str] | None = None,
) -> list[Problem]:
    """What keeps a diagram from being published (errors) and what smells (warnings), in file order.

    `called` are the diagrams that it may call. `forms`, `groups` and `decisions` are the ids that the
    municipality has; None means that nobody knows, and nothing is said about them. `job_types` is the work
    that workers do, the product's own where it is None. At most MAX_PROBLEMS come back. Never raises.
    """
    process = document.process
    if process is None:
        return _without_process(document)
    known = JOB_TYPES if job_types is None else job_types
    subject = Subject(document, process, called, forms, groups, known, decisions)
    found = _distinct(problem for rule in RULES for problem in rule(subject))
    worst = sorted(found, key=lambda problem: problem.severity)[:MAX_PROBLEMS]
    return sorted(worst, key=lambda problem: (problem.line or 0, problem.severity))


def _without_process(document: Document) -> list[Problem]:
    choreography = document.root.find(f"{{{BPMN}}}choreography")
    if choreography is not None:
        return [ELEMENTS["choreography"].at(Node(choreography))]
    return [NO_PROCESS.at(Node(document.root))]


def _distinct(problems: Iterable[Problem]) -> Iterable[Problem]:
    """One problem where an element has the same fault several times."""
    return {(p.code, p.element_id, p.line, p.sentence, *p.values.items()): p for p in problems}.values()
