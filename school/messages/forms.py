"""The form by which a reader chooses what they are told."""

from typing import Self

from flask_babel import lazy_gettext
from wtforms import RadioField

from school.accounts.labels import LANGUAGES
from school.accounts.rules import Language
from school.messages.labels import NEWS
from school.messages.rules import News
from school.web.forms import Form


class OwnPreferenceForm(Form):
    """The language of what one is sent, and how often one is told news."""

    language = RadioField(lazy_gettext("Langue de vos messages"))
    news = RadioField(
        lazy_gettext("Les nouvelles, qui ne vous demandent rien"),
        description=lazy_gettext("Ce qui attend une réponse de vous arrive toujours, aussitôt."),
    )

    @classmethod
    def offered(cls, language: Language, news: News) -> Self:
        """Open the form on what was chosen before."""
        form = cls(language=language.value, news=news.value)
        form.language.choices = [(one.value, words) for one, words in LANGUAGES.items()]
        form.news.choices = [(one.value, words) for one, words in NEWS.items()]
        return form


class PreferenceForm(OwnPreferenceForm):
    """The same by link; the secret in the address authorises."""

    class Meta:
        csrf = False
