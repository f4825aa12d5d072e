"""Staff at their desk: buttons may stand outside the main part of a page, and lead elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.test import TestResponse

from tests.web.citizen.visiting import Page, Visitor


@dataclass
class Desk(Visitor):
    """A visitor who may press every button of a page."""

    def post(self, page: Page, answers: Mapping[str, Any], *, button: str = "", of: str = "") -> TestResponse:
        """Fill the form whose address, or one of whose buttons' addresses, holds `of`; the bare answer."""
        buttons = page.root.xpath("//button[@formaction]")
        pressed = [each for each in buttons if of and of in each.get("formaction")]
        forms = page.root.xpath("//form[@method='post']")
        found = pressed or [
            each for each in forms if of in (each.action or "") and "sign-out" not in each.action
        ]
        form = page.root.get_element_by_id(found[0].get("form")) if pressed else found[0]
        action = found[0].get("formaction") or form.action
        data: dict[str, Any] = {}
        for name, value in form.form_values():
            data.setdefault(name, []).append(value)
        data |= answers
        headers = {"Sec-Fetch-Site": "same-origin"}
        return self.client.post(action, data=data, content_type="multipart/form-data", headers=headers)
