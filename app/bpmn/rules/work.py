"""Rules about what the system does itself: scripts, jobs, and what is sent."""

import ast
import warnings
from collections.abc import Collection, Iterator

from app.bpmn.doing import EFFECTS, JOBS, NEEDED
from app.bpmn.elements import Element
from app.bpmn.extensions import Job, Script
from app.bpmn.findings import error, warning
from app.bpmn.problems import Phrase, Problem
from app.bpmn.rules.subject import Subject
from app.translating import N_

#: Longer than this is a program, and belongs into a worker.
MAX_SCRIPT = 10_000

PASSES = warning(
    "task-passes",
    N_("“%(element)s” is a task without a kind: nobody is asked, and the case goes on at once."),
    N_("Make it a user task if a person is to do it here."),
)
DATA_STORE = warning(
    "data-store",
    N_("“%(element)s” is a data store; it is kept as a drawing, and nothing is stored in it."),
    N_("Nothing needs to be done if it only explains the diagram."),
)
SCRIPT_MISSING = error(
    "script-missing",
    N_("The script task “%(element)s” has no script."),
    N_("Write a FEEL expression and the name of its result in the panel “Script”."),
)
SCRIPT_LANGUAGE = error(
    "script-language",
    N_("The script of “%(element)s” is written in “%(language)s”, and only FEEL and Python run here."),
    N_("Write it as a FEEL expression in the panel “Script”."),
)
SCRIPT_LONG = error(
    "script-long",
    N_("The script of “%(element)s” has %(size)s characters, and %(limit)s are allowed."),
    N_("Split it into several script tasks, or leave the work to a service task."),
)
SCRIPT_BROKEN = error(
    "script-broken",
    N_("The script of “%(element)s” is no Python: %(reason)s, at line %(script_line)s of the script."),
    N_("Correct the script at that line."),
)
UNREADABLE = N_("it cannot be read")
RESULT_MISSING = error(
    "result-missing",
    N_("The script task “%(element)s” computes something but does not keep it under a name."),
    N_("Fill in the result variable in the panel “Script”."),
)
JOB_MISSING = error(
    "job-missing",
    N_("The service task “%(element)s” does not say what work is to be done."),
    N_("Choose a kind of work in the panel (task definition type): %(types)s."),
)
JOB_UNKNOWN = error(
    "job-unknown",
    N_("No worker knows the work “%(type)s” of the service task “%(element)s”."),
    N_("Choose a kind of work that is known here: %(types)s."),
)
JOB_SENDS = error(
    "job-sends",
    N_("The service task “%(element)s” is to send something (%(type)s), and that is not its work."),
    N_("Make it a send task."),
)
RETRIES_WRONG = error(
    "retries-wrong",
    N_("“%(element)s” is to be tried “%(value)s” times, which is no number from 1 to 99."),
    N_("Write a number, such as 3."),
)
EFFECT_MISSING = error(
    "effect-missing",
    N_("“%(element)s” sends something but does not say what."),
    N_("Choose what it does in the panel (task definition type): %(types)s."),
)
EFFECT_UNKNOWN = error(
    "effect-unknown",
    N_("“%(element)s” is to send “%(type)s”, and nothing here knows how."),
    N_("Choose one of: %(types)s. Leave other work to a service task."),
)
EFFECT_INPUT = error(
    "effect-input-unknown",
    N_("“%(element)s” hands “%(name)s” to %(type)s, which does not know it."),
    N_("Use one of these names: %(names)s."),
)
EFFECT_EMPTY = error(
    "effect-empty",
    N_("“%(element)s” (%(type)s) lacks %(name)s."),
    N_("Add it as an input mapping in the panel."),
)


def tasks_have_a_kind(subject: Subject) -> Iterator[Problem]:
    """Tasks that nobody is asked about and data stores that store nothing are pointed out."""
    yield from (PASSES.at(node) for node in subject.of_kind("task", "manualTask"))
    yield from (DATA_STORE.at(store) for store in subject.drawn("dataStoreReference"))


def scripts_run(subject: Subject) -> Iterator[Problem]:
    """A script task has FEEL with a result, or Python that can be parsed."""
    for task in subject.of_kind("scriptTask"):
        script = task.script
        if script is None or not script.text.strip():
            yield SCRIPT_MISSING.at(task)
        elif len(script.text) > MAX_SCRIPT:
            yield SCRIPT_LONG.at(task, size=str(len(script.text)), limit=str(MAX_SCRIPT))
        elif script.language == "feel":
            yield from _feel(task, script)
        elif script.language == "python":
            yield from _python(task, script.text)
        else:
            yield SCRIPT_LANGUAGE.at(task, language=script.language or "–")


def _feel(task: Element, script: Script) -> Iterator[Problem]:
    if not script.result:
        yield RESULT_MISSING.at(task)


def _python(task: Element, source: str) -> Iterator[Problem]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source)
    except SyntaxError as exc:
        yield SCRIPT_BROKEN.at(task, reason=exc.msg[:120], script_line=str(exc.lineno or 1))
    except (ValueError, RecursionError, MemoryError):
        yield SCRIPT_BROKEN.at(task, reason=Phrase(UNREADABLE), script_line="1")


def services_have_workers(subject: Subject) -> Iterator[Problem]:
    """A service task names work that a worker does."""
    types = ", ".join(sorted(subject.job_types))
    for task in subject.of_kind("serviceTask"):
        job = task.job
        if job is None or not job.type:
            yield JOB_MISSING.at(task, types=types)
        elif job.type in EFFECTS:
            yield JOB_SENDS.at(task, type=job.type)
        elif job.type not in subject.job_types:
            yield JOB_UNKNOWN.at(task, type=job.type[:80], types=types)
        elif job.type in JOBS:
            yield from _inputs(task, job.type, JOBS[job.type])
        yield from _retries(task, job)


def _retries(task: Element, job: Job | None) -> Iterator[Problem]:
    if job and job.retries is not None:
        text = job.retries.strip()
        if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 2 and int(text)):
            yield RETRIES_WRONG.at(task, value=job.retries[:40])


def what_is_sent_is_known(subject: Subject) -> Iterator[Problem]:
    """A send task or a thrown message names one of the product's own effects, with what it needs."""
    types = ", ".join(EFFECTS)
    for node in subject.nodes:
        if not _sends(node):
            continue
        job = node.job
        if job is None or not job.type:
            yield EFFECT_MISSING.at(node, types=types)
        elif job.type not in EFFECTS:
            yield EFFECT_UNKNOWN.at(node, type=job.type[:80], types=types)
        else:
            yield from _inputs(node, job.type, EFFECTS[job.type])


def _sends(node: Element) -> bool:
    if node.kind == "sendTask":
        return True
    thrown = node.kind in {"intermediateThrowEvent", "endEvent"}
    return thrown and (node.event_kind == "message" or node.job is not None)


def _inputs(node: Element, work: str, known: Collection[str]) -> Iterator[Problem]:
    targets = [variable.target for variable in node.inputs]
    for target in targets:
        if target not in known:
            names = ", ".join(sorted(known))
            yield EFFECT_INPUT.at(node, name=target[:80], type=work, names=names)
    given = {target.split("_")[0] for target in targets}
    yield from (
        EFFECT_EMPTY.at(node, type=work, name=name) for name in NEEDED.get(work, ()) if name not in given
    )
