"""Who does a task and with which form, in words."""

from collections.abc import Iterator

from app.bpmn.comparing.about import About, compared
from app.bpmn.comparing.version import Version, name_of
from app.bpmn.comparing.who import who, who_or_nobody
from app.bpmn.elements import Element
from app.changes.change import Change, Group
from app.changes.wording import Name, Sentence, as_words, quoted
from app.translating import N_

_WHO = N_("%(step)s is done by %(new)s; it was %(old)s.")
_WHO_COMPUTED = N_("Who does %(step)s is worked out in another way.")
_LANE = N_("%(step)s stands in another lane; that changes nothing in who does it.")
WHO_TOPIC = N_("Who does %(step)s")
_FORM = N_("%(step)s uses the form %(new)s; it was %(old)s.")
_FORM_SAME = N_("%(step)s uses another form, which is called %(new)s, too.")
_FORM_NEW = N_("%(step)s now has the form %(new)s.")
_FORM_NONE = N_("%(step)s has no form any more; it was %(old)s.")
_FORM_TOPIC = N_("Form of %(step)s")
#: Kinds of elements whose form a citizen fills in.
_ASKS_CITIZEN = frozenset({"startEvent", "receiveTask", "intermediateCatchEvent", "boundaryEvent"})


def done_by(about: About) -> Iterator[Change]:
    """Who may do a task, said by itself or by its lane."""
    was, now = about.was, about.now
    if was is None or now is None or not (_for_people(was) or _for_people(now)):
        yield _other_lane(about)
        return
    old, new = who_or_nobody(about.old, was), who_or_nobody(about.new, now)
    if _said(about.old, was) == _said(about.new, now):
        yield _other_lane(about) if was.assignment == now.assignment else _worked_out(about)
    else:
        yield about.change("changed", "parameter", "people", _WHO, WHO_TOPIC, old=old, new=new)


def _for_people(element: Element) -> bool:
    return element.kind in ("userTask", "manualTask", "task", "subProcess")


def _said(version: Version, element: Element) -> str:
    value = who(version, element)
    return value if isinstance(value, str) or value is None else value.fill(str, "en", False)  # type: ignore[return-value]


def _other_lane(about: About) -> Change:
    return about.change("moved", "layout", "drawing", _LANE, WHO_TOPIC, "step")


def _worked_out(about: About) -> Change:
    return about.change("changed", "parameter", "people", _WHO_COMPUTED, WHO_TOPIC, "step")


def form(about: About) -> Iterator[Change]:
    """Which form a task or a start has."""
    old, new = about.value("zeebe:formDefinition", "formId")
    if old is None and new is None:
        old, new = about.value("zeebe:property", "value")
    before, after = _title(about.old, old), _title(about.new, new)
    kind, template = compared(old, new, _FORM_SAME if before == after else _FORM, _FORM_NEW, _FORM_NONE)
    element = about.now or about.was
    group: Group = "citizen" if element and element.kind in _ASKS_CITIZEN else "people"
    yield about.change(
        kind,
        "diagram",
        group,
        template,
        _FORM_TOPIC,
        old=before,
        new=after,
    )


def _title(version: Version, form_id: str | None) -> Sentence:
    return quoted(version.titles.forms.get(form_id or "") or Name(as_words(form_id or "")))


def called_name(version: Version, process_id: str | None) -> Sentence:
    """A called process by its name, else by its id as words."""
    wanted = process_id or ""
    own = next((process for process in version.document.processes if process.id == wanted), None)
    return quoted(
        version.titles.processes.get(wanted) or (name_of(own) if own else None) or Name(as_words(wanted))
    )
