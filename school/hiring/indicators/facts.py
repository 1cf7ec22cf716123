"""What is known of the work of each exit: contracts, situations and offers, folded to one value.

Each function gives a lookup: for one row of `exits`, the facts of its person by their index, as
one packed value that others here read. Looked up so, nothing is sorted or kept in memory, and a
report of one school reads no other's facts. The conditions are those of INDICATORS §2 and §3.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    SQLColumnExpression,
    String,
    and_,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
)

from school.core.facts import is_known_row
from school.core.sql_dates import add_days_to, day_of_text, iso_text, later_of
from school.core.sql_logic import ONE, ZERO, constant, is_one
from school.core.sql_text import LOWEST_LETTER, folded, letter_from_end
from school.hiring.indicators.exits import AS_OF, KNOWN_ON, LEAST_EVIDENCE
from school.hiring.indicators.rules import LEAST_DAYS_OF_ILLNESS, LEAST_DAYS_OF_WORK
from school.hiring.models import Hire, Offer, Situation
from school.hiring.rules import EMPLOYMENT_CONTRACTS, Contract, Decision, Evidence, SituationKind

Condition = ColumnElement[bool]
Day = SQLColumnExpression[Any]

YES, NO = literal_column("'1'", String()), literal_column("'0'", String())
NOTHING = literal_column("''", String())

EXCLUDED, CONTINUING, SELF_EMPLOYED, NOT_HIRED = (
    literal_column(number, Integer()) for number in ("2", "3", "5", "6")
)
"""The rules of INDICATORS §2 that situations decide, by their numbers."""

FLAGS = ("apprentice", "employed", "hired_by_now")
FLAGS_OF_KEEPING = ("employed_at_six", "employed_at_twelve", "kept", "apprentice_at_twelve")
"""What is said of somebody's contracts: `kept` by one contract, those of an employer apart."""

IN_TRADE, EVIDENCE, CONTRACT = 1, 2, 3
"""Where the letters of the first hire stand, counted from the end."""

DATE_LENGTH = literal_column("10", Integer())
OFFERS_AT_MOST = literal_column("1000000", Integer())


class Work:
    """The contracts known of a row of `exits`, read from the value that `work` packs."""

    def __init__(self, packed: ColumnElement[Any], *, thorough: bool) -> None:
        self.packed = packed
        self.flags = (*FLAGS, *FLAGS_OF_KEEPING) if thorough else FLAGS

    def has(self, flag: str) -> Condition:
        """Tell whether one of the flags is set."""
        return func.substr(self.packed, _number(self.flags.index(flag) + 1), ONE) == YES

    @property
    def hired(self) -> Condition:
        """Tell whether there is a qualifying hire."""
        return func.length(self.packed) > _number(len(self.flags))

    @property
    def hired_on(self) -> ColumnElement[Any]:
        """The day h of the first qualifying hire."""
        text = func.substr(self.packed, _number(len(self.flags) + 1), DATE_LENGTH)
        return case((self.hired, day_of_text(text)))

    @property
    def in_trade(self) -> ColumnElement[Any]:
        """Whether the first qualifying hire is in the trade, as 1 or 0; null if nobody said."""
        return self._said(IN_TRADE, {YES: ONE, NO: ZERO})

    @property
    def contract(self) -> ColumnElement[Any]:
        """The contract of the first qualifying hire."""
        return self._said(
            CONTRACT, {_text(one.value[0]): constant(one) for one in EMPLOYMENT_CONTRACTS}
        )

    @property
    def evidence(self) -> ColumnElement[Any]:
        """The evidence for the first qualifying hire."""
        return self._said(EVIDENCE, {_text(one.value[1]): constant(one) for one in Evidence})

    def _said(
        self, place: int, meanings: dict[ColumnElement[Any], ColumnElement[Any]]
    ) -> ColumnElement[Any]:
        letter = letter_from_end(self.packed, place)
        return case(*((and_(self.hired, letter == key), value) for key, value in meanings.items()))


def work(exits: FromClause, *, thorough: bool) -> ColumnElement[str]:
    """Pack what is said of the contracts: a letter for each flag, then the first hire.

    A first hire is the earliest after the exit, then the smallest reference (INDICATORS §2): the
    smallest of the texts made of its day, its reference and a letter for each thing it says.
    """
    contract = is_one(Hire.contract, *EMPLOYMENT_CONTRACTS)
    lasting = and_(contract, _lasts(Hire.starts_on, Hire.ends_on, exits.c.exit_on))
    qualifies = and_(lasting, Hire.starts_on <= exits.c.measured_on)
    conditions = [
        _apprentice(exits, exits.c.measured_on),
        _employed(exits.c.measured_on),
        and_(lasting, Hire.starts_on <= AS_OF),
    ]
    if thorough:
        at_six, at_twelve = _employed(exits.c.six_on), _employed(exits.c.kept_on)
        conditions += [at_six, at_twelve, and_(at_six, at_twelve)]
        conditions.append(_apprentice(exits, exits.c.kept_on))
    described = iso_text(later_of(Hire.starts_on, exits.c.exit_on)) + Hire.reference
    for letter in (LOWEST_LETTER, *_letters_of_hire()):
        described = described + letter
    first = func.min(case((qualifies, described)))
    packed: ColumnElement[Any] = func.coalesce(first, NOTHING)
    for condition in reversed(conditions):
        packed = func.max(case((condition, YES), else_=NO)) + packed
    found = select(packed).where(*_shown(exits)).correlate(exits).scalar_subquery()
    return func.coalesce(found, NOTHING)


def _letters_of_hire() -> tuple[ColumnElement[str], ...]:
    """Give the letters for what a hire says: contract, evidence, in the trade or not."""
    return (
        func.substr(type_coerce(Hire.contract, String), ONE, ONE),
        func.substr(type_coerce(Hire.evidence, String), _number(2), ONE),
        case((Hire.in_trade.is_(True), YES), (Hire.in_trade.is_(False), NO), else_=_text("-")),
    )


def kept_by_employer(exits: FromClause) -> ColumnElement[int]:
    """Tell whether an employer of D_6 employs on D_12 too, under another contract perhaps."""
    name = case((Hire.enterprise_id.is_(None), folded(Hire.employer_name)))

    def once(day: Day) -> ColumnElement[int]:
        return func.max(case((_employed(day), ONE), else_=ZERO))

    each = (
        select((once(exits.c.six_on) * once(exits.c.kept_on)).label("kept"))
        .where(*_shown(exits))
        .group_by(Hire.enterprise_id, name)
        .correlate(exits)
        .subquery("employers")
    )
    return select(func.max(each.c.kept)).correlate(exits).scalar_subquery()


def elsewhere(exits: FromClause, day: ColumnElement[Any]) -> ColumnElement[int]:
    """Find the first rule of INDICATORS §2 that a situation meets on a day: its number, or null."""
    enough = type_coerce(Situation.evidence, String) >= LEAST_EVIDENCE
    since = func.coalesce(Situation.starts_on, Situation.observed_on)
    covering = _covers(since, Situation.ends_on, day)
    studying = and_(
        is_one(Situation.situation, SituationKind.STUDYING),
        Situation.full_time.is_(True),
        enough,
        covering,
    )
    own_business = and_(
        is_one(Situation.situation, SituationKind.SELF_EMPLOYED),
        enough,
        since <= day,
        _lasts(since, Situation.ends_on, exits.c.exit_on),
    )
    without_work = and_(
        is_one(Situation.situation, SituationKind.SEEKING, SituationKind.INACTIVE),
        Situation.observed_on.between(day, AS_OF),
    )
    rule = case(
        (_excludes(since, day, covering), EXCLUDED),
        (studying, CONTINUING),
        (own_business, SELF_EMPLOYED),
        (without_work, NOT_HIRED),
    )
    return (
        select(func.min(rule))
        .where(
            Situation.trainee_id == exits.c.trainee_id,
            exits.c.exit_on.is_not(None),
            is_known_row(Situation, KNOWN_ON),
        )
        .correlate(exits)
        .scalar_subquery()
    )


def offers(exits: FromClause) -> ColumnElement[int]:
    """Count the firm offers made by `as_of`: those decided by then and those accepted (§3).

    Both counts are packed in one number, null without an offer: see `offers_decided`.
    """
    # A decision made later is still pending.
    by_now = or_(Offer.decided_on.is_(None), Offer.decided_on <= AS_OF)
    accepted = and_(is_one(Offer.decision, Decision.ACCEPTED), by_now)
    declined = and_(is_one(Offer.decision, Decision.DECLINED), by_now)
    each = case((accepted, OFFERS_AT_MOST + ONE), (declined, OFFERS_AT_MOST), else_=ZERO)
    return (
        select(cast(func.sum(each), Integer))
        .where(
            Offer.trainee_id == exits.c.trainee_id,
            Offer.firm,
            Offer.offered_on <= AS_OF,
            is_known_row(Offer, KNOWN_ON),
        )
        .correlate(exits)
        .scalar_subquery()
    )


def offers_decided(packed: ColumnElement[int]) -> ColumnElement[int]:
    """Unpack the firm offers that were decided."""
    return packed // OFFERS_AT_MOST


def offers_accepted(packed: ColumnElement[int]) -> ColumnElement[int]:
    """Unpack the firm offers that were accepted."""
    return packed % OFFERS_AT_MOST


def _shown(exits: FromClause) -> tuple[Condition, ...]:
    """Keep the person's contracts that are known, uncontested and shown well enough."""
    return (
        Hire.trainee_id == exits.c.trainee_id,
        exits.c.exit_on.is_not(None),
        ~Hire.contested,
        type_coerce(Hire.evidence, String) >= LEAST_EVIDENCE,
        is_known_row(Hire, KNOWN_ON),
    )


def _employed(day: Day) -> Condition:
    return and_(
        is_one(Hire.contract, *EMPLOYMENT_CONTRACTS), _covers(Hire.starts_on, Hire.ends_on, day)
    )


def _covers(since: Day, until: Day, day: Day) -> Condition:
    return and_(since <= day, or_(until.is_(None), until >= day))


def _lasts(since: Day, until: Day, exit_on: Day) -> Condition:
    # Both ends count: thirty days end on the thirtieth, which is twenty-nine days later.
    enough = until >= add_days_to(later_of(since, exit_on), LEAST_DAYS_OF_WORK - 1)
    return or_(until.is_(None), enough)


def _apprentice(exits: FromClause, day: Day) -> Condition:
    return and_(
        is_one(Hire.contract, Contract.APPRENTICESHIP),
        Hire.starts_on > exits.c.exit_on,
        _covers(Hire.starts_on, Hire.ends_on, day),
    )


def _excludes(since: Day, day: Day, covering: Condition) -> Condition:
    long = or_(
        Situation.ends_on.is_(None),
        Situation.ends_on >= add_days_to(since, LEAST_DAYS_OF_ILLNESS - 1),
    )
    return and_(
        is_one(Situation.evidence, Evidence.DOCUMENT_SEEN),
        or_(
            and_(is_one(Situation.situation, SituationKind.DECEASED), since <= day),
            and_(is_one(Situation.situation, SituationKind.INSTITUTIONALISED), covering),
            and_(is_one(Situation.situation, SituationKind.MEDICAL), covering, long),
        ),
    )


def _text(letter: str) -> ColumnElement[str]:
    return literal_column(f"'{letter}'", String())


def _number(value: int) -> ColumnElement[int]:
    return literal_column(str(value), Integer())
