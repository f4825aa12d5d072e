"""Files that others wrote, where there are some on this machine; the few of this folder otherwise."""

import os
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def corpus() -> list[Path]:
    """All files below `POLKU_CORPUS`, else of the folder with corpora beside the project, else of `files`."""
    folder = Path(os.environ.get("POLKU_CORPUS") or ROOT.parent / "shared" / "corpora" / "public")
    files = [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []
    return sorted(files) or sorted((HERE / "files").iterdir())
