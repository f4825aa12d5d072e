"""Small diagrams for tests, written as text: `diagram(start("s"), task("a"), end("e"), flows="s a e")`."""

import re
from itertools import pairwise

from app.bpmn import Document, read

_HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="x">'
)


def quoted(text: str) -> str:
    """Text for an attribute or the inside of an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def diagram(*parts: str, flows: str = "", key: str = "p") -> Document:
    """A file with one process; messages, signals, errors and escalations named in the parts are declared.

    `flows` has a line for each chain, "s a b", a flow with a condition or a name of its own as
    "g -> a : =x > 1" and a default flow as "g -> b : default".
    """
    body = "".join(parts)
    chains, defaults = _flows(flows)
    for gateway, flow in defaults:
        body = body.replace(f'id="{gateway}"', f'id="{gateway}" default="{flow}"', 1)
    process = f'<bpmn:process id="{key}" name="Test" isExecutable="true">{body}{chains}</bpmn:process>'
    return read(f"{_HEAD}{_declared(body)}{process}</bpmn:definitions>".encode())


def _declared(body: str) -> str:
    found = sorted(set(re.findall(r'(message|signal|error|escalation)Ref="[mserx]-([^"]*)"', body)))
    return "".join(_DECLARED[kind].format(name) for kind, name in found)


_DECLARED = {
    "message": '<bpmn:message id="m-{0}" name="{0}"/>',
    "signal": '<bpmn:signal id="s-{0}" name="{0}"/>',
    "error": '<bpmn:error id="r-{0}" name="Error" errorCode="{0}"/>',
    "escalation": '<bpmn:escalation id="x-{0}" name="Escalation" escalationCode="{0}"/>',
}


def _flows(text: str) -> tuple[str, list[tuple[str, str]]]:
    found, defaults = [], []
    for line in filter(None, map(str.strip, text.splitlines())):
        if "->" in line:
            ends, _, condition = line.partition(":")
            source, target = (end.strip() for end in ends.split("->"))
            flow = f"{source}-{target}-{len(found)}"
            if condition.strip() == "default":
                defaults.append((source, flow))
                condition = ""
            found.append(_flow(flow, source, target, condition.strip()))
        else:
            stops = line.split()
            for source, target in pairwise(stops):
                found.append(_flow(f"{source}-{target}-{len(found)}", source, target))
    return "".join(found), defaults


def _flow(flow: str, source: str, target: str, condition: str = "") -> str:
    inner = f"<bpmn:conditionExpression>{quoted(condition)}</bpmn:conditionExpression>" if condition else ""
    ends = f'sourceRef="{source}" targetRef="{target}"'
    return f'<bpmn:sequenceFlow id="{flow}" {ends}>{inner}</bpmn:sequenceFlow>'


def element(kind: str, element_id: str, *inner: str, extra: str = "", **attributes: str) -> str:
    """Any BPMN element; `extra` are zeebe: elements, `inner` BPMN elements."""
    given = "".join(f' {name}="{quoted(text)}"' for name, text in attributes.items())
    extension = f"<bpmn:extensionElements>{extra}</bpmn:extensionElements>" if extra else ""
    return f'<bpmn:{kind} id="{element_id}"{given}>{extension}{"".join(inner)}</bpmn:{kind}>'


def zeebe(kind: str, *inner: str, **attributes: str) -> str:
    """A zeebe: extension element."""
    given = "".join(f' {name}="{quoted(text)}"' for name, text in attributes.items())
    return f"<zeebe:{kind}{given}>{''.join(inner)}</zeebe:{kind}>"


def mapping(inputs: dict[str, str] | None = None, outputs: dict[str, str] | None = None) -> str:
    """An ioMapping: target → source."""
    lines = [zeebe("input", source=source, target=target) for target, source in (inputs or {}).items()]
    lines += [zeebe("output", source=source, target=target) for target, source in (outputs or {}).items()]
    return zeebe("ioMapping", *lines)


def properties(**given: str) -> str:
    """Free properties."""
    return zeebe("properties", *(zeebe("property", name=name, value=text) for name, text in given.items()))


def message(name: str) -> str:
    """A message event definition."""
    return f'<bpmn:messageEventDefinition messageRef="m-{name}"/>'


def signal(name: str) -> str:
    """A signal event definition."""
    return f'<bpmn:signalEventDefinition signalRef="s-{name}"/>'


def error(code: str | None = None) -> str:
    """An error event definition; without a code it catches all."""
    return f'<bpmn:errorEventDefinition errorRef="r-{code}"/>' if code else "<bpmn:errorEventDefinition/>"


def escalation(code: str | None = None) -> str:
    """An escalation event definition; without a code it catches all."""
    given = f' escalationRef="x-{code}"' if code else ""
    return f"<bpmn:escalationEventDefinition{given}/>"


def condition(text: str) -> str:
    """A conditional event definition."""
    inner = f"<bpmn:condition>{quoted(text)}</bpmn:condition>"
    return f"<bpmn:conditionalEventDefinition>{inner}</bpmn:conditionalEventDefinition>"


def link(name: str) -> str:
    """A link event definition."""
    return f'<bpmn:linkEventDefinition name="{name}"/>'


TERMINATE = "<bpmn:terminateEventDefinition/>"


def timer(text: str, kind: str = "timeDuration") -> str:
    """A timer event definition."""
    return f"<bpmn:timerEventDefinition><bpmn:{kind}>{quoted(text)}</bpmn:{kind}></bpmn:timerEventDefinition>"


def start(element_id: str, *inner: str, **attributes: str) -> str:
    return element("startEvent", element_id, *inner, **attributes)


def end(element_id: str, *inner: str, **attributes: str) -> str:
    return element("endEvent", element_id, *inner, **attributes)


def task(element_id: str, *inner: str, **attributes: str) -> str:
    return element("userTask", element_id, *inner, **attributes)


def catch(element_id: str, *inner: str, **attributes: str) -> str:
    return element("intermediateCatchEvent", element_id, *inner, **attributes)


def throw(element_id: str, *inner: str, **attributes: str) -> str:
    return element("intermediateThrowEvent", element_id, *inner, **attributes)


def inner(element_id: str, *parts: str, flows: str = "", kind: str = "subProcess", **attributes: str) -> str:
    """A sub-process; `flows` as in `diagram`."""
    body, (chains, defaults) = "".join(parts), _flows(flows)
    for gateway, flow in defaults:
        body = body.replace(f'id="{gateway}"', f'id="{gateway}" default="{flow}"', 1)
    return element(kind, element_id, body, chains, **attributes)


def listener(element_id: str, *parts: str, flows: str = "", **attributes: str) -> str:
    """An event sub-process."""
    return inner(element_id, *parts, flows=flows, triggeredByEvent="true", **attributes)


def boundary(element_id: str, host: str, *inner: str, interrupting: bool = True, **attributes: str) -> str:
    cancels = "true" if interrupting else "false"
    return element(
        "boundaryEvent", element_id, *inner, attachedToRef=host, cancelActivity=cancels, **attributes
    )


def script(element_id: str, expression: str, result: str) -> str:
    return element(
        "scriptTask", element_id, extra=zeebe("script", expression=expression, resultVariable=result)
    )


def python(element_id: str, source: str, **attributes: str) -> str:
    return element(
        "scriptTask",
        element_id,
        f"<bpmn:script>{quoted(source)}</bpmn:script>",
        scriptFormat="python",
        **attributes,
    )


def send(element_id: str, kind: str = "polku.message", **inputs: str) -> str:
    return element("sendTask", element_id, extra=zeebe("taskDefinition", type=kind) + mapping(inputs))


def service(element_id: str, kind: str = "polku.payment-reference", **inputs: str) -> str:
    return element("serviceTask", element_id, extra=zeebe("taskDefinition", type=kind) + mapping(inputs))


def many(collection: str, item: str = "item", *, sequential: bool = False, **attributes: str) -> str:
    """A multi-instance marker; attributes: outputCollection, outputElement, enough, times."""
    enough, times = attributes.pop("enough", ""), attributes.pop("times", "")
    condition = f"<bpmn:loopCardinality>{quoted(times)}</bpmn:loopCardinality>" if times else ""
    condition += f"<bpmn:completionCondition>{quoted(enough)}</bpmn:completionCondition>" if enough else ""
    extra = zeebe("loopCharacteristics", inputCollection=collection, inputElement=item, **attributes)
    order = "true" if sequential else "false"
    return (
        f'<bpmn:multiInstanceLoopCharacteristics isSequential="{order}"><bpmn:extensionElements>{extra}'
        f"</bpmn:extensionElements>{condition}</bpmn:multiInstanceLoopCharacteristics>"
    )


def loop(condition: str = "", *, before: bool = False, maximum: int | None = None) -> str:
    """A standard loop marker."""
    inner = f"<bpmn:loopCondition>{quoted(condition)}</bpmn:loopCondition>" if condition else ""
    limit = f' loopMaximum="{maximum}"' if maximum is not None else ""
    first = "true" if before else "false"
    return (
        f'<bpmn:standardLoopCharacteristics testBefore="{first}"{limit}>{inner}'
        "</bpmn:standardLoopCharacteristics>"
    )
