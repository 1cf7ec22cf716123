"""Fields of an attempt that take files: photos, and traces of an OTDR."""

from typing import IO, Any

from flask_babel import gettext
from wtforms import MultipleFileField
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from school.core.errors import InvalidInput, mark
from school.practicals.photo_rules import MOST_PHOTOS, Picture
from school.practicals.photos import read_photo
from school.practicals.trace_rules import MOST_TRACES, SentTrace, read_trace, without_copies

LONGEST_NAME = 80


class FilesField(MultipleFileField):
    """Several files, read as they are received: what cannot be read is refused by name."""

    most: int
    too_many: str
    received: tuple[Any, ...] = ()

    def read(self, stream: IO[bytes], name: str) -> Any:
        """Read one file; raise `InvalidInput` when it is not what is asked."""
        raise NotImplementedError

    def pre_validate(self, form: BaseForm) -> None:
        """Read each file; the names of those that are refused are told with the reason."""
        files = [one for one in self.data or [] if getattr(one, "filename", "")]
        if len(files) > self.most:
            raise ValidationError(gettext(self.too_many, most=self.most))
        read, refused = [], []
        for file in files:
            try:
                read.append(self.read(file.stream, file.filename))
            except InvalidInput as error:
                refused.append(_refusal(file.filename, error))
        if refused:
            raise ValidationError(" ".join(refused))
        self.received = tuple(read)


def _refusal(name: str, error: InvalidInput) -> str:
    words = gettext(error.message, **error.values)
    return str(gettext("%(name)s : %(problem)s", name=name[:LONGEST_NAME], problem=words))


class PhotosField(FilesField):
    """Photos of an attempt."""

    most = MOST_PHOTOS
    too_many = mark("%(most)s photos au plus.")

    def read(self, stream: IO[bytes], name: str) -> Picture:
        """Read a photo, whatever its name."""
        del name
        return read_photo(stream)


class TracesField(FilesField):
    """Traces of an OTDR, as `.sor` files."""

    most = MOST_TRACES
    too_many = mark("%(most)s courbes au plus.")

    def read(self, stream: IO[bytes], name: str) -> SentTrace:
        """Read a trace."""
        return read_trace(stream, name)

    def post_validate(self, form: BaseForm, validation_stopped: bool) -> None:
        """Keep a file once that was chosen twice."""
        del form, validation_stopped
        self.received = without_copies(self.received)
