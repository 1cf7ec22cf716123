"""What can be done with permanent contact: set a school's rules, a placement's plan, a round."""

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.accounts.models import School
from school.core import audit
from school.core.clock import today
from school.core.errors import InvalidInput, mark
from school.core.versions import check_version
from school.placements.models import Placement
from school.visits import queries as visit_queries
from school.visits.contact import route_queries
from school.visits.contact.models import ContactPlan, ContactRules
from school.visits.contact.queries import plan_of, rules_of
from school.visits.contact.route_rules import Round, Stop, placement_of
from school.visits.contact.rules import OwnRhythm, Rhythm
from school.visits.models import Visit
from school.visits.operations import move, plan
from school.visits.rules import Plan


def set_rules(
    session: Session,
    principal: Principal,
    school: School,
    rhythm: Rhythm,
    director_after_days: int,
    known_version: int | None,
) -> ContactRules:
    """Set how often a school keeps contact; raises `StaleRecord` when it changed meanwhile."""
    rules = rules_of(session, school)
    if rules is None:
        rules = ContactRules(school=school)
        session.add(rules)
    else:
        check_version(rules, known_version)
    for name, value in vars(rhythm).items():
        setattr(rules, name, value)
    rules.director_after_days = director_after_days
    audit.record(session, principal.name, "contact.rules", rules)
    return rules


def set_plan(
    session: Session,
    principal: Principal,
    placement: Placement,
    own: OwnRhythm,
    keeper_id: int | None,
    known_version: int | None,
) -> ContactPlan:
    """Set what a placement's contact has of its own: its rhythm, and who keeps it.

    Raises `InvalidInput` for a keeper who is not of the school, `StaleRecord` when somebody
    changed the plan meanwhile.
    """
    found = plan_of(session, placement)
    if found is None:
        found = ContactPlan(placement=placement)
        session.add(found)
    else:
        check_version(found, known_version)
    if keeper_id is not None and keeper_id != found.keeper_id:
        staff = visit_queries.visiting_staff(session, placement.cohort.school_id)
        if keeper_id not in {one.id for one in staff}:
            raise InvalidInput(mark("Choisissez quelqu’un de l’école."), "keeper")
    found.keeper_id = keeper_id
    for name, value in vars(own).items():
        setattr(found, name, value)
    audit.record(session, principal.name, "contact.plan", found)
    return found


def plan_round(
    session: Session, principal: Principal, given: Round, *, everybody: bool = False
) -> list[Visit]:
    """Plan one day for several placements: a visit that is planned moves, else one is added.

    The stops are those on the person's list, or on the school's, as it stands now: of two people
    who plan the same stop at once the second is told. Raises `InvalidInput` without a stop, for
    one that is not on the list any more and for one that somebody planned since it was shown,
    else as for `plan` and `move`; nothing is kept then.
    """
    if not given.marks:
        raise InvalidInput(mark("Cochez au moins une étape."), "stops")
    chosen = {placement_of(one): one for one in given.marks}
    route_queries.hold(session, chosen)
    listed = route_queries.stops_for(session, principal, today(), everybody=everybody)
    known = {stop.placement.reference: stop for stop in listed}
    if not known.keys() >= chosen.keys():
        raise InvalidInput(
            mark("Une de ces étapes n’est plus à faire : relisez la liste."), "stops"
        )
    for reference, shown in chosen.items():
        _expect_as_shown(known[reference], shown)
    if given.planned_on is not None and given.planned_on < today():
        raise InvalidInput(
            mark("Ce jour est passé : choisissez aujourd’hui ou un jour à venir."), "planned_on"
        )
    wanted = Plan(given.kind, given.planned_on, confirmed=given.confirmed)
    return [_plan_stop(session, principal, known[reference], wanted) for reference in chosen]


def _expect_as_shown(stop: Stop, shown: str) -> None:
    if stop.mark != shown:
        person = stop.placement.trainee.full_name
        raise InvalidInput(
            mark(
                "La visite de %(person)s a été prévue ou changée entre-temps : relisez cette "
                "étape, décochez-la ou enregistrez de nouveau."
            ),
            "stops",
            {"person": person},
        )


def _plan_stop(session: Session, principal: Principal, stop: Stop, wanted: Plan) -> Visit:
    if stop.visit is None:
        return plan(session, principal, stop.placement, wanted)
    return move(session, principal, stop.visit, wanted, stop.visit.version)
