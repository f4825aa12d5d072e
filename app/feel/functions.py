"""Functions of the expression itself, and calling one (DMN 1.5, 10.3.2.13)."""

from collections.abc import Sequence

from app.feel import tree
from app.feel.budget import Run
from app.feel.errors import N_, Unsupported
from app.feel.frame import Frame
from app.feel.types import converted
from app.feel.values import Function
from app.feel.variables import RUN, Code, Env

_FUNCTION_STEPS = 5
_PLACES_A_STEP = 8  #: that a function keeps

_FOREIGN = N_("Functions written in Java or PMML are not run here.")


def compile_function(node: tree.FunctionOf, frame: Frame, itself: int | None = None) -> Code:
    """function(parameters) body, which sees the names around it; `itself` is the place of its own name."""
    places = {name: frame.place() for name in node.parameters}
    body = _foreign if node.external else frame.binding(places).compile(node.body)
    slots = tuple(places[name] for name in node.parameters)

    def make(env: Env) -> Function:
        run: Run = env[RUN]
        around = env.copy()
        run.spend(_FUNCTION_STEPS + len(around) // _PLACES_A_STEP)

        def call(arguments: Sequence[object]) -> object:
            fitting = _fitting(node, arguments, run)
            if fitting is None:
                return None
            inside = around.copy()
            for place, argument in zip(slots, fitting, strict=True):
                inside[place] = argument
            run.spend(node.size + 2 + len(around) // _PLACES_A_STEP)
            run.enter_call()
            result = converted(body(inside), node.gives, run)
            run.leave_call()
            return result

        function = Function(node.parameters, call, node.takes, node.gives)
        if itself is not None:
            around[itself] = function
        return function

    return make


def compile_entry(key: str, place: int, entry: tree.Node, frame: Frame) -> Code:
    """A context's entry; a function may call itself by the key, where that is no other name's."""
    if isinstance(entry, tree.FunctionOf) and not frame.binds(key):
        return compile_function(entry, frame.binding({key: place}), place)
    return frame.compile(entry)


def _foreign(env: Env) -> object:
    raise Unsupported(_FOREIGN)


def _fitting(node: tree.FunctionOf, arguments: Sequence[object], run: Run) -> list[object] | None:
    """The arguments as the parameters' types want them; None where they do not fit."""
    if len(arguments) != len(node.parameters):
        return None
    fitting = []
    for argument, type_ in zip(arguments, node.takes, strict=True):
        value = converted(argument, type_, run)
        if value is None and argument is not None:
            return None
        fitting.append(value)
    return fitting


def invoke(function: object, arguments: Sequence[object], names: Sequence[str] = ()) -> object:
    """A function value's result; null where it is none or the arguments do not fit.

    Parameters that are not named are null (10.3.2.13.5).
    """
    if not isinstance(function, Function):
        return None
    if names:
        given = dict(zip(names, arguments, strict=True))
        if len(given) != len(names) or not given.keys() <= set(function.parameters):
            return None
        arguments = [given.get(parameter) for parameter in function.parameters]
    return function.call(arguments)
