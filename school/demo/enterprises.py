"""The partner enterprises of the demo schools and their tutors."""

from datetime import date, timedelta
from random import Random

from school.cohorts.rules import Sex
from school.demo import names, story
from school.demo.draft import Draft
from school.demo.immersion import Host
from school.demo.story import SchoolStory
from school.enterprises.models import Enterprise, Partnership, Tutor

DAYS_OF_PARTNERSHIP = (1150, 1460)
PHONES_FROM = 700_000
TUTORS_FROM = 800_000


def open_enterprises(draft: Draft, random: Random, today: date) -> list[list[Host]]:
    """Write the enterprises with one to three tutors each; give the tutors of each."""
    hosts = []
    for number, (name, sector, department) in enumerate(names.ENTERPRISES):
        reference, domain = f"ENT-{number + 1:02d}", names.slug(name)
        draft.add(
            Enterprise,
            reference=reference,
            name=name,
            tax_id=f"3{random.randrange(10**11):011d}",
            sector=sector,
            department=department,
            phone=names.phone(PHONES_FROM + number),
            email=f"contact@{domain}.example",
            partner_since=today - timedelta(days=random.randint(*DAYS_OF_PARTNERSHIP)),
        )
        tutors = []
        for place in range(random.randint(1, 3)):
            chosen = story.TUTOR if (number, place) == (0, 0) else None
            tutors.append(
                Host(reference, _engage(draft, random, reference, domain, chosen), sector)
            )
        hosts.append(tutors)
    return hosts


def _engage(
    draft: Draft, random: Random, enterprise: str, domain: str, name: tuple[str, str] | None
) -> str:
    number = len(draft.rows[Tutor]) + 1
    sex = Sex.FEMALE if name is None and random.random() < 0.2 else Sex.MALE
    given, family = name or names.pick_name(random, sex, names.SOUTHERN_WEIGHTS)
    draft.add(
        Tutor,
        reference=f"TUT-{number:02d}",
        enterprise=enterprise,
        name=f"{given} {family}",
        job=random.choice(names.TUTOR_JOBS[sex]),
        phone=names.phone(TUTORS_FROM + number),
        email=names.address(given, family, domain),
    )
    return f"TUT-{number:02d}"


def become_partners(draft: Draft, school: SchoolStory, hosts: list[list[Host]]) -> list[Host]:
    """Make a school the partner of its enterprises, and list the tutors it can turn to."""
    for number in school.enterprises:
        draft.add(Partnership, school=school.reference, enterprise=f"ENT-{number + 1:02d}")
    return [host for number in school.enterprises for host in hosts[number]]
