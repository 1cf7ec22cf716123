"""What a tutor's page shows: the modules asked about, and what the tutor has said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from school.accounts.models import SignedLink
from school.cohorts.competency_queries import Learnt
from school.competencies.forms import LinkForm, field_name
from school.competencies.rules import Entry, Voice, current
from school.curriculum.competency_rules import Key


@dataclass(frozen=True)
class Asked:
    """A competency a tutor is asked about, and what they said of it before."""

    learnt: Learnt
    before: Entry | None

    @property
    def field(self) -> str:
        """The name of its field in the form."""
        return field_name(self.learnt)


@dataclass(frozen=True)
class AskedModule:
    """A module with the competencies asked about."""

    reference: str
    title_fr: str
    title_en: str
    asked: Sequence[Asked]


def modules_asked(
    entries: Mapping[Key, Sequence[Entry]], competencies: Sequence[Learnt], link: SignedLink
) -> list[AskedModule]:
    """Group what a tutor is asked about by module, with what this tutor said before."""
    modules = []
    for reference, group in groupby(competencies, key=lambda one: one.module):
        asked = [Asked(one, _own(entries.get(one.key, ()), link)) for one in group]
        first = asked[0].learnt
        modules.append(AskedModule(reference, first.module_fr, first.module_en, asked))
    return modules


def opened_module(
    modules: Sequence[AskedModule], form: LinkForm, wanted: str | None
) -> AskedModule | None:
    """Choose the module whose rows a page shows: one with an error, the one wanted, the first.

    A page with the rows of every module would be too heavy for a weak network. Nothing when the
    curriculum asks about nothing.
    """
    wrong = (one for one in modules if any(form[asked.field].errors for asked in one.asked))
    named = (one for one in modules if one.reference == wanted)
    return next(wrong, None) or next(named, None) or next(iter(modules), None)


def said_by(
    entries: Mapping[Key, Sequence[Entry]], competencies: Sequence[Learnt], link: SignedLink
) -> list[Asked]:
    """List what the person of a link has said so far, in the order of teaching."""
    asked = (Asked(one, _own(entries.get(one.key, ()), link)) for one in competencies)
    return [one for one in asked if one.before is not None]


def _own(entries: Sequence[Entry], link: SignedLink) -> Entry | None:
    # Another tutor's words, of another enterprise, are not this person's to read.
    own = [one for one in entries if one.author == link.recipient_name]
    return current(own, Voice.TUTOR)
