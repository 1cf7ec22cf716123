"""Who does the hours, in words: persons, women, ways of working, exits to jobs."""

from flask_babel import gettext, ngettext

from school.clauses.labels import FORMS
from school.clauses.standing.hour_words import hours_told
from school.clauses.standing.rules import LEAST_FOLLOWED, NO_HOURS, People, Standing, Way
from school.core.statistics import Rate
from school.web.filters import number, percent, several, small_initial


def people_told(people: People) -> str:
    """Say how many persons there are, and how many women of those whose sex is stated."""
    if not people.everybody:
        return ""
    everybody = ngettext("%(num)s personne", "%(num)s personnes", people.everybody)
    women = ngettext("dont %(num)s femme", "dont %(num)s femmes", people.women)
    return f"{everybody}, {women}"


def people_sentences(standing: Standing) -> str:
    """Say who worked, in which ways, and how many left for a job."""
    said = (
        _people_sentence(standing),
        _women_sentence(standing),
        _ways_sentence(standing),
        _exits_sentence(standing.people),
    )
    return " ".join(filter(None, said))


def _people_sentence(standing: Standing) -> str:
    """Say how many people worked, how many women are among them, and what that makes full time."""
    people, share = standing.people, standing.women_share_persons
    if not people.everybody:
        return gettext("Personne n’a encore d’heure validée.")
    return gettext(
        "Personnes : %(people)s, dont femmes %(women)s sur %(stated)s de sexe connu. "
        "Équivalents temps plein : %(full_time)s.",
        people=number(people.everybody),
        women=number(share.numerator),
        stated=number(share.denominator),
        full_time=number(standing.full_time_equivalents, 2),
    )


def _women_sentence(standing: Standing) -> str:
    """Say which part of the hours women do; nothing where no sex is stated."""
    share = standing.women_share_hours
    if share is None:
        return ""
    return gettext("Les femmes font %(share)s des heures.", share=percent(share))


def ways(standing: Standing) -> list[tuple[str, str]]:
    """Give each way of working with its hours, and its persons where they can be told."""
    order = (*FORMS, None)
    found = [(form, standing.ways[form]) for form in order if form in standing.ways]
    return [
        (str(FORMS[form]) if form else gettext("non précisé"), _way(way))
        for form, way in found
        if way.hours > NO_HOURS
    ]


def _way(way: Way) -> str:
    if way.people is None:
        return hours_told(way.hours)
    people = ngettext("%(num)s personne", "%(num)s personnes", way.people)
    return f"{hours_told(way.hours)}, {people}"


def _ways_sentence(standing: Standing) -> str:
    """Say in which ways people work; nothing without a validated hour."""
    told = several(f"{small_initial(name)} {hours}" for name, hours in ways(standing))
    return gettext("Façons d’embaucher : %(ways)s.", ways=told) if told else ""


def _exits_sentence(people: People) -> str:
    """Say how many of those whom a school follows have left for a job; nothing of nobody."""
    rate = people.exits_to_jobs
    if rate is not None:
        return gettext(
            "Sorties vers l’emploi : %(rate)s des personnes suivies par une école.",
            rate=_rate_told(rate),
        )
    if not people.followed:
        return ""
    return gettext(
        "Sorties vers l’emploi : moins de %(least)s personnes suivies par une école, c’est trop "
        "peu pour le dire.",
        least=number(LEAST_FOLLOWED),
    )


def _rate_told(rate: Rate) -> str:
    """Write a rate as its two counts, its value and its interval."""
    return gettext(
        "%(count)s sur %(whole)s, soit %(value)s (entre %(low)s et %(high)s)",
        count=number(rate.numerator),
        whole=number(rate.denominator),
        value=percent(rate.value),
        low=percent(rate.low),
        high=percent(rate.high),
    )
