"""The check of a form before it is published: what would not work, and what is not translated yet."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from app.feel import FeelSyntaxError, compile_expression
from app.feel.phrases import Phrase, reason
from app.forms.checks import CHECKS
from app.forms.components import CONTAINERS, INPUTS, ONE_OF, SEVERAL_OF, Component
from app.forms.errors import FormError
from app.forms.form import Form, read_form
from app.forms.problems import Problem
from app.forms.rendering import safe_image
from app.forms.scope import FILLED
from app.forms.texts import pattern
from app.translating import N_

#: Languages that stand beside the English of the form.
LANGUAGES = ("fi", "sv")

_EXPRESSIONS = ("valuesExpression", "expression", "dataSource", "columnsExpression")
_TEXTS = {"text": "text", "html": "content", "image": "alt"}


def check_form(form: Form | bytes | str) -> list[Problem]:
    """All problems of a form, errors before warnings; a document that cannot be read is one error."""
    if not isinstance(form, Form):
        try:
            form = read_form(form)
        except FormError as exc:
            remedy = N_("Open the form in the form editor and save it anew")
            return [Problem("form-unreadable", "error", None, None, exc.sentence, remedy, exc.values)]
    found = [*_twice(form), *_order(form)]
    for component in form.components:
        found += [*_labelled(component), *_expressions(component), *_options(component)]
        found += [*_validation(component), *_pictured(component), *_translated(component)]
    return sorted(found, key=lambda problem: problem.severity != "error")


def _problem(component: Component, code: str, sentence: str, remedy: str, **values: str | Phrase) -> Problem:
    values = {"component": component.place, **values}
    return Problem(code, "error", component.place, None, sentence, remedy, values)


def _twice(form: Form) -> Iterator[Problem]:
    for key in form.duplicates:
        yield Problem(
            "key-twice",
            "error",
            key,
            None,
            N_("Two fields of the form keep their answer under “%(key)s”"),
            N_("Give each field its own key"),
            {"key": key},
        )


def _labelled(component: Component) -> Iterator[Problem]:
    if component.type in INPUTS - {"expression"} and not component.label("en").strip():
        yield _problem(
            component,
            "label-missing",
            N_("The field “%(component)s” has no label"),
            N_("Write what is asked: people who cannot see the page hear only the label"),
        )


def _expressions(component: Component) -> Iterator[Problem]:
    for source in dict.fromkeys(expressions_of(component)):
        try:
            compile_expression(source)
        except FeelSyntaxError as exc:
            yield _problem(
                component,
                "expression-invalid",
                N_("“%(component)s” has an expression that cannot be read: %(expression)s (%(why)s)"),
                N_("Correct the FEEL expression"),
                expression=source[:200],
                why=reason(exc),
            )


def expressions_of(component: Component) -> Iterator[str]:
    """The FEEL expressions of a component, without their "="."""
    if component.condition():
        yield component.condition()
    for name in _EXPRESSIONS:
        found = component.source.get(name)
        if isinstance(found, str) and found.strip():
            yield found.strip().removeprefix("=")
    settings = [component.source.get(name) for name in ("readonly", "source", "accept")]
    for setting in [*settings, *component.part("validate").values()]:
        if isinstance(setting, str) and setting.lstrip().startswith("="):
            yield setting.lstrip()[1:]
    for text in _texts(component):
        yield from [text[1:]] if text.startswith("=") else FILLED.findall(text)


def _texts(component: Component) -> Iterator[str]:
    names = ["label", "description", _TEXTS.get(component.type, "label")]
    for name in dict.fromkeys(names):
        for lang in ("en", *LANGUAGES):
            yield component.text(name, lang)


def _order(form: Form) -> Iterator[Problem]:
    """A condition sees the answers before it, so one that refers to a later field would never see it."""
    outside = [c for page in form.pages for c in page.components]
    yield from _ordered(outside, set(_names(outside)))


def _ordered(components: Sequence[Component], later: set[str]) -> Iterator[Problem]:
    for component in components:
        for name in sorted(_named(component) & later):
            yield _problem(
                component,
                "refers-later",
                N_("“%(component)s” refers to “%(name)s”, which is answered only after it"),
                N_("Move the field with the condition behind the one it refers to"),
                name=name,
            )
        if component.repeats:
            yield from _ordered(component.children, set(_names(component.children)))
        elif component.type == "group":
            yield from _ordered(component.children, later)
        later -= {component.path[0]} if component.path else set()


def _names(components: Sequence[Component]) -> Iterator[str]:
    for component in components:
        if component.path:
            yield component.path[0]
        elif component.type == "group":
            yield from _names(component.children)


def _named(component: Component) -> set[str]:
    """The names that the component's own expressions read."""
    names: set[str] = set()
    for source in expressions_of(component):
        try:
            names |= compile_expression(source).names
        except FeelSyntaxError:
            continue
    return names


def _options(component: Component) -> Iterator[Problem]:
    if component.type not in ONE_OF | SEVERAL_OF:
        return
    if component.source.get("valuesKey") or component.source.get("valuesExpression"):
        return
    values = [each.get("value") for each in _static_options(component)]
    if not values:
        yield _problem(
            component,
            "options-missing",
            N_("“%(component)s” has nothing to choose from"),
            N_("Write the options, or an expression that gives them"),
        )
    for value, count in Counter(map(str, values)).items():
        if count > 1:
            yield _problem(
                component,
                "option-twice",
                N_("“%(component)s” has the option “%(value)s” twice"),
                N_("Give each option its own value"),
                value=value,
            )


def _static_options(component: Component) -> list[Mapping[str, object]]:
    found = component.source.get("values")
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def _validation(component: Component) -> Iterator[Problem]:
    source = component.part("validate").get("pattern")
    if isinstance(source, str) and source and pattern(source) is None:
        yield _problem(
            component,
            "pattern-invalid",
            N_("The pattern of “%(component)s” cannot be read: %(pattern)s"),
            N_("Write it without look-ahead and back-references (RE2 syntax)"),
            pattern=source[:200],
        )
    check = component.words("check")
    if check and check not in CHECKS:
        yield _problem(
            component,
            "check-unknown",
            N_("“%(component)s” names the check “%(check)s”, which does not exist"),
            N_("Use one of: %(checks)s"),
            check=check,
            checks=", ".join(sorted(CHECKS)),
        )


def _pictured(component: Component) -> Iterator[Problem]:
    source = component.source.get("source")
    written = component.type == "image" and isinstance(source, str) and not source.startswith("=")
    if written and not safe_image(str(source)):
        yield _problem(
            component,
            "image-refused",
            N_("The picture “%(component)s” comes from an address that is not allowed"),
            N_("Put the picture into the form as PNG, JPEG, GIF or WebP, or use an https address"),
        )


def _translated(component: Component) -> Iterator[Problem]:
    for lang in LANGUAGES:
        missing = [name for name in _to_translate(component) if not _has(component, name, lang)]
        if missing:
            yield Problem(
                "translation-missing",
                "warning",
                component.place,
                None,
                N_("“%(component)s” is not translated into %(language)s: %(texts)s"),
                N_("Add the translations as properties of the field, such as label.fi"),
                {
                    "component": component.place,
                    "language": {"fi": "Finnish", "sv": "Swedish"}[lang],
                    "texts": ", ".join(missing),
                },
            )


def _has(component: Component, name: str, lang: str) -> bool:
    return bool(component.words(f"{name}.{lang}")) or (
        name == "label" and component.label(lang) != component.label("en")
    )


def _to_translate(component: Component) -> Iterator[str]:
    if component.type in INPUTS | CONTAINERS and component.label("en"):
        yield "label"
    if component.text("description", "en"):
        yield "description"
    if component.type in _TEXTS and component.text(_TEXTS[component.type], "en"):
        yield _TEXTS[component.type]
    if component.part("validate").get("patternErrorMessage"):
        yield "patternErrorMessage"
    for option in _static_options(component):
        yield f"option.{option.get('value')}"
