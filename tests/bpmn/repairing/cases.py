"""Diagrams as other products and drawing tools write them, each with the remedies that it needs."""

from itertools import pairwise

from tests.bpmn.diagrams import FOR_CLERKS, around, chain, document, extended, flow, process, user

PRODUCTS = (
    'xmlns:c="http://camunda.org/schema/1.0/bpmn" xmlns:f="http://flowable.org/bpmn" '
    'xmlns:s="http://spiffworkflow.org/bpmn/schema/1.0/core" xmlns:a="http://altinn.no/process"'
)
ENDS = '<startEvent id="s"/><endEvent id="e"/>'
#: What diagrams here may call.
CALLEE = document(process(ENDS + chain("s", "e"), 'id="q" isExecutable="true"'))


def one(kind: str, attributes: str = "", inside: str = "", extensions: str = "") -> str:
    """A whole process around one element of another product, with the id `t`."""
    held = extended(extensions) if extensions else ""
    return around(task=f'<{kind} id="t" name="Look" {PRODUCTS} {attributes}>{held}{inside}</{kind}>')


def loop(attributes: str, inside: str = "", extensions: str = "", kind: str = "multiInstance") -> str:
    """A whole process around one task that is repeated."""
    held = extended(extensions) if extensions else ""
    marker = f"<{kind}LoopCharacteristics {PRODUCTS} {attributes}>{held}{inside}</{kind}LoopCharacteristics>"
    return around(task=user("t", inside=marker))


def choice(first: str, second: str = "", default: str = "") -> str:
    """A process with a choice of two ways; a condition "" is none."""
    nodes = user("t") + f'<exclusiveGateway id="g" {default}/>' + user("u")
    ways = chain("s", "t", "g") + flow("g", "u", first) + flow("g", "e", second) + flow("u", "e")
    return process(ENDS + nodes + ways)


def event(definition: str, kind: str = "intermediateCatchEvent", attributes: str = "") -> str:
    """A process with an event on the way."""
    return around(task=f'<{kind} id="t" name="New facts" {attributes}>{definition}</{kind}>')


def border(definition: str, attributes: str = "") -> str:
    """A process with an event on the border of a task."""
    late = (
        f'<boundaryEvent id="b" name="Too late" attachedToRef="t" {attributes}>{definition}</boundaryEvent>'
    )
    return around(late, '<endEvent id="e2"/>', flow("b", "e2"), task=user("t"))


def begins(definition: str, name: str = "Begin") -> str:
    """A process that begins with an event."""
    start = f'<startEvent id="s" name="{name}">{definition}</startEvent>'
    return process(start + user("t") + '<endEvent id="e"/>' + chain("s", "t", "e"))


def beside(inside: str, attributes: str = 'triggeredByEvent="true"') -> str:
    """A process with an event sub-process."""
    return around(f'<subProcess id="h" name="Withdraw" {attributes}>{inside}</subProcess>', task=user("t"))


def begins_inside(element_id: str) -> str:
    """A start event that waits for a message."""
    return f'<startEvent id="{element_id}"><messageEventDefinition/></startEvent>'


def timer(kind: str, value: str) -> str:
    """A timer event definition."""
    return f"<timerEventDefinition><{kind}>{value}</{kind}></timerEventDefinition>"


def parameters(*content: str) -> str:
    """Inputs and outputs of Camunda 7."""
    return f"<c:inputOutput>{''.join(content)}</c:inputOutput>"


def parameter(direction: str, name: str, value: str) -> str:
    """One input or output of Camunda 7."""
    return f'<c:{direction}Parameter name="{name}">{value}</c:{direction}Parameter>'


def links(*names: str) -> str:
    """A process with a link that is thrown, and targets of these names."""
    throw = '<intermediateThrowEvent id="t"><linkEventDefinition name="on"/></intermediateThrowEvent>'
    caught = "".join(
        f'<intermediateCatchEvent id="c{at}"><linkEventDefinition name="{name}"/></intermediateCatchEvent>'
        f'<endEvent id="e{at}"/>' + flow(f"c{at}", f"e{at}")
        for at, name in enumerate(names)
    )
    return process('<startEvent id="s"/>' + throw + flow("s", "t") + caught)


OWNER = "<resourceAssignmentExpression><formalExpression>user(kim), group(clerks)</formalExpression>"
THROWN = "<errorEventDefinition/>"
COMPENSATED = (
    '<boundaryEvent id="b" attachedToRef="t"><compensateEventDefinition/></boundaryEvent>'
    '<task id="undo" isForCompensation="true"/>'
)
SPLIT = process(
    ENDS + user("t") + user("u") + chain("s", "t") + flow("t", "u", "=ok") + chain("t", "e") + chain("u", "e")
)
BACK = process(ENDS + user("t") + "".join(flow(*ends) for ends in pairwise(("s", "t", "e"))) + flow("t", "s"))

IDENTITY: list[tuple[str, set[str]]] = [
    (process(ENDS + chain("s", "e"), 'name="Bike permit"'), {"process-id", "executable"}),
    (process(ENDS + '<sequenceFlow sourceRef="s" targetRef="e"/>'), {"flow-id"}),
    (
        process(ENDS + '<userTask name="Look"/>' + chain("s", "e")),
        {"element-id", "end-added", "unreached-kept"},
    ),
    (
        around(task=user("t")) + process('<startEvent id="s2"/>', 'id="q" isExecutable="true"'),
        {"process-chosen", "process-drawn"},
    ),
    (around(task=user("t")) + process("", 'id="q"'), {"process-drawn"}),
]
PEOPLE: list[tuple[str, set[str]]] = [
    (one("userTask", 'c:formKey="embedded:app:forms/start-form.html" c:assignee="anna"'), {"form", "people"}),
    (one("userTask", 'f:formRef="x" f:formRefBinding="latest" f:candidateGroups="a, b"'), {"form", "people"}),
    (one("userTask", 'c:formKey="${form}" c:candidateUsers="${user}"'), {"form-computed", "people"}),
    (
        one("userTask", "", "", '<c:formData><c:formField id="a" type="string"/></c:formData>'),
        {"form-fields", "nobody"},
    ),
    (
        one(
            "userTask",
            "",
            "",
            '<s:properties><s:property name="formJsonSchemaFilename" value="look.json"/></s:properties>',
        ),
        {"form", "properties", "nobody"},
    ),
    (one("userTask", 'c:assignee="${people.find(x)}"'), {"people-computed", "nobody"}),
    (
        one("userTask", "", f"<potentialOwner>{OWNER}</resourceAssignmentExpression></potentialOwner>"),
        {"owners"},
    ),
    (
        one("userTask", "", "<performer><resourceRef>r</resourceRef></performer>")
        + '<resource id="r" name="Permit office"/>',
        {"owners"},
    ),
    (one("userTask", 'c:assignee="anna" c:dueDate="${due}" c:priority="70"'), {"people", "deadline"}),
    (
        one("userTask", 'c:assignee="anna" c:followUpDate="${dateTime().plusDays(2)}"'),
        {"people", "deadline-computed"},
    ),
    (around(task=user("t", FOR_CLERKS + '<zeebe:taskSchedule dueDate="soon"/>')), {"deadline-dropped"}),
]
MAPPINGS: list[tuple[str, set[str]]] = [
    (
        one("serviceTask", 'c:topic="tell"', "", parameters(parameter("input", "a", "${b}"))),
        {"mapping", "work-person", "nobody"},
    ),
    (
        one("userTask", 'c:assignee="a"', "", parameters(parameter("output", "a", "${b}"))),
        {"mapping-outputs", "people"},
    ),
    (
        one(
            "userTask",
            'c:assignee="a"',
            "",
            parameters(parameter("output", "a", "<c:script>x</c:script>")),
        ),
        {"mapping-partly", "people"},
    ),
    (
        one(
            "userTask", 'c:assignee="a"', "", '<c:properties><c:property name="a" value="b"/></c:properties>'
        ),
        {"properties", "people"},
    ),
    (
        around(task=user("t", FOR_CLERKS + '<zeebe:ioMapping><zeebe:output source="=a"/></zeebe:ioMapping>')),
        {"mapping-half"},
    ),
    (
        one("callActivity", 'calledElement="q"', "", '<c:in variables="all"/><c:out source="a" target="b"/>'),
        {"called", "called-with"},
    ),
    (
        one("callActivity", 'calledElement="q"', "", '<c:in sourceExpression="${x.y()}" target="b"/>'),
        {"called", "called-with-partly"},
    ),
    (one("callActivity", 'calledElement="nowhere"'), {"called", "callee-passed"}),
    (one("callActivity", 'calledElement="${which}"'), {"callee-passed"}),
]
WORK: list[tuple[str, set[str]]] = [
    (one("serviceTask", 'c:class="org.example.Tell"'), {"work-person", "nobody"}),
    (one("serviceTask", 'c:expression="DETAILS" c:resultVariable="screen"'), {"work-value"}),
    (one("serviceTask", "c:expression=\"${execution.setVariable('a', 1)}\""), {"work-value"}),
    (one("serviceTask", 'c:expression="${true}"'), {"work-nothing"}),
    (one("serviceTask", 'c:expression="${bean.run()}"'), {"work-person", "nobody"}),
    (one("serviceTask", "", "", '<s:serviceTaskOperator id="http/Get"/>'), {"work-person", "nobody"}),
    (
        one("serviceTask", "", "", '<zeebe:taskDefinition type="io.example:http:1"/>'),
        {"work-person", "nobody"},
    ),
    (
        one("serviceTask", "", "", '<zeebe:taskDefinition type="polku.payment-reference" retries="=n"/>'),
        {"retries-dropped"},
    ),
    (one("sendTask"), {"work-person", "nobody"}),
    (one("businessRuleTask", 'c:decisionRef="dish"'), {"decision-person", "nobody"}),
    (one("scriptTask", 'scriptFormat="groovy"', "<script>println 1</script>"), {"script-person", "nobody"}),
    (one("scriptTask", "", "<script>v = 1</script>"), {"script-feel"}),
    (one("scriptTask", "", "<script>v = [1]\nv.append(2)</script>"), {"script-python"}),
    (one("scriptTask"), {"script-nothing"}),
    (one("scriptTask", "", "", '<zeebe:script expression="1 + 1" resultVariable="two"/>'), {"script-marked"}),
]
LOOPS: list[tuple[str, set[str]]] = [
    (loop('f:collection="${guardians}" f:elementVariable="guardian"'), {"list"}),
    (
        loop(
            'f:collection="all"', "<completionCondition>${nrOfCompletedInstances > 2}</completionCondition>"
        ),
        {"list", "enough"},
    ),
    (
        loop('f:collection="all"', "<completionCondition>${vote.done()}</completionCondition>"),
        {"list", "all-done"},
    ),
    (loop("", "<loopCardinality>${count}</loopCardinality>"), {"counted"}),
    (loop("", "<loopCardinality>${count.get()}</loopCardinality>"), {"done-once"}),
    (loop("", "", '<zeebe:loopCharacteristics inputCollection="guardians"/>'), {"list-marked"}),
    (loop(""), {"done-once"}),
    (loop("", "<loopCondition>${again}</loopCondition>", kind="standard"), {"rounds"}),
    (loop("", "<loopCondition>until it is dry</loopCondition>", kind="standard"), {"done-once"}),
    (
        loop("", "<loopCardinality>2</loopCardinality>").replace(
            "</userTask>", '<standardLoopCharacteristics loopMaximum="2"/></userTask>'
        ),
        {"one-marker"},
    ),
]
CONDITIONS: list[tuple[str, set[str]]] = [
    (choice("${ok}"), {"condition-translated", "default-chosen"}),
    (choice("ok = true", default='default="g_e"'), {"condition-marked"}),
    (choice("if it rains", default='default="g_e"'), {"condition-asked"}),
    (choice("=ok ==", default='default="g_e"'), {"condition-asked"}),
    (choice(""), {"default-chosen", "condition-decided"}),
    (choice("=ok", "", 'default="nothing"'), {"default-dropped", "default-chosen"}),
    (process(ENDS + user("t") + chain("s", "t") + flow("t", "e", "=ok")), {"condition-dropped"}),
    (SPLIT, {"split-drawn"}),
]
KINDS: list[tuple[str, set[str]]] = [
    (
        one("task", "", "", "<a:taskExtension><a:taskType>data</a:taskType></a:taskExtension>"),
        {"altinn-task", "nobody"},
    ),
    (one("exclusiveGateway", "", "", "<a:gatewayExtension/>"), {"altinn-kept"}),
    (one("task"), {"task-person", "nobody"}),
    (one("adHocSubProcess", "", user("a") + user("b")), {"ad-hoc", "start-added", "end-added"}),
    (
        one("transaction", "", ENDS.replace('"s"', '"x"').replace('"e"', '"y"') + chain("x", "y")),
        {"transaction"},
    ),
    (one("complexGateway"), {"complex-gateway"}),
    (one("eventBasedGateway"), {"race-of-one"}),
    (around(COMPENSATED, task=user("t")), {"undoing-kept"}),
    (
        one("callActivity", 'calledElement="g"') + '<globalTask id="g"/>',
        {"called", "callee-passed", "outside-kept"},
    ),
    (one("userTask", "", '<rendering id="x"/>', FOR_CLERKS), {"parts-kept"}),
]
WAYS: list[tuple[str, set[str]]] = [
    (process(user("t") + '<endEvent id="e"/>' + flow("t", "e")), {"start-added"}),
    (process(user("t") + user("u")), {"start-added", "end-added"}),
    (process('<startEvent id="s"/>' + user("t") + flow("s", "t")), {"end-added"}),
    (around(user("u"), task=user("t")), {"end-added", "unreached-kept"}),
    (around('<sequenceFlow id="x" sourceRef="t" targetRef="gone"/>', task=user("t")), {"arrow-kept"}),
    (BACK, {"arrow-past-start"}),
    (around(user("u") + '<endEvent id="e2"/>' + chain("e", "u", "e2"), task=user("t")), {"end-passed"}),
    (one("subProcess"), {"scope-empty"}),
    (
        around(
            '<boundaryEvent id="b" attachedToRef="gone"><errorEventDefinition/></boundaryEvent>',
            task=user("t"),
        ),
        {"event-kept"},
    ),
]
EVENTS: list[tuple[str, set[str]]] = [
    (event("<messageEventDefinition/>"), {"message-added"}),
    (event('<messageEventDefinition messageRef="m"/>') + '<message id="m" name="=x"/>', {"message-named"}),
    (
        begins('<messageEventDefinition messageRef="m"/>').replace(
            "</process>",
            '<startEvent id="s2"><messageEventDefinition messageRef="m"/></startEvent>'
            + flow("s2", "t")
            + "</process>",
        )
        + '<message id="m" name="application"/>',
        {"message-apart"},
    ),
    (around('<startEvent id="s2" name="Again"/>' + flow("s2", "t"), task=user("t")), {"start-message"}),
    (event(""), {"event-passed"}),
    (event("<messageEventDefinition/><timerEventDefinition/>"), {"event-one", "message-added"}),
    (event("<messageEventDefinition/>", "intermediateThrowEvent"), {"event-plain"}),
    (event("<cancelEventDefinition/>"), {"event-message"}),
    (begins("<conditionalEventDefinition/>"), {"event-message"}),
    (begins("<errorEventDefinition/>"), {"start-plain"}),
    (event("<signalEventDefinition/>"), {"signal-named"}),
    (event(THROWN, "endEvent").replace(flow("t", "e"), ""), {"code-given", "unreached-kept"}),
    (border('<errorEventDefinition errorRef="gone"/>'), {"catches-all"}),
    (border("<errorEventDefinition/>", 'cancelActivity="false"'), {"error-ends"}),
    (
        event("<conditionalEventDefinition><condition>${wet}</condition></conditionalEventDefinition>"),
        {"condition-translated"},
    ),
    (
        event("<conditionalEventDefinition><condition>it rains</condition></conditionalEventDefinition>"),
        {"condition-awaited"},
    ),
    (beside('<startEvent id="x"/><endEvent id="y"/>' + chain("x", "y")), {"listener-message"}),
    (
        beside(
            '<startEvent id="x"/>'
            + begins_inside("z")
            + '<endEvent id="y"/>'
            + chain("x", "y")
            + flow("z", "y")
        ),
        {"listener-start-kept", "message-added"},
    ),
    (links("on", "off"), {"event-passed", "unreached-kept"}),
    (links("off"), {"event-plain", "event-passed", "end-added", "unreached-kept"}),
]
TIMERS: list[tuple[str, set[str]]] = [
    (event("<timerEventDefinition/>"), {"timer-invented"}),
    (event(timer("timeDuration", "${wait}")), {"timer-translated"}),
    (event(timer("timeDuration", "${wait.time()}")), {"timer-invented"}),
    (event(timer("timeDate", "P3D")), {"timer-translated"}),
    (event(timer("timeCycle", "R3/P2D")), {"timer-once"}),
    (event(timer("timeCycle", "0 0 22 1/1 * ? *")), {"timer-roughly"}),
    (border(timer("timeCycle", "R/PT0S"), 'cancelActivity="false"'), {"timer-invented"}),
    (begins(timer("timeCycle", "0 0 4 * * ?")), {"timer-roughly"}),
    (begins(timer("timeDuration", "PT5M")), {"start-plain"}),
]
LEFTOVERS: list[tuple[str, set[str]]] = [
    (
        one("userTask", 'c:assignee="a"', "", '<c:taskListener class="x" event="create"/>'),
        {"people", "listeners"},
    ),
    (one("userTask", 'c:assignee="a"', "", '<x:thing xmlns:x="urn:x"/>'), {"people", "foreign-kept"}),
    (around(task=user("t", attributes='completionQuantity="2"')), {"attributes-kept"}),
]
CASES = [
    *IDENTITY,
    *PEOPLE,
    *MAPPINGS,
    *WORK,
    *LOOPS,
    *CONDITIONS,
    *KINDS,
    *WAYS,
    *EVENTS,
    *TIMERS,
    *LEFTOVERS,
]
