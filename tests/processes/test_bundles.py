"""Files that are published together, also as one archive."""

import io
import json
import zipfile

from app.processes.bundles import open_bundle
from tests.engine.diagrams import diagram, element, end, start, task, zeebe

FORM = json.dumps({"id": "look", "components": []}).encode()
CALLING = diagram(
    start("s"),
    task(
        "a",
        extra=zeebe("formDefinition", formId="look")
        + zeebe("assignmentDefinition", candidateGroups="clerks"),
    ),
    element("callActivity", "call", extra=zeebe("calledElement", processId="inspect")),
    end("e"),
    flows="s a call e",
).source
CALLED = diagram(start("is"), end("ie"), flows="is ie", key="inspect").source


def packed(**members: bytes) -> bytes:
    """An archive of a folder; `name_ending` becomes `name.ending`."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"permits/{name.replace('_', '.')}", content)
    return target.getvalue()


def test_an_archive_is_published_like_the_files_in_it() -> None:
    bundle = open_bundle({"permits.zip": packed(main_bpmn=CALLING, called_bpmn=CALLED, look_form=FORM)})

    assert bundle.publishable, bundle.findings
    assert bundle.definition is not None
    assert (bundle.definition.key, set(bundle.forms), len(bundle.called)) == ("p", {"look"}, 1)


def test_what_is_wrong_with_an_archive_is_a_finding() -> None:
    bundle = open_bundle({"main.bpmn": CALLING, "more.zip": packed(inner_zip=packed(a_bpmn=CALLED))})

    assert not bundle.publishable
    assert "is an archive itself." in " ".join(each.say(each.sentence) for each in bundle.findings)
