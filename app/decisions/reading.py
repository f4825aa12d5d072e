"""Read the bytes of a DMN file that may come from anywhere, without trusting them."""

from lxml import etree

from app.markup import Unreadable, Words, parse, split
from app.translating import N_

#: Namespaces of the versions that are read, oldest first.
VERSIONS = {
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
}
_OTHER_VERSIONS = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd": "1.1",
    "http://www.omg.org/spec/DMN/20151101/dmn11.xsd": "1.1",
    "http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2",
    "https://www.omg.org/spec/DMN/20240513/MODEL/": "1.6",
}
_AGAIN = N_("Open the decision in the modeler and save it as a DMN file (.dmn).")
_WORDS = Words(
    again=_AGAIN,
    fetch=N_("Open the decision in the modeler and save it again, or fetch a fresh copy of the file."),
    binary={
        b"PK": N_("This is a compressed archive (zip), perhaps a spreadsheet, not a decision."),
        b"%PDF": N_("This is a PDF document, not a decision."),
        b"\x89PNG": N_("This is a picture, not a decision."),
        b"\xff\xd8\xff": N_("This is a picture, not a decision."),
        b"\x1f\x8b": N_("This is a compressed file, not a decision."),
        b"\xd0\xcf\x11\xe0": N_("This is an old office document, not a decision."),
    },
    json=(
        N_("This is a JSON file, perhaps a form, not a decision."),
        N_("Add forms as files ending in .form, and decisions as files ending in .dmn."),
    ),
    not_xml=N_("This is not an XML file, and every decision (DMN) is one."),
    too_big=(
        N_("The file is too big: %(size)s MB, and decisions may have %(limit)s MB."),
        N_("Remove embedded pictures, or split the file into several that import each other."),
    ),
    document_type=(
        N_("The file declares a document type (DOCTYPE), which can hide other files in it."),
        N_("Remove the line that begins with <!DOCTYPE; a decision needs none."),
    ),
    too_deep=(
        N_("The decisions are too many or nested too deeply."),
        N_("Split the file into several that import each other."),
    ),
)


def read(source: bytes) -> etree._Element:
    """The definitions in a file; raises Unreadable with a sentence for anything that is no DMN 1.3 to 1.5."""
    root = parse(source, _WORDS)
    namespace, local = split(str(root.tag))
    if local == "definitions" and namespace in VERSIONS:
        return root
    if namespace in _OTHER_VERSIONS:
        raise Unreadable(
            N_("The file is DMN %(version)s, and decisions are read in versions 1.3 to 1.5."),
            N_("Open it in the modeler and save it again: that brings it to a newer version."),
            {"version": _OTHER_VERSIONS[namespace]},
        )
    if "/BPMN/" in namespace:
        raise Unreadable(
            N_("This is a diagram (BPMN), not a decision."), N_("Add it as a file ending in .bpmn.")
        )
    raise Unreadable(
        N_("This XML file holds no decisions (DMN): it begins with “%(element)s”."),
        _AGAIN,
        {"element": local[:80]},
    )
