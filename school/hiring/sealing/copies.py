"""A sealed report as one archive, and whether a copy that somebody holds is the sealed one."""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import IO

from school import seal_keys as keys
from school.core.archives import ZIP_FAULTS
from school.core.errors import InvalidInput, mark
from school.hiring.sealing.rules import (
    MANIFEST,
    PDF,
    SIGNATURE,
    Manifest,
    altered,
    as_canonical,
    digest,
)

MOST_FILES = 20
MOST_BYTES = 32 * 1024 * 1024
"""An archive that unpacks to more was not made here; no more than this is read of it."""

_ALWAYS = (1980, 1, 1, 0, 0, 0)
_ZIP, _PAPER = b"PK\x03\x04", b"%PDF"
_PACKED_BY = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


class Verdict(StrEnum):
    """How a file stands to the sealed one of its name."""

    SAME = "same"
    DIFFERENT = "different"
    MISSING = "missing"
    FOREIGN = "foreign"


@dataclass(frozen=True)
class Checked:
    """A file of a copy, and what is to be said of it."""

    name: str
    verdict: Verdict


@dataclass(frozen=True)
class Signature:
    """The signature of a manifest, and the public half of the key that made it."""

    public_key: str
    signature: str

    def as_bytes(self, manifest: bytes) -> bytes:
        """Write the signature as its file, with the digest of what it signs."""
        plain = {
            "algorithm": "Ed25519",
            "signs": MANIFEST,
            "sha256": digest(manifest),
            "public_key": self.public_key,
            "signature": self.signature,
        }
        return as_canonical(plain)

    @classmethod
    def from_bytes(cls, content: bytes) -> "Signature":
        """Read the file of a signature; raise `ValueError` when it is none."""
        try:
            plain = json.loads(content)
            return cls(str(plain["public_key"]), str(plain["signature"]))
        except (UnicodeDecodeError, KeyError, TypeError, RecursionError) as error:
            raise ValueError("not the signature of a sealed report") from error

    def signs(self, manifest: bytes) -> bool:
        """Tell whether the signature is right for these bytes."""
        return keys.is_signed(self.public_key, self.signature, manifest)


def as_archive(files: Mapping[str, bytes]) -> bytes:
    """Put files into one archive; equal files give equal bytes, on any day and machine."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _ALWAYS)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return target.getvalue()


def opened_archive(stream: IO[bytes]) -> dict[str, bytes]:
    """Read the files of an archive; raise `InvalidInput` when it is damaged or none of ours.

    None of ours is one far too large, one that holds two files of one name, of which somebody who
    unpacks it might read the other, and one packed in a way of which the size cannot be bounded.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if not _may_be_ours(entries):
                raise InvalidInput(mark("Cette archive n’est pas un rapport scellé."), "copy")
            return {entry.filename: _unpacked(archive, entry) for entry in entries}
    except ZIP_FAULTS as error:
        raise InvalidInput(
            mark("Cette archive est abîmée : on ne peut pas la lire."), "copy"
        ) from error


def _may_be_ours(entries: list[zipfile.ZipInfo]) -> bool:
    return (
        len(entries) <= MOST_FILES
        and len({entry.filename for entry in entries}) == len(entries)
        and sum(entry.file_size for entry in entries) <= MOST_BYTES
        and all(entry.compress_type in _PACKED_BY for entry in entries)
    )


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    # An entry may hold more than it says: asked for all of it, zipfile unpacks all of it first.
    with archive.open(entry) as stream:
        return stream.read(entry.file_size)


def checked_copy(content: bytes, sealed: Mapping[str, str]) -> list[Checked]:
    """Hold a copy, one file or an archive, against the digests of the sealed files.

    One file is known by its content, whatever its name; an archive by its names, and what it
    lacks is said. Raises `InvalidInput` for an archive that cannot be read.
    """
    if not content.startswith(_ZIP):
        return [_checked_file(content, sealed)]
    files = opened_archive(BytesIO(content))
    found = [Checked(name, _verdict(name, body, sealed)) for name, body in sorted(files.items())]
    missing = [Checked(name, Verdict.MISSING) for name in sorted(sealed) if name not in files]
    return found + missing


def _checked_file(content: bytes, sealed: Mapping[str, str]) -> Checked:
    found = digest(content)
    for name, expected in sealed.items():
        if found == expected:
            return Checked(name, Verdict.SAME)
    if content.startswith(_PAPER):
        return Checked(PDF, Verdict.DIFFERENT)
    return Checked("", Verdict.FOREIGN)


def _verdict(name: str, content: bytes, sealed: Mapping[str, str]) -> Verdict:
    if name not in sealed:
        return Verdict.FOREIGN
    return Verdict.SAME if digest(content) == sealed[name] else Verdict.DIFFERENT


def sealed_digests(manifest: bytes, signature: bytes) -> dict[str, str]:
    """Give the digests of all that an archive holds: the files, the manifest, the signature."""
    known = dict(Manifest.from_bytes(manifest).digests)
    return {**known, MANIFEST: digest(manifest), SIGNATURE: digest(signature)}


def archive_faults(files: Mapping[str, bytes]) -> list[str]:
    """Name what is wrong with an archive by itself, without the installation; nothing when sound.

    A sound archive says that its files are those its manifest names, and that the holder of the
    public key it carries signed them; whose key that is has to be known from elsewhere.
    """
    try:
        manifest = Manifest.from_bytes(files[MANIFEST])
        signature = Signature.from_bytes(files[SIGNATURE])
    except (KeyError, ValueError):
        return [MANIFEST if MANIFEST not in files else SIGNATURE]
    bound = {name: body for name, body in files.items() if name not in (MANIFEST, SIGNATURE)}
    faults = altered(manifest.digests, bound)
    if not signature.signs(files[MANIFEST]):
        faults.append(SIGNATURE)
    return faults
