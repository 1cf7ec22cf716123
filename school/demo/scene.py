"""The demo schools put together, as a draft that no database has seen yet."""

from dataclasses import dataclass
from datetime import date, timedelta

from school.accounts.models import School, Staff
from school.accounts.rules import Language, StaffRole
from school.cohorts.rules import Sex
from school.cohorts.timetable.plan_rules import weeks_in_centre
from school.core.calendar import monday_of
from school.curriculum.pack.reading import Pack
from school.curriculum.pack.structure import TaskPack
from school.demo import clauses, names, story
from school.demo.competencies import Livrets, write_livrets
from school.demo.completion import complete, completers, jury_group
from school.demo.contacts import keep_contact, keep_logbooks
from school.demo.draft import Draft
from school.demo.duties import write_duties
from school.demo.ended_contract import sign_ended_contract
from school.demo.enterprises import become_partners, open_enterprises
from school.demo.follow_up import ask_employers, write_attempts
from school.demo.immersion import Host, Immersion, Placing, place_cohort
from school.demo.learning import Learners
from school.demo.outcomes import Outcomes, follow_up, still_to_decide
from school.demo.partners import describe_partners
from school.demo.people import Crowd, Group, fill, open_cohort
from school.demo.practices import ask_teams, plan_actions, write_practices
from school.demo.readings import keep_readings
from school.demo.rules import Timeline, chance
from school.demo.sheets import sign_sheets
from school.demo.story import SchoolStory
from school.demo.timetable import open_rooms, write_timetable
from school.demo.traces import keep_traces
from school.demo.training import assess, correct_last, take_attendance
from school.placements.rules import PlacementStatus
from school.visits.contact.models import ContactRules

STAFF_PHONES_FROM = 900_000
PENDING_OFFERS = 3


@dataclass
class Scene:
    """A draft, the groups of people in it and their placements."""

    draft: Draft
    groups: list[Group]
    immersions: list[Immersion]


def compose(pack: Pack, seed: int, today: date) -> Scene:
    """Draw the schools from a seed, as they stand on a day; the same two give the same schools."""
    draft = Draft()
    modules = {path.code: _modules(pack, path.code) for path in pack.paths}
    hosts = open_enterprises(draft, chance(seed, "enterprises"), today)
    crowd = Crowd(draft, chance(seed, "people"), today)
    scene = Scene(draft, [], [])
    for school in story.SCHOOLS:
        _open_school(draft, school)
        groups = _gather(crowd, school, modules)
        open_rooms(draft, school, today)
        partners = become_partners(draft, school, hosts)
        _train(scene, groups, modules, seed, today)
        _place(scene, groups, partners, seed, today)
        for group in groups:
            write_attempts(draft, chance(seed, f"follow up {group.reference}"), group, today)
    before_jury = jury_group(scene.groups, today)
    learners = Learners(draft, pack, seed, today, completers(before_jury))
    for group in scene.groups:
        learners.learn(group, modules[group.story.path].codes)
    if before_jury is not None:
        asked = [task for tasks in modules[before_jury.story.path].tasks for task in tasks]
        once = list({task.code: task for task in asked}.values())
        complete(draft, chance(seed, "completion"), before_jury, learners.completers, once)
    livrets = Livrets(draft, chance(seed, "competencies"), pack.version, today)
    write_livrets(livrets, scene.groups, scene.immersions, pack)
    write_duties(draft, chance(seed, "duties"), scene.immersions, today)
    ask_employers(draft, chance(seed, "employers"), today)
    correct_last(draft, today)
    sign_sheets(draft, chance(seed, "sheets"), pack, today)
    keep_traces(draft, chance(seed, "traces"))
    keep_readings(draft, chance(seed, "readings"), pack, today)
    describe_partners(draft, chance(seed, "partners"), today)
    _engage(draft, story.MINISTRY, story.MINISTRY_HOST, StaffRole.MINISTRY, None)
    clauses.sign_contracts(draft, chance(seed, "clauses"), today)
    sign_ended_contract(draft, today)
    plan_actions(draft, today)
    write_practices(draft, today)
    ask_teams(draft, today)
    return scene


@dataclass(frozen=True)
class PathModules:
    """What a path's modules ask of the centre: weeks, and tasks to assess."""

    codes: tuple[str, ...]
    centre_weeks: tuple[int, ...]
    tasks: list[list[TaskPack]]


def _modules(pack: Pack, path_code: str) -> PathModules:
    modules = {module.code: module for module in pack.modules}
    tasks = {task.code: task for task in pack.tasks}
    path = next(path for path in pack.paths if path.code == path_code)
    chosen = [modules[code] for code in path.modules]
    return PathModules(
        tuple(one.code for one in chosen),
        tuple(weeks_in_centre(one.weeks, one.centre_hours, one.enterprise_hours) for one in chosen),
        [[tasks[code] for code in module.tasks] for module in chosen],
    )


def _open_school(draft: Draft, school: SchoolStory) -> None:
    draft.add(
        School,
        reference=school.reference,
        name=school.name,
        country="BJ",
        department=school.department,
        timezone="Africa/Porto-Novo",
        keeps_photo_places=school is story.COTONOU,
    )
    draft.add(
        ContactRules,
        school=school.reference,
        first_within_days=7,
        every_days=21,
        midterm_visit=True,
        final_visit=True,
        director_after_days=5,
    )
    _engage(draft, school.director, school.host, StaffRole.DIRECTOR, school.reference)
    for trainer in school.trainers.values():
        _engage(draft, trainer, school.host, StaffRole.TRAINER, school.reference)


def _engage(
    draft: Draft, name: tuple[str, str], host: str, role: StaffRole, school: str | None
) -> None:
    draft.add(
        Staff,
        email=names.address(*name, host),
        name=" ".join(name),
        role=role,
        school=school,
        phone=names.phone(STAFF_PHONES_FROM + len(draft.rows[Staff])),
        language=Language.FRENCH,
    )


def _gather(crowd: Crowd, school: SchoolStory, modules: dict[str, PathModules]) -> list[Group]:
    groups: list[Group] = []
    years: dict[int, int] = {}
    for number, cohort in enumerate(school.cohorts):
        starts_on = monday_of(crowd.today) - timedelta(weeks=cohort.weeks_ago)
        years[starts_on.year] = years.get(starts_on.year, 0) + 1
        name = f"{starts_on.year}-{years[starts_on.year]}"
        group = Group(
            school=school,
            story=cohort,
            reference=f"{school.reference}-{name}",
            timeline=Timeline(starts_on, modules[cohort.path].centre_weeks),
            trainer=names.address(*school.trainers[cohort.path], school.host),
            has_apprentice=school is story.COTONOU and number == story.CURRENT_COHORT,
        )
        if cohort.returning is not None:
            earlier, destiny = cohort.returning
            back = (one for one in groups[earlier].people if one.destiny is destiny)
            group.returning = next(one for one in back if one.sex is Sex.MALE)
        open_cohort(crowd.draft, group, f"Promotion {name}")
        fill(crowd, group)
        groups.append(group)
    return groups


def _train(
    scene: Scene, groups: list[Group], modules: dict[str, PathModules], seed: int, today: date
) -> None:
    for group in groups:
        scene.groups.append(group)
        take_attendance(scene.draft, chance(seed, f"calls {group.reference}"), group, today)
        write_timetable(scene.draft, group, modules[group.story.path].codes, today)
        tasks = modules[group.story.path].tasks
        assess(scene.draft, chance(seed, f"tasks {group.reference}"), group, tasks, today)


def _place(scene: Scene, groups: list[Group], partners: list[Host], seed: int, today: date) -> None:
    school = groups[0].school.reference
    placing = Placing(scene.draft, chance(seed, f"placements {school}"), today, partners)
    for group in groups:
        place_cohort(placing, group)
    keep_logbooks(placing)
    keep_contact(placing)
    outcomes = Outcomes(scene.draft, chance(seed, f"outcomes {school}"), today)
    last = {(one.person.reference, one.group.reference): one for one in placing.made}
    for number, group in enumerate(groups):
        follow_up(outcomes, group, number, last)
    running = [one for one in placing.made if one.row["status"] is PlacementStatus.LIVE]
    still_to_decide(outcomes, running, PENDING_OFFERS)
    scene.immersions.extend(placing.made)
