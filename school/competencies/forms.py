"""The forms by which a voice rates: a row of levels for each competency, and what they rest on."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from flask_babel import lazy_gettext
from wtforms import RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from school.cohorts.competency_queries import Learnt
from school.competencies.evidence_queries import Offered
from school.competencies.labels import LETTERS
from school.competencies.operations import LONGEST_COMMENT, Said
from school.competencies.rules import Level
from school.web.filters import localised
from school.web.forms import BoxesField, DateField, Form, LengthAtMost, LinesField, Required

PREFIX = "level-"
LEVEL_CHOICES = [SelectChoice(level.value, LETTERS[level]) for level in Level]


class LevelsForm(Form):
    """What every form of levels shares; the rows are added for the competencies asked about."""

    learnt: ClassVar[Mapping[str, Learnt]] = {}

    comment = LinesField(
        lazy_gettext("Commentaire"),
        [Optional(), LengthAtMost(LONGEST_COMMENT)],
        render_kw={"rows": 3},
    )
    evidence = BoxesField(
        lazy_gettext("Sur quoi cela repose"),
    )

    def offer(self, offered: Sequence[Offered]) -> None:
        """Offer pieces of evidence to choose from."""
        self.evidence.choices = [SelectChoice(one.code, one.code) for one in offered]

    def row(self, one: Learnt) -> Any:
        """Give the field of a competency."""
        return self[field_name(one)]

    def said(self, noted_on: date, offered: Sequence[Offered]) -> Said:
        """Give what was chosen; competencies left alone are not in it."""
        levels = {
            one: Level(self[name].data) for name, one in self.learnt.items() if self[name].data
        }
        chosen = set(self.evidence.data or ())
        return Said(
            levels,
            noted_on=noted_on,
            client_uuid=self.submission_key,
            comment=self.comment.data,
            evidence=[one.cited for one in offered if one.code in chosen],
        )


class EvidenceForm(LevelsForm):
    """Levels given by somebody who is signed in, for a day that they choose."""

    noted_on = DateField(lazy_gettext("Constaté le"), [Required()])


class LinkForm(LevelsForm):
    """Levels given by link; the secret in the address authorises."""

    @property
    def answered(self) -> list[str]:
        """The names of the fields in which a level is chosen, checked or not yet."""
        return [name for name in self.learnt if self[name].data in LETTERS]

    class Meta:
        csrf = False


def field_name(one: Learnt) -> str:
    """Name the field of a competency: codes are of one module, names of all."""
    return f"{PREFIX}{one.module}-{one.reference}"


def levels_form(base: type[LevelsForm], competencies: Sequence[Learnt]) -> type[Any]:
    """Make the form that asks about these competencies."""
    fields: dict[str, Any] = {
        field_name(one): RadioField(
            f"{one.reference} {localised(one, 'title')}", [Optional()], choices=LEVEL_CHOICES
        )
        for one in competencies
    }
    learnt = {field_name(one): one for one in competencies}
    return type(base.__name__, (base,), {**fields, "learnt": learnt})
