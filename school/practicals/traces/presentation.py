"""A trace as a page and a paper show it: its picture, its events as a table, its settings."""

from dataclasses import dataclass

from flask_babel import gettext, ngettext
from markupsafe import Markup
from reportlab.graphics.shapes import Drawing

from school.documents.svg import each_size
from school.practicals.sor import Event, Trace
from school.practicals.traces.dates import MESSAGES, DateDoubt
from school.practicals.traces.drawing import Mark, Picture, draw_trace
from school.practicals.traces.envelope import Window
from school.practicals.traces.labels import (
    CHECKSUMS,
    FINDINGS,
    KINDS,
    STANDING_KINDS,
    STANDINGS,
)
from school.practicals.traces.limits import (
    EventStanding,
    Finding,
    Limits,
    Standing,
    judge_trace,
    settings_beyond,
)
from school.practicals.traces.totals import summed_loss_db
from school.web.filters import moment, number
from school.web.i18n import NO_BREAK_SPACE

MOST_EVENTS = 400
"""A table of more events is no fibre's: the first ones are shown, and the rest is said."""


@dataclass(frozen=True)
class JudgedRow:
    """A row of a table of events, with how its event stands to the thresholds."""

    standing: EventStanding

    @property
    def verdict(self) -> str:
        """How the event stands to the thresholds; nothing when none asks."""
        return str(STANDINGS.get(self.standing.standing, ""))

    @property
    def verdict_kind(self) -> str:
        """The look of the verdict."""
        return STANDING_KINDS.get(self.standing.standing, "")


@dataclass(frozen=True)
class EventRow(JudgedRow):
    """An event as the table shows it; `anchor` is where its mark on the picture leads."""

    anchor: str
    event: Event

    @property
    def kind(self) -> str:
        """What the event is, in words."""
        return str(KINDS[self.event.kind])

    @property
    def distance(self) -> str:
        """Kilometres from the end of the launch fibre, to the decimetre."""
        return number(self.event.distance_m / 1000, 4)

    @property
    def loss(self) -> str:
        """The loss in dB, a dash when it was not measured."""
        return number(self.event.loss_db, 3)

    @property
    def reflectance(self) -> str:
        """The reflectance in dB, a dash when it was not measured."""
        return number(self.event.reflectance_db, 1)

    @property
    def slope(self) -> str:
        """What the fibre before loses, in dB for each kilometre."""
        return number(self.event.slope_db_per_km, 3)

    @property
    def reasons(self) -> list[str]:
        """Why it stands so, and what the instrument's user wrote."""
        said = [finding_words(finding) for finding in self.standing.findings]
        return [*said, *([self.event.comment] if self.event.comment else [])]


class TraceSheet:
    """All that is shown of a trace, in the reader's language.

    `identity` is unique in the page. Without limits, events are shown and not
    judged; without a window, the picture shows the whole fibre.
    """

    def __init__(
        self,
        trace: Trace,
        identity: str,
        limits: Limits | None = None,
        doubt: DateDoubt | None = None,
        window: Window | None = None,
    ) -> None:
        self.trace, self.identity, self.doubt, self.window = trace, identity, doubt, window
        self.limits = limits or Limits()
        self.rows = [
            EventRow(standing, f"{identity}-{place}", event)
            for place, (event, standing) in enumerate(
                zip(trace.events, judge_trace(trace, self.limits), strict=True), 1
            )
        ][:MOST_EVENTS]

    @property
    def title(self) -> str:
        """What was found, in a line: the finding first where something is beyond its limit."""
        if self.beyond:
            return str(
                ngettext(
                    "%(num)s événement hors seuil", "%(num)s événements hors seuil", self.beyond
                )
            )
        undecided = self._counted(Standing.UNDECIDED)
        if undecided:
            return str(
                ngettext(
                    "%(num)s événement à confirmer", "%(num)s événements à confirmer", undecided
                )
            )
        events = len(self.trace.events)
        return str(ngettext("%(num)s événement", "%(num)s événements", events))

    @property
    def beyond(self) -> int:
        """Count the events that are beyond a limit of the task."""
        return self._counted(Standing.BEYOND)

    @property
    def is_beyond(self) -> bool:
        """Tell whether an event, a setting or the loss of the fibre is beyond a limit."""
        return bool(self.beyond or self.settings)

    @property
    def settings(self) -> list[str]:
        """What of the whole trace is beyond a limit: its settings, the loss of the fibre."""
        return [finding_words(one) for one in settings_beyond(self.trace, self.limits)]

    def _counted(self, standing: Standing) -> int:
        return sum(row.standing.standing is standing for row in self.rows)

    @property
    def subtitle(self) -> str:
        """The wavelength, the length of the fibre and when it was measured."""
        trace = self.trace
        length = trace.last_m if trace.end is None else trace.end.distance_m
        return gettext(
            "%(wavelength)s nm, fibre de %(length)s km, mesurée le %(moment)s",
            wavelength=number(trace.wavelength_nm).replace(NO_BREAK_SPACE, ""),
            length=number(length / 1000, 3),
            moment=moment(trace.taken_at),
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of the table of events."""
        return (
            gettext("N°"),
            gettext("Distance (km)"),
            gettext("Événement"),
            gettext("Perte (dB)"),
            gettext("Réflectance (dB)"),
            gettext("Fibre avant (dB/km)"),
            gettext("Avis"),
        )

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The instrument and its settings, by name."""
        trace, instrument = self.trace, self.trace.instrument
        device = " ".join(text for text in (instrument.supplier, instrument.model) if text)
        module = " ".join(text for text in (instrument.module, instrument.module_serial) if text)
        summed = summed_loss_db(trace)
        loss, back = number(trace.total_loss_db, 3), number(trace.orl_db, 3)
        return [
            (gettext("Appareil"), device or "—"),
            (gettext("Numéro de série"), instrument.serial or "—"),
            (gettext("Module optique"), module or "—"),
            (gettext("Impulsion"), f"{number(trace.pulse_ns)} ns"),
            (gettext("Indice de groupe"), number(trace.index_of_refraction, 5)),
            (gettext("Bobine amorce"), f"{number(trace.user_offset_m, 1)} m"),
            (gettext("Écart entre deux points"), f"{number(trace.resolution_m, 3)} m"),
            (gettext("Points"), number(trace.points)),
            (gettext("Perte totale"), _with_unit(loss, trace.total_loss_db)),
            (gettext("Somme des pertes de la table"), _with_unit(number(summed, 3), summed)),
            (gettext("Perte en retour totale (ORL)"), _with_unit(back, trace.orl_db)),
            (gettext("Somme de contrôle"), str(CHECKSUMS[trace.checksum])),
        ]

    @property
    def warnings(self) -> list[str]:
        """What to know before trusting the trace: said, never a refusal."""
        said = [*self.settings]
        said += [gettext(one.message, **one.values) for one in self.trace.cautions]
        if self.doubt is not None:
            said.append(gettext(MESSAGES[self.doubt]))
        if len(self.trace.events) > MOST_EVENTS:
            said.append(
                gettext(
                    "Le fichier annonce %(all)s événements ; les %(shown)s premiers sont montrés.",
                    all=number(len(self.trace.events)),
                    shown=number(MOST_EVENTS),
                )
            )
        return said

    @property
    def label(self) -> str:
        """The picture in words, for those who do not see it."""
        return gettext(
            "Courbe de réflectométrie : %(title)s. %(subtitle)s.",
            title=self.title,
            subtitle=self.subtitle,
        )

    def picture(self) -> Markup:
        """Draw the trace for a phone and for a laptop; the style sheet shows one."""
        return each_size(self.draw, label=self.label, identity=self.identity)

    def draw(self, width: int) -> Drawing:
        """Draw the trace at a width in pixels, for page or paper."""
        picture = Picture(
            trace=self.trace,
            marks=tuple(_mark(row) for row in self.rows),
            axis=gettext("Distance, en km"),
            launch=gettext("Bobine amorce"),
            write=number,
            window=self.window,
        )
        return draw_trace(picture, width=width)


def finding_words(finding: Finding) -> str:
    """Say what is beyond a limit, or keeps from telling."""
    values = {"value": number(finding.value), "bound": number(finding.bound)}
    return str(FINDINGS[finding.kind] % values)


def _mark(row: EventRow) -> Mark:
    event = row.event
    title = gettext(
        "Événement %(number)s, %(distance)s km : %(kind)s",
        number=event.number,
        distance=row.distance,
        kind=row.kind,
    )
    return Mark(event.number, event.distance_m, row.standing.standing, title, f"#{row.anchor}")


def _with_unit(written: str, value: float | None) -> str:
    return written if value is None else f"{written} dB"
