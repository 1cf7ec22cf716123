"""Sentences about forecasts, on screen."""

from decimal import Decimal

from flask_babel import gettext, lazy_gettext, ngettext

from school.clauses.forecasts.closing_rules import Part
from school.clauses.forecasts.outlook import Horizon
from school.clauses.labels import BUCKETS
from school.clauses.rules import Bucket
from school.web.filters import day, number, percent

CHANGED = lazy_gettext("Quelqu’un vient de changer cela : relisez la page avant de retirer.")


def unit_title(lot: str, bucket: Bucket) -> str:
    """Name a unit: its bucket, and its lot where there is one."""
    if not lot:
        return str(BUCKETS[bucket])
    return gettext("%(bucket)s, lot %(lot)s", bucket=str(BUCKETS[bucket]), lot=lot)


def hours(value: Decimal | None) -> str:
    """Write hours rounded to whole ones, with their unit; a dash for nothing."""
    return "—" if value is None else gettext("%(hours)s h", hours=number(value, 0))


def finding(horizon: Horizon) -> str:
    """Say in a sentence what is to be expected at the end."""
    if horizon.shortfall is None:
        return gettext("Pas encore de prévision : ni heures prévues, ni six mois complets.")
    if not horizon.shortfall:
        return gettext("Le quota de %(quota)s devrait être atteint.", quota=hours(horizon.owed))
    return gettext(
        "Il devrait manquer %(missing)s sur %(quota)s.",
        missing=hours(horizon.shortfall),
        quota=hours(horizon.owed),
    )


def part_words(part: Part) -> str:
    """Say a part of a scenario in a sentence without an end."""
    people = ngettext("%(num)s personne", "%(num)s personnes", part.people)
    weeks = ngettext("%(num)s semaine", "%(num)s semaines", part.weeks)
    return gettext(
        "%(people)s, %(weeks)s à %(hours)s par semaine, dès le %(day)s (probabilité %(chance)s)",
        people=people,
        weeks=weeks,
        hours=gettext("%(hours)s h", hours=number(part.weekly_hours)),
        day=day(part.starts_on),
        chance=percent(part.probability),
    )
