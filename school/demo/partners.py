"""What the demo's partner enterprises are and say: sites, representatives, answers, places.

An enterprise asks for at least as many proposals a month as it was ever made in one, so that
the demo keeps the rule that it shows.
"""

from collections import Counter
from datetime import date, timedelta
from random import Random

from school.accounts.models import School
from school.cohorts.rules import Sex
from school.core.calendar import add_months, first_of_month, last_of_month
from school.demo import names
from school.demo.draft import Draft, Row
from school.enterprises.models import (
    Enterprise,
    EnterpriseRepresentative,
    EnterpriseSite,
    Partnership,
)
from school.enterprises.partner_models import (
    EnterpriseInterest,
    EnterprisePlaces,
    EnterpriseTechnique,
    InterestQuestion,
)
from school.enterprises.partner_rules import InterestReason, InterestStatus, TechniqueKind
from school.placements.models import Placement
from school.placements.posts.models import Post
from school.placements.proposals.models import PlacementProposal

PHONES_FROM = 600_000
MONTHS_OF_PLACES = 4
SILENT = 4
"""One enterprise in so many has not answered this year's question yet."""

TOWNS = {
    "Littoral": "Cotonou", "Borgou": "Parakou", "Atlantique": "Abomey-Calavi",
    "Ouémé": "Porto-Novo", "Atacora": "Natitingou", "Zou": "Bohicon", "Plateau": "Kétou",
    "Mono": "Lokossa",
}  # fmt: skip

TECHNIQUES = {
    "Pose et raccordement": ("Soufflage en conduite", "Raccordement en pied d’immeuble"),
    "Exploitation de réseau": ("Supervision GPON", "Recette réflectométrique"),
    "Raccordement client": ("Pose de prise optique", "Raccordement client GPON"),
    "Génie civil et pose": ("Tirage en conduite", "Microtranchée"),
    "Pose aérienne": ("Pose sur appuis communs", "Travail en hauteur"),
    "Études et plans": ("Relevé de chambres", "Plans sous QGIS"),
    "Maintenance": ("Recherche de défaut", "Reprise de soudure"),
}
EQUIPMENT = ("Soudeuse à cœur", "Réflectomètre", "Photomètre", "Cliveuse de précision")
ROLES = {Sex.FEMALE: "gérante", Sex.MALE: "gérant"}


def describe_partners(draft: Draft, random: Random, today: date) -> None:
    """Write what the enterprises are and say, once everything was proposed to them."""
    most = _most_in_a_month(draft)
    for number, row in enumerate(draft.rows[Enterprise]):
        reference = row["reference"]
        site = _open_sites(draft, random, number, row)
        speaker = _name_speaker(draft, random, number, reference)
        _answer(draft, random, number, row, speaker, most.get(reference, 0), today)
        _state(draft, random, row, site, speaker, today)


def _most_in_a_month(draft: Draft) -> dict[str, int]:
    posts = {row["reference"]: row["enterprise"] for row in draft.rows.get(Post, [])}
    made = [(row["enterprise"], row["proposed_on"]) for row in draft.rows[Placement]]
    made += [
        (posts[row["post"]], row["proposed_on"]) for row in draft.rows.get(PlacementProposal, [])
    ]
    counted = Counter((one, first_of_month(day)) for one, day in made if day is not None)
    most: dict[str, int] = {}
    for (reference, _), count in counted.items():
        most[reference] = max(count, most.get(reference, 0))
    return most


def _open_sites(draft: Draft, random: Random, number: int, row: Row) -> str:
    department = row["department"]
    first = f"SIT-{number + 1:02d}"
    draft.add(
        EnterpriseSite,
        reference=first,
        enterprise=row["reference"],
        name="Siège et dépôt",
        address=f"Carré {random.randint(10, 990)}, face au marché",
        town=TOWNS.get(department, department),
        department=department,
    )
    if number % 3 == 0:
        draft.add(
            EnterpriseSite,
            reference=f"SIT-{number + 1:02d}-B",
            enterprise=row["reference"],
            name="Base travaux",
            town="Parakou",
            department="Borgou",
        )
    return first


def _name_speaker(draft: Draft, random: Random, number: int, reference: str) -> str:
    sex = random.choice((Sex.FEMALE, Sex.MALE))
    given, family = names.pick_name(random, sex, names.SOUTHERN_WEIGHTS)
    name = f"{given} {family}"
    domain = names.slug(next(one[0] for one in names.ENTERPRISES[number : number + 1]))
    draft.add(
        EnterpriseRepresentative,
        reference=f"REP-{number + 1:02d}",
        enterprise=reference,
        name=name,
        job=ROLES[sex],
        phone=names.phone(PHONES_FROM + number),
        email=names.address(given, family, domain),
        may_sign=True,
    )
    return name


def _answer(
    draft: Draft, random: Random, number: int, row: Row, speaker: str, most: int, today: date
) -> None:
    reference, school = row["reference"], _school_of(draft, row["reference"])
    for year in (today.year - 1, today.year):
        asked = min(date(year, 1, 8) + timedelta(days=random.randint(0, 20)), today)
        answered = min(asked + timedelta(days=random.randint(0, 12)), today)
        answer = None
        if year != today.year or number % SILENT != SILENT - 1:
            answer = f"INT-{number + 1:02d}-{year}"
            draft.add(
                EnterpriseInterest,
                reference=answer,
                enterprise=reference,
                year=year,
                answered_on=answered,
                answered_by=speaker,
                **_said(random, most),
            )
        if school is not None:
            draft.add(
                InterestQuestion,
                reference=f"QUE-{number + 1:02d}-{year}",
                school=school[0],
                enterprise=reference,
                year=year,
                asked_on=asked,
                asked_by=school[1],
                interest=answer,
            )


def _said(random: Random, most: int) -> Row:
    if not most:
        return {"status": InterestStatus.NOT_OPEN, "reason": InterestReason.NO_ACTIVITY}
    status = random.choice((InterestStatus.ACTIVELY_LOOKING, InterestStatus.INTERESTED))
    return {"status": status, "max_proposals_per_month": most + random.randint(0, 1)}


def _school_of(draft: Draft, enterprise: str) -> tuple[str, str] | None:
    partner = next(
        (row["school"] for row in draft.rows[Partnership] if row["enterprise"] == enterprise), None
    )
    if partner is None:
        return None
    name = next(row["name"] for row in draft.rows[School] if row["reference"] == partner)
    return partner, name


def _state(draft: Draft, random: Random, row: Row, site: str, speaker: str, today: date) -> None:
    said = {"enterprise": row["reference"], "stated_by": speaker}
    number = len(draft.rows[EnterprisePlaces]) + 1
    starts_on = first_of_month(add_months(today, random.randint(0, 3)))
    draft.add(
        EnterprisePlaces,
        reference=f"PLA-{number:02d}",
        site=site,
        starts_on=starts_on,
        ends_on=last_of_month(add_months(starts_on, MONTHS_OF_PLACES)),
        places=random.randint(1, 4),
        stated_on=today - timedelta(days=random.randint(5, 60)),
        **said,
    )
    used = [(TechniqueKind.TECHNIQUE, name) for name in TECHNIQUES.get(row["sector"], ())]
    used += [(TechniqueKind.EQUIPMENT, name) for name in random.sample(EQUIPMENT, 2)]
    for kind, name in used:
        draft.add(
            EnterpriseTechnique,
            reference=f"TEC-{len(draft.rows[EnterpriseTechnique]) + 1:02d}",
            kind=kind,
            name=name,
            stated_on=today - timedelta(days=random.randint(60, 300)),
            **said,
        )
