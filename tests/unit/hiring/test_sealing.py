"""The seal: a code bound to the figures, a signature over everything, copies that are checked."""

import json
import stat
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from school import seal_keys as keys
from school.config import ConfigurationError
from school.core.errors import InvalidInput
from school.hiring.sealing import copies, rules
from school.hiring.sealing.copies import Checked, Signature, Verdict

FIGURES = {rules.FIGURES: b'{"n": 20}\n', rules.DEFINITIONS: "Définitions\n".encode()}
FILES = {**FIGURES, rules.PDF: b"%PDF-1.4 paper"}
STATEMENT = rules.Statement(
    parameters={"schools": ["EMN"], "months": 6},
    edition=1,
    sealed_at=datetime.fromisoformat("2026-07-01T09:30"),
    sealed_by="Afi Dossou",
    program="0.1.0",
)


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    return tmp_path / "instance"


def sealed(instance: Path) -> dict[str, bytes]:
    """Seal the files above: everything that an archive holds."""
    key = keys.seal_key(instance)
    code = rules.code_of(STATEMENT, FIGURES)
    manifest = rules.manifest_of(STATEMENT, code, FILES).as_bytes()
    signature = Signature(keys.public_text(key), keys.sign(key, manifest))
    return {
        **FILES,
        rules.MANIFEST: manifest,
        rules.SIGNATURE: signature.as_bytes(manifest),
    }


def test_the_key_is_made_once_for_its_owner_alone(instance: Path) -> None:
    first, second = keys.seal_key(instance), keys.seal_key(instance)
    assert keys.public_text(first) == keys.public_text(second)
    mode = (instance / keys.KEY_FILE).stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
    assert keys.public_text(first) != keys.public_text(keys.seal_key(instance / "other"))


@pytest.mark.parametrize("text", ["", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n"])
def test_a_spoilt_key_is_said_and_never_replaced(instance: Path, text: str) -> None:
    instance.mkdir()
    (instance / keys.KEY_FILE).write_text(text)
    with pytest.raises(ConfigurationError, match=r"seal_key\.pem"):
        keys.seal_key(instance)
    assert (instance / keys.KEY_FILE).read_text() == text


def test_a_signature_is_of_its_bytes_and_its_key(instance: Path) -> None:
    key = keys.seal_key(instance)
    public, signature = keys.public_text(key), keys.sign(key, b"figures")
    assert keys.is_signed(public, signature, b"figures")
    assert keys.sign(key, b"figures") == signature
    assert not keys.is_signed(public, signature, b"Figures")
    assert not keys.is_signed(public, "", b"figures")
    assert not keys.is_signed("é", signature, b"figures")
    other = keys.public_text(keys.seal_key(instance / "other"))
    assert not keys.is_signed(other, signature, b"figures")
    assert len(keys.fingerprint(public)) == 19


def test_the_code_is_bound_to_what_is_said() -> None:
    code = rules.code_of(STATEMENT, FIGURES)
    assert rules.code_of(STATEMENT, dict(reversed(FIGURES.items()))) == code
    assert rules.code_of(replace(STATEMENT, edition=2), FIGURES) != code
    assert rules.code_of(replace(STATEMENT, sealed_by="Afi"), FIGURES) != code
    assert rules.code_of(STATEMENT, {**FIGURES, rules.FIGURES: b"{}"}) != code


def test_a_code_is_read_as_people_type_it() -> None:
    code = rules.code_of(STATEMENT, FIGURES)
    for typed in (code, code.lower(), code.replace("-", ""), f"  {code[:3]} {code[3:]} "):
        assert rules.typed_code(typed) == code
    assert rules.typed_code("oil0o-11111") == "01100-11111"
    for wrong in ("", "ABC", "AAAAA-AAAAAA", "UUUUU-UUUUU", "AAAAA-AAAA é"):
        assert rules.typed_code(wrong) is None


def test_a_manifest_reads_back() -> None:
    manifest = rules.manifest_of(
        replace(STATEMENT, edition=2, replaces="A", reason="é"), "C", FILES
    )
    assert rules.Manifest.from_bytes(manifest.as_bytes()) == manifest
    for spoilt in (b"", b"[]", b"{}", b"\xff", b"3"):
        with pytest.raises(ValueError):  # noqa: PT011 - that it is one is the point
            rules.Manifest.from_bytes(spoilt)


def test_an_archive_is_the_same_bytes_every_time(instance: Path) -> None:
    files = sealed(instance)
    archive = copies.as_archive(files)
    assert copies.as_archive(dict(reversed(files.items()))) == archive
    assert copies.opened_archive(BytesIO(archive)) == files
    assert copies.archive_faults(files) == []


@given(st.data())
def test_one_changed_byte_of_any_file_is_found(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    files = sealed(tmp_path_factory.getbasetemp() / "one-byte")
    name = data.draw(st.sampled_from(sorted(files)))
    place = data.draw(st.integers(0, len(files[name]) - 1))
    body = bytearray(files[name])
    body[place] ^= data.draw(st.integers(1, 255))
    spoilt = {**files, name: bytes(body)}
    digests = copies.sealed_digests(files[rules.MANIFEST], files[rules.SIGNATURE])
    checked = copies.checked_copy(copies.as_archive(spoilt), digests)
    assert Checked(name, Verdict.DIFFERENT) in checked
    assert sum(one.verdict is Verdict.SAME for one in checked) == len(files) - 1
    if name != rules.SIGNATURE:
        assert copies.archive_faults(spoilt) != []


@pytest.mark.parametrize("key", ["public_key", "signature"])
def test_another_signature_is_found(instance: Path, key: str) -> None:
    files = sealed(instance)
    plain = json.loads(files[rules.SIGNATURE])
    letter = "A" if plain[key][3] != "A" else "B"
    plain[key] = plain[key][:3] + letter + plain[key][4:]
    files[rules.SIGNATURE] = rules.as_canonical(plain)
    assert copies.archive_faults(files) == [rules.SIGNATURE]


def test_a_file_missing_or_too_many_is_named(instance: Path) -> None:
    files = sealed(instance)
    digests = copies.sealed_digests(files[rules.MANIFEST], files[rules.SIGNATURE])
    fewer = {name: body for name, body in files.items() if name != rules.FIGURES}
    assert copies.archive_faults(fewer) == [rules.FIGURES]
    assert Checked(rules.FIGURES, Verdict.MISSING) in copies.checked_copy(
        copies.as_archive(fewer), digests
    )
    more = {**files, "extra.txt": b"x"}
    assert copies.archive_faults(more) == ["extra.txt"]
    assert Checked("extra.txt", Verdict.FOREIGN) in copies.checked_copy(
        copies.as_archive(more), digests
    )
    assert copies.archive_faults({}) == [rules.MANIFEST]
    assert copies.archive_faults({rules.MANIFEST: files[rules.MANIFEST]}) == [rules.SIGNATURE]


def test_one_file_is_known_by_its_content(instance: Path) -> None:
    files = sealed(instance)
    digests = copies.sealed_digests(files[rules.MANIFEST], files[rules.SIGNATURE])
    for name, body in files.items():
        assert copies.checked_copy(body, digests) == [Checked(name, Verdict.SAME)]
    assert copies.checked_copy(b"%PDF else", digests) == [Checked(rules.PDF, Verdict.DIFFERENT)]
    assert copies.checked_copy(b"", digests) == [Checked("", Verdict.FOREIGN)]


def test_damaged_and_huge_archives_are_refused(instance: Path) -> None:
    archive = copies.as_archive(sealed(instance))
    with pytest.raises(InvalidInput):
        copies.checked_copy(archive[: len(archive) // 2], {})
    bomb = BytesIO()
    with ZipFile(bomb, "w", 8) as target:
        target.writestr("zeros", b"\0" * (copies.MOST_BYTES + 1))
    with pytest.raises(InvalidInput):
        copies.checked_copy(bomb.getvalue(), {})
    many = copies.as_archive({f"f{number}": b"" for number in range(copies.MOST_FILES + 1)})
    with pytest.raises(InvalidInput):
        copies.checked_copy(many, {})


PACKED = BytesIO()
with ZipFile(PACKED, "w", ZIP_DEFLATED) as _archive:
    _archive.writestr(rules.PDF, b"%PDF" * 500)

CHANGES = st.dictionaries(
    st.integers(4, len(PACKED.getvalue()) - 1), st.integers(0, 255), min_size=1, max_size=4
)


@given(changes=CHANGES)
@example(changes={28: 1})
@example(changes={70: 14})
@example(changes={106: 0})
@example(changes={132: 61})
def test_whatever_is_damaged_in_an_archive_is_refused_or_found(changes: dict[int, int]) -> None:
    archive = bytearray(PACKED.getvalue())
    for place, value in changes.items():
        archive[place] = value
    with suppress(InvalidInput):
        checked = copies.checked_copy(bytes(archive), {rules.PDF: "0" * 64})
        assert all(one.verdict is not Verdict.SAME for one in checked)
