"""What a sealed report is asked for: schools, period, delay, days, language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from flask_babel import gettext

from school.accounts.models import School
from school.accounts.rules import Language
from school.core.clock import DEFAULT_TIME_ZONE, today
from school.core.errors import NotFound, mark
from school.hiring.indicators.options import Breakdown, Options, Profile
from school.hiring.report.filters import asked_report
from school.hiring.rules import Evidence

PROFILE = Profile.MINISTRY
"""Whoever seals, small counts are hidden: a sealed report leaves the school."""

NAMES = ("as_of", "known_on", "from", "to", "months", "evidence", "language")


@dataclass(frozen=True)
class Parameters:
    """All that the figures and the words of a sealed report follow from.

    `schools` are codes, in order, always named: a school opened later does not slip in.
    `checked_at` is the address under which codes are checked, as it stands on the paper.
    """

    schools: tuple[str, ...]
    as_of: date
    known_on: date
    months: int
    evidence: Evidence
    period_from: date | None
    period_to: date | None
    language: Language
    checked_at: str

    @property
    def group_key(self) -> Breakdown:
        """What the groups are: the cohorts of one school, or several schools."""
        return Breakdown.COHORT if len(self.schools) == 1 else Breakdown.SCHOOL

    def options(self, *by: Breakdown) -> Options:
        """Give the parameters of the indicators, with groups."""
        return Options(
            as_of=self.as_of,
            known_on=self.known_on,
            months=self.months,
            evidence=self.evidence,
            period_from=self.period_from,
            period_to=self.period_to,
            by=by,
            profile=PROFILE,
        )

    def as_plain(self) -> dict[str, Any]:
        """Give the parameters as values of JSON."""
        return {
            "schools": list(self.schools),
            "as_of": self.as_of.isoformat(),
            "known_on": self.known_on.isoformat(),
            "months": self.months,
            "evidence": self.evidence.value,
            "from": self.period_from.isoformat() if self.period_from else None,
            "to": self.period_to.isoformat() if self.period_to else None,
            "profile": PROFILE.value,
            "language": self.language.value,
            "checked_at": self.checked_at,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Read parameters that a manifest holds."""
        since, until = plain["from"], plain["to"]
        return cls(
            schools=tuple(plain["schools"]),
            as_of=date.fromisoformat(plain["as_of"]),
            known_on=date.fromisoformat(plain["known_on"]),
            months=int(plain["months"]),
            evidence=Evidence(plain["evidence"]),
            period_from=date.fromisoformat(since) if since else None,
            period_to=date.fromisoformat(until) if until else None,
            language=Language(plain["language"]),
            checked_at=str(plain["checked_at"]),
        )


@dataclass(frozen=True)
class Choice:
    """What somebody chose on the page: parameters, or what is wrong with them.

    `kept` are the values of the address that lead to the same choice again.
    """

    parameters: Parameters | None
    problems: list[str]
    schools: Sequence[School]
    chosen: Sequence[School]
    kept: dict[str, Any]


def chosen_report(
    schools: Sequence[School],
    typed: Mapping[str, str],
    codes: Sequence[str],
    checked_at: str,
    day: date | None = None,
) -> Choice:
    """Read a choice. `schools` are those whose figures the person may see; no code means all.

    Days are `day` unless said, without it yesterday: of a day that is not over, facts may still be
    recorded, and the same parameters would then give other figures. Raises `NotFound` for another
    school.
    """
    wanted = list(dict.fromkeys(code for code in codes if code))
    known = {school.reference: school for school in schools}
    if not set(wanted) <= set(known):
        raise NotFound(mark("Cette école n’existe pas."))
    chosen = [known[code] for code in sorted(wanted)] or list(schools)
    now = today(chosen[0].timezone if len(chosen) == 1 else DEFAULT_TIME_ZONE)
    usual = (day or now - timedelta(days=1)).isoformat()
    said = {name: typed.get(name, "").strip() for name in NAMES}
    kept = {name: value for name, value in said.items() if value}
    asked = asked_report(
        list(chosen), {**said, **{name: said[name] or usual for name in ("as_of", "known_on")}}
    )
    problems = list(asked.problems)
    language = said["language"] or Language.FRENCH.value
    if language not in set(Language):
        problems.append(gettext("La langue est le français ou l’anglais."))
    parameters = None
    if asked.options is not None and not problems:
        parameters = _parameters(asked.options, chosen, Language(language), checked_at)
        problems = _untimely(parameters, now)
    return Choice(
        parameters if not problems else None,
        problems,
        schools,
        chosen,
        {**kept, **({"school": wanted} if wanted else {})},
    )


def _parameters(
    options: Options, chosen: Sequence[School], language: Language, checked_at: str
) -> Parameters:
    return Parameters(
        schools=tuple(sorted(school.reference for school in chosen)),
        as_of=options.as_of,
        known_on=options.known_on,
        months=options.months,
        evidence=options.evidence,
        period_from=options.period_from,
        period_to=options.period_to,
        language=language,
        checked_at=checked_at,
    )


def _untimely(parameters: Parameters, now: date) -> list[str]:
    problems = []
    if not parameters.schools:
        problems.append(gettext("Il n’y a aucune école."))
    if parameters.as_of > now:
        problems.append(gettext("Un rapport scellé ne porte pas sur des jours à venir."))
    if parameters.known_on >= now:
        problems.append(
            gettext(
                "Faits connus au : choisissez hier ou un jour d’avant. Tant qu’un jour n’est pas "
                "fini, des faits peuvent s’y ajouter et les chiffres changer."
            )
        )
    return problems
