"""Cohorts, applicants and trainees, enrolments and attendance."""
