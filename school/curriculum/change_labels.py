"""Words for what changed between two versions of a curriculum."""

from flask_babel import lazy_gettext

from school.curriculum.compared_parts import Kind
from school.curriculum.comparison import How

KINDS = {
    Kind.PATH: lazy_gettext("Parcours"),
    Kind.MODULE: lazy_gettext("Modules et heures"),
    Kind.COMPETENCY: lazy_gettext("Compétences"),
    Kind.TASK: lazy_gettext("Pratiques"),
    Kind.THRESHOLD: lazy_gettext("Mesures et seuils"),
    Kind.LESSON: lazy_gettext("Leçons"),
    Kind.FILE: lazy_gettext("Fichiers à garder"),
    Kind.QUESTION: lazy_gettext("Questions"),
    Kind.TERM: lazy_gettext("Mots du glossaire"),
    Kind.FIGURE: lazy_gettext("Figures"),
}

HOW = {
    How.ADDED: lazy_gettext("ajout"),
    How.REMOVED: lazy_gettext("retrait"),
    How.CHANGED: lazy_gettext("modification"),
}

HOW_KINDS = {How.ADDED: "done", How.REMOVED: "off", How.CHANGED: "ours"}
"""The look of each, as the piece `pill` draws it."""

FIELDS = {
    "title_fr": lazy_gettext("Titre en français"),
    "title_en": lazy_gettext("Titre en anglais"),
    "modules": lazy_gettext("Modules"),
    "weeks": lazy_gettext("Semaines"),
    "centre_hours": lazy_gettext("Heures au centre"),
    "enterprise_hours": lazy_gettext("Heures en entreprise"),
    "prerequisites": lazy_gettext("Modules à suivre avant"),
    "outcomes_fr": lazy_gettext("Acquis en français"),
    "outcomes_en": lazy_gettext("Acquis en anglais"),
    "tasks": lazy_gettext("Pratiques"),
    "quiz_questions": lazy_gettext("Questions du quiz"),
    "quiz_attempts": lazy_gettext("Essais au quiz"),
    "quiz_minutes": lazy_gettext("Minutes pour le quiz"),
    "centre_share": lazy_gettext("Part des heures au centre"),
    "enterprise_share": lazy_gettext("Part des heures en entreprise"),
    "quiz_mark": lazy_gettext("Note au quiz, en pour cent"),
    "safety": lazy_gettext("Pratiques de sécurité exigées"),
    "completion_source": lazy_gettext("Source des règles de fin de module"),
    "competency_order": lazy_gettext("Ordre des compétences"),
    "lesson_order": lazy_gettext("Ordre des leçons"),
    "question_order": lazy_gettext("Ordre des questions"),
    "measure_order": lazy_gettext("Ordre des mesures"),
    "instructions_fr": lazy_gettext("Consigne en français"),
    "instructions_en": lazy_gettext("Consigne en anglais"),
    "safety_fr": lazy_gettext("Sécurité, en français"),
    "safety_en": lazy_gettext("Sécurité, en anglais"),
    "attempts": lazy_gettext("Essais"),
    "minutes": lazy_gettext("Minutes"),
    "label_fr": lazy_gettext("Nom en français"),
    "label_en": lazy_gettext("Nom en anglais"),
    "unit": lazy_gettext("Unité"),
    "minimum": lazy_gettext("Au moins"),
    "maximum": lazy_gettext("Au plus"),
    "mean_maximum": lazy_gettext("Moyenne au plus"),
    "plausible_minimum": lazy_gettext("Plus petite valeur possible"),
    "plausible_maximum": lazy_gettext("Plus grande valeur possible"),
    "repeats": lazy_gettext("Répétitions"),
    "required": lazy_gettext("Mesure exigée"),
    "source": lazy_gettext("Source du seuil"),
    "set_by_school": lazy_gettext("Fixé par l’école"),
    "competencies": lazy_gettext("Compétences"),
    "objectives_fr": lazy_gettext("Objectifs en français"),
    "objectives_en": lazy_gettext("Objectifs en anglais"),
    "videos": lazy_gettext("Films"),
    "downloads": lazy_gettext("Fichiers à garder"),
    "file": lazy_gettext("Nom du fichier"),
    "body_fr": lazy_gettext("Texte en français"),
    "body_en": lazy_gettext("Texte en anglais"),
    "question_kind": lazy_gettext("Genre de question"),
    "lesson": lazy_gettext("Leçon"),
    "text_fr": lazy_gettext("Énoncé en français"),
    "text_en": lazy_gettext("Énoncé en anglais"),
    "feedback_fr": lazy_gettext("Explication en français"),
    "feedback_en": lazy_gettext("Explication en anglais"),
    "answers": lazy_gettext("Réponses"),
    "definition_fr": lazy_gettext("Définition en français"),
    "definition_en": lazy_gettext("Définition en anglais"),
    "description_fr": lazy_gettext("Description en français"),
    "description_en": lazy_gettext("Description en anglais"),
    "labels": lazy_gettext("Mots de la figure"),
    "drawing": lazy_gettext("Dessin, par son empreinte"),
    "size": lazy_gettext("Taille en octets"),
    "digest": lazy_gettext("Contenu, par son empreinte"),
}
