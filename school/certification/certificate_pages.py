"""What the pages of certificates show, for the school, the holder and whoever verifies one."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from school.certification import certificate_queries
from school.certification.certificate_operations import Issuer
from school.certification.contents import Content, Words
from school.certification.models import Certificate
from school.certification.tokens import issuer_of
from school.certification.verification import Badge, Validity, badge_of, validity_of
from school.core.errors import InvalidInput, NotFound, mark
from school.web.template_words import language

NO_BADGE = mark("Ce fichier n’est pas un badge, ou il a été modifié : sa signature ne tient pas.")


@dataclass(frozen=True)
class CertificatePage:
    """A certificate with what stands on it, and how it stands."""

    certificate: Certificate
    validity: Validity

    @property
    def content(self) -> Content | None:
        """What stands on the paper; nothing when what is kept is spoilt."""
        try:
            return Content.from_plain(self.certificate.content)
        except ValueError:
            return None

    @property
    def title(self) -> str:
        """What was achieved, in the reader's language."""
        return self.content.title.within(language()) if self.content else ""

    @property
    def competencies(self) -> Sequence[Words]:
        """The competencies that stand on the paper."""
        return self.content.competencies if self.content else ()


def page_of(certificate: Certificate, issuer: Issuer) -> CertificatePage:
    """Hold what is kept of a certificate against its signature."""
    return CertificatePage(certificate, validity_of(certificate, issuer_of(issuer.key)))


def pages_of(certificates: Sequence[Certificate], issuer: Issuer) -> list[CertificatePage]:
    """Do so for several certificates."""
    return [page_of(one, issuer) for one in certificates]


def checked_badge(session: Session, content: bytes, issuer: Issuer) -> Badge:
    """Tell how a badge stands that somebody sends; raises `InvalidInput` when it is none.

    One of this installation that it no longer knows counts as unknown; one that another
    installation signed is said to be.
    """
    try:
        found, badge = badge_of(content)
    except ValueError as error:
        raise InvalidInput(NO_BADGE, "badge") from error
    if found.issuer != issuer_of(issuer.key):
        return Badge(Validity.OTHER_KEY, badge.holder, badge.title, badge.school)
    code = str(found.payload.get("id", "")).rpartition("/")[2]
    try:
        kept = certificate_queries.certificate_by_code(session, code)
    except NotFound:
        return badge
    validity = validity_of(kept, found.issuer)
    return Badge(validity, badge.holder, badge.title, badge.school)


def content_or_gone(certificate: Certificate) -> Content:
    """Read what stands on a certificate; raises `NotFound` when what is kept is spoilt."""
    try:
        return Content.from_plain(certificate.content)
    except ValueError as error:
        raise NotFound(mark("Ce certificat est abîmé : reprenez-le d’une sauvegarde.")) from error
