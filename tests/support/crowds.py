"""A school that fills: the same record surrounded by ever more of every kind."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from school.accounts.models import Account, Installation
from school.accounts.operations import open_session
from school.clauses.models import Contract, Participant
from school.clauses.practices.catalogue.rules import PracticeState
from school.cohorts.models import Cohort, Enrolment, Trainee
from school.cohorts.rules import HalfDay
from school.core.calendar import monday_of
from school.core.clock import today
from school.core.outbox import MailMessage
from school.enterprises.consultations.models import Consultation
from school.enterprises.consultations.rules import ConsultationState
from school.enterprises.models import Enterprise, Tutor
from school.learning.quizzes.rules import Purpose
from school.placements.agreements.rules import AgreementStatus
from school.placements.evaluations.models import Evaluation
from school.placements.models import Placement
from school.placements.posts.models import Post
from school.placements.proposals.models import PlacementProposal
from school.placements.rules import PlacementStatus
from tests.factories import certification, clauses, partners, records, timetable
from tests.factories.agreements import make_draft, make_sent
from tests.factories.competencies import make_competency_record, make_evidence
from tests.factories.consultations import invite, make_answer, make_consultation
from tests.factories.contact import make_agreed_action
from tests.factories.ends import make_end
from tests.factories.evaluations import make_evaluation, make_questions
from tests.factories.immersion import make_absence, make_accident, make_duty, make_duty_done
from tests.factories.lessons import make_lesson, make_progress, make_term
from tests.factories.phones import make_phone
from tests.factories.posts import make_post, make_proposal
from tests.factories.practices import (
    make_action,
    make_action_hours,
    make_practice,
    make_survey,
    make_use,
)
from tests.factories.quizzes import make_attempt, make_window
from tests.factories.sealing import make_sealed_report
from tests.support.people import AUTHORITY, People


class Crowd:
    """One record of each kind; around them, as many others as are asked for."""

    def __init__(self, session: Session, people: People) -> None:
        self.session, self.people = session, people
        self.cohort: Cohort = records.make_cohort(
            session, people.school, starts_on=today() - timedelta(days=60),
            ends_on=today() + timedelta(days=100),
        )  # fmt: skip
        tutor = session.get(Tutor, people.account("enterprise").tutor_id)
        trainee = session.get(Trainee, people.account("apprentice").trainee_id)
        assert tutor is not None
        assert trainee is not None
        self.tutor: Tutor = tutor
        self.enterprise: Enterprise = tutor.enterprise
        self.contract: Contract = clauses.make_contract(
            session, operator_id=people.operator.id, authority=AUTHORITY, report_every_months=1
        )
        self.action = make_action(session, self.contract)
        self.practice = make_practice(session)
        self.draft_practice = make_practice(session, state=PracticeState.DRAFT)
        self.survey = make_survey(session, self.contract)
        self.use = make_use(session, self.practice, self.contract)
        self.participant: Participant = clauses.make_participant(session, trainee)
        self.enrolment: Enrolment = records.make_enrolment(session, self.cohort, trainee)
        self.placement: Placement = self._placement(self.enrolment)
        self.proposal: Placement = records.make_placement(session, self.enrolment, tutor=self.tutor)
        self.post: Post = make_post(session, people.school, **self._soon())
        self.asked: PlacementProposal = make_proposal(session, self.post, self.enrolment)
        self.evaluation: Evaluation = make_evaluation(session, self.placement)
        self.ended: Placement = self._ended(self.enrolment)
        self.absence = make_absence(session, self.placement)
        self.accident = make_accident(session, self.placement)
        self.consultation: Consultation = make_consultation(session, people.school)
        self.closed: Consultation = make_consultation(
            session, people.school, state=ConsultationState.CLOSED
        )
        self.draft = make_consultation(session, people.school, state=ConsultationState.DRAFT)
        self._show_the_outbox()
        self._made = 0

    def grow(self, size: int) -> None:
        """Bring every list to a number of rows."""
        for serial in range(self._made, size):
            self._one_more(serial)
        self._made = size
        self.session.commit()

    def _show_the_outbox(self) -> None:
        installation = self.session.get(Installation, 1) or Installation(id=1)
        installation.demo = True
        self.session.add(installation)

    def _placement(self, enrolment: Enrolment) -> Placement:
        start = today() - timedelta(days=30)
        return records.make_placement(
            self.session, enrolment, tutor=self.tutor, status=PlacementStatus.LIVE,
            starts_on=start, ends_on=today() + timedelta(days=20),
            proposed_on=start, confirmed_on=start,
        )  # fmt: skip

    def _ended(self, enrolment: Enrolment) -> Placement:
        """Make a placement that was broken off and whose end is contested."""
        first, last = today() - timedelta(days=50), today() - timedelta(days=40)
        placement = records.make_placement(
            self.session, enrolment, tutor=self.tutor, status=PlacementStatus.BROKEN_OFF,
            starts_on=first, ends_on=today(), proposed_on=first, confirmed_on=first,
            ended_on=last, end_reason="other",
        )  # fmt: skip
        make_end(self.session, placement)
        return placement

    def _agree_and_end(self, newcomer: Enrolment, serial: int) -> None:
        """Add an agreement that waits, an end, evaluations; to those of the crowd a line more."""
        session, later = self.session, serial + 2
        make_sent(session, self._placement(newcomer))
        make_draft(session, self.placement, number=later, status=AgreementStatus.CANCELLED)
        make_end(session, self.ended, number=later)
        make_questions(session, self.people.school, number=later)
        for placement in (self._ended(newcomer), self.placement):
            make_evaluation(session, placement)

    def _soon(self) -> dict[str, Any]:
        start = today() + timedelta(days=10)
        return {"tutor": self.tutor, "starts_on": start, "ends_on": start + timedelta(days=40)}

    def _propose(self, newcomer: Enrolment) -> None:
        """Propose a newcomer for the post, and everybody's person for one post more."""
        other = make_post(self.session, self.people.school, **self._soon())
        make_proposal(self.session, self.post, newcomer)
        make_proposal(self.session, other, self.enrolment)

    def _one_more(self, serial: int) -> None:
        session, school = self.session, self.people.school
        records.make_cohort(session, school)
        newcomer = records.make_enrolment(session, self.cohort)
        for enrolment in (newcomer, self.enrolment):
            self._train_and_hire(enrolment, serial)
        self._timetable(serial)
        self._certify(newcomer)
        self._left_long_ago()
        self._work(newcomer, serial)
        self._propose(newcomer)
        self._agree_and_end(newcomer, serial)
        records.make_tutor(session, self.enterprise)
        self._say()
        records.make_tutor(session, records.make_enterprise(session, school))
        records.make_staff(session, school=school)
        self._clauses(newcomer.trainee, serial)
        for asked in (self.consultation, self.closed):
            invitation = invite(session, asked, records.make_enterprise(session, school))
            make_answer(session, invitation, (1, 2, 4), hires=1)
        make_progress(session, self.enrolment.trainee, make_lesson(session))
        make_term(session)
        make_attempt(session, newcomer)
        make_attempt(session, self.enrolment, purpose=Purpose.PRACTICE, quiz="F0-01")
        make_window(session, self.cohort)
        make_sealed_report(session, school)
        address = f"a{serial}@example.test"
        session.add(
            MailMessage(recipient=address, subject="Sujet", body="Mot", school_id=school.id)
        )
        for role in ("director", "trainer", "ministry", "apprentice", "enterprise"):
            account: Account = self.people.account(role)
            open_session(session, account, "test")
            make_phone(session, account)

    def _train_and_hire(self, enrolment: Enrolment, serial: int) -> None:
        """Add a day, a measured assessment, a competency, and what became of the person."""
        session, day = self.session, today() - timedelta(days=serial)
        records.make_attendance(session, enrolment, date=day)
        records.make_measure(session, records.make_assessment(session, enrolment))
        make_evidence(session, make_competency_record(session, enrolment.trainee))
        records.make_offer(session, enrolment.trainee)
        records.make_hire(session, enrolment.trainee)
        records.make_situation(session, enrolment.trainee)
        records.make_follow_up(session, enrolment)

    def _say(self) -> None:
        """Add to the enterprise a site, a representative, an answer, places, a technique."""
        session, enterprise = self.session, self.enterprise
        partners.make_places(session, enterprise, site=partners.make_site(session, enterprise))
        partners.make_representative(session, enterprise)
        partners.make_technique(session, enterprise)
        answer = partners.make_interest(session, enterprise)
        partners.make_question(session, enterprise, self.people.school, interest=answer)

    def _timetable(self, serial: int) -> None:
        """Add to the cohort a week and a session, to the school a room and a day off."""
        session, school = self.session, self.people.school
        monday = monday_of(self.cohort.starts_on) + timedelta(weeks=serial)
        timetable.make_week(session, self.cohort, monday)
        timetable.make_day(session, school, date=today() + timedelta(days=serial))
        room = timetable.make_room(session, school)
        trainer = self.people.staff("trainer")
        timetable.make_session(
            session, self.cohort, room=room, trainer=trainer,
            date=today() + timedelta(days=serial - 40), half_day=HalfDay.AFTERNOON,
        )  # fmt: skip
        timetable.make_session(
            session, self.cohort, cancelled_on=today(), cancel_reason="Panne", date=today()
        )

    def _certify(self, newcomer: Enrolment) -> None:
        session, module = self.session, certification.module_of(self.session)
        jury = certification.make_jury(session, self.cohort)
        for enrolment in (newcomer, self.enrolment):
            certification.make_decision(session, jury, enrolment, module)
            certification.make_certificate(session, enrolment, module)

    def _left_long_ago(self) -> None:
        """Add somebody of whom nothing is known, and somebody whose hire is contested."""
        session, day = self.session, today() - timedelta(days=400)
        cohort = records.make_cohort(session, self.people.school, starts_on=day, ends_on=day)
        for contested in (True, False):
            left = records.make_enrolment(session, cohort, certified_on=day)
            if contested:
                records.make_hire_check(
                    session, records.make_hire(session, left.trainee, contested=True)
                )

    def _work(self, newcomer: Enrolment, serial: int) -> None:
        day = today() - timedelta(days=serial)
        records.make_logbook_day(self.session, self.placement, date=day)
        make_duty_done(self.session, make_duty(self.session, self.placement), week=monday_of(day))
        for placement in (self._placement(newcomer), self.placement):
            make_absence(self.session, placement, first_on=day, last_on=day)
            make_accident(self.session, placement, happened_on=day)
            visit = records.make_visit(self.session, placement, planned_on=day)
            make_agreed_action(self.session, visit)

    def _clauses(self, trainee: Trainee, serial: int) -> None:
        session, day = self.session, today() - timedelta(days=serial)
        newcomer = clauses.make_participant(session, trainee)
        clauses.make_hours(session, self.contract, newcomer, worked_on=day)
        clauses.make_hours(session, clauses.make_contract(session), self.participant, worked_on=day)
        clauses.make_hours(session, self.contract, self.participant, worked_on=day)
        make_action(session, self.contract)
        make_survey(session, self.contract)
        make_use(session, make_practice(session), self.contract)
        make_use(session, self.practice, clauses.make_contract(session))
        make_action_hours(session, self.action, number=serial + 1)
