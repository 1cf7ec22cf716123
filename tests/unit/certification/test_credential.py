"""The badge: what it says by Open Badges 3.0, and that a library that is not ours verifies it."""

import json
from base64 import urlsafe_b64decode
from datetime import datetime
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier, decode_encoded_list
from openbadgeslib.ob3.did import resolve_did

from school.certification.badge import badge_picture
from school.certification.credential import Place, credential_of
from school.certification.did_key import identifier_of, key_of
from school.certification.status_list import status_list
from school.certification.tokens import checked, issuer_of
from school.certification.verification import badge_of, token_in
from school.seal_keys import public_text
from tests.factories.certification import fixed_key, make_content

LIST = "https://ecole.example/attest/revocations/abc"
PLACE = Place("https://ecole.example/attest/CODE", "https://ecole.example/attest", LIST, 4711)


def made(**values: Any) -> str:
    return credential_of(make_content(**values), PLACE, fixed_key())


def payload(token: str) -> dict[str, Any]:
    part = token.split(".")[1]
    found: dict[str, Any] = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found


def test_an_independent_library_verifies_it_from_the_issuer_alone() -> None:
    verifier = OB3Verifier.for_issuer_did(issuer_of(fixed_key()))
    credential = verifier.verify(made())
    assert credential.issuer.name == "École de la fibre, Cotonou"
    assert credential.achievement.name == "Tronc commun : bases et sécurité"
    assert credential.identifiers[0].identity_hash == "Aïcha Sanni"


def test_a_second_library_verifies_it_with_the_public_key() -> None:
    known = resolve_did(issuer_of(fixed_key()))
    assert jwt.decode(made(), known, algorithms=["EdDSA"])["jti"] == PLACE.page


@pytest.mark.parametrize("part", [0, 1, 2])
def test_an_altered_one_verifies_nowhere(part: int) -> None:
    pieces = made().split(".")
    letter = "A" if pieces[part][20] != "A" else "B"
    pieces[part] = pieces[part][:20] + letter + pieces[part][21:]
    spoilt = ".".join(pieces)
    with pytest.raises(ValueError, match=r".+"):
        checked(spoilt)
    with pytest.raises(OB3VerificationError):
        OB3Verifier.for_issuer_did(issuer_of(fixed_key())).verify(spoilt)


def test_another_key_does_not_pass_for_this_one() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    token = credential_of(make_content(), PLACE, other)
    with pytest.raises(OB3VerificationError):
        OB3Verifier.for_issuer_did(issuer_of(fixed_key())).verify(token)
    assert checked(token).issuer != issuer_of(fixed_key())


def test_what_the_standard_asks_of_each_field() -> None:
    found = payload(made())
    assert found["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert found["@context"][1].startswith("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0")
    assert {"VerifiableCredential", "OpenBadgeCredential"} <= set(found["type"])
    assert found["issuer"]["type"] == ["Profile"]
    assert found["iss"] == found["issuer"]["id"] == issuer_of(fixed_key())
    assert found["jti"] == found["id"] == PLACE.page
    assert datetime.fromisoformat(found["validFrom"]).timestamp() == found["nbf"]
    achievement = found["credentialSubject"]["achievement"]
    assert found["credentialSubject"]["type"] == ["AchievementSubject"]
    assert achievement["type"] == ["Achievement"]
    assert {"id", "name", "description", "criteria"} <= set(achievement)
    assert achievement["criteria"]["narrative"]
    assert achievement["achievementType"] in {"Certificate", "CertificateOfCompletion"}
    identity = found["credentialSubject"]["identifier"][0]
    assert identity["type"] == "IdentityObject"
    assert identity["identityType"] == "name"
    assert identity["hashed"] is False
    status = found["credentialStatus"]
    assert status["type"] == "BitstringStatusListEntry"
    assert status["statusListIndex"] == "4711"
    assert "2004" not in json.dumps(found["credentialSubject"])


def test_the_list_of_revocations_is_read_by_the_library() -> None:
    key, at = fixed_key(), datetime.fromisoformat("2026-11-22T10:00")
    token = status_list(LIST, [0, 4711, 131_071], at, key)
    known = jwt.decode(token, resolve_did(issuer_of(key)), algorithms=["EdDSA"])
    bits = decode_encoded_list(known["credentialSubject"]["encodedList"])
    assert [place for place in range(131_072) if bits[place // 8] & 0x80 >> place % 8] == [
        0, 4711, 131_071,
    ]  # fmt: skip
    verifier = OB3Verifier.for_issuer_did(issuer_of(key))
    with pytest.raises(OB3VerificationError, match="is set"):
        verifier.verify(made(), check_status=True, download=lambda *_, **__: token.encode())
    clean = status_list(LIST, [4710], at, key)
    verifier.verify(made(), check_status=True, download=lambda *_, **__: clean.encode())


def test_the_picture_carries_the_credential() -> None:
    picture = badge_picture(make_content(holder="<b>&"), made())
    assert token_in(picture) == made()
    assert badge_of(picture)[1].holder == "Aïcha Sanni"


@given(st.binary(min_size=32, max_size=32))
def test_a_key_comes_back_from_its_identifier(raw: bytes) -> None:
    key = Ed25519PrivateKey.from_private_bytes(raw)
    assert key_of(identifier_of(public_text(key))) == public_text(key)


@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_no_file_breaks_the_reader(content: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        badge_of(content)


def test_the_same_certificate_gives_the_same_badge() -> None:
    assert made() == made()
    assert made(holder="Kossi") != made()


def test_the_badge_on_file_is_the_one_that_is_made() -> None:
    kept = Path(__file__).with_name("badge.jwt").read_text(encoding="ascii")
    assert kept == f"{made()}\n"
