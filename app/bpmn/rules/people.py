"""Rules about tasks for people: who may do them, with which form, until when."""

from collections.abc import Iterator

from app.bpmn.elements import Element
from app.bpmn.findings import error
from app.bpmn.problems import Problem
from app.bpmn.rules.subject import Subject
from app.bpmn.times import is_deadline
from app.translating import N_

NOBODY = error(
    "task-for-nobody",
    N_("Nobody may do “%(element)s”: it has no group, no person, and is in no lane with a name."),
    N_("Choose a group in the panel “Assignment”, or put the task into the lane of the group."),
)
GROUP_UNKNOWN = error(
    "group-unknown",
    N_("“%(element)s” is for the group “%(group)s”, which the municipality does not have."),
    N_("Choose one of the municipality's groups, or ask the administrator to add this one."),
)
LANE_UNKNOWN = error(
    "lane-unknown",
    N_("“%(element)s” is in the lane “%(lane)s”, which means the group “%(group)s”, and there is none."),
    N_("Name the lane like one of the municipality's groups, or choose a group in the panel “Assignment”."),
)
FORM_UNKNOWN = error(
    "form-unknown",
    N_("“%(element)s” uses the form “%(form)s”, which is not there."),
    N_("Add the form's file beside the diagram, or choose another form in the panel “Form”."),
)
DEADLINE_WRONG = error(
    "deadline-wrong",
    N_("“%(element)s” is due “%(value)s”, which is neither a date nor a duration."),
    N_("Write a duration such as P14D, a date such as 2026-12-24, or FEEL after “=”."),
)
PRIORITY_WRONG = error(
    "priority-wrong",
    N_("“%(element)s” has the urgency “%(value)s”, which is no number from 0 to 100."),
    N_("Write a number from 0 to 100; 50 is ordinary."),
)


def somebody_may_do_it(subject: Subject) -> Iterator[Problem]:
    """A user task names a group or a person, or is in a lane; the municipality has the groups."""
    for task in subject.of_kind("userTask"):
        given = task.assignment
        if given and (given.assignee or given.candidate_groups or given.candidate_users):
            yield from _groups(subject, task, given.candidate_groups or "")
        else:
            yield from _lane(subject, task)


def _groups(subject: Subject, task: Element, names: str) -> Iterator[Problem]:
    if subject.groups is None or names.startswith("="):
        return
    for group in filter(None, (name.strip() for name in names.split(","))):
        if group not in subject.groups:
            yield GROUP_UNKNOWN.at(task, group=group)


def _lane(subject: Subject, task: Element) -> Iterator[Problem]:
    lane = subject.document.lane(task.id)
    if lane is None or not lane.group:
        yield NOBODY.at(task)
    elif subject.groups is not None and lane.group not in subject.groups:
        yield LANE_UNKNOWN.at(task, lane=lane.name, group=lane.group)


def forms_are_there(subject: Subject) -> Iterator[Problem]:
    """Every form that is named exists."""
    for node in subject.nodes:
        if subject.forms is not None and node.form_id and node.form_id not in subject.forms:
            yield FORM_UNKNOWN.at(node, form=node.form_id)


def deadlines_are_times(subject: Subject) -> Iterator[Problem]:
    """Fixed deadlines and reminders are dates or durations; a fixed urgency is a number."""
    for task in subject.of_kind("userTask"):
        for value in (task.schedule.due_date, task.schedule.follow_up_date):
            if value and not value.startswith("=") and not is_deadline(value.strip()):
                yield DEADLINE_WRONG.at(task, value=value[:80])
        priority = (task.priority or "50").strip()
        if not priority.startswith("=") and not _is_percent(priority):
            yield PRIORITY_WRONG.at(task, value=priority[:80])


def _is_percent(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= 100
