"""The folder of files that others made, where there is one on this machine."""

import os
from pathlib import Path

_BESIDE = Path(__file__).parents[2] / "shared" / "corpora" / "public"
_FOLDER = Path(os.environ.get("POLKU_CORPUS") or _BESIDE)
#: `POLKU_CORPUS`, else the folder with corpora beside the project; None where there is neither.
CORPUS = _FOLDER if _FOLDER.is_dir() else None
