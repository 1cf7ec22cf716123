"""Who answers by a link: it may have been handed on, so whoever answers is asked their name."""

from flask_babel import lazy_gettext

from school.web.forms import Form, LengthAtMost, TextField


class AnswererField(TextField):
    """The name of whoever answers by a link."""

    def __init__(self, *rules: object, **options: object) -> None:
        super().__init__(lazy_gettext("Votre nom"), [*rules, LengthAtMost(200)], **options)


class AnswererForm(Form):
    """An answer by link that says whose it is; the secret in the address authorises it."""

    class Meta:
        csrf = False

    answered_by = AnswererField()

    @property
    def answerer(self) -> str | None:
        """The name that was typed, empty for a box left blank; nothing where no box was sent."""
        return (self.answered_by.data or "") if self.answered_by.raw_data else None

    def suggest(self, name: str, *, is_person: bool) -> None:
        """Fill in whom the link was sent to, who most often answers; an enterprise is nobody."""
        if is_person and not self.answered_by.raw_data:
            self.answered_by.data = name
