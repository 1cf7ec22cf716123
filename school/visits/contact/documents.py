"""The report of a visit on paper: who, when, what was seen, what each said, what was agreed."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext
from reportlab.platypus import Flowable

from school.documents.page import Letterhead, build
from school.documents.styles import HEADING, LEAD, SOFT, paragraph
from school.documents.tables import Column, data_table, headed_table
from school.visits.contact.models import AgreedAction
from school.visits.labels import KINDS, MISSED_REASONS, OWNERS
from school.visits.models import Visit
from school.visits.rules import VisitKind
from school.web.filters import day_long, day_short


def report_paper(visit: Visit, actions: Sequence[AgreedAction], language: str) -> bytes:
    """Make the PDF in the language that is set; the same report gives the same bytes."""
    placement, is_visit = visit.placement, visit.kind is VisitKind.VISIT
    letterhead = Letterhead(
        school=placement.cohort.school.name,
        title=gettext("Compte rendu de visite") if is_visit else gettext("Compte rendu de contact"),
        subtitle=gettext(
            "%(kind)s : %(person)s chez %(enterprise)s, le %(day)s.",
            kind=str(KINDS[visit.kind]),
            person=placement.trainee.full_name,
            enterprise=placement.enterprise.name,
            day=day_long(visit.done_on or visit.missed_on or visit.planned_on),
        ),
        language=language,
        page_number=lambda page, total: gettext(
            "page %(page)s sur %(total)s", page=page, total=total
        ),
        foot=gettext("Visite %(reference)s", reference=visit.reference),
    )
    return build(letterhead, [*_facts(visit), *_words(visit), *_agreed(actions)])


def _facts(visit: Visit) -> list[Flowable]:
    placement = visit.placement
    rows = [
        (gettext("Apprenti"), placement.trainee.full_name),
        (gettext("Promotion"), placement.cohort.name),
        (gettext("Entreprise"), placement.enterprise.name),
        (gettext("Tuteur"), placement.tutor.name if placement.tutor else "—"),
        (gettext("Formateur"), visit.trainer.name if visit.trainer else "—"),
        (gettext("Prévue"), day_short(visit.planned_on)),
        (gettext("Faite"), day_short(visit.done_on)),
    ]
    return [data_table([Column("", 1), Column("", 2.6)], rows)]


def _words(visit: Visit) -> Iterator[Flowable]:
    if visit.missed_on is not None and visit.missed_reason is not None:
        yield paragraph(gettext("Visite manquée"), HEADING)
        yield paragraph(str(MISSED_REASONS[visit.missed_reason]), LEAD)
        if visit.missed_detail:
            yield paragraph(visit.missed_detail)
        return
    yield paragraph(gettext("Ce qui a été vu, ce qui s’est dit"), HEADING)
    yield paragraph(visit.summary or gettext("Rien n’en a été écrit."))
    said = (
        (gettext("L’apprenti dit"), visit.apprentice_said),
        (gettext("Le tuteur dit"), visit.tutor_said),
        (gettext("Le formateur dit"), visit.trainer_said),
    )
    for who, words in said:
        if words:
            yield paragraph(who, HEADING)
            yield paragraph(words)


def _agreed(actions: Sequence[AgreedAction]) -> list[Flowable]:
    if not actions:
        return [paragraph(gettext("Aucune action n’a été convenue."), SOFT)]
    columns = [
        Column(gettext("Action convenue"), 3),
        Column(gettext("Qui la fait"), 1.1),
        Column(gettext("Pour le"), 1),
        Column(gettext("Faite"), 1.4),
    ]
    rows = [
        [one.wording, str(OWNERS[one.owner]), day_short(one.due_on), _done(one)] for one in actions
    ]
    return headed_table(gettext("Ce qui a été convenu"), data_table(columns, rows))


def _done(one: AgreedAction) -> str:
    return f"{day_short(one.done_on)}\n{one.done_by}" if one.done_on else "—"
