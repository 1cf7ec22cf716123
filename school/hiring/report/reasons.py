"""The facts that put a person into a count, each in words and with the page where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar

from flask import url_for
from flask_babel import gettext, ngettext

from school.hiring.indicators.options import Options
from school.hiring.indicators.persons import OF_PLACEMENT, CountedPerson, KnownFacts
from school.hiring.indicators.rules import HireFact, Outcome, SituationFact, Terms, outcome
from school.hiring.labels import DECISIONS, EVIDENCE, SHORT_CONTRACTS, SITUATIONS, employer_of
from school.hiring.models import Hire, Offer, Situation
from school.hiring.report.evidence_rules import Hires, deciding_hires
from school.hiring.rules import Status
from school.placements.models import Placement
from school.web.filters import day_short, number, several

Fact = TypeVar("Fact", HireFact, SituationFact)

OF_TRADE = ("in_trade", "trade_known")
"""Measures in which it matters whether the work is in the trade."""


@dataclass(frozen=True)
class Reason:
    """A fact in words, the page where it stands with its evidence, and what it is for a file."""

    words: str
    url: str
    kind: str
    reference: str
    evidence: str = ""
    since: date | None = None
    recorded_on: date | None = None


def outcome_of(person: CountedPerson, facts: KnownFacts, options: Options) -> Outcome | None:
    """Give status and deciding fact of a person; nothing of who has not left."""
    if person.exit_on is None or person.status is None:
        return None
    situations = [_plain(SituationFact, situation) for situation in facts.situations]
    return outcome(person.exit_on, _hires_of(facts), situations, _terms(options))


def reasons(
    person: CountedPerson, facts: KnownFacts, options: Options, measure: str
) -> list[Reason]:
    """List the facts a count rests on; where no fact counts, those that nearly would."""
    told = outcome_of(person, facts, options)
    found: list[Reason] = []
    if told:
        found += [
            _hire(hire, person, in_trade=measure in OF_TRADE)
            for hire in deciding(person, facts, options, measure)
        ]
        found += [
            _situation(situation)
            for situation in facts.situations
            if told.situation and situation.reference == told.situation.reference
        ]
        found += _too_weak(told, facts, options)
    if measure in OF_PLACEMENT:
        found += [*_placements(person, facts), *_offers(facts, options)]
    return found


def deciding(
    person: CountedPerson, facts: KnownFacts, options: Options, measure: str
) -> list[Hire]:
    """Give the contracts that a measure of a person rests on (see `evidence_rules`)."""
    told = outcome_of(person, facts, options)
    if told is None or person.exit_on is None:
        return []
    hires = Hires(person.exit_on, _hires_of(facts), _terms(options))
    references = deciding_hires(measure, told, hires)
    return [hire for hire in facts.hires if hire.reference in references]


def _hires_of(facts: KnownFacts) -> list[HireFact]:
    return [_plain(HireFact, hire) for hire in facts.hires]


def _terms(options: Options) -> Terms:
    return Terms(options.as_of, options.months, options.evidence)


def _plain(kind: type[Fact], record: Any) -> Fact:
    return kind(**{each.name: getattr(record, each.name) for each in fields(kind)})


def _hire(hire: Hire, person: CountedPerson, *, in_trade: bool) -> Reason:
    words = gettext(
        "Embauche %(reference)s : %(contract)s chez %(employer)s, commencée le %(day)s ; "
        "%(evidence)s",
        reference=hire.reference,
        contract=SHORT_CONTRACTS[hire.contract],
        employer=employer_of(hire),
        day=day_short(hire.starts_on),
        evidence=EVIDENCE[hire.evidence],
    )
    if person.exit_on:
        delay = max((hire.starts_on - person.exit_on).days, 0)
        words += ngettext(
            " ; %(days)s jour après la sortie",
            " ; %(days)s jours après la sortie",
            delay,
            days=number(delay),
        )
    if in_trade:
        words = several([words, _trade(hire.in_trade)])
    return _reason_of_hire(hire, words)


def _trade(in_trade: bool | None) -> str:
    if in_trade is None:
        return gettext("métier non précisé")
    return gettext("dans le métier") if in_trade else gettext("hors du métier")


def _reason_of_hire(hire: Hire, words: str) -> Reason:
    return Reason(
        words,
        url_for("hiring.hire", reference=hire.reference),
        "hire",
        hire.reference,
        hire.evidence.value,
        hire.starts_on,
        hire.recorded_on,
    )


def _situation(situation: Situation) -> Reason:
    since = situation.starts_on or situation.observed_on
    words = gettext(
        "Situation %(reference)s : %(situation)s, le %(day)s ; %(evidence)s",
        reference=situation.reference,
        situation=SITUATIONS[situation.situation],
        day=day_short(since),
        evidence=EVIDENCE[situation.evidence] if situation.evidence else gettext("sans preuve"),
    )
    return Reason(
        words,
        url_for("hiring.situation", reference=situation.reference),
        "situation",
        situation.reference,
        situation.evidence.value if situation.evidence else "",
        since,
        situation.recorded_on,
    )


def _too_weak(told: Outcome, facts: KnownFacts, options: Options) -> Iterator[Reason]:
    """Name the hires that would speak if they were confirmed or settled."""
    if told.status not in {Status.UNKNOWN, Status.NOT_HIRED}:
        return
    for hire in facts.hires:
        employer = employer_of(hire)
        if hire.contested:
            words = gettext("Embauche contestée chez %(employer)s", employer=employer)
        elif hire.evidence < options.evidence:
            words = gettext(
                "Embauche chez %(employer)s, à confirmer : %(evidence)s",
                employer=employer,
                evidence=EVIDENCE[hire.evidence],
            )
        else:
            continue
        yield _reason_of_hire(hire, words)


def _placements(person: CountedPerson, facts: KnownFacts) -> Iterator[Reason]:
    for placement in facts.placements:
        if placement.cohort_id == person.cohort_id:
            yield _placement(placement)
            return


def _placement(placement: Placement) -> Reason:
    ended_on = placement.ended_on or placement.ends_on
    words = gettext(
        "Placement %(reference)s chez %(enterprise)s, fini le %(day)s",
        reference=placement.reference,
        enterprise=placement.enterprise.name,
        day=day_short(ended_on),
    )
    url = url_for("placements.show", reference=placement.reference)
    return Reason(words, url, "placement", placement.reference, since=ended_on)


def _offers(facts: KnownFacts, options: Options) -> Iterator[Reason]:
    for offer in facts.offers:
        if offer.firm and offer.offered_on <= options.as_of:
            yield _offer(offer, options)


def _offer(offer: Offer, options: Options) -> Reason:
    # A decision made after the day of the count is still pending.
    pending = offer.decided_on is not None and offer.decided_on > options.as_of
    decision = gettext("en attente") if pending else str(DECISIONS[offer.decision]).lower()
    words = gettext(
        "Offre %(reference)s : offre ferme de %(enterprise)s, le %(day)s ; %(decision)s",
        reference=offer.reference,
        enterprise=employer_of(offer),
        day=day_short(offer.offered_on),
        decision=decision,
    )
    url = url_for("hiring.offer", reference=offer.reference)
    return Reason(words, url, "offer", offer.reference, "", offer.offered_on, offer.recorded_on)
