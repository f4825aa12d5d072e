"""The element templates that the studio offers are what the modeler on a desk reads, too."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from flask import Flask

from app.bpmn.doing import EFFECTS, JOB_TYPES
from app.web.studio.effects import templates

ROOT = Path(__file__).parents[3]
#: The validator of the stock modeler, which our own build leaves out.
VALIDATING = """
import { createRequire } from "node:module";
const { validateZeebe } = createRequire(process.cwd() + "/")("@bpmn-io/element-templates-validator");
let text = "";
for await (const part of process.stdin) text += part;
const found = JSON.parse(text).map((each) => [each.id, validateZeebe(each).errors ?? []]);
console.log(JSON.stringify(found.filter(([, errors]) => errors.length)));
"""


def test_every_template_is_valid_and_does_what_the_product_can(app: Flask) -> None:
    with app.test_request_context():
        offered = templates(["https://register.example/api/"])
    node = shutil.which("node", path=f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}")
    assert node is not None

    ran = subprocess.run(
        [node, "--input-type=module", "-e", VALIDATING],
        input=json.dumps(offered),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT / "frontend",
    )

    kinds = {
        part["value"]
        for each in offered
        for part in each["properties"]
        if part["binding"] == {"type": "zeebe:taskDefinition", "property": "type"}
    }
    assert json.loads(ran.stdout) == []
    assert kinds == {*EFFECTS, *JOB_TYPES}
