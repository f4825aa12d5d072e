"""One diagram for each thing the check can find: code → parts of a file, what is known."""

from collections.abc import Mapping

from tests.bpmn.diagrams import FOR_CLERKS, REPLY, around, chain, document, extended, flow, process, user

Scenario = tuple[str, dict[str, object]]


def _event(definition: str, kind: str = "intermediateCatchEvent", extensions: str = "") -> str:
    return around(task=f'<{kind} id="t">{extended(extensions)}{definition}</{kind}>')


def _boundary(definition: str, host: str = user("t"), attributes: str = 'attachedToRef="t"') -> str:
    return around(
        f'<boundaryEvent id="b" {attributes}>{definition}</boundaryEvent><endEvent id="be"/>',
        flow("b", "be"),
        task=host,
    )


def _timer(value: str) -> str:
    return f"<timerEventDefinition>{value}</timerEventDefinition>"


def _loop(extension: str, inside: str = "") -> str:
    marker = (
        f"<multiInstanceLoopCharacteristics>{extended(extension)}{inside}</multiInstanceLoopCharacteristics>"
    )
    return around(task=user("t", inside=marker))


def _element(kind: str, extensions: str = "", attributes: str = "", inside: str = "") -> str:
    return around(task=f'<{kind} id="t" {attributes}>{extended(extensions)}{inside}</{kind}>')


def _choice(conditions: tuple[str, str], attributes: str = "", kind: str = "exclusiveGateway") -> str:
    return process(
        f'<startEvent id="s"/><{kind} id="g" {attributes}/><endEvent id="a"/><endEvent id="b"/>'
        + flow("s", "g")
        + flow("g", "a", conditions[0])
        + flow("g", "b", conditions[1])
    )


def _race(*targets: str, extra: str = "") -> str:
    duration = _timer("<timeDuration>P1D</timeDuration>")
    catches = "".join(f'<intermediateCatchEvent id="{x}">{duration}</intermediateCatchEvent>' for x in "cd")
    flows = "".join(flow("g", target) for target in targets) + "".join(flow(x, "e") for x in "cdu")
    return process(
        f'<startEvent id="s"/><eventBasedGateway id="g"/><endEvent id="e"/>{catches}{user("u")}'
        f"{flow('s', 'g')}{flows}{extra}"
    )


def _job(kind: str, job: str, inputs: str = "") -> str:
    return _element(kind, f"{job}<zeebe:ioMapping>{inputs}</zeebe:ioMapping>" if inputs else job)


def _sub(kind: str = "subProcess", attributes: str = "", start: str = '<startEvent id="i"/>') -> str:
    inside = f'{start}<endEvent id="o"/>{chain("i", "o")}'
    return _element(kind, attributes=attributes, inside=inside)


def _call(process_id: str) -> str:
    return _element("callActivity", f'<zeebe:calledElement processId="{process_id}"/>')


_PLAIN = process('<startEvent id="s"/><endEvent id="e"/>' + chain("s", "e"))
_MESSAGE = '<messageEventDefinition messageRef="m_reply"/>'
_BY_MESSAGE = '<startEvent id="x"><messageEventDefinition messageRef="m_reply"/></startEvent>'
_CIRCLE_BACK = document(
    process(
        '<startEvent id="s"/><callActivity id="t"><extensionElements><zeebe:calledElement processId="p"/>'
        '</extensionElements></callActivity><endEvent id="e"/>' + chain("s", "t", "e"),
        'id="q" isExecutable="true"',
    )
)
_ONLY_BY_MESSAGE = document(REPLY, process(_BY_MESSAGE, 'id="q" isExecutable="true"'))
_CONDITION = "<conditionalEventDefinition><condition>{}</condition></conditionalEventDefinition>"
_TARGET = (
    '<intermediateCatchEvent id="{0}"><linkEventDefinition name="a"/></intermediateCatchEvent>'
    '<sequenceFlow id="{0}_e" sourceRef="{0}" targetRef="e"/>'
)
_ROUNDS = "<standardLoopCharacteristics {}><loopCondition>{}</loopCondition></standardLoopCharacteristics>"
_SUB_PROCESS = '<subProcess id="t"><startEvent id="i"/><endEvent id="o"/>' + chain("i", "o") + "</subProcess>"
_TYPE = '<zeebe:taskDefinition type="{}"/>'
_BODY = '<zeebe:input source="Hello" target="body_en"/>'

#: What stands alone in a file.
_ALONE: Mapping[str, str] = {
    "process-missing": REPLY,
    "choreography": '<choreography id="c"/>',
    "not-executable": process('<startEvent id="s"/><endEvent id="e"/>' + chain("s", "e"), 'id="p"'),
    "several-processes": _PLAIN + process("", 'id="q"'),
    "process-drawn": _PLAIN + process("", 'id="q" isExecutable="false"'),
    "process-without-id": process("", 'isExecutable="true"'),
    "start-missing": process(user("t") + '<endEvent id="e"/>' + chain("t", "e")),
    "starts-several": process('<startEvent id="s"/><startEvent id="x"/>'),
    "start-message-twice": REPLY + process(_BY_MESSAGE + _BY_MESSAGE.replace('"x"', '"y"')),
    "inner-start": REPLY + _sub(start=_BY_MESSAGE.replace('"x"', '"i"')),
    "id-twice": around(user("t"), task=user("t")),
    "element-without-id": process('<startEvent/><endEvent id="e"/>'),
    "flow-without-id": around('<sequenceFlow sourceRef="s" targetRef="e"/>', task=user("t")),
    "flow-dangling": around(flow("t", "nobody"), task=user("t")),
    "flow-crosses": process(
        '<startEvent id="s"/><endEvent id="e"/><subProcess id="t"><startEvent id="i"/></subProcess>'
        + chain("s", "t", "e")
        + flow("i", "e")
    ),
    "flow-into-start": around(flow("t", "s"), task=user("t")),
    "flow-out-of-end": around(flow("e", "t"), task=user("t")),
    "unreachable": around(user("x"), flow("x", "e"), task=user("t")),
    "dead-end": process('<startEvent id="s"/>' + user("t") + flow("s", "t")),
    "never-ends": process('<startEvent id="s"/>' + user("t") + user("u") + chain("s", "t", "u", "t")),
    "implicit-split": around(flow("t", "s2"), '<endEvent id="s2"/>', task=user("t")),
    "busy-circle": process(
        '<startEvent id="s"/><scriptTask id="t"/><exclusiveGateway id="g" default="g_e"/><endEvent id="e"/>'
        + chain("s", "t", "g", "e")
        + flow("g", "t", "=again")
    ),
    "condition-missing": _choice(("=a", "")),
    "condition-on-default": _choice(("=a", "=b"), 'default="g_b"'),
    "condition-ignored": around(flow("x", "e", "=a"), user("x"), task=user("t")),
    "condition-not-feel": _choice(("${a}", ""), 'default="g_b"'),
    "expression-broken": _choice(("=a >", ""), 'default="g_b"'),
    "default-missing": _choice(("=a", "=b")),
    "default-unknown": _choice(("=a", "=b"), 'default="nobody"'),
    "race-alone": _race("c"),
    "race-target": _race("c", "u"),
    "race-shared": _race("c", "d", extra=flow("u", "d")),
    "gateway-needless": _element("parallelGateway"),
    "event-waits-for-nothing": _event(""),
    "event-several": REPLY + _event(_MESSAGE + _timer("<timeDuration>P1D</timeDuration>")),
    "message-missing": _event("<messageEventDefinition/>"),
    "message-unknown": _event(_MESSAGE),
    "message-nameless": '<message id="m_reply"/>' + _event(_MESSAGE),
    "message-dynamic": '<message id="m_reply" name="=a"/>' + _event(_MESSAGE),
    "timer-missing": _event(_timer("")),
    "timer-wrong": _event(_timer("<timeDuration>two weeks</timeDuration>")),
    "timer-hurry": _boundary(
        _timer("<timeCycle>R/PT0S</timeCycle>"), attributes='attachedToRef="t" cancelActivity="false"'
    ),
    "cycle-misplaced": _event(_timer("<timeCycle>R3/P1D</timeCycle>")),
    "boundary-loose": _boundary(_timer("<timeDuration>P1D</timeDuration>"), attributes='attachedToRef="x"'),
    "boundary-never": _boundary(_timer("<timeDuration>P1D</timeDuration>"), host='<manualTask id="t"/>'),
    "start-without-form": REPLY + process(_BY_MESSAGE),
    "task-for-nobody": around(task=user("t", "")),
    "deadline-wrong": around(task=user("t", '<zeebe:taskSchedule dueDate="soon"/>')),
    "priority-wrong": around(task=user("t", '<zeebe:priorityDefinition priority="very"/>')),
    "list-missing": _loop(""),
    "list-not-feel": _loop('<zeebe:loopCharacteristics inputCollection="people"/>'),
    "results-half": _loop('<zeebe:loopCharacteristics inputCollection="=a" outputCollection="b"/>'),
    "task-passes": _element("task"),
    "data-store": around('<dataStoreReference id="d"/>', task=user("t")),
    "script-missing": _element("scriptTask"),
    "script-language": _element(
        "scriptTask", attributes='scriptFormat="groovy"', inside="<script>x</script>"
    ),
    "script-long": _element(
        "scriptTask", attributes='scriptFormat="python"', inside=f"<script>{'x = 1;' * 3000}</script>"
    ),
    "script-broken": _element(
        "scriptTask", attributes='scriptFormat="python"', inside="<script>x = (</script>"
    ),
    "script-not-feel": _element("scriptTask", '<zeebe:script expression="a + 1" resultVariable="b"/>'),
    "result-missing": _element("scriptTask", '<zeebe:script expression="=a + 1"/>'),
    "job-missing": _element("serviceTask"),
    "job-unknown": _job("serviceTask", _TYPE.format("make-coffee")),
    "job-sends": _job("serviceTask", _TYPE.format("polku.message")),
    "retries-wrong": _job(
        "serviceTask", '<zeebe:taskDefinition type="polku.payment-reference" retries="many"/>'
    ),
    "effect-missing": _element("sendTask"),
    "effect-unknown": _job("sendTask", _TYPE.format("pigeon")),
    "effect-input-unknown": _job(
        "sendTask", _TYPE.format("polku.message"), _BODY + '<zeebe:input source="a" target="colour"/>'
    ),
    "effect-empty": _job("sendTask", _TYPE.format("polku.message")),
    "call-missing": _element("callActivity"),
    "call-dynamic": _call("=a"),
    "callee-missing": _call("elsewhere"),
    "variable-half": around(
        task=user("t", '<zeebe:ioMapping><zeebe:output source="=a" target=""/></zeebe:ioMapping>')
    ),
    "variable-reserved": _element("scriptTask", '<zeebe:script expression="=1" resultVariable="case"/>'),
    "element-unknown": around("<teleporter/>", task=user("t")),
    "attribute-unknown": around(task=user("t", attributes='speed="high"')),
    "extension-foreign": around(task=user("t", attributes='camunda:formKey="f"')),
    "compensation": around(task=user("t", attributes='isForCompensation="true"')),
    "called-element": _element("callActivity", attributes='calledElement="q"'),
    "complex-gateway": _element("complexGateway"),
    "ad-hoc": _sub("adHocSubProcess"),
    "transaction": _sub("transaction"),
    "decision-missing": _element("businessRuleTask"),
    "decision-dynamic": _element(
        "businessRuleTask", '<zeebe:calledDecision decisionId="=a" resultVariable="b"/>'
    ),
    "decision-result-missing": _element("businessRuleTask", '<zeebe:calledDecision decisionId="a"/>'),
    "choreography-task": _element("choreographyTask"),
    "global-task": _PLAIN + '<globalUserTask id="x"/>',
    "loop-misplaced": _element("exclusiveGateway", inside="<standardLoopCharacteristics/>"),
    "loop-data": _loop(
        '<zeebe:loopCharacteristics inputCollection="=a"/>', "<loopDataInputRef>d</loopDataInputRef>"
    ),
    "cancel": _event("<cancelEventDefinition/>", "endEvent"),
    "error-misplaced": _event("<errorEventDefinition/>", "intermediateThrowEvent"),
    "escalation-misplaced": _event("<escalationEventDefinition/>"),
    "link-misplaced": _event("<linkEventDefinition/>", "endEvent"),
    "conditional-misplaced": _event("<conditionalEventDefinition/>", "endEvent"),
    "timer-misplaced": _event(_timer("<timeDuration>P1D</timeDuration>"), "endEvent"),
    "signal-missing": _event("<signalEventDefinition/>", "endEvent"),
    "signal-dynamic": '<signal id="x" name="=a"/>' + _event('<signalEventDefinition signalRef="x"/>'),
    "code-missing": '<error id="x" name="Lost"/>'
    + _event('<errorEventDefinition errorRef="x"/>', "endEvent"),
    "code-dynamic": '<escalation id="x" escalationCode="=a"/>'
    + _event('<escalationEventDefinition escalationRef="x"/>', "intermediateThrowEvent"),
    "error-goes-on": _boundary(
        "<errorEventDefinition/>", _SUB_PROCESS, attributes='attachedToRef="t" cancelActivity="false"'
    ),
    "catches-nothing": _boundary("<errorEventDefinition/>"),
    "condition-event-missing": _event("<conditionalEventDefinition/>"),
    "condition-event-not-feel": _event(_CONDITION.format("paid")),
    "condition-of-time": _event(_CONDITION.format("=today() &gt; deadline")),
    "link-alone": _event('<linkEventDefinition name="a"/>', "intermediateThrowEvent"),
    "link-twice": around(_TARGET.format("x"), _TARGET.format("y"), task=user("t")),
    "link-entered": _event('<linkEventDefinition name="a"/>'),
    "start-kind": process('<startEvent id="s"><signalEventDefinition/></startEvent>'),
    "start-timer": process(f'<startEvent id="s">{_timer("<timeCycle>R3/P1D</timeCycle>")}</startEvent>'),
    "listener-start": around(
        '<subProcess id="x" triggeredByEvent="true"><startEvent id="i"/></subProcess>', task=user("t")
    ),
    "loop-endless": around(task=user("t", inside="<standardLoopCharacteristics/>")),
    "loop-not-feel": around(task=user("t", inside=_ROUNDS.format("", "again"))),
    "times-wrong": around(task=user("t", inside=_ROUNDS.format('loopMaximum="no"', "=again"))),
    "markers-two": around(
        task=user("t", inside=_ROUNDS.format("", "=again") + "<multiInstanceLoopCharacteristics/>")
    ),
    "list-long": _loop("", "<loopCardinality>10000000</loopCardinality>"),
    "endless-circle": process(
        '<startEvent id="s"/><exclusiveGateway id="m"/><parallelGateway id="f"/><endEvent id="e"/>'
        + chain("s", "m", "f", "m")
        + flow("f", "e")
    ),
    "terminate-misplaced": _event("<terminateEventDefinition/>", "intermediateThrowEvent"),
    "multi-instance-misplaced": _element("parallelGateway", inside="<multiInstanceLoopCharacteristics/>"),
    "potential-owner": around(task=user("t", inside="<potentialOwner/>")),
    "performer": around(task=user("t", inside="<performer/>")),
}

#: What shows only beside what the municipality has.
_BESIDE: Mapping[str, Scenario] = {
    "group-unknown": (around(task=user("t")), {"groups": {"board"}}),
    "lane-unknown": (
        around(
            '<laneSet id="ls"><lane id="l" name="Offices"><flowNodeRef>t</flowNodeRef></lane></laneSet>',
            task=user("t", ""),
        ),
        {"groups": {"board"}},
    ),
    "form-unknown": (
        around(task=user("t", f'{FOR_CLERKS}<zeebe:formDefinition formId="f"/>')),
        {"forms": {"g"}},
    ),
    "decision-unknown": (
        _element("businessRuleTask", '<zeebe:calledDecision decisionId="a" resultVariable="b"/>'),
        {"decisions": {"c"}},
    ),
    "callee-without-start": (_call("q"), {"called": [_ONLY_BY_MESSAGE]}),
    "call-circle": (_call("q"), {"called": [_CIRCLE_BACK]}),
}

SCENARIOS: Mapping[str, Scenario] = {**{code: (parts, {}) for code, parts in _ALONE.items()}, **_BESIDE}
