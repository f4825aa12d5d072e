"""What `make run` installs is enough: the driver of PostgreSQL is an extra."""

import os
import subprocess
import sys
from pathlib import Path

from app.cli.db import upgrade

SERVE = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"psycopg", "pytest", "hypothesis", "playwright"}:
            raise ImportError(name)

sys.meta_path.insert(0, Absent())
from app import create_app
print(create_app().test_client().get("/health").status_code)
"""


def test_sqlite_is_served_without_the_driver_of_postgresql(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'polku.sqlite'}"
    upgrade(url)

    served = subprocess.run(
        [sys.executable, "-c", SERVE],
        env={**os.environ, "POLKU_DATABASE_URL": url, "POLKU_DEMO": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert served.stdout.strip().endswith("200"), served.stderr
