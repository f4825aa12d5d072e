"""Files that others wrote, where there are some on this machine; the few of this folder otherwise."""

from pathlib import Path

from tests.strangers import CORPUS

HERE = Path(__file__).parent


def corpus() -> list[Path]:
    """All files of the corpus, else those of `files`."""
    files = [path for path in CORPUS.rglob("*") if path.is_file()] if CORPUS else []
    return sorted(files) or sorted((HERE / "files").iterdir())
