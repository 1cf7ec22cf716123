"""A placement in the hands of its people: all that each may try, whatever comes of it."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from school.core.calendar import monday_of
from school.core.clock import today
from school.core.questions import Answer, Question, QuestionKind
from school.enterprises.consultations import operations as consultation_operations
from school.enterprises.consultations.operations import Decided
from school.enterprises.consultations.queries import latest_decisions
from school.enterprises.consultations.rules import Step as ConsultationStep
from school.enterprises.consultations.rules import Verdict
from school.hiring.proposal_ends import close_overtaken
from school.placements import operations as placement_operations
from school.placements.agreements import operations, sending, signing
from school.placements.agreements.contents import Content
from school.placements.agreements.duty_rules import Duty
from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.rules import (
    OUTSIDE,
    Action,
    AgreementKind,
    Channel,
    Party,
    to_confirm,
)
from school.placements.agreements.signing import Signature
from school.placements.ends import operations as end_operations
from school.placements.ends.operations import EndStep
from school.placements.ends.rules import EndAction, EndFacts, EndOutcome, EndParty, NextStep
from school.placements.evaluations import operations as evaluation_operations
from school.placements.evaluations.models import Evaluation
from school.placements.evaluations.operations import Given
from school.placements.evaluations.rules import EvaluationVoice, JobAnswer
from school.placements.immersion import operations as immersion_operations
from school.placements.immersion.models import Absence, Accident
from school.placements.immersion.operations import AbsenceNote, AccidentNote
from school.placements.immersion.rules import AbsenceReason, AbsenceStatus, Care, Stretch
from school.placements.models import LogbookDay
from school.placements.operations import Step
from school.placements.operations_logbook import DayEntry, save_days, seen_mark, validate_week
from school.placements.proposals import direct_operations
from school.placements.proposals import operations as proposal_operations
from school.placements.proposals.operations import ProposalAnswer
from school.placements.proposals.rules import Party as ProposalParty
from school.placements.proposals.rules import ProposalReason, ProposalState
from school.placements.queries_logbook import week_of_logbook
from school.placements.rules import EndReason, PlacementStatus
from school.placements.rules import Party as PlacementParty
from school.visits import missed_operations
from school.visits import operations as visit_operations
from school.visits.contact.agreed_operations import finish
from school.visits.contact.agreed_queries import actions_of_placement
from school.visits.models import Visit
from school.visits.rules import (
    Account,
    ActionOwner,
    Agreed,
    Missed,
    MissedReason,
    Plan,
    VisitKind,
)
from tests.factories.records import make_hire
from tests.support.life import WHO, WHY, Life, one_of

SCHOOL = frozenset({PlacementParty.SCHOOL})
MARK = Question("q", QuestionKind.LIKERT, "Q", "Q", tuple(EvaluationVoice))


def answer(life: Life, number: int) -> None:
    """The enterprise answers the proposal, the school withdraws it, or a record closes it."""
    target = one_of(list(ProposalState), number)
    reason = {
        ProposalState.REFUSED: ProposalReason.NO_ROOM,
        ProposalState.CANCELLED: ProposalReason.MISTAKE,
    }.get(target, ProposalReason.HIRED)
    given = ProposalAnswer(target, reason, until=today() + timedelta(days=5))
    parties = frozenset({one_of(list(ProposalParty), number // len(ProposalState))})
    proposal_operations.move(life.session, WHO, life.proposal, given, parties)


def accept(life: Life, _: int) -> None:
    """The enterprise accepts."""
    given = ProposalAnswer(ProposalState.ACCEPTED)
    parties = frozenset({ProposalParty.ENTERPRISE})
    proposal_operations.move(life.session, WHO, life.proposal, given, parties)


def confirm_directly(life: Life, number: int) -> None:
    """The enterprise that was asked directly says yes, or no."""
    step = Step(PlacementStatus.CONFIRMED)
    if number % 3 == 2:
        step = Step(PlacementStatus.DECLINED, EndReason.DATES)
    parties = frozenset({PlacementParty.ENTERPRISE})
    proposal_operations.answer_directly(life.session, WHO, life.direct, step, parties)


def let_silence_count(life: Life, _: int) -> None:
    """The program closes what enterprises left without an answer for too long."""
    proposal_operations.lapse(life.session, WHO)
    direct_operations.lapse(life.session, WHO)


def be_hired(life: Life, number: int) -> None:
    """The person is hired elsewhere, from today on or since some days."""
    since = today() - timedelta(days=number)
    make_hire(life.session, life.placement.trainee, starts_on=since, recorded_on=today())
    close_overtaken(life.session, WHO, today())


def start(life: Life, _: int) -> None:
    """The school starts the placement."""
    step = Step(PlacementStatus.LIVE, confirmed=True)
    placement_operations.move(life.session, WHO, life.placement, step, SCHOOL)


def cancel(life: Life, _: int) -> None:
    """The school cancels a placement that has not begun."""
    step = Step(PlacementStatus.CANCELLED, EndReason.DATES)
    placement_operations.move(life.session, WHO, life.placement, step, SCHOOL)


def _facts(number: int) -> EndFacts:
    return EndFacts(
        one_of(list(EndOutcome), number),
        missed_hours=Decimal(7),
        cause=EndReason.HEALTH,
        next_step=one_of([None, *NextStep], number // len(EndOutcome)),
    )


def declare_end(life: Life, number: int) -> None:
    """The school says how the placement ended."""
    end_operations.declare(life.session, life.placement, _facts(number), WHO)


def act_on_end(life: Life, number: int) -> None:
    """School or apprentice takes a step about the end."""
    action = one_of(list(EndAction), number)
    facts = _facts(number) if action is EndAction.CORRECT else None
    step = EndStep(action, WHY, facts, one_of(list(NextStep), number))
    parties = frozenset({one_of(list(EndParty), number // len(EndAction))})
    end_operations.act(life.session, life.placement, step, WHO, parties)


def begin_agreement(life: Life, number: int) -> None:
    """The school writes an agreement, or an amendment to it."""
    placement, kind = life.placement, one_of(list(AgreementKind), number)
    breaks = kind is AgreementKind.BREAK_OFF
    paused_on = placement.starts_on if kind is AgreementKind.INTERRUPTION else None
    content = Content(
        placement.starts_on or today(),
        (placement.ends_on or today()) + timedelta(days=number),
        Decimal(35),
        "Du lundi au vendredi",
        "Cotonou",
        "Casque",
        (Duty(f"Mission {number}"),),
        placement.tutor_id,
        life.trainer.staff_id,
        "Reine Dossou",
        representative_email="gerante@example.test",
        emergency_name="Léa",
        emergency_phone="+2290197000001",
        interrupted_from=paused_on,
        interrupted_until=paused_on,
        break_off_on=placement.starts_on if breaks else None,
        break_off_cause=EndReason.HEALTH if breaks else None,
    )
    operations.begin(life.session, WHO, placement, kind, content, justification=WHY, confirmed=True)


def send_agreement(life: Life, _: int) -> None:
    """The school sends the newest version to be signed."""
    for version in life.rows(AgreementVersion)[-1:]:
        sending.send(life.session, WHO, version)


def sign(life: Life, number: int) -> None:
    """A party signs the newest version, or all do and then the school."""
    for version in life.rows(AgreementVersion)[-1:]:
        parties = OUTSIDE if number % 2 else OUTSIDE[number % len(OUTSIDE) :][:1]
        for party in parties:
            sections = frozenset(to_confirm(version.kind, party))
            signature = Signature(party, Channel.ACCOUNT, sections)
            signing.act(life.session, WHO, version, signature)
        if number % 4 == 1:
            signing.validate(life.session, WHO, version)


def ask_correction(life: Life, number: int) -> None:
    """A party sends the newest version back."""
    for version in life.rows(AgreementVersion)[-1:]:
        signing.ask_correction(life.session, WHO, version, one_of(OUTSIDE, number), WHY)


def close_agreement(life: Life, number: int) -> None:
    """Somebody corrects, refuses, cancels or abandons the newest version."""
    for version in life.rows(AgreementVersion)[-1:]:
        if number % 4 == 0:
            operations.revise(life.session, WHO, version, WHY)
            continue
        action = one_of([Action.REJECT, Action.CANCEL, Action.ABANDON], number)
        party = one_of(list(Party), number // 4)
        operations.close(life.session, WHO, version, action, party, WHY)


def keep_logbook(life: Life, number: int) -> None:
    """The apprentice notes a day, of this week or of the last."""
    day = today() - timedelta(days=number % 8)
    entries = [DayEntry(day, Decimal(7), "Tirage")]
    save_days(life.session, WHO, life.placement, entries)


def validate_logbook(life: Life, number: int) -> None:
    """The tutor validates the week of a day of the logbook."""
    days = life.rows(LogbookDay)
    if days:
        monday = monday_of(one_of(days, number).date)
        week = week_of_logbook(life.session, life.placement, monday)
        validate_week(life.session, WHO, life.placement, monday, seen_mark(week))


def plan_visit(life: Life, number: int) -> None:
    """The trainer plans a visit."""
    given = Plan(VisitKind.VISIT, today() + timedelta(days=number), confirmed=True)
    visit_operations.plan(life.session, life.trainer, life.placement, given)


def make_or_miss_visit(life: Life, number: int) -> None:
    """The trainer writes down how the newest visit went, or why it did not take place."""
    for visit in life.rows(Visit)[-1:]:
        if number % 2:
            due = today() + timedelta(days=number % 5)
            agreed = [Agreed(WHY, one_of(list(ActionOwner), number), due if number % 3 else None)]
            given = Account(VisitKind.VISIT, today(), WHY, confirmed=True, agreed=agreed)
            visit_operations.log(life.session, life.trainer, visit, given, visit.version)
            continue
        again = today() + timedelta(days=2) if number % 4 else None
        missed = Missed(today(), MissedReason.TUTOR_AWAY, again_on=again)
        missed_operations.miss(life.session, life.trainer, visit, missed, visit.version)


def evaluate(life: Life, number: int) -> None:
    """The apprentice says how it went: well or badly."""
    marked = Answer(MARK, (one_of("15", number),), why=WHY)
    evaluation_operations.give_own(life.session, life.placement, WHO, Given([marked]))


def ask_evaluation(life: Life, number: int) -> None:
    """The school asks the tutor for an evaluation, or lets the link serve no more."""
    if number % 3 == 2:
        evaluation_operations.revoke(life.session, life.placement, WHO)
        return
    evaluation_operations.issue(life.session, life.placement)


def finish_action(life: Life, _: int) -> None:
    """The trainer says that the oldest thing that was agreed and waits is done."""
    waiting = [one for one in actions_of_placement(life.session, life.placement) if not one.done_on]
    for one in waiting[:1]:
        finish(life.session, life.trainer, one, today())


def tell_of_job(life: Life, number: int) -> None:
    """The tutor evaluates by link, and says whether there is a job."""
    token = evaluation_operations.issue(life.session, life.placement)
    marked = Answer(MARK, (one_of("15", number),), why=WHY)
    given = Given([marked], one_of(list(JobAnswer), number))
    evaluation_operations.give_by_link(life.session, token, lambda _: given, WHO)


def close_job(life: Life, _: int) -> None:
    """The school writes down that the job which was spoken of will not come."""
    for one in life.rows(Evaluation)[-1:]:
        evaluation_operations.close_job(life.session, one, WHO)


def consult(life: Life, number: int) -> None:
    """The school takes its consultation a step further."""
    step = one_of(list(ConsultationStep), number)
    director, day = life.director, today()
    consultation_operations.take_step(
        life.session, director, life.consultation, step, day, confirmed=True
    )


def decide(life: Life, number: int) -> None:
    """The committee decides of one item, in whatever way."""
    items = life.consultation.items
    item = one_of(items, number)
    before = latest_decisions(life.session, life.consultation).get(item.id)
    decided = Decided(one_of(list(Verdict), number // len(items)), WHY, today())
    known = before.number if before else 0
    consultation_operations.decide(life.session, life.director, item, decided, known)


def have_accident(life: Life, number: int) -> None:
    """The apprentice tells an accident, or that there was nearly one."""
    care = one_of(list(Care), number)
    hurt = None if care is Care.NONE else WHY
    note = AccidentNote(today(), None, "Cotonou", WHY, care, hurt)
    immersion_operations.report_accident(life.session, WHO, life.placement, note)


def take_up_accident(life: Life, number: int) -> None:
    """The school declares the newest accident, or closes it."""
    for one in life.rows(Accident)[-1:]:
        if number % 2:
            immersion_operations.close_accident(life.session, WHO, one, WHY, one.version)
            continue
        given = (today(), "Caisse", one.version)
        immersion_operations.declare_accident(life.session, WHO, one, *given)


def take_up_mark(life: Life, _: int) -> None:
    """The trainer writes down what was done about the newest evaluation."""
    for one in life.rows(Evaluation)[-1:]:
        evaluation_operations.handle(life.session, one, WHY, WHO, one.version)


def be_absent(life: Life, number: int) -> None:
    """The apprentice tells an absence."""
    day = today() - timedelta(days=number)
    note = AbsenceNote(Stretch(day, day), AbsenceReason.SICKNESS, confirmed=True)
    immersion_operations.declare_absence(life.session, WHO, life.placement, note)


def settle_absence(life: Life, number: int) -> None:
    """The school says what the newest absence is."""
    target = one_of(list(AbsenceStatus), number)
    for one in life.rows(Absence)[-1:]:
        immersion_operations.settle_absence(life.session, WHO, one, target, WHY, one.version)


def let_days_pass(life: Life, number: int) -> None:
    """Time goes by, up to some weeks."""
    life.clock.shift(timedelta(days=(1, 3, 8, 16, 40)[number % 5]))


BEFORE: tuple[Callable[[Life, int], None], ...] = (
    answer,
    accept,
    confirm_directly,
    let_silence_count,
    be_hired,
    cancel,
    let_days_pass,
)
"""What may be tried while enterprises are asked."""

AFTER: tuple[Callable[[Life, int], None], ...] = (
    start,
    cancel,
    declare_end,
    act_on_end,
    begin_agreement,
    send_agreement,
    sign,
    ask_correction,
    close_agreement,
    keep_logbook,
    validate_logbook,
    plan_visit,
    make_or_miss_visit,
    evaluate,
    ask_evaluation,
    take_up_mark,
    be_absent,
    settle_absence,
    have_accident,
    take_up_accident,
    finish_action,
    tell_of_job,
    close_job,
    be_hired,
    let_silence_count,
    consult,
    decide,
    let_days_pass,
)
"""What may be tried of a placement, in whatever state it is."""
