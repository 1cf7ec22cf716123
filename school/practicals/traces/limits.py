"""The events of a trace beside the thresholds of a task, one by one (DOMAIN §2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from school.curriculum.rules import Threshold
from school.practicals.sor import Event, Kind, Trace
from school.practicals.traces.pairing import Pair, Pairing, PairReading
from school.practicals.traces.places import exact
from school.practicals.traces.totals import summed_loss_db

SPLICE_CODES = frozenset({"mean_loss", "splice_loss", "loss"})
"""Measures of tasks whose limit holds for the mean loss of a splice, both ways."""

CONNECTOR_CODES = {"insertion_loss_1310": 1310, "insertion_loss_1550": 1550}
"""Measures whose limit holds for the loss of a connector, with their wavelength."""

RETURN_CODES = {"return_loss_1310": 1310, "return_loss_1550": 1550}
"""Measures whose limit holds for what a connector reflects, with their wavelength."""

LINK_CODES = {"measured_loss": 1310}
"""Measures whose limit holds for what the whole fibre loses, with their wavelength."""

LAUNCH_CODE, PULSE_CODE = "launch_length", "pulse_width"

SPLICE, CONNECTOR, RETURN, LINK = "splice", "connector", "return", "link"
ROLES = {
    **dict.fromkeys(CONNECTOR_CODES, CONNECTOR),
    **dict.fromkeys(RETURN_CODES, RETURN),
    **dict.fromkeys(LINK_CODES, LINK),
    **dict.fromkeys(SPLICE_CODES, SPLICE),
}

NOMINAL_NM = CONNECTOR_CODES | RETURN_CODES | LINK_CODES
NEAR_NM = 60

SPLICES = frozenset({Kind.NON_REFLECTIVE, Kind.GAIN})
CONNECTORS = frozenset({Kind.REFLECTIVE, Kind.SATURATED})


@dataclass(frozen=True, slots=True)
class Limits:
    """What a task asks of a trace; None where it asks nothing. Losses in dB."""

    splice_db: Decimal | None = None
    connector_db: Decimal | None = None
    reflectance_db: Decimal | None = None
    launch_m: Decimal | None = None
    pulse_ns: Decimal | None = None
    link_db: Decimal | None = None


class Standing(StrEnum):
    """How an event stands to the limits of a task."""

    WITHIN = "within"
    BEYOND = "beyond"
    UNDECIDED = "undecided"
    NOT_ASKED = "not_asked"


class FindingKind(StrEnum):
    """What is beyond a limit, or keeps from telling."""

    LOSS = "loss"
    ONE_WAY_LOSS = "one_way_loss"
    REFLECTANCE = "reflectance"
    NOT_MEASURED = "not_measured"
    ONE_WAY_GAIN = "one_way_gain"
    IMPOSSIBLE = "impossible"
    LAUNCH = "launch"
    PULSE = "pulse"
    LINK = "link"


UNPROVEN = frozenset(
    {
        FindingKind.ONE_WAY_LOSS,
        FindingKind.NOT_MEASURED,
        FindingKind.ONE_WAY_GAIN,
        FindingKind.IMPOSSIBLE,
    }
)
"""What keeps from telling: no limit is broken by it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One ground: the value and the limit that it is beyond."""

    kind: FindingKind
    value: Decimal | None = None
    bound: Decimal | None = None

    @property
    def is_beyond(self) -> bool:
        """Tell whether a limit is broken, and not only unproven."""
        return self.kind not in UNPROVEN


@dataclass(frozen=True, slots=True)
class EventStanding:
    """An event, how it stands and why; `both_ways` when it is the mean of two traces."""

    distance_m: float
    standing: Standing
    findings: tuple[Finding, ...] = ()
    both_ways: bool = False


def limits_of(thresholds: Sequence[Threshold], wavelength_nm: float | None) -> Limits:
    """Choose, among the thresholds of a task, those that a trace at this wavelength answers to.

    Of several that ask the same, the strictest one holds.
    """
    most: dict[str, list[Decimal]] = {}
    least: dict[str, list[Decimal]] = {}
    for threshold in thresholds:
        if threshold.maximum is not None:
            most.setdefault(_role(threshold.code, wavelength_nm), []).append(threshold.maximum)
        if threshold.minimum is not None:
            least.setdefault(_role(threshold.code, wavelength_nm), []).append(threshold.minimum)
    returned = max(least.get(RETURN, ()), default=None)
    return Limits(
        splice_db=min(most.get(SPLICE, ()), default=None),
        connector_db=min(most.get(CONNECTOR, ()), default=None),
        reflectance_db=None if returned is None else -returned,
        launch_m=max(least.get(LAUNCH_CODE, ()), default=None),
        pulse_ns=min(most.get(PULSE_CODE, ()), default=None),
        link_db=min(most.get(LINK, ()), default=None),
    )


def _role(code: str, wavelength_nm: float | None) -> str:
    """Tell what a measure limits; some limits hold at a wavelength of their own alone."""
    nominal = NOMINAL_NM.get(code)
    if nominal and (wavelength_nm is None or abs(wavelength_nm - nominal) > NEAR_NM):
        return code
    return ROLES.get(code, code)


def settings_beyond(trace: Trace, limits: Limits) -> tuple[Finding, ...]:
    """Tell what of a whole trace its task does not allow: short launch fibre, long pulse, the loss.

    The launch fibre is taken to the metre, as its label says it; the loss of the fibre is the sum
    of its table, or what the instrument tells where the table lacks a value.
    """
    launch, pulse = exact(round(trace.user_offset_m, 1)), Decimal(trace.pulse_ns)
    findings = []
    if limits.launch_m is not None and launch.quantize(Decimal(1)) < limits.launch_m:
        findings.append(Finding(FindingKind.LAUNCH, launch, limits.launch_m))
    if limits.pulse_ns is not None and pulse > limits.pulse_ns:
        findings.append(Finding(FindingKind.PULSE, pulse, limits.pulse_ns))
    lost = None if limits.link_db is None else _whole_loss(trace)
    if limits.link_db is not None and lost is not None and lost > limits.link_db:
        findings.append(Finding(FindingKind.LINK, lost, limits.link_db))
    return tuple(findings)


def _whole_loss(trace: Trace) -> Decimal | None:
    summed = summed_loss_db(trace)
    lost = trace.total_loss_db if summed is None else summed
    return None if lost is None else exact(lost)


def judge_event(event: Event, limits: Limits) -> EventStanding:
    """Tell how one event of a single trace stands to the limits.

    The end of the fibre and what reflects unlike anything known answer to none. The limit of a
    splice holds for the mean of both ways (DOMAIN §2, PA-05): one way alone never condemns it, and
    a gain is never within the limit by itself.
    """
    findings = tuple(_findings(event, limits))
    return EventStanding(event.distance_m, _standing(findings, _is_asked(event, limits)), findings)


def judge_trace(trace: Trace, limits: Limits) -> tuple[EventStanding, ...]:
    """Tell how each event of a trace stands, in the order of the table."""
    return tuple(judge_event(event, limits) for event in trace.events)


def judge_pairing(pairing: Pairing, limits: Limits) -> tuple[EventStanding, ...]:
    """Tell how each event seen from both ends stands: splices by their mean, from A to B.

    A connector loses what the worse of both ways says, and reflects likewise.
    """
    return tuple(_judge_pair(pair, limits) for pair in pairing.pairs)


def _judge_pair(pair: Pair, limits: Limits) -> EventStanding:
    seen = [event for event in (pair.a, pair.b) if event is not None]
    average = pair.average_db
    if average is None or not all(event.kind in SPLICES for event in seen):
        each = [judge_event(event, limits) for event in seen]
        findings = tuple(dict.fromkeys(one for judged in each for one in judged.findings))
        asked = any(_is_asked(event, limits) for event in seen)
        return EventStanding(
            pair.distance_m, _standing(findings, asked), findings, both_ways=len(seen) == 2
        )
    return EventStanding(pair.distance_m, *_judge_mean(average, pair, limits), both_ways=True)


def _judge_mean(
    average: Decimal, pair: Pair, limits: Limits
) -> tuple[Standing, tuple[Finding, ...]]:
    limit = limits.splice_db
    if limit is None:
        return Standing.NOT_ASKED, ()
    if pair.reading is PairReading.IMPOSSIBLE:
        return Standing.UNDECIDED, (Finding(FindingKind.IMPOSSIBLE, average),)
    if average > limit:
        return Standing.BEYOND, (Finding(FindingKind.LOSS, average, limit),)
    return Standing.WITHIN, ()


def _is_asked(event: Event, limits: Limits) -> bool:
    if event.kind in SPLICES:
        return limits.splice_db is not None
    if event.kind in CONNECTORS:
        return limits.connector_db is not None or limits.reflectance_db is not None
    return False


def _findings(event: Event, limits: Limits) -> Iterator[Finding]:
    if event.kind in SPLICES:
        yield from _loss(event, limits.splice_db, FindingKind.ONE_WAY_LOSS)
    elif event.kind in CONNECTORS:
        yield from _loss(event, limits.connector_db, FindingKind.LOSS)
        yield from _reflectance(event, limits.reflectance_db)


def _loss(event: Event, limit: Decimal | None, above: FindingKind) -> Iterator[Finding]:
    if limit is None:
        return
    if event.loss_db is None:
        yield Finding(FindingKind.NOT_MEASURED)
    elif event.loss_db < 0:
        yield Finding(FindingKind.ONE_WAY_GAIN, exact(event.loss_db))
    elif (loss := exact(event.loss_db)) > limit:
        yield Finding(above, loss, limit)


def _reflectance(event: Event, limit: Decimal | None) -> Iterator[Finding]:
    if limit is None:
        return
    if event.reflectance_db is None:
        yield Finding(FindingKind.NOT_MEASURED)
    elif (reflectance := exact(event.reflectance_db)) > limit:
        yield Finding(FindingKind.REFLECTANCE, reflectance, limit)


def _standing(findings: Sequence[Finding], asked: bool) -> Standing:
    if not asked:
        return Standing.NOT_ASKED
    if any(finding.is_beyond for finding in findings):
        return Standing.BEYOND
    return Standing.UNDECIDED if findings else Standing.WITHIN
