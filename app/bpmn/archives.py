"""A folder of diagrams and forms packed into one file (zip), unpacked in memory without trusting it."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from app.bpmn.reading import MAX_BYTES, Unreadable
from app.translating import N_

#: A service has some ten files.
MAX_FILES = 200
#: Bytes of the archive, and of everything in it.
MAX_PACKED, MAX_UNPACKED = 10_000_000, 30_000_000
#: A kilobyte of a bomb unpacks to a megabyte; diagrams shrink to a tenth or twentieth.
MAX_RATIO = 200
#: What is looked at; anything else, such as a picture or a description, is left alone.
ENDINGS = (".bpmn", ".bpmn20.xml", ".form", ".dmn", ".scenarios.json")

_SIGNATURE, _END = b"PK\3\4", b"PK\5\6"
_ARCHIVES = (".zip", ".jar", ".war", ".gz", ".tar", ".7z", ".rar", ".xz", ".bz2")
_PACKED = (b"PK\3\4", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"BZh")
#: Longest list of contents that so many files need, with names of ordinary length.
_MAX_LIST = MAX_FILES * 400
_BLOCK = 65_536

_PACK_AGAIN = N_("Pack the folder with the diagrams and forms again, or add the files one by one.")
BROKEN = N_("The archive (zip) is damaged: %(detail)s.")
TOO_BIG = N_("The archive is too big: it may have %(packed)s MB, and %(unpacked)s MB when it is unpacked.")
BOMB = N_("“%(file)s” in the archive unpacks to far more than a diagram can be.")
TOO_MANY = N_("The archive holds more than %(most)s files.")
SLIP = N_("“%(file)s” in the archive leads to a place outside its folder.")
SPECIAL = N_("“%(file)s” in the archive is no ordinary file, or is packed in an unusual way.")
LOCKED = N_("“%(file)s” in the archive is locked with a password.")
NESTED = N_("“%(file)s” in the archive is an archive itself.")
TWICE = N_("“%(file)s” is in the archive twice.")
NOTHING = N_("The archive holds no diagram: no file that ends in .bpmn.")


def is_archive(source: bytes) -> bool:
    """Whether these bytes are an archive (zip)."""
    return source.startswith((_SIGNATURE, _END))


def unpack(source: bytes) -> dict[str, bytes]:
    """The diagrams, forms and decisions in an archive by their paths in it; raises Unreadable."""
    if len(source) > MAX_PACKED:
        raise _too_big()
    _refuse_long_list(source)
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            found = dict(_members(archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise _refused(BROKEN, detail=" ".join(str(error).split())[:120] or "–") from error
    if not any(name.endswith(ENDINGS[:2]) for name in found):
        raise _refused(NOTHING)
    return found


def _refuse_long_list(source: bytes) -> None:
    """Look at the end of the archive, where the length of its list of contents stands, before it is read."""
    end = source.rfind(_END, max(0, len(source) - 22 - 65_535))
    if end < 0 or len(source) < end + 22:
        raise _refused(BROKEN, detail="no end")
    files, length = struct.unpack("<HL", source[end + 10 : end + 16])
    if files > MAX_FILES or length > _MAX_LIST:
        raise _refused(TOO_MANY, most=str(MAX_FILES))


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    left, seen = MAX_UNPACKED, set[str]()
    for info in archive.infolist():
        _refuse_member(info)
        if info.filename in seen:
            raise _refused(TWICE, info)
        seen.add(info.filename)
        if info.is_dir() or not info.filename.lower().endswith(ENDINGS):
            continue
        content = _content(archive, info)
        left -= len(content)
        if left < 0:
            raise _too_big()
        yield info.filename, content


def _refuse_member(info: zipfile.ZipInfo) -> None:
    path = PurePosixPath(info.filename)
    mode = info.external_attr >> 16
    if (
        path.is_absolute()
        or ".." in path.parts
        or set(info.filename) & set("\\:\0")
        or len(info.filename) > 300
    ):
        raise _refused(SLIP, info)
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise _refused(SPECIAL, info)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _refused(SPECIAL, info)
    if info.flag_bits & 1:
        raise _refused(LOCKED, info)
    if info.filename.lower().endswith(_ARCHIVES):
        raise _refused(NESTED, info)
    if info.file_size > MAX_RATIO * max(info.compress_size, 100):
        raise _refused(BOMB, info)


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The bytes of a member, as far as a diagram may have: what the archive says of its size may be a lie."""
    content = bytearray()
    with archive.open(info) as packed:
        while block := packed.read(_BLOCK):
            content += block
            if len(content) > MAX_BYTES:
                raise _refused(BOMB, info)
    if content.startswith(_PACKED):
        raise _refused(NESTED, info)
    return bytes(content)


def _too_big() -> Unreadable:
    packed, unpacked = str(MAX_PACKED // 1_000_000), str(MAX_UNPACKED // 1_000_000)
    return _refused(TOO_BIG, packed=packed, unpacked=unpacked)


def _refused(sentence: str, info: zipfile.ZipInfo | None = None, **values: str) -> Unreadable:
    name = {"file": info.filename.replace("\0", "")[:80]} if info else {}
    return Unreadable(sentence, _PACK_AGAIN, {**name, **values})
