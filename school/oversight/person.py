"""A person's page: the trace, what comes next, and every record in words."""

from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.cohorts.labels import ENROLMENT_STATES
from school.cohorts.models import Enrolment, Trainee
from school.cohorts.rules import EnrolmentState
from school.core.errors import NotFound
from school.hiring.labels import CONTRACTS, DECISIONS, EVIDENCE, SITUATIONS
from school.hiring.rules import Contract, Decision, Evidence, SituationKind
from school.oversight.queries import AfterTraining
from school.oversight.record import Record, record_of
from school.oversight.trace_drawing import draw
from school.oversight.trace_rules import Trace
from school.oversight.trace_words import first_hire, trace_of
from school.placements.labels import STATES
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from school.practicals.labels import VERDICT_KINDS, VERDICTS
from school.practicals.models import Assessment
from school.web.filters import day as day_words
from school.web.filters import number, of, small_initial, title

PLACEMENT_KINDS = {
    PlacementStatus.PROPOSED: "theirs",
    PlacementStatus.CONFIRMED: "ours",
    PlacementStatus.LIVE: "ours",
    PlacementStatus.COMPLETED: "done",
}


@dataclass(frozen=True)
class PersonPage:
    """What a person's page shows."""

    record: Record
    trace: Trace
    drawing: Markup
    finding: str
    sentence: str
    hire: AfterTraining | None
    hours_done: str

    @property
    def name(self) -> str:
        """The person's name."""
        return self.record.trainee.full_name

    def verdict_words(self, assessment: Assessment) -> str:
        """Say what an assessment found."""
        return str(VERDICTS[assessment.verdict])

    def verdict_kind(self, assessment: Assessment) -> str:
        """Give the look of a verdict."""
        return VERDICT_KINDS[assessment.verdict]

    def placement_words(self, placement: Placement) -> str:
        """Say where a placement stands."""
        return str(STATES[placement.status])

    def placement_kind(self, placement: Placement) -> str:
        """Give the look of a placement's state, by whose turn it is."""
        return PLACEMENT_KINDS.get(placement.status, "off")

    def enrolment_words(self, enrolment: Enrolment) -> str:
        """Say where the person stands with a cohort."""
        return str(ENROLMENT_STATES[enrolment.dates.state])

    def after_words(self, one: AfterTraining) -> str:
        """Say what an offer, a hire or a situation is."""
        if one.kind == "situation":
            return str(SITUATIONS[SituationKind(one.detail)])
        contract = str(CONTRACTS[Contract(one.detail)]) if one.detail else "—"
        if one.kind == "hire":
            return gettext("Embauche : %(contract)s", contract=contract)
        return gettext("Offre : %(contract)s", contract=contract)

    def state_words(self, one: AfterTraining) -> str:
        """Say how a fact is known, or what became of an offer."""
        if not one.state:
            return "—"
        if one.kind == "offer":
            return str(DECISIONS[Decision(one.state)])
        return str(EVIDENCE[Evidence(one.state)])

    def after_url(self, one: AfterTraining) -> str:
        """Give the page of an offer, a hire or a situation."""
        return url_for(f"hiring.{one.kind}", reference=one.reference)


def person_page(session: Session, principal: Principal, reference: str, today: date) -> PersonPage:
    """Gather a person's page; raises `NotFound` when the reader may not see the person."""
    return _page(session, principal, Trainee.reference == reference, today)


def _page(
    session: Session, principal: Principal, whose: ColumnElement[bool], today: date
) -> PersonPage:
    record = record_of(session, principal, whose, today)
    trace = trace_of(record, principal, today)
    hire = first_hire(record.after, trace.exit_on)
    label = gettext(
        "Parcours %(of_name)s, du %(start)s au %(end)s ; les événements sont dans la liste",
        of_name=of(record.trainee.full_name),
        start=day_words(trace.start),
        end=day_words(trace.end),
    )
    done = sum((hours for _, hours in trace.hours), start=type(trace.planned_hours)(0))
    return PersonPage(
        record=record,
        trace=trace,
        drawing=draw(trace, label, gettext("aujourd’hui"), day_words),
        finding=_finding(record, trace, hire),
        sentence=_sentence(record, hire, today),
        hire=hire,
        hours_done=gettext(
            "%(done)s h sur %(planned)s", done=number(done, 0), planned=number(trace.planned_hours)
        ),
    )


def own_page(session: Session, principal: Principal, today: date) -> PersonPage | None:
    """Gather an apprentice's own page; nothing while no application is recorded."""
    try:
        return _page(session, principal, Trainee.id == principal.trainee_id, today)
    except NotFound:
        return None


def _finding(record: Record, trace: Trace, hire: AfterTraining | None) -> str:
    if hire is not None:
        days = (hire.day - trace.start).days
        return gettext("De la candidature à l’emploi en %(days)s jours", days=days)
    if trace.exit_on is not None:
        days = (trace.exit_on - trace.start).days
        return gettext("De la candidature à la sortie en %(days)s jours", days=days)
    if record.main_enrolment.enrolled_on is None:
        return gettext("Une candidature, pas encore d’entrée en formation")
    share = number(trace.done_until(trace.end) * 100, 0)
    return gettext("%(share)s %% des heures du parcours sont faites", share=share)


def _sentence(record: Record, hire: AfterTraining | None, today: date) -> str:
    enrolment = record.main_enrolment
    dates = enrolment.dates.as_of(today)
    path = title(enrolment.cohort.path)
    words = {
        EnrolmentState.APPLIED: gettext("Candidature pour : %(path)s.", path=path),
        EnrolmentState.ENROLLED: gettext("En formation : %(path)s.", path=path),
        EnrolmentState.COMPLETED: gettext("Parcours fini : %(path)s.", path=path),
        EnrolmentState.CERTIFIED: gettext("Certification obtenue : %(path)s.", path=path),
        EnrolmentState.WITHDRAWN: gettext("Départ en cours de formation : %(path)s.", path=path),
    }[dates.state]
    if hire is None:
        return words
    return f"{words} " + gettext(
        "Embauche le %(day)s chez %(employer)s, %(contract)s.",
        day=day_words(hire.day),
        employer=hire.employer or "—",
        contract=small_initial(str(CONTRACTS[Contract(hire.detail)])),
    )
