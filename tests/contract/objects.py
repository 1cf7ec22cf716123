"""Whose is what: for each page about a record, how to make one of a school.

A page whose address names a record has a line in `OBJECTS` of its feature's file beside this one,
or the test of foreign records fails; one that takes a record in its query belongs in `QUERIES`
there. A maker is given the session and the school, and gives the values of the address.
"""

from tests.contract import (
    objects_clauses,
    objects_cohorts,
    objects_enterprises,
    objects_forecasts,
    objects_hiring,
    objects_oversight,
    objects_placements,
    objects_practicals,
    objects_practices,
    objects_school,
)
from tests.contract.objects_common import Maker

FEATURES = (
    objects_clauses,
    objects_cohorts,
    objects_enterprises,
    objects_forecasts,
    objects_hiring,
    objects_oversight,
    objects_placements,
    objects_practicals,
    objects_practices,
    objects_school,
)

OBJECTS: dict[str, Maker] = {
    endpoint: maker for feature in FEATURES for endpoint, maker in feature.OBJECTS.items()
}

QUERIES: list[tuple[str, Maker]] = [
    *objects_hiring.QUERIES,
    *objects_placements.QUERIES,
    *objects_practicals.QUERIES,
]
"""Pages that take a record's reference in their query, under its name there."""

SHARED: dict[str, str] = {
    "assets.serve": "files of the program",
    "certification.revocations": "the public list of revocations, without a name",
    "certification.verify": "the code on a paper tells anybody whether it is in force",
    "curriculum.changes": "curricula are common to every school",
    "curriculum.module": "curricula are common to every school",
    "offline.module": "curricula are common to every school",
    "curriculum.path": "curricula are common to every school",
    "curriculum.task": "curricula are common to every school",
    "learning.lesson": "lessons are common to every school; foreign paths: tests/feature/learning",
    "learning.lesson_file": "lessons are common to every school; tests/feature/learning",
    "learning.read": "lessons are common to every school; foreign paths: tests/feature/learning",
    "quizzes.bank": "questions are common to every school",
    "quizzes.attempt": "quizzes are common to every school; foreign paths: tests/feature/learning",
    "quizzes.home": "quizzes are common to every school; foreign paths: tests/feature/learning",
    "quizzes.practice": "quizzes are common to every school; foreign paths: tests/feature/learning",
    "practices.retire_survey_question": "every team is asked the same",
    "sealing.verify": "the code on a paper tells anybody who sealed it and when",
}
"""Pages about things that belong to no school, and why."""

OWN: dict[str, str] = {
    "clauses.amend_quota": "tests/feature/clauses/test_contracts.py",
    "clauses.attach_document": "tests/feature/clauses/test_contracts.py",
    "clauses.document": "tests/feature/clauses/test_contracts.py",
    "clauses.edit_contract": "tests/feature/clauses/test_contracts.py",
    "clauses.end_member": "tests/feature/clauses/test_members.py",
    "clauses.file_report": "tests/feature/clauses/test_reports.py",
    "clauses.give_notice": "tests/feature/clauses/test_contracts.py",
    "clauses.receive_report": "tests/feature/clauses/test_reports.py",
    "clauses.state_worked": "tests/feature/clauses/test_contracts.py",
    "clauses.decide_hours": "tests/feature/clauses/test_hour_pages.py",
    "clauses.person_month": "tests/feature/clauses/test_deciding.py",
    "clauses.uncounted": "tests/feature/clauses/test_deciding.py",
    "clauses.declare_none": "tests/feature/clauses/test_hour_pages.py",
    "clauses.new_participant": "tests/feature/clauses/test_hour_pages.py",
    "accounts.end_session": "tests/feature/accounts/test_sessions.py",
    "exchange.cancel": "tests/feature/exchange/test_pages.py",
    "exchange.confirm": "tests/feature/exchange/test_pages.py",
    "exchange.preview": "tests/feature/exchange/test_pages.py",
    "month_hours.cancel": "tests/feature/exchange/test_month_hours.py",
    "month_hours.confirm": "tests/feature/exchange/test_month_hours.py",
    "month_hours.preview": "tests/feature/exchange/test_month_hours.py",
    "month_hours.sheet": "tests/feature/exchange/test_month_hours.py",
    "month_hours.upload": "tests/feature/exchange/test_month_hours.py",
    "offline.file": "tests/feature/offline/test_files.py",
    "placements.evaluate": "tests/feature/placements/test_evaluations.py",
    "placements.save_week": "tests/feature/placements/test_logbook.py",
    "practicals.acknowledge": "tests/feature/practicals/test_sheets.py",
}
"""Pages about something of the person's own account or operator, and where that is tested."""

LINKS: dict[str, str] = {
    "messages.preferences": "tests/feature/messages/test_preferences.py",
    "messages.stop_news": "tests/feature/messages/test_preferences.py",
    "consultations.link": "tests/feature/enterprises/test_consultation_links.py",
    "consultations.renew": "tests/feature/enterprises/test_consultation_links.py",
    "oversight.link_consultation": "tests/feature/enterprises/test_consultation_links.py",
    "oversight.renew_consultation": "tests/feature/enterprises/test_consultation_links.py",
    "accounts.choose_password": "tests/feature/accounts/test_password_links.py",
    "cohorts.calendar": "tests/feature/cohorts/test_calendars.py",
    "competencies.link": "tests/feature/competencies/test_links.py",
    "competencies.renew_link": "tests/feature/competencies/test_links.py",
    "enterprises.link_interest": "tests/feature/enterprises/test_interest_links.py",
    "enterprises.renew_interest": "tests/feature/enterprises/test_interest_links.py",
    "hiring.link_employment": "tests/feature/hiring/test_employment_links.py",
    "hiring.link_offer": "tests/feature/hiring/test_offer_links.py",
    "hiring.link_situation": "tests/feature/hiring/test_situation_links.py",
    "hiring.renew_employment_link": "tests/feature/hiring/test_employment_links.py",
    "hiring.renew_situation_link": "tests/feature/hiring/test_situation_links.py",
    "hiring.renew_offer_link": "tests/feature/hiring/test_offer_links.py",
    "placements.link_agreement": "tests/feature/placements/agreements/test_links.py",
    "placements.link_agreement_again": "tests/feature/placements/agreements/test_links.py",
    "placements.link_agreement_pdf": "tests/feature/placements/agreements/test_links.py",
    "penalties.decide": "tests/feature/clauses/test_penalties.py",
    "penalties.hear_authority": "tests/feature/clauses/test_penalties.py",
    "penalties.hear_operator": "tests/feature/clauses/test_penalties.py",
    "penalties.new_hearing": "tests/feature/clauses/test_penalties.py",
    "practices.link_survey": "tests/feature/clauses/test_team_surveys.py",
    "practices.renew_survey": "tests/feature/clauses/test_team_surveys.py",
    "visits.link_actions": "tests/feature/visits/test_agreed.py",
    "visits.renew_actions_link": "tests/feature/visits/test_agreed.py",
    "placements.link_confirm": "tests/feature/placements/test_confirmation_links.py",
    "placements.evaluation_to_offer": "tests/feature/placements/test_evaluations.py",
    "placements.link_evaluation": "tests/feature/placements/test_evaluations.py",
    "placements.renew_evaluation": "tests/feature/placements/test_evaluations.py",
    "placements.link_decline": "tests/feature/placements/test_confirmation_links.py",
    "placements.link_proposal": "tests/feature/placements/test_proposals.py",
    "placements.renew_proposal": "tests/feature/placements/test_proposals.py",
    "placements.renew_confirm": "tests/feature/placements/test_confirmation_links.py",
    "placements.link_to_offer": "tests/feature/placements/test_logbook.py",
    "placements.link_to_calendar": "tests/feature/placements/test_tutor_calendar.py",
    "placements.tutor_feed": "tests/feature/placements/test_tutor_calendar.py",
    "placements.link_absence": "tests/feature/placements/test_link_reports.py",
    "placements.link_accident": "tests/feature/placements/test_link_reports.py",
    "placements.contest_week": "tests/feature/placements/test_link_reports.py",
    "placements.link_week": "tests/feature/placements/test_logbook.py",
    "placements.renew_week": "tests/feature/placements/test_logbook.py",
}
"""Pages opened by the secret of a signed link, and where other people's links are tested."""
