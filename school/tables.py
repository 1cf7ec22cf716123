"""Every table of the program, so that migrations and tests know them all."""

from school.accounts import models as accounts
from school.certification import models as certification
from school.clauses import models as clauses
from school.clauses.contracts import models as contracts
from school.clauses.forecasts import models as forecasts
from school.clauses.hours import models as clause_hours
from school.clauses.penalties import models as penalties
from school.clauses.people import models as clause_people
from school.clauses.practices.actions import models as actions
from school.clauses.practices.catalogue import models as catalogue
from school.clauses.practices.surveys import models as surveys
from school.clauses.reports import models as reports
from school.cohorts import models as cohorts
from school.cohorts.timetable import models as timetable
from school.competencies import models as competencies
from school.core import audit, outbox, submissions
from school.curriculum import lesson_models as lessons
from school.curriculum import models as curriculum
from school.curriculum import question_models as questions
from school.curriculum import rule_models as rules
from school.enterprises import models as enterprises
from school.enterprises import partner_models as partners
from school.enterprises.consultations import models as consultations
from school.hiring import models as hiring
from school.hiring.sealing import models as sealing
from school.learning import models as learning
from school.learning.quizzes import models as quizzes
from school.messages import models as messages
from school.offline import file_models as files
from school.offline import models as offline
from school.placements import models as placements
from school.placements.agreements import models as agreements
from school.placements.ends import models as ends
from school.placements.evaluations import models as evaluations
from school.placements.immersion import models as immersion
from school.placements.posts import models as posts
from school.placements.proposals import models as proposals
from school.practicals import equipment_models as equipment
from school.practicals import models as practicals
from school.practicals import sheet_models as sheets
from school.practicals import trace_models as traces
from school.practicals.figures import models as allowances
from school.practicals.readings import models as readings
from school.visits import models as visits
from school.visits.contact import models as contact

MODULES = (
    audit,
    outbox,
    submissions,
    accounts,
    messages,
    enterprises,
    partners,
    curriculum,
    lessons,
    questions,
    rules,
    cohorts,
    timetable,
    consultations,
    practicals,
    equipment,
    allowances,
    sheets,
    traces,
    readings,
    learning,
    quizzes,
    placements,
    agreements,
    posts,
    proposals,
    ends,
    evaluations,
    immersion,
    visits,
    contact,
    competencies,
    certification,
    hiring,
    sealing,
    clauses,
    clause_people,
    clause_hours,
    actions,
    contracts,
    reports,
    forecasts,
    penalties,
    catalogue,
    surveys,
    offline,
    files,
)
