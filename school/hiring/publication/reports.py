"""Reports as a profile may read them, with what is hidden decided on the table of all schools."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from school.accounts.models import School
from school.hiring.indicators.options import Breakdown, Options, Profile
from school.hiring.indicators.report import EVERY_SCHOOL, Report, Scope, hiring_report
from school.hiring.publication.national_table import NationalTable
from school.hiring.publication.publish import Published, publish

BY_SCHOOL = (Breakdown.SCHOOL,)

Schools = Sequence[School] | None
"""The schools of a report; None is every school of the installation."""


def published_report(
    session: Session, schools: Schools, options: Options, *, thorough: bool = False
) -> Published:
    """Compute a report and publish it as its profile may read it (INDICATORS §3, Publication).

    Without groups, or by school, the table of all schools decides what is hidden, whichever are
    chosen. By anything else the report by itself does: so it is printed by whoever keeps the
    server and reads everything anyway. What the ministry is given of the groups of a school comes
    from `published_below`.
    """
    if options.profile is Profile.INTERNAL or options.by not in {(), BY_SCHOOL}:
        return publish(hiring_report(session, scope_of(schools), options, thorough=thorough))
    national = national_table(session, options, thorough=thorough)
    return published_part(session, national, schools, options)


def national_table(session: Session, options: Options, *, thorough: bool = False) -> NationalTable:
    """Compute the table of all schools for the days, delay, evidence and period of options."""
    asked = replace(options, by=BY_SCHOOL)
    return NationalTable(hiring_report(session, EVERY_SCHOOL, asked, thorough=thorough))


def published_part(
    session: Session, national: NationalTable, schools: Schools, options: Options
) -> Published:
    """Publish what the table of all schools allows of some of them, by school or without groups."""
    report = _part(session, national, schools)
    rows = report.rows if options.by else report.rows[-1:]
    return publish(Report(options, rows, report.thorough), national.suppression_of(report))


def published_below(
    session: Session, national: NationalTable, school: School, options: Options
) -> Published | None:
    """Publish the groups of one school by another key, under its row; None when they cannot be."""
    thorough = national.report.thorough
    report = hiring_report(session, scope_of([school]), options, thorough=thorough)
    suppression = national.suppression_below(report, school.reference)
    return publish(report, suppression) if suppression else None


def scope_of(schools: Schools) -> Scope:
    """Give the scope of some schools, or of every school."""
    return EVERY_SCHOOL if schools is None else Scope(frozenset(one.id for one in schools))


def _part(session: Session, national: NationalTable, schools: Schools) -> Report:
    codes = national.schools if schools is None else {one.reference for one in schools}
    if codes >= national.schools:
        return national.report
    if len(codes) == 1:
        return national.report_of(min(codes))
    report, scope = national.report, scope_of(schools)
    return hiring_report(session, scope, report.options, thorough=report.thorough)
