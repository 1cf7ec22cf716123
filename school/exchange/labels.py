"""Words for the tables of the bundle, beside the names that files and sheets bear."""

from flask_babel import gettext, lazy_gettext

from school.exchange.findings import Finding

TABLES = {
    "schools": lazy_gettext("Écoles"),
    "staff": lazy_gettext("Personnel"),
    "staff_assignments": lazy_gettext("Autres rôles du personnel"),
    "enterprises": lazy_gettext("Entreprises"),
    "partnerships": lazy_gettext("Partenariats"),
    "tutors": lazy_gettext("Tuteurs et tutrices"),
    "enterprise_sites": lazy_gettext("Sites des entreprises"),
    "enterprise_representatives": lazy_gettext("Représentants des entreprises"),
    "interest_questions": lazy_gettext("Questions sur l’accueil d’apprentis"),
    "enterprise_interests": lazy_gettext("Réponses sur l’accueil d’apprentis"),
    "enterprise_places": lazy_gettext("Places dans les entreprises"),
    "enterprise_techniques": lazy_gettext("Techniques et matériels des entreprises"),
    "enterprise_merges": lazy_gettext("Fiches d’entreprises réunies"),
    "cohorts": lazy_gettext("Promotions"),
    "consultations": lazy_gettext("Consultations des entreprises"),
    "consultation_items": lazy_gettext("Sujets des consultations"),
    "consultation_invitations": lazy_gettext("Entreprises consultées"),
    "consultation_answers": lazy_gettext("Réponses aux consultations"),
    "consultation_choices": lazy_gettext("Classements des entreprises"),
    "consultation_decisions": lazy_gettext("Décisions du comité"),
    "trainees": lazy_gettext("Personnes en formation"),
    "enrolments": lazy_gettext("Candidatures et inscriptions"),
    "attendance": lazy_gettext("Présences"),
    "cohort_weeks": lazy_gettext("Semaines des promotions"),
    "calendar_days": lazy_gettext("Jours notés par les écoles"),
    "rooms": lazy_gettext("Salles"),
    "class_sessions": lazy_gettext("Séances"),
    "assessments": lazy_gettext("Travaux pratiques évalués"),
    "equipment": lazy_gettext("Matériel des pratiques"),
    "task_allowances": lazy_gettext("Temps prévus par l’école"),
    "practical_sheets": lazy_gettext("Feuilles de pratique signées"),
    "sheet_acknowledgements": lazy_gettext("Feuilles lues par les apprentis"),
    "sheet_photos": lazy_gettext("Photos des feuilles"),
    "photo_parts": lazy_gettext("Morceaux des photos"),
    "sheet_traces": lazy_gettext("Courbes des feuilles"),
    "trace_parts": lazy_gettext("Morceaux des courbes"),
    "reading_keys": lazy_gettext("Courbes à lire"),
    "reading_key_versions": lazy_gettext("Corrigés des courbes à lire"),
    "reading_key_parts": lazy_gettext("Morceaux des courbes à lire"),
    "sheet_readings": lazy_gettext("Lectures corrigées"),
    "measures": lazy_gettext("Mesures"),
    "placements": lazy_gettext("Placements"),
    "agreement_versions": lazy_gettext("Conventions et avenants"),
    "agreement_parties": lazy_gettext("Parties des conventions"),
    "agreement_confirmations": lazy_gettext("Rubriques relues des conventions"),
    "agreement_scans": lazy_gettext("Papiers signés des conventions"),
    "agreement_scan_parts": lazy_gettext("Morceaux des papiers signés"),
    "placement_duties": lazy_gettext("Missions des placements"),
    "posts": lazy_gettext("Postes des entreprises"),
    "post_duties": lazy_gettext("Missions des postes"),
    "post_duty_competencies": lazy_gettext("Compétences demandées par les missions"),
    "placement_proposals": lazy_gettext("Propositions aux entreprises"),
    "proposal_steps": lazy_gettext("Étapes des propositions"),
    "proposal_delays": lazy_gettext("Délais de réponse des entreprises"),
    "logbook": lazy_gettext("Carnet de bord"),
    "evaluation_questions": lazy_gettext("Questions des évaluations"),
    "evaluations": lazy_gettext("Évaluations des placements"),
    "placement_ends": lazy_gettext("Fins des placements"),
    "logbook_duties": lazy_gettext("Missions faites en entreprise"),
    "placement_absences": lazy_gettext("Absences en entreprise"),
    "accidents": lazy_gettext("Accidents en entreprise"),
    "visits": lazy_gettext("Visites et contacts"),
    "contact_rules": lazy_gettext("Règles de contact des écoles"),
    "contact_plans": lazy_gettext("Plans de contact des placements"),
    "agreed_actions": lazy_gettext("Actions convenues pendant les visites"),
    "lesson_progress": lazy_gettext("Leçons lues"),
    "quiz_windows": lazy_gettext("Ouvertures des quiz"),
    "quiz_attempts": lazy_gettext("Essais aux quiz"),
    "quiz_answers": lazy_gettext("Réponses aux quiz"),
    "competency_records": lazy_gettext("Livret de compétences"),
    "competency_evidence": lazy_gettext("Preuves du livret"),
    "offers": lazy_gettext("Offres d’embauche"),
    "hires": lazy_gettext("Embauches"),
    "situations": lazy_gettext("Situations après la formation"),
    "follow_ups": lazy_gettext("Relances après la formation"),
    "hire_checks": lazy_gettext("Vérifications d’embauches"),
    "situation_checks": lazy_gettext("Documents vus après la formation"),
    "message_preferences": lazy_gettext("Choix des lecteurs de messages"),
}
"""The tables of a school; those of integration clauses do not pass through pages."""


MONTH_COLUMNS = {
    "participant": lazy_gettext("la référence de la personne ; nécessaire"),
    "worked_on": lazy_gettext("le jour, comme 02/03/2026 ; nécessaire"),
    "hours": lazy_gettext("les heures de ce jour, de 0 à 24"),
    "lot": lazy_gettext("le lot, si ce n’est pas celui de cette page"),
    "contract": lazy_gettext("la référence du contrat, ou rien"),
    "family_name": lazy_gettext("pour vous y retrouver ; ne change rien"),
    "given_names": lazy_gettext("pour vous y retrouver ; ne change rien"),
}
"""What the columns of a month's hours hold, beside those of closed lists."""


def table_label(name: str) -> str:
    """Say what a table holds; a name that is no table stays as it is."""
    return str(TABLES.get(name, name))


def said(finding: Finding) -> str:
    """Say in the reader's language what is expected, odd or changed."""
    return finding.words(gettext)
