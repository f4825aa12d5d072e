"""What the studio's editor does to diagrams that others drew: opened, saved, and compared with what came in.

    python -m bench.round_trip SITE FOLDER [--losses]

SITE is the address of `polku serve` with POLKU_DEMO=1. A file is kept if every element, attribute and text of
it is in what was saved, whatever the order, and what was saved opens again. What says nothing is not counted:
`incoming` and `outgoing`, which repeat the arrows, and attributes with the value that they have anyway.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from playwright.sync_api import Page

from bench import window

_TRIP = """async ([xml]) => {
  const state = JSON.parse(document.getElementById("state").textContent);
  const { made } = await import(state.addresses.editor);
  const trip = async (text) => {
    const editor = made(state);
    try {
      await editor.importXML(text);
      return (await editor.saveXML({ format: true })).xml;
    } finally {
      editor.destroy();
    }
  };
  try {
    const once = await trip(xml);
    return { once, again: await trip(once) };
  } catch (error) {
    return { refused: String(error.message).slice(0, 200) };
  }
}"""
#: Attributes with the value that BPMN 2.0 gives them anyway.
_ANYWAY = {
    ("isClosed", "false"),
    ("isExecutable", "false"),
    ("isSequential", "false"),
    ("isInterrupting", "true"),
    ("cancelActivity", "true"),
    ("parallelMultiple", "false"),
    ("instantiate", "false"),
    ("isForCompensation", "false"),
    ("startQuantity", "1"),
    ("completionQuantity", "1"),
    ("isCollection", "false"),
    ("isUnlimited", "false"),
    ("processType", "None"),
    ("gatewayDirection", "Unspecified"),
    ("triggeredByEvent", "false"),
    ("implementation", "##unspecified"),
    ("implementation", "##WebService"),
    ("eventGatewayType", "Exclusive"),
    ("associationDirection", "None"),
    ("testBefore", "false"),
    ("behavior", "All"),
    ("ordering", "Parallel"),
    ("cancelRemainingInstances", "true"),
    ("isImmediate", "false"),
    ("textFormat", "text/plain"),
    ("expressionLanguage", "http://www.w3.org/1999/XPath"),
    ("typeLanguage", "http://www.w3.org/2001/XMLSchema"),
}
_REPEATED = {"incoming", "outgoing"}


@dataclass(frozen=True, slots=True)
class Trip:
    """What became of one file."""

    path: Path
    refused: str  #: why the editor does not open it; "" where it does
    lost: Counter[str]  #: what was in the file and is not in what was saved
    again: bool  #: what was saved opens, and saving it changes nothing


def trips(page: Page, folder: Path) -> Iterator[Trip]:
    """Each diagram of a folder."""
    for path in sorted(folder.rglob("*.bpmn*")):
        source = path.read_bytes()
        try:
            text = etree.tostring(etree.fromstring(source), encoding="unicode")
        except etree.XMLSyntaxError as broken:
            yield Trip(path, str(broken)[:200], Counter(), again=False)
            continue
        found = page.evaluate(_TRIP, [text])
        if "refused" in found:
            yield Trip(path, found["refused"], Counter(), again=False)
            continue
        lost = facts(source) - facts(found["once"].encode())
        yield Trip(path, "", lost, again=not facts(found["once"].encode()) - facts(found["again"].encode()))


def facts(source: bytes) -> Counter[str]:
    """Everything that a file says, and where: independent of order, prefixes and white space."""
    found: Counter[str] = Counter()
    for xml in etree.fromstring(source).iter("{*}*"):
        name = etree.QName(xml).localname
        if name in _REPEATED:
            continue
        parent = xml.getparent()
        where = f"{_named(parent)}/{_named(xml)}" if parent is not None else _named(xml)
        found[where] += 1
        for key, value in xml.attrib.items():
            if not _says_nothing(str(key), str(value)):
                found[f"{where}@{etree.QName(key).localname}={_plain(str(value))}"] += 1
        if words := " ".join((xml.text or "").split()):
            found[f"{where}={_plain(words)}"] += 1
    return found


def _says_nothing(key: str, value: str) -> bool:
    # A point of a line is a point without saying so.
    return (key, value) in _ANYWAY or "schemaLocation" in key or value.endswith(":Point")


def _named(xml: etree._Element) -> str:
    return f"{etree.QName(xml).localname}#{xml.get('id', '')}"


def _plain(value: str) -> str:
    """A number as a number, a name without its prefix, the end of a line as one sign."""
    value = re.sub(r"[ \r]*\n", "\n", value)
    try:
        return f"{float(value):g}"
    except ValueError:
        return value.rpartition(":")[2] if " " not in value and "//" not in value else value


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--losses", action="store_true", help="say what is lost, and why files do not open")
    chosen = parser.parse_args()
    with window.owner(chosen.site) as page:
        window.begin(page, "Round trip")
        found = list(trips(page, chosen.folder))
    opened = [each for each in found if not each.refused]
    whole = [each for each in opened if not each.lost]
    again = [each for each in opened if each.again]
    print(
        f"{len(found)} files, {len(opened)} open, {len(whole)} kept whole, {len(again)} open again unchanged"
    )
    for each in found if chosen.losses else ():
        if each.refused:
            print(f"{each.path.name}: does not open: {each.refused}")
        for lost, count in each.lost.most_common(6):
            print(f"{each.path.name}: {count} × {lost}")


if __name__ == "__main__":
    main()
