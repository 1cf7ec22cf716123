"""Conditions in words: how much is done of what is asked, and what is missing, by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext, ngettext

from school.certification.labels import CONDITIONS, STANDING_KINDS, STANDINGS
from school.certification.models import Certificate, JuryDecision
from school.certification.rules import Condition, ConditionKind, Standing
from school.cohorts.models import Trainee
from school.web.filters import number

HOURS = (ConditionKind.CENTRE_HOURS, ConditionKind.ENTERPRISE_HOURS)


@dataclass(frozen=True)
class Line:
    """A condition as a page shows it: its name, numbers, and what is missing."""

    condition: Condition

    @property
    def kind(self) -> str:
        """The look of the standing."""
        return STANDING_KINDS[self.condition.standing]

    @property
    def name(self) -> str:
        """What is asked."""
        return str(CONDITIONS[self.condition.kind])

    @property
    def numbers(self) -> str:
        """Done of needed; a dash for what nothing was recorded of, never a zero."""
        return numbers_of(self.condition)

    @property
    def missing(self) -> str:
        """What is missing, in words; nothing when the condition is met."""
        return missing_words(self.condition)


@dataclass(frozen=True)
class Row:
    """A person before the jury: standing, conditions by column, what is decided and given."""

    trainee: Trainee
    standing: Standing
    lines: tuple[Line, ...]
    open_parts: tuple[str, ...]
    decision: JuryDecision | None = None
    certificate: Certificate | None = None

    @property
    def words(self) -> str:
        """How the person stands."""
        return str(STANDINGS[self.standing])

    @property
    def kind(self) -> str:
        """The look of the standing."""
        return STANDING_KINDS[self.standing]


def numbers_of(condition: Condition) -> str:
    """Write what is done of what is needed, with the unit."""
    done = "—" if condition.done is None else number(condition.done, _places(condition.done))
    needed = number(condition.needed, _places(condition.needed))
    if condition.kind in HOURS:
        return gettext("%(done)s h sur %(needed)s", done=done, needed=needed)
    if condition.kind is ConditionKind.QUIZ:
        mark = "—" if condition.done is None else gettext("%(mark)s %%", mark=done)
        return gettext(
            "%(done)s ; il faut %(needed)s", done=mark, needed=gettext("%(mark)s %%", mark=needed)
        )
    return gettext("%(done)s sur %(needed)s", done=done, needed=needed)


def missing_words(condition: Condition) -> str:
    """Say what is missing: hours, tasks by their codes, or that nothing is recorded."""
    if condition.standing is Standing.MET:
        return ""
    if condition.kind in HOURS:
        return _missing_hours(condition)
    if condition.kind is ConditionKind.QUIZ:
        return (
            gettext("aucune note enregistrée")
            if condition.done is None
            else gettext("note trop basse")
        )
    return _missing_tasks(condition)


def _missing_hours(condition: Condition) -> str:
    if condition.done is None:
        return gettext("rien n’est enregistré")
    lacking = number(condition.lacking, _places(condition.lacking))
    parts = [gettext("manque %(hours)s h", hours=lacking)]
    if condition.waiting:
        waiting = number(condition.waiting, _places(condition.waiting))
        parts.append(gettext("%(hours)s h attendent le tuteur", hours=waiting))
    if condition.unstated:
        parts.append(gettext("des demi-journées sans durée"))
    return ", ".join(parts)


def _missing_tasks(condition: Condition) -> str:
    parts = []
    if condition.missing:
        parts.append(gettext("non acquis : %(tasks)s", tasks=_listed(condition.missing)))
    if condition.untried:
        parts.append(gettext("rien d’enregistré : %(tasks)s", tasks=_listed(condition.untried)))
    return " · ".join(parts)


def people_words(count: int) -> str:
    """Say how many people were certified."""
    return ngettext("%(num)s personne est certifiée.", "%(num)s personnes sont certifiées.", count)


def _listed(codes: Sequence[str]) -> str:
    return ", ".join(codes)


def _places(value: Decimal) -> int:
    return 0 if value == value.to_integral_value() else 1
