"""Letters of the questionnaire: the link by which a team answers."""

from flask_babel import gettext

from school.accounts.rules import LINK_LIFETIMES
from school.clauses.practices.surveys.models import TeamSurvey
from school.clauses.practices.surveys.operations import PURPOSE, recipient_of
from school.core.delivery import MessageChannel
from school.messages.posting import post, text_for
from school.messages.rules import Wording
from school.web.addresses import public_address
from school.web.context import session


def send(survey: TeamSurvey, token: str) -> MessageChannel | None:
    """Send a team the link to its questionnaire."""
    return post(session, recipient_of(survey), lambda: _words(survey, token), school_id=None)


def text(survey: TeamSurvey, token: str) -> str:
    """Write the short message with the link, to be copied."""
    return text_for(session, recipient_of(survey), lambda: _words(survey, token))


def _words(survey: TeamSurvey, token: str) -> Wording:
    words = {
        "name": survey.recipient_name,
        "team": survey.team,
        "contract": survey.contract.name,
        "url": public_address("practices.link_survey", token=token),
        "days": LINK_LIFETIMES[PURPOSE].days,
    }
    return Wording(
        gettext("%(team)s : comment accueillez-vous ?", **words),
        gettext(
            "Bonjour %(name)s,\n\nDites comment travaille votre équipe « %(team)s », pour le "
            "contrat « %(contract)s ». Une page, sans compte :\n%(url)s\n\nCe lien sert pendant "
            "%(days)s jours, une fois.",
            **words,
        ),
        gettext("%(team)s : comment accueillez-vous ? Répondez ici : %(url)s", **words),
    )
