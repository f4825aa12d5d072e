"""Bend diagrams until something other than a sentence comes out: a fuzzer for the reader, check and repair.

    make fuzz                    # two minutes; make fuzz FUZZ_SECONDS=3600 for an hour
    python -m bench.fuzz_bpmn --seconds 120 [FOLDER with more diagrams to begin with]

Atheris (libFuzzer for Python) follows which lines of the product an input reaches, and keeps the inputs that
reach new ones. A file for which anything but Unreadable is raised, or that takes longer than ten seconds of
the processor or a minute of the clock, is written to build/fuzz and ends the run.
"""

import argparse
import sys
import time
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["app.bpmn", "app.feel", "app.markup"]):
    from app.bpmn import Unreadable, archives, check, open_for_repair, outline, picture, remedies, repair

from tests.bpmn import diagrams
from tests.bpmn.repairing.cases import CASES

ROOT = Path(__file__).parents[1]
#: Where to begin, besides an example of every remedy; and where what was found is kept.
SEEDS = [ROOT / "tests" / "bpmn" / "files", *sorted((ROOT / "workflows" / "bpmn").iterdir())]
FOUND = ROOT / "build" / "fuzz"
#: What one file may take: of the processor, and of the clock where the machine does other things, too.
SECONDS, SECONDS_OF_THE_CLOCK, MEGABYTES = 10, 60, 1_000


def look(source: bytes) -> None:
    """Everything that can be done with a file of a stranger."""
    began = time.process_time()
    try:
        said = _archive(source) if archives.is_archive(source) else _diagram(source)
    except Unreadable as refusal:
        said = [str(refusal), refusal.remedy % refusal.values]
    assert time.process_time() - began < SECONDS, "too slow"
    assert all(sentence.endswith(".") or not sentence for sentence in said), said


def _archive(source: bytes) -> list[str]:
    archives.unpack(source)
    return []


def _diagram(source: bytes) -> list[str]:
    document, _ = open_for_repair(source)
    said = [problem.say(text) for problem in check(document) for text in (problem.sentence, problem.remedy)]
    said += [remedy.say(text) for remedy in remedies(document) for text in (remedy.sentence, remedy.remains)]
    half = repair(document, lambda remedy: len(remedy.key) % 2 == 0)
    for each in (document, half.document):
        outline(each, "fi")
        picture(each, lang="sv")
    return said


def _examples() -> Path:
    """A folder with a diagram for every remedy."""
    folder = FOUND / "examples"
    folder.mkdir(exist_ok=True)
    for number, (parts, _) in enumerate(CASES):
        (folder / f"{number}.bpmn").write_bytes(diagrams.document(parts).source)
    return folder


def _words(folders: list[Path]) -> Path:
    """A dictionary for the fuzzer: what diagrams are made of."""
    found: set[str] = {"<", "/>", "</", "<!DOCTYPE", "<!--", "-->", "<![CDATA[", "]]>", "${", "#{", "R/PT0S"}
    for path in (path for folder in folders for path in folder.rglob("*.bpmn")):
        text = path.read_text("utf-8", "replace")
        found |= {word for word in text.replace("<", " <").replace(">", "> ").split() if len(word) < 40}
    escaped = (word.replace("\\", "\\\\").replace('"', '\\"') for word in sorted(found) if word.isascii())
    target = FOUND / "words.dict"
    target.write_text("".join(f'"{word}"\n' for word in escaped))
    return target


def main() -> None:
    """Run the fuzzer."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz_bpmn", description=__doc__)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("folders", nargs="*", type=Path)
    given = parser.parse_args()
    kept = FOUND / "kept"
    kept.mkdir(parents=True, exist_ok=True)
    seeds = [*SEEDS, _examples(), *given.folders]
    settings = [
        f"-max_total_time={given.seconds}",
        f"-timeout={SECONDS_OF_THE_CLOCK}",
        f"-rss_limit_mb={MEGABYTES}",
        "-max_len=60000",
        f"-dict={_words(seeds)}",
        f"-artifact_prefix={FOUND}/",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *settings, str(kept), *map(str, seeds)], look)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
