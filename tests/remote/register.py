"""Another system, such as a register, that answers over HTTP in this machine."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from app.remote import asking


class Register(BaseHTTPRequestHandler):
    """Another system: it says what its path asks for."""

    def do_GET(self) -> None:
        said = self.path.removeprefix("/api/")
        if said == "slow":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for _ in range(40):
                time.sleep(0.05)
                self.wfile.write(b"X")
            return
        status = int(said) if said.isdigit() else 200
        content = {
            "owner": b'{"name": "Aino", "share": 0.25, "since": 2019}',
            "large": b'"' + b"x" * (asking.LARGEST + 1) + b'"',
            "broken": b'{"name": NaN}',
            "nothing": b"",
        }.get(said, b"words")
        kind = "text/plain" if content == b"words" else "application/json"
        self._say(status, content, kind)

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        heard = {"sent": json.loads(sent), "headers": dict(self.headers.items())}
        self._say(201, json.dumps(heard).encode(), "application/json")

    def _say(self, status: int, content: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        if 300 <= status < 400:
            self.send_header("Location", "http://169.254.169.254/")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *said: object) -> None:
        """Nobody reads it."""


@contextmanager
def serving() -> Iterator[str]:
    """The address below which it answers."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Register)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/api/"
    server.shutdown()
    server.server_close()
