"""What stands after a value: paths, filters and calls (DMN 1.5, 10.3.2.5, 10.3.2.6 and 10.3.2.13)."""

from app.feel import tree
from app.feel.builtins import BUILTINS, bind, ways_to_call
from app.feel.errors import N_
from app.feel.filtering import Step, compile_filter
from app.feel.frame import Frame
from app.feel.functions import invoke
from app.feel.properties import find_property, get_property
from app.feel.values import Function
from app.feel.variables import MISSING, RUN, Code, Env

_NO_FUNCTION = N_("There is no function called “%(name)s”.")
_WRONG_ARGUMENTS = N_("These arguments do not fit. It is called so: %(ways)s.")
_ONE_ARGUMENT = N_("“is defined” takes one name or path.")


def compile_steps(node: tree.Steps, frame: Frame) -> Code:
    """A value and the steps after it, from left to right."""
    first, rest = node.steps[0], node.steps[1:]
    if isinstance(node.base, tree.Name) and isinstance(first, tree.Call):
        base = _compile_named_call(node.base.name, first, frame)
    else:
        base, rest = frame.compile(node.base), node.steps
    steps = tuple(_compile_step(step, frame) for step in rest)
    if not steps:
        return base

    def walk(env: Env) -> object:
        value = base(env)
        for step in steps:
            value = step(value, env)
        return value

    return walk


def _compile_step(step: tree.Path | tree.Filter | tree.Call, frame: Frame) -> Step:
    if isinstance(step, tree.Path):
        name = step.name
        return lambda value, env: get_property(value, name, env[RUN])
    if isinstance(step, tree.Filter):
        return compile_filter(step, frame)
    arguments = [frame.compile(argument) for argument in step.arguments]
    return lambda value, env: invoke(value, [argument(env) for argument in arguments], step.names)


def _compile_named_call(name: str, call: tree.Call, frame: Frame) -> Code:
    if name == "is defined" and not frame.binds(name):
        return _compile_is_defined(call, frame)
    if frame.binds(name):
        return _compile_local_call(name, call, frame)
    if name not in BUILTINS:
        frame.mistake(_NO_FUNCTION, call.index, name=name)
        return lambda env: None
    # A field of the data that happens to be called "date" does not hide the function.
    return _compile_built_in(name, call, frame)


def _compile_built_in(name: str, call: tree.Call, frame: Frame) -> Code:
    arguments = [frame.compile(argument) for argument in call.arguments]
    code = bind(name, arguments, call.names)
    if code is None:
        frame.mistake(_WRONG_ARGUMENTS, call.index, ways=ways_to_call(name))
        return lambda env: None
    return code


def _compile_local_call(name: str, call: tree.Call, frame: Frame) -> Code:
    arguments = [frame.compile(argument) for argument in call.arguments]
    found = frame.reading(name)
    built_in = bind(name, arguments, call.names) if name in BUILTINS else None

    def run(env: Env) -> object:
        function = found(env)
        if built_in and not isinstance(function, Function):
            return built_in(env)
        return invoke(function, [argument(env) for argument in arguments], call.names)

    return run


def _compile_is_defined(call: tree.Call, frame: Frame) -> Code:
    """Whether a name or the last step of a path has a value at all; null is one."""
    if len(call.arguments) != 1:
        frame.mistake(_ONE_ARGUMENT, call.index)
        return lambda env: None
    argument = call.arguments[0]
    if isinstance(argument, tree.Name):
        value = frame.reading(argument.name, lambda run: MISSING)
        return lambda env: value(env) is not MISSING
    if isinstance(argument, tree.Steps) and isinstance(last := argument.steps[-1], tree.Path):
        return _has_property(frame.compile(_without_last_step(argument)), last.name)
    value = frame.compile(argument)
    return lambda env: value(env) is not None


def _without_last_step(node: tree.Steps) -> tree.Node:
    steps = node.steps[:-1]
    return tree.Steps(node.base, steps) if steps else node.base


def _has_property(holder: Code, name: str) -> Code:
    return lambda env: find_property(holder(env), name) is not MISSING
