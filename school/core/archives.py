"""Archives that somebody sends: what a damaged one makes its reader raise."""

import struct
import zlib
from lzma import LZMAError
from zipfile import BadZipFile

ZIP_FAULTS = (
    BadZipFile,
    NotImplementedError,
    LZMAError,
    zlib.error,
    struct.error,
    EOFError,
    RuntimeError,
    OSError,
    ValueError,
    IndexError,
)
"""Wherever its bytes are wrong: in the lists of names, in the places, or in what is packed."""
