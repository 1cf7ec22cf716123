"""Copies made to mislead or to exhaust whoever checks them: anybody may send one."""

import json
import struct
import tracemalloc
import warnings
import zlib
from io import BytesIO
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZipFile

import pytest

from school.core.errors import InvalidInput
from school.hiring.sealing import copies, rules
from school.hiring.sealing.copies import Checked, Verdict

TRUE = b"%PDF the sealed one"
SEALED = {rules.PDF: rules.digest(TRUE)}
MEGABYTE = 1024 * 1024


def understating(name: bytes, packed: bytes, said: int) -> bytes:
    """Write an archive of one entry that says it unpacks to fewer bytes than it does."""
    sizes = struct.pack("<LLLHH", 0, len(packed), said, len(name), 0)
    local = b"PK\x03\x04" + struct.pack("<5H", 20, 0, 8, 0, 33) + sizes + name + packed
    central = b"PK\x01\x02" + struct.pack("<6H", 20, 20, 0, 8, 0, 33) + sizes
    central += struct.pack("<HHHLL", 0, 0, 0, 0, 0) + name
    end = struct.pack("<4HLLH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + b"PK\x05\x06" + end


@pytest.mark.parametrize("said", [0, 10])
def test_an_entry_that_understates_itself_does_not_fill_the_memory(said: int) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(packer.compress(b"\0" * MEGABYTE) for _ in range(200)) + packer.flush()
    archive = understating(rules.PDF.encode(), packed, said)
    assert len(archive) < MEGABYTE
    tracemalloc.start()
    try:
        if said:
            with pytest.raises(InvalidInput):
                copies.checked_copy(archive, SEALED)
        else:
            found = copies.checked_copy(archive, SEALED)
            assert found == [Checked(rules.PDF, Verdict.DIFFERENT)]
        assert tracemalloc.get_traced_memory()[1] < 8 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_two_files_of_one_name_are_refused() -> None:
    archive = BytesIO()
    with ZipFile(archive, "w") as target, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        target.writestr(rules.PDF, b"%PDF another one")
        target.writestr(rules.PDF, TRUE)
    with pytest.raises(InvalidInput):
        copies.checked_copy(archive.getvalue(), SEALED)


@pytest.mark.parametrize("packed_by", [ZIP_BZIP2, ZIP_LZMA])
def test_packed_in_a_way_that_cannot_be_bounded_is_refused(packed_by: int) -> None:
    archive = BytesIO()
    with ZipFile(archive, "w", packed_by) as target:
        target.writestr(rules.PDF, TRUE)
    with pytest.raises(InvalidInput):
        copies.checked_copy(archive.getvalue(), SEALED)


PLAIN: dict[str, Any] = {
    "parameters": {},
    "edition": 1,
    "sealed_at": "2026-07-01T09:30:00Z",
    "sealed_by": "Afi",
    "program": "0",
    "replaces": None,
    "reason": None,
    "code": "A",
    "files": {},
}


@pytest.mark.parametrize(
    "manifest",
    [
        b"[" * 200_000,
        json.dumps({**PLAIN, "files": [1]}).encode(),
        json.dumps({**PLAIN, "files": "x"}).encode(),
        json.dumps({**PLAIN, "edition": []}).encode(),
        json.dumps({**PLAIN, "sealed_at": 3}).encode(),
        json.dumps({**PLAIN, "sealed_at": "yesterday"}).encode(),
        b"9" * 10_000,
    ],
    ids=["deep", "list", "text", "edition", "number", "day", "long"],
)
def test_a_manifest_of_another_shape_is_a_fault_and_no_surprise(manifest: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - that it is one is the point
        rules.Manifest.from_bytes(manifest)
    files = {rules.MANIFEST: manifest, rules.SIGNATURE: b"[" * 200_000, rules.PDF: TRUE}
    assert copies.archive_faults(files) != []


@pytest.mark.parametrize("digests", [{rules.PDF: 3}, {rules.PDF: None}, {rules.PDF: ["x"]}])
def test_odd_digests_are_those_of_no_file(digests: dict[str, Any]) -> None:
    manifest = json.dumps({**PLAIN, "files": digests}).encode()
    signature = copies.Signature("", "").as_bytes(manifest)
    files = {rules.MANIFEST: manifest, rules.SIGNATURE: signature, rules.PDF: TRUE}
    assert copies.archive_faults(files) == [rules.PDF, rules.SIGNATURE]
