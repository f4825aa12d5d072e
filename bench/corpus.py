"""What becomes of diagrams that others drew: checked, repaired and rehearsed, counted by folder.

    python -m bench.corpus FOLDER [--failures]

A file runs to its end if its repaired form does, with made-up answers, and with the other files of its folder
to call. A file counts as answered if every step says something in words.
"""

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.bpmn import Document, Surroundings, check, repair, repair_together
from app.cli import files
from app.processes.rehearsal import Rehearsal, Verdict, rehearse

NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    path: Path
    publishable: bool  #: as it came
    remedies: int
    repaired: bool  #: whether it may be published after the remedies
    rehearsal: Rehearsal
    seconds: float  #: of the processor


def outcomes(folder: Path) -> Iterator[Outcome]:
    """Each readable diagram of a folder, with the others to call."""
    found = {path: files.opened(source) for path, source in files.sources([folder]).items()}
    documents = {path: document for path, document in found.items() if isinstance(document, Document)}
    repaired = {path: each.document for path, each in repair_together(documents).items()}
    for path, document in documents.items():
        began = time.process_time()
        others = [each for other, each in repaired.items() if other != path]
        result = repair(document, surroundings=Surroundings(called=others))
        rehearsal = rehearse(result.document, others, now=NOW)
        seconds = time.process_time() - began
        yield Outcome(
            path, _fits(document), len(result.applied), _fits(result.document, others), rehearsal, seconds
        )


def _fits(document: Document, others: Sequence[Document] = ()) -> bool:
    return not any(problem.severity == "error" for problem in check(document, called=others))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--failures", action="store_true", help="say why files do not run to the end")
    given = parser.parse_args()
    kinds = sorted(path for path in given.folder.iterdir() if path.is_dir())
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    print(f"{'kind':<36}{'files':>6}{'fit':>6}{'mended':>8}{'to the end':>12}{'slowest s':>11}")
    for kind in kinds:
        row, slowest = counted[kind.name], 0.0
        for outcome in outcomes(kind):
            row.update(files=1, fit=outcome.publishable, mended=outcome.repaired)
            row.update(ended=outcome.rehearsal.verdict is Verdict.COMPLETED)
            slowest = max(slowest, outcome.seconds)
            if given.failures and not (outcome.repaired and outcome.rehearsal.verdict is Verdict.COMPLETED):
                print(
                    f"    {outcome.path.name}: {outcome.rehearsal.verdict.value}, {outcome.rehearsal.reason}"
                )
                for problem in outcome.rehearsal.problems[:5]:
                    print(f"        {problem.code} {problem.element_id}: {problem.say(problem.sentence)}")
        if row["files"]:
            print(
                f"{kind.name:<36}{row['files']:>6}{row['fit']:>6}{row['mended']:>8}{row['ended']:>12}{slowest:>11.1f}"
            )


if __name__ == "__main__":
    main()
