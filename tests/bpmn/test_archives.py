"""Archives (zip) that somebody packed, or built to do harm: what is in them, or a sentence."""

import io
import stat
import struct
import warnings
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bpmn import Unreadable, archives
from app.bpmn.archives import MAX_FILES, MAX_PACKED, MAX_UNPACKED, unpack

SMALL = b"<definitions/>"


def packed(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive."""
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", method) as archive:
        warnings.simplefilter("ignore")  # two members of one name
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()


def link(name: str) -> zipfile.ZipInfo:
    """A member that is a symbolic link."""
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def lying() -> bytes:
    """An archive whose list says that a member is small."""
    source = bytearray(packed(("a.bpmn", b"0" * 6_000_000)))
    place = source.rfind(b"PK\1\2")
    source[place + 24 : place + 28] = struct.pack("<L", 1000)
    return bytes(source)


def listing(count: int) -> bytes:
    """An archive that says it holds so many files."""
    source = bytearray(packed(("a.bpmn", SMALL)))
    source[-12:-10] = struct.pack("<H", count)
    return bytes(source)


def locked() -> bytes:
    """An archive with a password."""
    source = bytearray(packed(("a.bpmn", SMALL)))
    for mark, place in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        source[source.find(mark) + place] |= 1
    return bytes(source)


def test_diagrams_and_forms_are_taken_and_everything_else_is_left() -> None:
    source = packed(
        ("permit/", b""),
        ("permit/a.bpmn", SMALL),
        ("permit/forms/b.form", b"{}"),
        ("permit/c.bpmn20.xml", SMALL),
        ("permit/read me.txt", b"Read me."),
    )

    assert unpack(source) == {
        "permit/a.bpmn": SMALL,
        "permit/forms/b.form": b"{}",
        "permit/c.bpmn20.xml": SMALL,
    }


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (packed(("a.bpmn", b"0" * 4_000_000)), archives.BOMB),
        (lying(), archives.BROKEN),
        (packed(*((f"{n}.bpmn", SMALL) for n in range(MAX_FILES + 1))), archives.TOO_MANY),
        (listing(60_000), archives.TOO_MANY),
        (packed(("../a.bpmn", SMALL)), archives.SLIP),
        (packed(("/etc/a.bpmn", SMALL)), archives.SLIP),
        (packed(("a/../../b.bpmn", SMALL)), archives.SLIP),
        (packed(("c:\\a.bpmn", SMALL)), archives.SLIP),
        (packed((link("a.bpmn"), b"/etc/passwd")), archives.SPECIAL),
        (packed(("a.bpmn", SMALL), method=zipfile.ZIP_LZMA), archives.SPECIAL),
        (locked(), archives.LOCKED),
        (packed(("inner.zip", packed(("a.bpmn", SMALL)))), archives.NESTED),
        (packed(("a.bpmn", packed(("a.bpmn", SMALL)))), archives.NESTED),
        (packed(("a.bpmn", SMALL), ("a.bpmn", SMALL)), archives.TWICE),
        (packed(("read me.txt", b"")), archives.NOTHING),
        (packed(("a.bpmn", SMALL))[:-30], archives.BROKEN),
        (b"PK\3\4", archives.BROKEN),
        (b"0" * (MAX_PACKED + 1), archives.TOO_BIG),
    ],
    ids=range(18),
)
def test_what_is_not_to_be_trusted_is_refused_by_name(source: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        unpack(source)

    assert refused.value.sentence == sentence
    assert str(refused.value).endswith(".")
    assert refused.value.remedy % refused.value.values


def test_many_middling_files_are_too_much_together() -> None:
    noise = bytes(range(256)) * 16_000
    count = MAX_UNPACKED // len(noise) + 1

    with pytest.raises(Unreadable) as refused:
        unpack(packed(*((f"{number}.bpmn", noise) for number in range(count))))

    assert refused.value.sentence in (archives.TOO_BIG, archives.BOMB)


@given(st.data())
def test_a_damaged_archive_gets_an_answer(data: st.DataObject) -> None:
    source = bytearray(packed(("a.bpmn", SMALL * 50), ("b.form", b"{}")))
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(source) - 1))
        source[at] = data.draw(st.integers(0, 255))
    source = source[: data.draw(st.integers(0, len(source)))] if data.draw(st.booleans()) else source

    try:
        found = unpack(bytes(source))
    except Unreadable as refusal:
        found = {str(refusal): refusal.remedy.encode()}

    assert all(found)
