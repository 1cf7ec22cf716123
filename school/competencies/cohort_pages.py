"""What the page of a cohort's competencies is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from school.cohorts.competency_queries import Learnt, competencies_of
from school.cohorts.models import Cohort
from school.competencies import cohort_queries
from school.competencies.cohort_rules import Cell, StandingOut, View, cell_of, standing_out
from school.practicals.cohort_queries import people_of
from school.web.filters import localised

NAMED_AT_MOST = 3


@dataclass(frozen=True)
class HeatRow:
    """A person of the table, with a cell for each competency in the order of the columns."""

    name: str
    reference: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class HeatMap:
    """A cohort's people and competencies, in one view and perhaps of one module alone."""

    cohort: Cohort
    view: View
    module: str
    modules: Mapping[str, str]
    columns: Sequence[Learnt]
    rows: Sequence[HeatRow]

    @property
    def groups(self) -> list[tuple[str, str, int]]:
        """The modules shown: code, title and how many competencies each has."""
        shown = [column.module for column in self.columns]
        return [(code, self.modules[code], shown.count(code)) for code in dict.fromkeys(shown)]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The modules that the table may be narrowed to, as pairs of code and words."""
        return [(code, f"{code} · {name}") for code, name in self.modules.items()]

    @property
    def kinds(self) -> set[Cell]:
        """The different cells there are: each is drawn once."""
        return {cell for row in self.rows for cell in row.cells}

    @property
    def finding(self) -> str:
        """What stands out, in a few sentences."""
        if not self.rows:
            return ""
        return finding_words(standing_out(self.columns, [row.cells for row in self.rows]))


def heat_map(session: Session, cohort: Cohort, view: View, module: str, today: date) -> HeatMap:
    """Gather a cohort's table; a module that is not the cohort's narrows nothing."""
    competencies = competencies_of(session, [cohort.id])
    modules = {one.module: localised(one, "module") for one in competencies}
    wanted = module if module in modules else ""
    columns = [one for one in competencies if wanted in ("", one.module)]
    said = cohort_queries.latest_of_cohort(session, cohort)
    evidence = cohort_queries.evidence_of_cohort(session, cohort)
    rows = [
        HeatRow(
            person.name,
            person.reference,
            [
                cell_of(said.get(crossing, {}), evidence.get(crossing), view, today)
                for crossing in ((person.id, *column.key) for column in columns)
            ],
        )
        for person in people_of(session, cohort)
    ]
    return HeatMap(cohort, view, wanted, modules, columns, rows)


def finding_words(found: StandingOut[Learnt]) -> str:
    """Say what stands out: where voices differ most, what grows old, what nobody has seen."""
    sentences = [_apart_words(found), _stale_words(found.stale), _never_words(found.never_seen)]
    return " ".join(sentence for sentence in sentences if sentence)


def _apart_words(found: StandingOut[Learnt]) -> str:
    if not found.apart:
        return str(gettext("Les voix s’accordent partout."))
    learnt, people = found.apart[0]
    return str(
        ngettext(
            "C’est sur %(code)s « %(title)s » que les voix diffèrent le plus : %(num)s personne.",
            "C’est sur %(code)s « %(title)s » que les voix diffèrent le plus : %(num)s personnes.",
            people,
            code=learnt.reference,
            title=localised(learnt, "title"),
        )
    )


def _stale_words(stale: int) -> str:
    if not stale:
        return ""
    return str(
        ngettext(
            "Un niveau a plus de six mois sans preuve nouvelle : à confirmer.",
            "%(num)s niveaux ont plus de six mois sans preuve nouvelle : à confirmer.",
            stale,
        )
    )


def _never_words(never: Sequence[Learnt]) -> str:
    if not never:
        return ""
    named = ", ".join(one.reference for one in never[:NAMED_AT_MOST])
    others = len(never) - NAMED_AT_MOST
    if others > 0:
        return str(
            ngettext(
                "Personne n’a encore de niveau pour %(named)s et une autre compétence.",
                "Personne n’a encore de niveau pour %(named)s et %(num)s autres compétences.",
                others,
                named=named,
            )
        )
    return str(gettext("Personne n’a encore de niveau pour %(named)s.", named=named))
