"""The files of a sealed report, made from its parameters and its statement alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import reportlab
from flask_babel import force_locale

from school.hiring.sealing.contents import Contents
from school.hiring.sealing.definitions import definitions_file
from school.hiring.sealing.document import report_paper
from school.hiring.sealing.document_seal import Stamp
from school.hiring.sealing.figures import figures_file, table_file
from school.hiring.sealing.rules import (
    DEFINITIONS,
    FIGURES,
    PDF,
    TABLE,
    Statement,
    code_of,
)

PROGRAM = f"ReportLab {reportlab.__version__}"
"""What may change the bytes of the paper without changing a figure: the library that sets it."""


@dataclass(frozen=True)
class Written:
    """The files of a report, by name, and its code."""

    code: str
    files: Mapping[str, bytes]


def written(
    contents: Contents, statement: Statement, changes: Sequence[dict[str, Any]] = ()
) -> Written:
    """Make every file of a report, in its own language; the same input gives the same bytes.

    The code is computed from the statement and the figures before it is set on the paper.
    """
    parameters = contents.parameters
    with force_locale(parameters.language.value):
        said = replace(statement, parameters=parameters.as_plain())
        files = {
            FIGURES: figures_file(contents, changes),
            TABLE: table_file(contents),
            DEFINITIONS: definitions_file(parameters),
        }
        code = code_of(said, files)
        stamp = Stamp(code, said, f"{parameters.checked_at}/{code}")
        files[PDF] = report_paper(contents, stamp, changes)
    return Written(code, files)


def preview_paper(contents: Contents) -> bytes:
    """Make the PDF of a report that is not sealed, in its language: each page says so."""
    with force_locale(contents.parameters.language.value):
        return report_paper(contents, None)
