"""What can be done with those who speak for an operator or an authority: appoint, end."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from school.accounts import queries as account_queries
from school.accounts.identifiers import normal_email
from school.accounts.models import Account, ClauseMember
from school.accounts.rules import Language, MemberRole
from school.core import audit
from school.core.errors import InvalidInput, NotAllowed, mark
from school.core.versions import check_version
from school.enterprises.models import Enterprise


@dataclass(frozen=True)
class Appointment:
    """Who shall speak, from when, and for whom: an enterprise, or an authority by its name."""

    name: str
    email: str
    starts_on: date
    operator: Enterprise | None = None
    authority: str | None = None
    language: Language = Language.FRENCH

    @property
    def spoken_for(self) -> str:
        """The name of the operator or the authority."""
        return self.authority or (self.operator.name if self.operator else "")

    def check(self) -> None:
        """Refuse, by `InvalidInput`, a person without a name, for nobody, or for both."""
        if not self.name.strip():
            raise InvalidInput(mark("Écrivez le nom de la personne."), "name")
        if (self.operator is None) == (not self.authority):
            raise InvalidInput(
                mark("Une personne parle pour un opérateur ou pour un maître d’ouvrage."),
                "speaks_for",
            )


def appoint(session: Session, actor: str, details: Appointment) -> ClauseMember:
    """Let somebody speak for an operator or an authority; an account is opened at need.

    Raises `InvalidInput` for an address that is not one. Whoever has an account already keeps
    it, with its name and password, and speaks for one more.
    """
    details.check()
    address = normal_email(details.email)
    if address is None:
        raise InvalidInput(
            mark("« %(email)s » n’est pas une adresse de courriel."),
            "email",
            {"email": details.email},
        )
    account = account_queries.account_by_identifier(session, address)
    if account is None:
        account = Account(name=details.name.strip(), email=address, language=details.language)
        session.add(account)
    member = ClauseMember(
        account=account,
        role=MemberRole.READER if details.operator is None else MemberRole.OFFICER,
        enterprise_id=None if details.operator is None else details.operator.id,
        authority=details.authority or None,
        starts_on=details.starts_on,
    )
    session.add(member)
    audit.record(session, actor, "clause_member.appoint", member)
    return member


def end(
    session: Session, actor: str, member: ClauseMember, ends_on: date, known_version: int | None
) -> None:
    """State the first day on which somebody speaks no more; what they did stays.

    Raises `StaleRecord` when somebody changed it meanwhile, `NotAllowed` when it has ended, and
    `InvalidInput` for a day before the first.
    """
    check_version(member, known_version)
    if member.ends_on is not None:
        raise NotAllowed(mark("Cette personne ne parle déjà plus pour eux."))
    if ends_on < member.starts_on:
        raise InvalidInput(mark("La fin vient avant le début."), "ends_on")
    member.ends_on = ends_on
    audit.record(session, actor, "clause_member.end", member)
