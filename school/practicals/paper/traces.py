"""The traces of a sheet on paper: both ways of a fibre, then each trace with its picture."""

from collections.abc import Iterator

from flask_babel import gettext
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from school.documents.styles import HEADING, SMALL, SOFT, TABLE_HEADING, paragraph
from school.practicals.sheet_models import PracticalSheet
from school.practicals.trace_presentation import ShownApart, ShownPair, ShownTrace, ShownTraces
from school.practicals.traces.documents import trace_story
from school.practicals.traces.pair_presentation import pair_story

ROOM = 300
"""Points that a picture needs below its name, in which it is not left alone."""


def traces_story(shown: ShownTraces, sheet: PracticalSheet) -> list[Flowable]:
    """Give the traces in order; what was doubtful when they were signed is said, without names."""
    if not shown.traces:
        return []
    story: list[Flowable] = [
        CondPageBreak(ROOM),
        paragraph(gettext("Courbes de réflectomètre"), TABLE_HEADING),
    ]
    if shown.traces[0].kept.sheet_id != sheet.id:
        words = gettext("Elles sont d’une feuille corrigée depuis ; celle-ci n’en a pas d’autres.")
        story.append(paragraph(words, SMALL))
    for pair in shown.pairs:
        story += _pair(pair)
    story += [_apart(two) for two in shown.apart]
    for one in shown.traces:
        story += [CondPageBreak(ROOM), *_trace(one)]
    return story


def _pair(pair: ShownPair) -> list[Flowable]:
    ends = gettext(
        "La courbe « %(a)s » est prise du bout A, « %(b)s » du bout B.",
        a=pair.a.name,
        b=pair.b.name,
    )
    return [*pair_story(pair.sheet), paragraph(ends, SMALL), Spacer(0, 8)]


def _apart(two: ShownApart) -> Flowable:
    words = gettext(
        "Pas de moyenne des deux sens pour « %(a)s » et « %(b)s ».", a=two.a.name, b=two.b.name
    )
    return paragraph(f"{words} {two.why}", SMALL)


def _trace(one: ShownTrace) -> list[Flowable]:
    story: list[Flowable] = [paragraph(one.kept.name, SOFT)]
    story += [paragraph(words, SMALL) for words in _flags(one)]
    if one.sheet is None:
        words = gettext("Cette courbe ne peut plus être lue.")
        return [*story, paragraph(words, HEADING), paragraph(one.problem, SMALL)]
    return [*story, *trace_story(one.sheet), Spacer(0, 8)]


def _flags(one: ShownTrace) -> Iterator[str]:
    for like in one.likely:
        if like.other:
            yield gettext(
                "Elle ressemble à une autre courbe de cette feuille : %(name)s.",
                name=like.other.name,
            )
        else:
            yield gettext("Cette courbe a déjà été remise pour un autre essai.")
        yield from like.reasons
    if one.doubt:
        yield one.doubt
