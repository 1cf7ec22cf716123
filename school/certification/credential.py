"""The certificate as an Open Badges 3.0 credential: what the signed JSON says.

Source: Open Badges 3.0 (1EdTech), §B « AchievementCredential », and its JWT proof (§8.2): the
payload is the credential, beside the registered claims.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from school.certification.contents import Content
from school.certification.tokens import issuer_of, signed
from school.core.text import UNWRITABLE

CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
SCHEMA = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)
PURPOSE = "revocation"
LONGEST_WORDS = 300


@dataclass(frozen=True)
class Place:
    """Where a certificate is found: its public page, the school's, and its entry in the list."""

    page: str
    home: str
    status_list: str
    status_index: int


def credential_of(content: Content, place: Place, key: Ed25519PrivateKey) -> str:
    """Make the signed badge of a certificate; the same certificate and key give the same one."""
    since = datetime.combine(content.day, time(0), UTC)
    issuer = issuer_of(key)
    payload = {
        "@context": list(CONTEXT),
        "id": place.page,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": content.title.fr,
        "issuer": {"id": issuer, "type": ["Profile"], "name": content.school, "url": place.home},
        "validFrom": written_instant(content.day),
        "credentialSubject": _subject(content, issuer),
        "credentialStatus": {
            "id": f"{place.status_list}#{place.status_index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": PURPOSE,
            "statusListIndex": str(place.status_index),
            "statusListCredential": place.status_list,
        },
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
        "iss": issuer,
        "jti": place.page,
        "nbf": int(since.timestamp()),
    }
    return signed(payload, key)


def written_instant(day: date) -> str:
    """Write the first instant of a day, in UTC, as credentials do."""
    return f"{day.isoformat()}T00:00:00Z"


def said_of(payload: Mapping[str, Any]) -> tuple[str, str, str]:
    """Read from a credential the holder, what was achieved, and the school; « » where missing."""
    subject = _mapping(payload.get("credentialSubject"))
    names = subject.get("identifier")
    first = _mapping(names[0]) if isinstance(names, list) and names else {}
    achievement = _mapping(subject.get("achievement"))
    school = _mapping(payload.get("issuer"))
    found = (first.get("identityHash"), achievement.get("name"), school.get("name"))
    holder, title, name = (_words(one) for one in found)
    return holder, title, name


def _words(value: Any) -> str:
    # Anybody may sign a badge of their own, in which JSON escapes what no page can hold.
    text = str(value)[:LONGEST_WORDS] if isinstance(value, str) else ""
    return UNWRITABLE.sub("", text).encode("utf-8", "replace").decode()


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _subject(content: Content, issuer: str) -> dict[str, Any]:
    code = f"{issuer}/{content.school}/{content.curriculum}/{content.title.code}"
    kind = "Certificate" if content.whole_path else "CertificateOfCompletion"
    return {
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": content.holder,
                "identityType": "name",
            }
        ],
        "achievement": {
            "id": f"urn:uuid:{uuid5(NAMESPACE_URL, code)}",
            "type": ["Achievement"],
            "achievementType": kind,
            "humanCode": content.title.code,
            "inLanguage": "fr",
            "name": content.title.fr,
            "description": _description(content),
            "criteria": {"narrative": _criteria(content)},
            "tag": [one.code for one in content.competencies],
        },
    }


def _description(content: Content) -> str:
    hours = f"{content.centre_hours} h au centre, {content.enterprise_hours} h en entreprise"
    english = f"{content.centre_hours} h in the centre, {content.enterprise_hours} h at work"
    return f"{content.title.fr} : {hours}. — {content.title.en}: {english}."


def _criteria(content: Content) -> str:
    skills = "\n".join(f"- {one.code} {one.fr} / {one.en}" for one in content.competencies)
    return (
        "Décision d’un jury, d’après les heures, les pratiques, le questionnaire et la sécurité. "
        "/ Decided by a jury, from hours, practical work, quiz and safety.\n" + skills
    )
