"""The charts and sentences of the ministry's page, from published figures alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from flask_babel import gettext
from markupsafe import Markup

from school.documents.svg import both_sizes
from school.hiring.indicators.figures import COUNTS_OF_PLACES
from school.hiring.publication.publish import HIDDEN, Published
from school.hiring.sealing import pictures, sentences, wording
from school.web.filters import NOTHING, percent


@dataclass(frozen=True)
class MinistryPictures:
    """What published figures of all schools look like, and what they say."""

    published: Published

    @property
    def counts_somebody(self) -> bool:
        """Tell whether the delay of anybody certified is over."""
        return self.published.total.figures.counts["n"] != 0

    def value(self, name: str) -> str:
        """A rate of everybody without its counts, a dash of nobody, or that it is hidden."""
        rate = self.published.total.figures.rates[name]
        if rate is HIDDEN:
            return wording.hidden()
        return NOTHING if rate.value is None else percent(rate.value)

    @property
    def headline(self) -> str:
        """The verified hiring rate, or a dash: the sentence beside it says why there is none."""
        rate = self.published.total.figures.hire_rate
        return NOTHING if rate is HIDDEN or rate.value is None else percent(rate.value)

    @property
    def headline_sentence(self) -> str:
        """How many of how many, or why that is not published."""
        options = self.published.options
        return sentences.headline_sentence(self.published.total.figures, options.months)

    @property
    def gap_title(self) -> str:
        """Whether a gap between women and men is established."""
        return sentences.sexes_title(self.published.total.figures.gender_gap)

    @property
    def gap_sentence(self) -> str:
        """The gap in points with its interval."""
        return sentences.gap_sentence(self.published.total.figures.gender_gap)

    @property
    def compared(self) -> tuple[str, ...]:
        """The rates in which women and men stand side by side."""
        return pictures.COMPARED

    @property
    def way(self) -> Mapping[str, str]:
        """The count behind each place of the way."""
        return COUNTS_OF_PLACES

    @cached_property
    def headline_chart(self) -> Markup:
        """The hiring rate with its interval."""
        label = gettext("Taux d’embauche vérifié, avec son intervalle")
        return both_sizes(pictures.headline(self.published), label=label, identity="headline")

    @cached_property
    def sexes_chart(self) -> Markup:
        """Women and men side by side."""
        draw = pictures.women_and_men(self.published.total)
        label = gettext("Taux des femmes et des hommes ; les nombres sont dans le tableau")
        return both_sizes(draw, label=label, identity="sexes")

    @cached_property
    def way_chart(self) -> Markup:
        """From application to hire, by sex."""
        draw = pictures.way_by_sex(self.published.total)
        label = gettext("De la candidature à l’embauche, par sexe")
        return both_sizes(draw, label=label, identity="way")
