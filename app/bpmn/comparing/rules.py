"""What is decided, computed, sent and waited for, in words. Expressions stay in the details."""

from collections.abc import Iterator, Mapping

from app.bpmn.comparing.about import OTHER_TOPIC, OTHERWISE, About, compared
from app.bpmn.comparing.people import called_name
from app.bpmn.comparing.speaking import step, thing
from app.bpmn.comparing.values import TEXT
from app.bpmn.comparing.version import Version
from app.changes.change import Change, Group, Kind
from app.changes.parts import KIND, PLACE, THERE
from app.changes.wording import Sentence, quoted
from app.translating import N_

_CONDITION = N_("%(step)s is taken under another condition.")
_CONDITION_NEW = N_("%(step)s is now taken only under a condition.")
_CONDITION_NONE = N_("%(step)s is now taken without a condition.")
_CONDITION_TOPIC = N_("Condition of %(step)s")
_DEFAULT = N_("When no condition holds at %(step)s, %(new)s follows; it was %(old)s.")
_DEFAULT_NEW = N_("When no condition holds at %(step)s, %(new)s now follows.")
_DEFAULT_NONE = N_("Nothing is said any more about what happens when no condition holds at %(step)s.")
_DEFAULT_TOPIC = N_("What happens at %(step)s when no condition holds")
_SCRIPT = N_("%(step)s works out its result in another way.")
_RESULT = N_("The result of %(step)s is kept under another name.")
_RULE_TOPIC = N_("What %(step)s works out")
_LETTER, _NOTICE = (
    N_("The message of %(step)s says something else."),
    N_("The notice of %(step)s says something else."),
)
_LETTER_TO = N_("The message of %(step)s goes to somebody else.")
_LETTER_TOPIC = N_("Message of %(step)s")
_TAKES, _GIVES = N_("%(step)s is given other data."), N_("%(step)s gives other data to the case.")
_DATA_ORDER = N_("%(step)s handles its data in another order.")
_DATA_TOPIC = N_("Data of %(step)s")
_JOB, _SETTINGS = (
    N_("The system does something else at %(step)s."),
    N_("A setting of the work at %(step)s is different."),
)
_RETRIES = N_("The system tries %(step)s %(new)s times; it was %(old)s.")
_JOB_TOPIC = N_("Work of the system at %(step)s")
_CALLS = N_("%(step)s runs the process %(new)s; it was %(old)s.")
_CALLS_TOPIC = N_("Process of %(step)s")
_EACH, _ONCE = N_("%(step)s is now done once for each item of a list."), N_("%(step)s is now done only once.")
_LOOP = N_("How often %(step)s is done is worked out in another way.")
_IN_TURN, _AT_ONCE = (
    N_("%(step)s is now done one after the other."),
    N_("%(step)s is now done for all at once."),
)
_LOOP_TOPIC = N_("How often %(step)s is done")
_MESSAGE = N_("%(step)s is about the message %(new)s; it was %(old)s.")
_TRIGGER = N_("%(step)s is now set off by something else.")
_TRIGGER_TOPIC = N_("What sets off %(step)s")
_CASE = N_("Which case the message %(step)s belongs to is found in another way.")
_ENDS = N_("%(step)s now ends %(task)s when it happens.")
_LEAVES_OPEN = N_("%(step)s now leaves %(task)s open when it happens.")
_HOST = N_("%(step)s now belongs to %(new)s; it belonged to %(old)s.")
_KIND = N_("%(step)s is now %(new)s; it was %(old)s.")
_KIND_TOPIC = N_("What %(step)s is")
_SCOPE = N_("%(step)s is now part of %(new)s; it was part of %(old)s.")
_RUNS, _RUNS_NOT = (
    N_("The process %(step)s can now be run."),
    N_("The process %(step)s can no longer be run."),
)
_KINDS: Mapping[str, str] = {
    "userTask": N_("a task for a person"),
    "manualTask": N_("a reminder in the drawing"),
    "task": N_("a reminder in the drawing"),
    "serviceTask": N_("work of the system"),
    "sendTask": N_("something that is sent"),
    "receiveTask": N_("a wait for a message"),
    "scriptTask": N_("something that is worked out"),
    "businessRuleTask": N_("a decision by a table"),
    "callActivity": N_("another process"),
    "subProcess": N_("a part with steps of its own"),
    "exclusiveGateway": N_("a choice of one way"),
    "inclusiveGateway": N_("a choice of one or more ways"),
    "parallelGateway": N_("a fork into all ways at once"),
    "eventBasedGateway": N_("a wait for whatever happens first"),
    "startEvent": N_("a start"),
    "endEvent": N_("an end"),
    "intermediateCatchEvent": N_("a wait"),
    "intermediateThrowEvent": N_("a point on the way"),
    "boundaryEvent": N_("an event at a task"),
}
_SOMETHING = N_("something else")
#: Inputs of a message that are its text.
_WORDS = ("subject", "body")


def condition(about: About) -> Iterator[Change]:
    """When a way is taken."""
    kind, template = compared(
        *about.value("conditionExpression", TEXT), _CONDITION, _CONDITION_NEW, _CONDITION_NONE
    )
    yield about.change(kind, "diagram", "order", template, _CONDITION_TOPIC, "step")


def otherwise(about: About) -> Iterator[Change]:
    """The way that is taken when no condition holds."""
    was, now = about.was, about.now
    old, new = was.default if was else None, now.default if now else None
    kind, template = compared(old, new, _DEFAULT, _DEFAULT_NEW, _DEFAULT_NONE)
    yield about.change(
        kind,
        "diagram",
        "order",
        template,
        _DEFAULT_TOPIC,
        old=_target(about.old, old),
        new=_target(about.new, new),
    )


def _target(version: Version, flow_id: str | None) -> Sentence:
    flow = version.flow(version.key(flow_id or ""))
    return step(version, version.key(flow.target if flow else ""))


def script(about: About) -> Iterator[Change]:
    """What a script computes, or where its result goes."""
    only_name = all(delta.name == "resultVariable" for delta in about.deltas)
    yield about.change("changed", "diagram", "rules", _RESULT if only_name else _SCRIPT, _RULE_TOPIC, "step")


def data(about: About) -> Iterator[Change]:
    """What an element is given and gives: for a message its words, else data."""
    element = about.now or about.was
    job = element.job.type if element and element.job else ""
    if job in ("polku.message", "polku.notify"):
        yield from _letter(about, to_citizen=job == "polku.message")
        return
    if all(delta.name == PLACE for delta in about.deltas):
        yield about.change("moved", "diagram", "rules", _DATA_ORDER, _DATA_TOPIC, "step")
        return
    for kind, template in (("zeebe:input", _TAKES), ("zeebe:output", _GIVES)):
        if any(delta.part.kind == kind for delta in about.deltas):
            yield about.change("changed", "diagram", "rules", template, _DATA_TOPIC, "step")


def _letter(about: About, *, to_citizen: bool) -> Iterator[Change]:
    targets = [str(delta.part.values.get("target", "")) for delta in about.deltas]
    group: Group = "citizen" if to_citizen else "people"
    said = [target for target in targets if target.startswith(_WORDS)]
    if said:
        template = _LETTER if to_citizen else _NOTICE
        yield about.change("changed", "text", group, template, _LETTER_TOPIC, "step")
    if len(said) < len(targets):
        yield about.change("changed", "diagram", group, _LETTER_TO, _LETTER_TOPIC, "step")


def job(about: About) -> Iterator[Change]:
    """The work of the system: its type, attempts and settings."""
    old, new = about.value("zeebe:taskDefinition", "type")
    was, now = about.value("zeebe:taskDefinition", "retries")
    if old != new:
        yield about.change("changed", "diagram", "rules", _JOB, _JOB_TOPIC, "step")
    elif was != now:
        yield about.change(
            "changed", "parameter", "rules", _RETRIES, _JOB_TOPIC, old=was or "3", new=now or "3"
        )
    if any(delta.part.kind == "zeebe:header" for delta in about.deltas):
        yield about.change("changed", "parameter", "rules", _SETTINGS, _JOB_TOPIC, "step")


def call(about: About) -> Iterator[Change]:
    """Which process a call activity runs."""
    old, new = about.value("zeebe:calledElement", "processId")
    if old == new:
        yield about.change("changed", "diagram", "rules", _TAKES, _DATA_TOPIC, "step")
        return
    was, now = called_name(about.old, old), called_name(about.new, new)
    yield about.change("changed", "diagram", "order", _CALLS, _CALLS_TOPIC, old=was, new=now)


def repeating(about: About) -> Iterator[Change]:
    """How often a task is done, and whether all at once."""
    was, now = about.was and about.was.loop, about.now and about.now.loop
    template = _LOOP
    if (was is None) != (now is None):
        template = _EACH if now else _ONCE
    elif was and now and was.sequential != now.sequential:
        template = _IN_TURN if now.sequential else _AT_ONCE
    yield about.change("changed", "diagram", "order", template, _LOOP_TOPIC, "step")


def message(about: About) -> Iterator[Change]:
    """Which message is awaited or sent, or what else sets off an event."""
    was, now = about.was, about.now
    old = about.old.document.message(was) if was else None
    new = about.new.document.message(now) if now else None
    if old and new and not any(delta.name == KIND for delta in about.deltas):
        yield about.change(
            "changed",
            "diagram",
            "order",
            _MESSAGE,
            _TRIGGER_TOPIC,
            old=quoted(old.name),
            new=quoted(new.name),
        )
    else:
        yield about.change("changed", "diagram", "order", _TRIGGER, _TRIGGER_TOPIC, "step")


def correlation(about: About) -> Iterator[Change]:
    """How a message finds its case."""
    yield about.change("changed", "diagram", "rules", _CASE, OTHER_TOPIC, "step")


def interrupting(about: About) -> Iterator[Change]:
    """Whether an event ends the task that it sits on."""
    now = about.now
    host = about.new.key(now.attached_to) if now and now.attached_to else about.key
    template = _ENDS if now and now.interrupting else _LEAVES_OPEN
    yield about.change(
        "changed", "diagram", "order", template, OTHER_TOPIC, "task", task=step(about.new, host)
    )


def host(about: About) -> Iterator[Change]:
    """The task that an event sits on."""
    yield about.change(
        "moved",
        "diagram",
        "order",
        _HOST,
        OTHER_TOPIC,
        old=_host(about.old, about),
        new=_host(about.new, about),
    )


def _host(version: Version, about: About) -> Sentence:
    element = version.element(about.key)
    return thing(version, version.key(element.attached_to if element and element.attached_to else ""))


def kind(about: About) -> Iterator[Change]:
    """What sort of thing an element is."""
    for delta in about.deltas:
        if delta.name == KIND:
            old, new = (Sentence(_KINDS.get(str(each), _SOMETHING)) for each in (delta.old, delta.new))
            yield about.change("changed", "diagram", "order", _KIND, _KIND_TOPIC, old=old, new=new)


def scope(about: About) -> Iterator[Change]:
    """The process or sub-process that an element is part of."""
    for delta in about.deltas:
        yield about.change(
            "moved",
            "diagram",
            "order",
            _SCOPE,
            OTHER_TOPIC,
            old=thing(about.old, str(delta.old)),
            new=thing(about.new, str(delta.new)),
        )


def executable(about: About) -> Iterator[Change]:
    """Whether a process runs."""
    _, new = about.value("process", "isExecutable")
    yield about.change(
        "changed", "diagram", "rules", _RUNS if new in ("true", "1") else _RUNS_NOT, OTHER_TOPIC, "step"
    )


def anything(about: About) -> Iterator[Change]:
    """What has no sentence of its own is never left out."""
    there = {delta.added for delta in about.deltas if delta.name == THERE}
    change_kind: Kind = "changed"
    if len(there) == 1 and all(delta.name == THERE for delta in about.deltas):
        change_kind = "added" if there.pop() else "removed"
    yield about.change(change_kind, "diagram", "rules", OTHERWISE, OTHER_TOPIC, "step")
