"""Reading OTDR traces: `.sor` files of Bellcore 1.x and of Telcordia SR-4731 issue 2.

The layout is that of DOMAIN §3. Whatever the bytes, `read_sor` gives a `Trace` or raises
`SorError`, and takes time and memory in proportion to a size that is limited.
"""

from school.practicals.sor.cautions import Caution, CautionKind
from school.practicals.sor.errors import SorError
from school.practicals.sor.parameters import LIGHT
from school.practicals.sor.reading import MOST_BYTES, read_sor, read_sor_file
from school.practicals.sor.trace import (
    Checksum,
    Event,
    Instrument,
    Kind,
    Samples,
    Trace,
    kind_of,
)

__all__ = [
    "LIGHT",
    "MOST_BYTES",
    "Caution",
    "CautionKind",
    "Checksum",
    "Event",
    "Instrument",
    "Kind",
    "Samples",
    "SorError",
    "Trace",
    "kind_of",
    "read_sor",
    "read_sor_file",
]
