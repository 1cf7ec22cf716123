"""What the pages of sealed reports show: a preview, a line of the list, a report and its seal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask_babel import gettext
from markupsafe import Markup

from school.core.errors import NotFound
from school.documents.svg import both_sizes
from school.hiring.publication.publish import Hidden
from school.hiring.sealing import pictures, sentences, tables
from school.hiring.sealing.comparison import Comparison, comparison_of
from school.hiring.sealing.contents import Contents
from school.hiring.sealing.copies import Signature, sealed_digests
from school.hiring.sealing.definitions import method
from school.hiring.sealing.models import SealedReport
from school.hiring.sealing.operations import asked_of
from school.hiring.sealing.parameters import Parameters
from school.hiring.sealing.rules import Integrity, Manifest
from school.hiring.sealing.tables import WrittenTable
from school.hiring.sealing.wording import rate_in_words
from school.seal_keys import fingerprint
from school.web.filters import day_short, percent


@dataclass(frozen=True)
class Preview:
    """A report before it is sealed, with the very figures it will have."""

    contents: Contents

    @property
    def headline(self) -> str:
        """The hiring rate: the sentence under it has the counts."""
        rate = self.contents.total.figures.hire_rate
        return gettext("masqué") if isinstance(rate, Hidden) else percent(rate.value)

    @property
    def sentence(self) -> str:
        """What the headline says."""
        return sentences.headline_sentence(
            self.contents.total.figures, self.contents.parameters.months
        )

    @property
    def gap_title(self) -> str:
        """Whether women and men differ."""
        return sentences.sexes_title(self.contents.total.figures.gender_gap)

    @property
    def gap_sentence(self) -> str:
        """The gap with its interval."""
        return sentences.gap_sentence(self.contents.total.figures.gender_gap)

    @property
    def known_sentence(self) -> str:
        """What became of the certified."""
        return sentences.known_sentence(self.contents.total.figures)

    @cached_property
    def headline_chart(self) -> Markup:
        """The hiring rate with its interval, as a picture."""
        rate = self.contents.total.figures.hire_rate
        said = gettext("masqué") if isinstance(rate, Hidden) else rate_in_words(rate)
        label = gettext("Taux d’embauche vérifié : %(rate)s", rate=said)
        return both_sizes(pictures.headline(self.contents.groups), label=label, identity="headline")

    @cached_property
    def known_chart(self) -> Markup:
        """What became of the certified, as a picture."""
        label = gettext("Situations connues")
        draw = pictures.what_is_known(self.contents.total.figures)
        return both_sizes(draw, label=label, identity="known")

    @cached_property
    def groups_chart(self) -> Markup | str:
        """School by school or cohort by cohort, as a picture; nothing of too few."""
        draw = pictures.group_by_group(self.contents)
        label = gettext("Taux d’embauche de chaque groupe, avec son intervalle")
        return both_sizes(draw, label=label, identity="groups") if draw else ""

    @cached_property
    def comparison(self) -> Comparison:
        """The schools beside chance; none in the report of one school."""
        return comparison_of(self.contents)

    @property
    def groups_caution(self) -> str:
        """What the picture of groups may be taken for."""
        return self.comparison.caution if self.comparison.schools else sentences.trend_sentence()

    @cached_property
    def sexes_chart(self) -> Markup:
        """Women and men side by side, as a picture."""
        draw = pictures.women_and_men(self.contents.total)
        return both_sizes(draw, label=self.gap_title, identity="sexes")

    @cached_property
    def way_chart(self) -> Markup:
        """The way from application to hire, as a picture."""
        label = gettext("De la candidature à l’embauche, par sexe")
        return both_sizes(pictures.way_by_sex(self.contents.total), label=label, identity="way")

    @property
    def sexes_table(self) -> WrittenTable:
        """The rates of women and men."""
        return tables.sexes_table(self.contents.total)

    @property
    def way_table(self) -> WrittenTable:
        """The numbers of the way."""
        return tables.way_table(self.contents.total)

    @property
    def group_table(self) -> WrittenTable:
        """The schools or the cohorts; without a row where the table is withheld."""
        return tables.group_table(self.contents)

    @property
    def further_tables(self) -> list[WrittenTable]:
        """The other tables of the report; one that is withheld has no row."""
        return [
            tables.offers_table(self.contents.total),
            tables.after_hire_table(self.contents.total),
            tables.enterprise_table(self.contents),
            tables.rates_table(self.contents),
        ]

    @property
    def withheld_sentence(self) -> str:
        """Why a table has no row."""
        return sentences.withheld_sentence(several_schools=self.contents.of_several)

    @property
    def method(self) -> list[str]:
        """How it is counted."""
        return method(self.contents.parameters)


@dataclass(frozen=True)
class ReportLine:
    """A sealed report as lists and pages name it, from what was signed."""

    report: SealedReport

    @cached_property
    def manifest(self) -> Manifest | None:
        """What was signed; nothing when the bytes are spoilt."""
        try:
            return self.report.read_manifest()
        except ValueError:
            return None

    @cached_property
    def parameters(self) -> Parameters | None:
        """What the report was asked for; nothing when the bytes are spoilt."""
        try:
            return asked_of(self.report)
        except NotFound:
            return None

    @property
    def is_of_clauses(self) -> bool:
        """Tell whether it is a board of integration clauses."""
        return self.manifest is not None and self.manifest.statement.is_of_clauses

    @property
    def kind(self) -> str:
        """What was sealed."""
        if self.is_of_clauses:
            return gettext("Tableau des clauses d’insertion")
        return gettext("Rapport d’embauche pour le ministère")

    @property
    def as_of(self) -> date | None:
        """The day of its figures; nothing when the bytes are spoilt."""
        try:
            said = self.manifest.statement.parameters if self.manifest else {}
            return date.fromisoformat(said["as_of"])
        except (KeyError, TypeError, ValueError):
            return None

    @property
    def sealed_by(self) -> str:
        """Who sealed it."""
        return self.manifest.statement.sealed_by if self.manifest else ""

    @property
    def reason(self) -> str:
        """Why there is this edition."""
        return (self.manifest.statement.reason or "") if self.manifest else ""

    @property
    def replaces(self) -> str:
        """The code of the edition before."""
        return (self.manifest.statement.replaces or "") if self.manifest else ""

    @property
    def schools(self) -> str:
        """The codes of its schools, the first few of many; of a board of clauses, what it is."""
        if self.is_of_clauses:
            return self.kind
        codes = self.parameters.schools if self.parameters else ()
        more = gettext(" et %(count)s autres", count=len(codes) - 4) if len(codes) > 5 else ""
        return ", ".join(codes if not more else codes[:4]) + more

    @property
    def period(self) -> str:
        """The days of exit it is about."""
        if self.parameters is None:
            return ""
        since, until = self.parameters.period_from, self.parameters.period_to
        if since is None and until is None:
            return gettext("toutes les sorties")
        return gettext(
            "sorties du %(since)s au %(until)s",
            since=day_short(since) if since else gettext("début"),
            until=day_short(until or self.parameters.as_of),
        )

    @property
    def digests(self) -> dict[str, str]:
        """The SHA-256 of each file that the archive holds."""
        try:
            signature = Signature(self.report.public_key, self.report.signature)
            manifest = self.report.manifest
            return sealed_digests(manifest, signature.as_bytes(manifest))
        except ValueError:
            return {}


@dataclass(frozen=True)
class SealPage(ReportLine):
    """A sealed report and whether its seal holds."""

    integrity: Integrity
    faults: Sequence[str]
    newest: SealedReport
    names: Mapping[str, str]

    @property
    def school_names(self) -> list[str]:
        """The schools by the names under which they were sealed."""
        codes = self.parameters.schools if self.parameters else ()
        return [self.names.get(code, code) for code in codes]

    @property
    def is_newest(self) -> bool:
        """Tell whether no edition replaces this one."""
        return self.newest.id == self.report.id

    @property
    def fingerprint(self) -> str:
        """The key that signed, to be compared by telephone."""
        return fingerprint(self.report.public_key)
