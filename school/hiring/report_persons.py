"""Why a person is counted where they are: the rule in words, and the fact that decided."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from flask import url_for
from flask_babel import gettext, ngettext

from school.hiring.indicator_options import Options
from school.hiring.indicator_persons import CountedPerson, KnownFacts
from school.hiring.indicator_rules import HireFact, Outcome, SituationFact, Terms, outcome
from school.hiring.labels import DECISIONS, EVIDENCE, SHORT_CONTRACTS, SITUATIONS, employer_of
from school.hiring.models import Hire, Offer, Situation
from school.hiring.report_labels import RULES, STATUS_PILLS, STATUSES
from school.hiring.rules import Status
from school.web.filters import day_short, number

Fact = TypeVar("Fact", HireFact, SituationFact)


@dataclass(frozen=True)
class Reason:
    """A fact in words, and the page where it stands with its evidence."""

    words: str
    url: str


@dataclass(frozen=True)
class Explained:
    """A person of a count, with status, rule and facts ready to show."""

    person: CountedPerson
    status: str
    pill: str
    rule: str
    reasons: list[Reason]


def explain(person: CountedPerson, facts: KnownFacts, options: Options) -> Explained:
    """Say by which rule and fact a person is counted (INDICATORS §2)."""
    if person.exit_on is None or person.status is None:
        words = gettext("Encore en formation, ou simple candidature.")
        return Explained(person, gettext("Pas sorti"), "off", words, list(_offers(facts)))
    told = outcome(
        person.exit_on,
        [_plain(HireFact, hire) for hire in facts.hires],
        [_plain(SituationFact, situation) for situation in facts.situations],
        Terms(options.as_of, options.months, options.evidence),
    )
    reasons = [*_deciding(told, person, facts), *_too_weak(told, facts, options), *_offers(facts)]
    words = str(RULES[person.status])
    return Explained(
        person, str(STATUSES[person.status]), STATUS_PILLS[person.status], words, reasons
    )


def _plain(kind: type[Fact], record: Any) -> Fact:
    return kind(**{each.name: getattr(record, each.name) for each in fields(kind)})


def _deciding(told: Outcome, person: CountedPerson, facts: KnownFacts) -> Iterator[Reason]:
    for hire in facts.hires:
        if told.hire and hire.reference == told.hire.reference:
            yield _hire(hire, told, person)
    for situation in facts.situations:
        if told.situation and situation.reference == told.situation.reference:
            yield _situation(situation)


def _hire(hire: Hire, told: Outcome, person: CountedPerson) -> Reason:
    words = gettext(
        "%(contract)s chez %(employer)s, depuis le %(day)s ; %(evidence)s",
        contract=SHORT_CONTRACTS[hire.contract],
        employer=employer_of(hire),
        day=day_short(hire.starts_on),
        evidence=EVIDENCE[hire.evidence],
    )
    if told.hired_on and person.exit_on:
        delay = (told.hired_on - person.exit_on).days
        words += ngettext(
            " ; %(days)s jour après la sortie",
            " ; %(days)s jours après la sortie",
            delay,
            days=number(delay),
        )
    return Reason(words, url_for("hiring.hire", reference=hire.reference))


def _situation(situation: Situation) -> Reason:
    words = gettext(
        "%(situation)s, le %(day)s ; %(evidence)s",
        situation=SITUATIONS[situation.situation],
        day=day_short(situation.starts_on or situation.observed_on),
        evidence=EVIDENCE[situation.evidence] if situation.evidence else gettext("sans preuve"),
    )
    return Reason(words, url_for("hiring.situation", reference=situation.reference))


def _too_weak(told: Outcome, facts: KnownFacts, options: Options) -> Iterator[Reason]:
    """Name the hires that would speak if they were confirmed or settled."""
    if told.status not in {Status.UNKNOWN, Status.NOT_HIRED}:
        return
    for hire in facts.hires:
        url = url_for("hiring.hire", reference=hire.reference)
        employer = employer_of(hire)
        if hire.contested:
            yield Reason(gettext("Embauche contestée chez %(employer)s", employer=employer), url)
        elif hire.evidence < options.evidence:
            yield Reason(
                gettext(
                    "Embauche chez %(employer)s, à confirmer : %(evidence)s",
                    employer=employer,
                    evidence=EVIDENCE[hire.evidence],
                ),
                url,
            )


def _offers(facts: KnownFacts) -> Iterator[Reason]:
    for offer in facts.offers:
        if offer.firm:
            yield Reason(_offer(offer), url_for("hiring.offer", reference=offer.reference))


def _offer(offer: Offer) -> str:
    return gettext(
        "Offre ferme de %(enterprise)s, le %(day)s : %(decision)s",
        enterprise=employer_of(offer),
        day=day_short(offer.offered_on),
        decision=str(DECISIONS[offer.decision]).lower(),
    )
