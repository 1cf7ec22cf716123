"""What a cohort waits for, whose turn it is, and since when."""

from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext, ngettext

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.cohort_queries import CohortNumbers, period_of
from school.cohorts.enrolment_rules import CohortStage
from school.cohorts.models import Cohort


@dataclass(frozen=True)
class CohortTurn:
    """One thing that a cohort waits for, as the piece `turns` draws it."""

    title: str
    url: str
    who_kind: str
    who_label: str
    since: date | None = None


def turns_of(
    cohort: Cohort, numbers: CohortNumbers, principal: Principal, today: date
) -> list[CohortTurn]:
    """List what a cohort waits for: applicants to admit, an end to declare, people to certify.

    Once the cohort is over, an application nobody answered waits for nothing any more.
    """
    ours = cohort.school_id in principal.school_ids(Permission.MANAGE_COHORTS)
    over = period_of(cohort).stage(today) is CohortStage.FINISHED
    found = []
    if numbers.waiting.total and not over:
        found.append(_admission(cohort, numbers, ours))
    if numbers.training.total and over:
        found.append(_end(cohort, numbers, ours))
    if numbers.to_certify.total:
        found.append(_certificates(cohort, numbers, ours))
    return found


def _admission(cohort: Cohort, numbers: CohortNumbers, ours: bool) -> CohortTurn:
    title = ngettext(
        "Décider de %(num)s candidature", "Décider de %(num)s candidatures", numbers.waiting.total
    )
    return CohortTurn(
        title, _address("admit", cohort, ours), *_who(ours), since=numbers.waiting_since
    )


def _end(cohort: Cohort, numbers: CohortNumbers, ours: bool) -> CohortTurn:
    title = ngettext(
        "Déclarer la fin du parcours de %(num)s personne",
        "Déclarer la fin du parcours de %(num)s personnes",
        numbers.training.total,
    )
    return CohortTurn(
        title, _address("complete", cohort, ours), "late", _who(ours)[1], since=cohort.ends_on
    )


def _certificates(cohort: Cohort, numbers: CohortNumbers, ours: bool) -> CohortTurn:
    title = ngettext(
        "Certifier %(num)s personne", "Certifier %(num)s personnes", numbers.to_certify.total
    )
    return CohortTurn(title, _address("certify", cohort, ours), *_who(ours))


def _who(ours: bool) -> tuple[str, str]:
    return ("ours", gettext("Vous")) if ours else ("theirs", gettext("Direction"))


def _address(page: str, cohort: Cohort, ours: bool) -> str:
    # Who may not act is led to the people concerned instead.
    return url_for(f"cohorts.{page}" if ours else "cohorts.show", reference=cohort.reference)
