"""The demonstration, without a lived year: planted once in a run, and taken as a copy by whoever needs it."""

import shutil
from pathlib import Path

from app.cli.db import upgrade
from app.db import Database
from app.seed import planting
from tests import postgresql


def planted(folder: Path) -> str:
    """The address of a copy in `folder`; the first process that comes here plants, the others wait."""
    original = postgresql.run_folder() / "planted.sqlite"
    with postgresql.once("planted") as first:
        if first:
            upgrade(f"sqlite:///{original}")
            database = Database(f"sqlite:///{original}")
            planting.plant(database, today=planting.now())
            database.close()
    shutil.copy(original, folder / "polku.sqlite")
    return f"sqlite:///{folder / 'polku.sqlite'}"
