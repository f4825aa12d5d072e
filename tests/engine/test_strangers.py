"""Every place where an expression of a diagram runs: FEEL or the sandbox, never this interpreter."""

import ast
import builtins
import dataclasses
import importlib
import pkgutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from SpiffWorkflow.bpmn.script_engine.python_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.script_engine.python_environment import TaskDataEnvironment

import app.engine as package
from app import engine
from app.bpmn import Document, read
from app.engine import EngineError, compile_definition
from tests.engine.diagrams import (
    boundary,
    catch,
    condition,
    diagram,
    element,
    end,
    loop,
    many,
    mapping,
    message,
    python,
    script,
    send,
    start,
    task,
    throw,
    timer,
    zeebe,
)
from tests.engine.driving import NOW, Run

ROOT = Path(__file__).parents[2]
#: What of SpiffWorkflow the engine may import: tasks, specs and workflows, and nothing that evaluates.
BONES = {
    "SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin",
    "SpiffWorkflow.bpmn.util.subworkflow",
    "SpiffWorkflow.bpmn.workflow",
    "SpiffWorkflow.specs",
    "SpiffWorkflow.task",
    "SpiffWorkflow.util.task",
}
RUNNING = {"eval", "exec", "compile", "__import__", "import_module"}


def _one(part: str) -> Document:
    return diagram(start("s"), task("before"), part, end("e"), flows="s before x e")


def _keyed(text: str) -> Document:
    source = _one(catch("x", message("reply"))).source
    keyed = f"<bpmn:extensionElements>{zeebe('subscription', correlationKey=text)}</bpmn:extensionElements>"
    plain = b'<bpmn:message id="m-reply" name="reply"/>'
    return read(source.replace(plain, plain.replace(b"/>", f">{keyed}</bpmn:message>".encode())))


def _repeated(marker: str) -> str:
    return element("manualTask", "x", marker)


def _desk(kind: str, name: str) -> Callable[[str], Document]:
    return lambda text: _one(task("x", extra=zeebe(kind, **{name: text})))


#: Each place → a diagram with the text there. Named by the field that holds it.
PLACES: Mapping[str, Callable[[str], Document]] = {
    "Flow.condition": lambda text: diagram(
        start("s"),
        task("before"),
        element("exclusiveGateway", "x"),
        end("e"),
        end("f"),
        flows=f"s before x\nx -> e : {text}\nx -> f : default",
    ),
    "Mappings.inputs": lambda text: _one(task("x", extra=mapping({"a": text}))),
    "Mappings.outputs": lambda text: _one(throw("x", extra=mapping(outputs={"a": text}))),
    "Desk.assignee": _desk("assignmentDefinition", "assignee"),
    "Desk.groups": _desk("assignmentDefinition", "candidateGroups"),
    "Desk.users": _desk("assignmentDefinition", "candidateUsers"),
    "Desk.due": _desk("taskSchedule", "dueDate"),
    "Desk.follow_up": _desk("taskSchedule", "followUpDate"),
    "Desk.priority": _desk("priorityDefinition", "priority"),
    "Work.type": lambda text: _one(send("x", text)),
    "MessageRule.key": _keyed,
    "TimerRule.value": lambda text: _one(catch("x", timer(text))),
    "TimerRule.value at a date": lambda text: _one(catch("x", timer(text, "timeDate"))),
    "TimerRule.value that repeats": lambda text: diagram(
        start("s"),
        task("before"),
        task("x"),
        boundary("b", "x", timer(text, "timeCycle"), interrupting=False),
        end("e"),
        flows="s before x e\nb e",
    ),
    "ConditionRule.condition": lambda text: _one(catch("x", condition(text))),
    "Repetition.items": lambda text: _one(task("x", many(text))),
    "Repetition.cardinality": lambda text: _one(task("x", many("", times=text))),
    "Repetition.result": lambda text: _one(_repeated(many("=[1]", outputCollection="r", outputElement=text))),
    "Repetition.enough": lambda text: _one(_repeated(many("=[1, 2]", enough=text, sequential=True))),
    "Looping.condition": lambda text: _one(element("manualTask", "x", loop(text, maximum=3))),
    "a script in FEEL": lambda text: _one(script("x", text, "a")),
    "a script in Python": lambda text: _one(python("x", f"a = {text.removeprefix('=')}")),
}


def _hostile(touched: Path) -> list[str]:
    code = f'__import__("pathlib").Path("{touched}").touch()'
    return [code, f"={code}", f"=({code} or True)", f'="x" + {code}', f"=[{code} for i in [1]]"]


@pytest.fixture
def no_python(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Notes whoever evaluates Python, in this interpreter or through SpiffWorkflow."""
    used: list[str] = []

    def note(name: str) -> Callable[..., object]:
        return lambda *_, **__: used.append(name)

    for name in ("eval", "exec"):
        monkeypatch.setattr(builtins, name, note(name))
    for engine_ in (PythonScriptEngine, TaskDataEnvironment):
        for name in ("evaluate", "execute"):
            monkeypatch.setattr(engine_, name, note(f"{engine_.__name__}.{name}"))
    return used


@pytest.mark.parametrize("place", PLACES)
def test_python_in_a_diagram_runs_nowhere(place: str, tmp_path: Path, no_python: list[str]) -> None:
    touched = tmp_path / "touched"

    for text in _hostile(touched):
        with suppress(EngineError):
            Run(compile_definition(PLACES[place](text))).complete("before")

    assert not touched.exists()
    assert no_python == []


@pytest.mark.parametrize("text", ["=true", "=1 + 1"])
def test_what_is_put_there_does_get_there(text: str) -> None:
    # Else the test above would show nothing: FEEL in the same places is evaluated or refused by name.
    reached = {place for place in PLACES if _reaches(place, text)}

    assert reached == set(PLACES)


def _reaches(place: str, text: str) -> bool:
    try:
        run = Run(compile_definition(PLACES[place](text)))
        run.complete("before")
    except EngineError:
        return True
    return "x" in {*run.passed, *run.open(), *(wait.element_id for wait in run.subscriptions.values())}


@pytest.mark.parametrize("text", ['=__import__("os").getcwd()', '="R/" + open("x")'])
def test_a_start_by_the_clock_runs_no_python(text: str, no_python: list[str]) -> None:
    with suppress(EngineError):
        definition = compile_definition(diagram(start("s", timer(text, "timeCycle")), task("a"), flows="s a"))
        engine.next_start(definition, "s", NOW, NOW)

    assert no_python == []


def test_the_places_are_all_places() -> None:
    modules = [
        importlib.import_module(f"app.engine.{module.name}")
        for module in pkgutil.iter_modules(package.__path__)
    ]
    values = {
        f"{thing.__name__}.{field.name}"
        for module in modules
        for thing in vars(module).values()
        if dataclasses.is_dataclass(thing) and isinstance(thing, type) and thing.__module__ == module.__name__
        for field in dataclasses.fields(thing)
        if "Value" in str(field.type)
    }

    assert values - {place.split(" ")[0] for place in PLACES} == set()


@pytest.mark.parametrize("folder", ["engine", "bpmn", "feel", "forms"])
def test_nothing_of_the_pure_packages_runs_python_text(folder: str) -> None:
    for path in (ROOT / "app" / folder).rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        called = {
            node.func.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert called & RUNNING == set(), path


def test_of_spiffworkflow_only_the_bones_are_used() -> None:
    imported: set[str] = set()
    for path in (ROOT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("SpiffWorkflow"):
                imported.add(node.module or "")
            elif isinstance(node, ast.Import):
                imported.update(alias.name for alias in node.names if alias.name.startswith("SpiffWorkflow"))

    assert imported == BONES
