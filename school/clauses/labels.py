"""Words for integration clauses, on screen."""

from flask_babel import lazy_gettext

from school.clauses.rules import Bucket, HourForm, HourStatus, NoticeKind, TrainingCounting

BUCKETS = {
    Bucket.INTEGRATION: lazy_gettext("Insertion"),
    Bucket.TRAINING: lazy_gettext("Actions de formation"),
}
STATUSES = {
    HourStatus.PENDING: lazy_gettext("En attente"),
    HourStatus.VALIDATED: lazy_gettext("Validées"),
    HourStatus.REJECTED: lazy_gettext("Rejetées"),
}
FORMS = {
    HourForm.DIRECT_HIRE: lazy_gettext("Embauche directe"),
    HourForm.TEMPORARY_WORK: lazy_gettext("Intérim"),
    HourForm.MADE_AVAILABLE: lazy_gettext("Mise à disposition"),
    HourForm.SUBCONTRACT: lazy_gettext("Sous-traitance"),
    HourForm.TRAINING: lazy_gettext("Action de formation"),
}
NOTICES = {
    NoticeKind.FORMAL_NOTICE: lazy_gettext("Mise en demeure"),
    NoticeKind.EXEMPTION_ACCEPTED: lazy_gettext("Exonération acceptée"),
    NoticeKind.LATE_REPORT: lazy_gettext("Bilan en retard"),
}
COUNTINGS = {
    TrainingCounting.NONE: lazy_gettext("la formation ne compte pas"),
    TrainingCounting.CAPPED: lazy_gettext("la formation compte jusqu’à un plafond"),
    TrainingCounting.FULL: lazy_gettext("la formation compte en entier"),
}
