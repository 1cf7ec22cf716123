"""Words of the follow-up: channels, outcomes, turns, answers and settlements."""

from flask_babel import lazy_gettext

from school.hiring.follow_up.rules import Activity, Turn
from school.hiring.rules import AttemptOutcome, Channel, Proof, Settlement

CHANNELS = {
    Channel.CALL: lazy_gettext("Appel"),
    Channel.MESSAGE: lazy_gettext("SMS ou messagerie"),
    Channel.MAIL: lazy_gettext("Courriel"),
    Channel.VISIT: lazy_gettext("Rencontre"),
}

OUTCOMES = {
    AttemptOutcome.LINK_SENT: lazy_gettext("Lien envoyé"),
    AttemptOutcome.REACHED: lazy_gettext("Joint"),
    AttemptOutcome.NO_ANSWER: lazy_gettext("Pas de réponse"),
    AttemptOutcome.WRONG_CONTACT: lazy_gettext("Mauvais numéro ou mauvaise adresse"),
    AttemptOutcome.REFUSED: lazy_gettext("Refuse de répondre"),
    AttemptOutcome.CALL_BACK: lazy_gettext("À rappeler plus tard"),
}

TURNS = {
    Turn.PROMISED: lazy_gettext("À rappeler, c’est promis"),
    Turn.DUE: lazy_gettext("À contacter"),
    Turn.EMPLOYER: lazy_gettext("Employeur à interroger"),
    Turn.DOCUMENT: lazy_gettext("Document à voir"),
    Turn.SETTLE: lazy_gettext("Embauche contestée, à régler"),
    Turn.COMING: lazy_gettext("Échéance proche"),
    Turn.WAITING: lazy_gettext("En attente"),
    Turn.REFUSED: lazy_gettext("Ne veut pas répondre"),
}

TURN_PILLS = {
    Turn.PROMISED: "late",
    Turn.DUE: "ours",
    Turn.EMPLOYER: "ours",
    Turn.DOCUMENT: "ours",
    Turn.SETTLE: "late",
    Turn.COMING: "off",
    Turn.WAITING: "theirs",
    Turn.REFUSED: "off",
}

ACTIVITIES = {
    Activity.HIRED: lazy_gettext("Je travaille sous contrat"),
    Activity.SELF_EMPLOYED: lazy_gettext("Je suis à mon compte"),
    Activity.STUDYING: lazy_gettext("J’étudie ou je me forme"),
    Activity.SEEKING: lazy_gettext("Je cherche un emploi"),
    Activity.INACTIVE: lazy_gettext("Je ne cherche pas d’emploi"),
}

PROOFS = {
    Proof.BUSINESS_REGISTRATION: lazy_gettext("Registre de commerce ou carte professionnelle"),
    Proof.INVOICE: lazy_gettext("Facture, contrat ou relevé d’activité"),
    Proof.ENROLMENT_CERTIFICATE: lazy_gettext("Attestation d’inscription"),
    Proof.STUDENT_CARD: lazy_gettext("Carte d’étudiant"),
    Proof.OTHER_DOCUMENT: lazy_gettext("Autre document"),
    Proof.NAMED_PERSON: lazy_gettext("Aucun document : une personne nommée le confirme (E2)"),
}

SETTLEMENTS = {
    Settlement.CONFIRMED: lazy_gettext("L’embauche est exacte telle quelle"),
    Settlement.CORRECTED: lazy_gettext("L’embauche est exacte une fois corrigée ci-dessous"),
    Settlement.WITHDRAWN: lazy_gettext("Cette embauche n’a pas eu lieu"),
}
