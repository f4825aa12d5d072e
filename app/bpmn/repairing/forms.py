"""Remedies for the forms of other products: their keys become ids of forms, their fields are kept."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from lxml import etree

from app.bpmn.problems import Problem
from app.bpmn.repairing import editing, foreign
from app.bpmn.repairing.foreign import Foreign
from app.bpmn.repairing.languages.juel import is_juel
from app.bpmn.repairing.planning import FOREIGN, rule
from app.bpmn.repairing.remedy import Offer, exact, guess
from app.bpmn.repairing.workpiece import Workpiece
from app.translating import N_

FORM = exact(
    "form",
    N_("The form “%(key)s” of “%(element)s” is looked for under the id %(form)s."),
    N_("Draw the form and save it as %(form)s.form, or choose another one in the panel “Form”."),
)
FORM_FIELDS = exact(
    "form-fields",
    N_(
        "The fields of the form of “%(element)s” (%(fields)s) are kept, but not asked: a form is a file here."
    ),
    N_("Draw a form with these fields and choose it in the panel “Form”."),
)
FORM_COMPUTED = guess(
    "form-computed",
    N_("“%(element)s” computes which form it shows (%(key)s); here a form is fixed, so none is chosen."),
    N_("Choose the form in the panel “Form”."),
)

#: Names of attributes and elements that say which form, and of what goes with them.
_KEYS = frozenset({"formKey", "formRef", "formId", "externalReference"})
_BESIDE = frozenset(
    {"formRefBinding", "formRefVersion", "formHandlerClass", "formFieldValidation", "bindingType"}
)
_FIELDS = frozenset({"formData", "formProperty", "userTaskForm"})
NAMES = _KEYS | _BESIDE | _FIELDS

#: A free property of SpiffWorkflow.
_FORM_FILE = "formJsonSchemaFilename"
_WRAPPERS = ("embedded:", "app:", "deployment:", "camunda-forms:", "bpmn:", "classpath:")
_ENDINGS = re.compile(r"\.(html?|jsf|form|json)$")


def form_id(key: str) -> str:
    """ "embedded:app:forms/start-form.html" → "start-form"."""
    while key.startswith(_WRAPPERS):
        key = key.partition(":")[2]
    return _ENDINGS.sub("", key.strip().rstrip("/").rpartition("/")[2]) or "form"


def forms(_: Workpiece, xml: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """The key of a form becomes its id; fields in the diagram are kept."""
    found = foreign.found(xml, problems)
    keys = [each for each in found if each.name in _KEYS and each.text.strip()]
    fields = [each for each in found if each.name in _FIELDS]
    if keys and is_juel(keys[0].text):
        yield FORM_COMPUTED.at(xml, partial(foreign.set_aside, found), key=keys[0].text)
    elif keys:
        form = form_id(keys[0].text.strip())
        yield FORM.at(xml, partial(_use, xml, form, found), key=keys[0].text, form=form)
    elif fields:
        yield FORM_FIELDS.at(xml, partial(foreign.set_aside, found), fields=_names(fields))


def named_forms(_: Workpiece, xml: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """SpiffWorkflow names the file of a form in a free property, which is kept as one."""
    held = [child for each in foreign.found(xml, problems) for child in each.part.iterchildren("{*}*")]
    file = next((child.get("value", "") for child in held if child.get("name") == _FORM_FILE), "")
    if file and editing.kind_of(xml) == "userTask":
        form = form_id(file)
        apply = partial(editing.extend, xml, "formDefinition", formId=form)
        yield FORM.at(xml, apply, key=file, form=form)


def _use(xml: etree._Element, form: str, found: Sequence[Foreign]) -> None:
    foreign.set_aside(found)
    editing.extend(xml, "formDefinition", formId=form)


def _names(fields: Sequence[Foreign]) -> str:
    each = (
        child.get("id") or child.get("name") or "" for field in fields for child in field.part.iter("{*}*")
    )
    return ", ".join(filter(None, each)) or "–"


RULES = (rule(forms, FOREIGN, NAMES), rule(named_forms, FOREIGN, ["properties"]))
