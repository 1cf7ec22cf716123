"""The tables of the bundle, in the order in which they can be imported."""

from school.exchange import (
    specs_actions,
    specs_agreements,
    specs_catalogue,
    specs_certification,
    specs_clause_contracts,
    specs_clause_hours,
    specs_clauses,
    specs_competencies,
    specs_consultations,
    specs_contact,
    specs_ends,
    specs_forecasts,
    specs_hiring,
    specs_immersion,
    specs_messages,
    specs_partners,
    specs_people,
    specs_posts,
    specs_practicals,
    specs_quizzes,
    specs_readings,
    specs_surveys,
    specs_timetable,
    specs_traces,
    specs_training,
)
from school.exchange.specs import TableSpec

_CLAUSES: tuple[TableSpec, ...] = (
    *specs_clauses.SPECS,
    *specs_clause_contracts.SPECS,
    *specs_clause_hours.SPECS,
    *specs_actions.SPECS,
    *specs_catalogue.SPECS,
    *specs_surveys.SPECS,
    *specs_forecasts.SPECS,
)

SPECS: tuple[TableSpec, ...] = (
    *specs_people.SPECS,
    *specs_partners.SPECS,
    *specs_timetable.SPECS,
    *specs_training.SPECS,
    *specs_consultations.SPECS,
    *specs_agreements.SPECS,
    *specs_posts.SPECS,
    *specs_contact.SPECS,
    *specs_ends.SPECS,
    *specs_immersion.SPECS,
    *specs_practicals.SPECS,
    *specs_traces.SPECS,
    *specs_readings.SPECS,
    *specs_quizzes.SPECS,
    *specs_competencies.SPECS,
    *specs_certification.SPECS,
    *specs_hiring.SPECS,
    *specs_messages.SPECS,
    *_CLAUSES,
)
"""Every table; each names only rows of itself or of tables before it."""

SPEC_BY_NAME = {spec.name: spec for spec in SPECS}

CLAUSE_TABLES = frozenset(spec.name for spec in _CLAUSES)
"""Tables that belong to no school."""
