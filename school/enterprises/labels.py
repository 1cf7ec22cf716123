"""Words for what partner enterprises say."""

from flask_babel import lazy_gettext

from school.enterprises.partner_rules import InterestReason, InterestStatus, TechniqueKind

STATUSES = {
    InterestStatus.ACTIVELY_LOOKING: lazy_gettext("Cherche des apprentis"),
    InterestStatus.INTERESTED: lazy_gettext("Intéressée"),
    InterestStatus.NOT_OPEN: lazy_gettext("N’accueille personne"),
    InterestStatus.ALREADY_ORGANISED: lazy_gettext("Déjà organisée autrement"),
    InterestStatus.UNKNOWN: lazy_gettext("Ne sait pas encore"),
}

STATUS_KINDS = {
    InterestStatus.ACTIVELY_LOOKING: "ours",
    InterestStatus.INTERESTED: "ours",
    InterestStatus.NOT_OPEN: "off",
    InterestStatus.ALREADY_ORGANISED: "off",
    InterestStatus.UNKNOWN: "theirs",
}
"""How the pill of an answer looks: the school's turn to propose, nobody's, the enterprise's."""

OWN_WORDS = {
    InterestStatus.ACTIVELY_LOOKING: lazy_gettext("Oui, nous cherchons des apprentis"),
    InterestStatus.INTERESTED: lazy_gettext("Oui, proposez-nous quelqu’un"),
    InterestStatus.UNKNOWN: lazy_gettext("Nous ne savons pas encore"),
    InterestStatus.ALREADY_ORGANISED: lazy_gettext("Nous avons déjà ce qu’il nous faut"),
    InterestStatus.NOT_OPEN: lazy_gettext("Non, pas cette année"),
}
"""The answers as an enterprise gives them."""

REASONS = {
    InterestReason.NO_ROOM: lazy_gettext("Pas de place"),
    InterestReason.NO_SUPERVISOR: lazy_gettext("Personne pour encadrer"),
    InterestReason.NO_ACTIVITY: lazy_gettext("Pas assez de chantiers"),
    InterestReason.COST: lazy_gettext("Le coût"),
    InterestReason.PAST_EXPERIENCE: lazy_gettext("Une expérience passée"),
    InterestReason.ANOTHER_SCHOOL: lazy_gettext("Des apprentis d’une autre école"),
    InterestReason.OTHER: lazy_gettext("Une autre raison"),
}

TECHNIQUE_KINDS = {
    TechniqueKind.TECHNIQUE: lazy_gettext("Technique"),
    TechniqueKind.EQUIPMENT: lazy_gettext("Matériel"),
}
