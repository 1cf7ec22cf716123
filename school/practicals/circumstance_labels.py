"""Words for what is said of an attempt besides its measures."""

from flask_babel import gettext, lazy_gettext

from school.practicals.circumstance_rules import (
    Circumstances,
    Occasion,
    PhotoMoment,
    Setting,
)
from school.web.filters import number

OCCASIONS = {
    Occasion.FORMATIVE: lazy_gettext("formatif (pour apprendre)"),
    Occasion.SUMMATIVE: lazy_gettext("sommatif (pour valider)"),
}

SETTINGS = {
    Setting.WORKSHOP: lazy_gettext("atelier"),
    Setting.SITE: lazy_gettext("chantier"),
}

MOMENTS = {
    PhotoMoment.BEFORE: lazy_gettext("avant le travail"),
    PhotoMoment.AFTER: lazy_gettext("après le travail"),
}


def circumstance_rows(said: Circumstances) -> list[tuple[str, str]]:
    """Give what was said as names and words, in the order in which it is asked."""
    rows = [
        (gettext("Genre d’essai"), OCCASIONS.get(said.occasion) if said.occasion else None),
        (gettext("Lieu"), _and(SETTINGS.get(said.setting) if said.setting else None, said.site)),
        (gettext("Câble"), said.cable),
        (gettext("Tube"), said.tube),
        (gettext("Fibre"), said.fibre),
        (gettext("Tronçon"), _from_to(said)),
        (gettext("Heures"), _hours(said)),
        (gettext("Compteur d’arcs de la soudeuse"), _arcs(said)),
    ]
    return [(name, str(words)) for name, words in rows if words]


def _and(*words: object) -> str:
    return ", ".join(str(one) for one in words if one)


def _from_to(said: Circumstances) -> str | None:
    if said.start and said.end:
        return gettext("de %(start)s à %(end)s", start=said.start, end=said.end)
    if said.start:
        return gettext("depuis %(start)s", start=said.start)
    return gettext("jusqu’à %(end)s", end=said.end) if said.end else None


def _hours(said: Circumstances) -> str | None:
    if said.started_at and said.ended_at:
        return gettext(
            "de %(start)s à %(end)s (%(minutes)s min)",
            start=said.started_at.isoformat("minutes"),
            end=said.ended_at.isoformat("minutes"),
            minutes=said.minutes,
        )
    if said.started_at:
        return gettext("début à %(time)s", time=said.started_at.isoformat("minutes"))
    return (
        gettext("fin à %(time)s", time=said.ended_at.isoformat("minutes"))
        if said.ended_at
        else None
    )


def _arcs(said: Circumstances) -> str | None:
    return None if said.arcs is None else number(said.arcs)
