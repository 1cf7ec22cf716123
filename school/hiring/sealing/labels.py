"""Words of sealed reports: their files, how a copy stands to them, how the seal stands."""

from flask_babel import lazy_gettext

from school.hiring.sealing.copies import Verdict
from school.hiring.sealing.rules import (
    DEFINITIONS,
    FIGURES,
    MANIFEST,
    PDF,
    SIGNATURE,
    TABLE,
    Integrity,
)

ARCHIVE = "archive.zip"

FILES = {
    PDF: lazy_gettext("Le rapport (PDF)"),
    FIGURES: lazy_gettext("Les chiffres (JSON)"),
    TABLE: lazy_gettext("Les chiffres pour un tableur (CSV)"),
    DEFINITIONS: lazy_gettext("Les définitions"),
    MANIFEST: lazy_gettext("Ce qui est scellé"),
    SIGNATURE: lazy_gettext("La signature"),
}

VERDICTS = {
    Verdict.SAME: lazy_gettext("identique au fichier scellé"),
    Verdict.DIFFERENT: lazy_gettext("différent du fichier scellé"),
    Verdict.MISSING: lazy_gettext("absent de cette copie"),
    Verdict.FOREIGN: lazy_gettext("n’est pas un fichier de ce rapport"),
}

VERDICT_PILLS = {
    Verdict.SAME: "done",
    Verdict.DIFFERENT: "late",
    Verdict.MISSING: "off",
    Verdict.FOREIGN: "late",
}

INTEGRITY = {
    Integrity.INTACT: lazy_gettext("Le sceau est intact"),
    Integrity.OTHER_KEY: lazy_gettext("Scellé avec une autre clé que celle d’aujourd’hui"),
    Integrity.BROKEN: lazy_gettext("Le sceau est rompu"),
}

INTEGRITY_PILLS = {
    Integrity.INTACT: "done",
    Integrity.OTHER_KEY: "ours",
    Integrity.BROKEN: "late",
}

TYPES = {
    PDF: "application/pdf",
    FIGURES: "application/json",
    TABLE: "text/csv",
    DEFINITIONS: "text/markdown; charset=utf-8",
    MANIFEST: "application/json",
    SIGNATURE: "application/json",
    ARCHIVE: "application/zip",
}
"""What each file is, as browsers are told."""
