"""XML that others made, read within bounds: no document type, so no entities and no fetching."""

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers.expat import ExpatError, ParserCreate

from school.learning.question_files.findings import FileError

MOST_BYTES = 20_000_000
MOST_ELEMENTS = 500_000
DEEPEST = 40


class _Bounded:
    """Builds the tree and counts what it holds."""

    def __init__(self) -> None:
        self.builder = TreeBuilder()
        self._depth = 0
        self._elements = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > DEEPEST or self._elements > MOST_ELEMENTS:
            raise FileError("the file holds too many elements, or too many within one another")
        self.builder.start(name, attributes)

    def end(self, name: str) -> None:
        self._depth -= 1
        self.builder.end(name)


def read_xml(content: bytes) -> Element:
    """Read an XML file of at most `MOST_BYTES`; raise `FileError` with the line of a fault."""
    if len(content) > MOST_BYTES:
        raise FileError(f"the file is larger than {MOST_BYTES // 1_000_000} MB")
    bounded = _Bounded()
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = bounded.start
    parser.EndElementHandler = bounded.end
    parser.CharacterDataHandler = bounded.builder.data
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        parser.Parse(content, True)
    except ExpatError as error:
        raise FileError(f"line {error.lineno}: this is not well-formed XML") from error
    except FileError:
        raise
    except (LookupError, ValueError) as error:
        raise FileError("the file is written in an unknown encoding") from error
    return bounded.builder.close()


def _refuse_document_type(*_: object) -> None:
    raise FileError("a file with a document type is not read")
