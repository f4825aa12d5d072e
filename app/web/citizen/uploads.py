"""Files that come with a form: each is looked at before it is kept, and refused with a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from werkzeug.datastructures import FileStorage

from app.documents import attachments
from app.documents.attachments import LARGEST, Upload
from app.documents.errors import AttachmentEmpty, AttachmentRefused, AttachmentTooLarge
from app.forms import Sentence


@dataclass
class Received:
    """The files that may be kept, and a sentence for each that may not."""

    uploads: list[Upload] = field(default_factory=list)
    errors: list[Sentence] = field(default_factory=list)


def receive(files: Iterable[FileStorage], anchor: str) -> Received:
    """Look at the files of one field; `anchor` is the HTML id to go to when one is refused."""
    received = Received()
    for file in files:
        if not file.filename:
            continue
        try:
            # One byte more than is taken tells that it is too large without reading all of it.
            received.uploads.append(attachments.accept(file.filename, file.stream.read(LARGEST + 1)))
        except (AttachmentEmpty, AttachmentRefused, AttachmentTooLarge) as refused:
            received.errors.append(Sentence(type(refused).__doc__ or "", {}, anchor))
    return received
