"""What `bench.instructions` counts: requests handed to an application, each operation between two lines.

`python -m bench.instructed polku FOLDER` or `… floors FOLDER`. A line "begin NAME" or "end NAME" on standard
output is answered by an empty one when counting has been switched. "end" also tells the SQL statements and
commits of one request, counted among those before.
"""

import io
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication, WSGIEnvironment

from werkzeug.test import Client, EnvironBuilder

from app import create_app
from app.db import new_id
from app.web import current
from bench import contenders, floors
from bench.counting import Counter
from bench.town import Prepared

FLOOR = "floor: Flask and bare SpiffWorkflow"
#: Requests before counting, and requests counted.
WARM_UP, COUNTED = 8, 16

#: An operation: the address and the fields of the request with this number.
Operation = Callable[[int], tuple[str, Mapping[str, str], bool]]


def main(what: str, folder: Path) -> None:
    """Do each operation, first uncounted."""
    counter = Counter()
    for name, app, requests in (_floors if what == "floors" else polku)(folder, counter):
        made = [requests(number) for number in range(WARM_UP + COUNTED)]
        statements, commits = counter.statements, counter.commits
        for environ in made[:WARM_UP]:
            ask(app, environ)
        spent = (counter.statements - statements) / WARM_UP, (counter.commits - commits) / WARM_UP
        counter.rest()
        _say(f"begin {name}")
        for environ in made[WARM_UP:]:
            ask(app, environ)
        _say(f"end {name}\t{spent[0]:g}\t{spent[1]:g}")


Counted = tuple[str, WSGIApplication, Callable[[int], WSGIEnvironment]]


def _floors(folder: Path, counter: Counter) -> Iterator[Counted]:
    app = floors.build(folder / "floors.sqlite", counter)
    yield FLOOR, app, lambda number: _environ(f"/tasks/{number + 1}/complete", contenders.ANSWERS)


def polku(folder: Path, counter: Counter) -> Iterator[Counted]:
    app = create_app()
    engine = current.of(app).database.engine
    prepared = Prepared(**json.loads((folder / "prepared.json").read_text()))
    home = f"/{prepared.tenant}"
    adviser = _signed_in(app, home, "staff/sign-in", prepared.adviser, f"staff/tasks/{prepared.tasks[0]}")
    citizen = _signed_in(app, home, "sign-in", prepared.citizen, "services/advice/message")

    def complete(number: int) -> WSGIEnvironment:
        return _environ(f"{home}/staff/tasks/{prepared.tasks[number]}/complete", contenders.ANSWERS, adviser)

    def write(_number: int) -> WSGIEnvironment:
        fields = {"text": contenders.WORDS, "token": new_id()}
        return _environ(f"{home}/services/advice/message", fields, citizen, multipart=True)

    def reply(number: int) -> WSGIEnvironment:
        fields = {"text": contenders.WORDS, "token": new_id()}
        return _environ(f"{home}/cases/{prepared.asked[number]}", fields, citizen, multipart=True)

    for name, requests in (
        ("complete a user task", complete),
        ("write a message that opens a case", write),
        ("reply to a question", reply),
    ):
        counter.watch(engine)
        yield name, app, requests


def _signed_in(app: WSGIApplication, home: str, page: str, person: str, form: str) -> dict[str, str]:
    """Cookie and forgery token of somebody who is signed in and looks at a form."""
    client = Client(app)
    to = "staff" if page.startswith("staff") else "citizen"
    fields = {"person": person, "to": to, "csrf_token": _token(client, f"{home}/{page}")}
    client.post(f"{home}/sign-in", data=fields)
    client.get(f"{home}/{form}")
    token = _token(client, f"{home}/{form}")
    names = (f"polku_{home[1:]}", "polku_form")
    found = [client.get_cookie(names[0], path=home), client.get_cookie(names[1])]
    cookie = "; ".join(f"{name}={each.value}" for name, each in zip(names, found, strict=True) if each)
    return {"cookie": cookie, "token": token}


def _token(client: Client, page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page).text)
    assert found, page
    return found[1]


def _environ(
    address: str,
    fields: Mapping[str, str],
    person: Mapping[str, str] | None = None,
    *,
    multipart: bool = False,
) -> WSGIEnvironment:
    sent: dict[str, Any] = dict(fields)
    headers = {"Sec-Fetch-Site": "same-origin", "Accept-Language": "en"}
    if person:
        sent["csrf_token"], headers["Cookie"] = person["token"], person["cookie"]
    kind = "multipart/form-data" if multipart else "application/x-www-form-urlencoded"
    builder = EnvironBuilder(address, method="POST", data=sent, headers=headers, content_type=kind)
    environ = builder.get_environ()
    environ["wsgi.errors"] = io.StringIO()
    return environ


def ask(app: WSGIApplication, environ: WSGIEnvironment) -> None:
    said: list[str] = []

    def start_response(status: str, _headers: object, _error: object = None) -> Callable[[bytes], object]:
        said.append(status)
        return said.append  # type: ignore[return-value]

    answer = app(environ, start_response)
    list(answer)
    assert said[0].startswith("303"), (environ["PATH_INFO"], said)


def _say(line: str) -> None:
    print(line, flush=True)
    sys.stdin.readline()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
