"""What the demo tells: its schools, their cohorts, and what becomes of whom.

The numbers are chosen, and chance only decides who they fall on, so that every seed shows the
same figures: 53 verified hires of 92 people, somewhat fewer among women, and no established gap.
"""

from dataclasses import dataclass

from school.demo.rules import Destiny

Destinies = dict[Destiny, int]

H, S, K, U = Destiny.HIRED, Destiny.SELF_EMPLOYED, Destiny.SEEKING, Destiny.SILENT
E, M, N, W = Destiny.STUDYING, Destiny.ILL, Destiny.UNCERTIFIED, Destiny.WITHDRAWN
T = Destiny.TRAINING


@dataclass(frozen=True)
class CohortStory:
    """One cohort: when it began, on which path, and what becomes of its women and men.

    `further_women` and `further_men` applied and were not admitted. `returning` says from which
    earlier cohort, and with which end there, one of the men comes back.
    """

    path: str
    weeks_ago: int
    women: Destinies
    men: Destinies
    further_women: int
    further_men: int
    capacity: int = 26
    returning: tuple[int, Destiny] | None = None


@dataclass(frozen=True)
class SchoolStory:
    """One school with its staff: name and address of director, names of trainers by path."""

    reference: str
    name: str
    department: str
    host: str
    director: tuple[str, str]
    trainers: dict[str, tuple[str, str]]
    cohorts: tuple[CohortStory, ...]
    enterprises: tuple[int, ...]
    northern: bool = False


COTONOU = SchoolStory(
    reference="EFC",
    name="École de la fibre, Cotonou",
    department="Littoral",
    host="ecole-fibre",
    director=("Florence", "Agossou"),
    trainers={
        "deployment": ("Rodrigue", "Dossou"),
        "planning": ("Mireille", "Ahouansou"),
        "maintenance": ("Souleymane", "Yarou"),
    },
    cohorts=(
        CohortStory("deployment", 152, {H: 2, K: 2, U: 1, W: 1},
                    {H: 6, K: 2, U: 2, E: 1, N: 1, W: 1}, 7, 24, 20),
        CohortStory("maintenance", 134, {H: 3, K: 2, U: 1, E: 1},
                    {H: 6, S: 1, K: 2, U: 3, N: 1, W: 2}, 8, 27, 24),
        CohortStory("planning", 112, {H: 4, S: 1, K: 1, U: 1, N: 1},
                    {H: 7, S: 1, K: 2, U: 2, W: 1}, 10, 21, 24),
        CohortStory("deployment", 88, {H: 4, K: 2, U: 1, E: 1, W: 1},
                    {H: 9, S: 1, K: 2, U: 1, E: 1, M: 1, W: 1}, 9, 31, 26, (0, K)),
        CohortStory("maintenance", 62, {H: 3, K: 1, U: 2},
                    {H: 9, S: 1, K: 2, U: 3, N: 1, W: 1}, 8, 26, 24),
        CohortStory("deployment", 46, {H: 2, U: 5, W: 1}, {H: 6, U: 7, N: 1, W: 1}, 9, 29, 24),
        CohortStory("planning", 26, {T: 8}, {T: 12, W: 2}, 11, 18, 24, (3, W)),
        CohortStory("deployment", 14, {T: 8, W: 1}, {T: 15, W: 1}, 12, 30),
        CohortStory("maintenance", -5, {}, {}, 12, 21, 24),
    ),
    enterprises=tuple(range(13)),
)  # fmt: skip

PARAKOU = SchoolStory(
    reference="CFP",
    name="Centre des métiers de la fibre, Parakou",
    department="Borgou",
    host="centre-fibre",
    director=("Bénédicte", "Orou Guidou"),
    trainers={"deployment": ("Tamou", "Sabi Gani")},
    cohorts=(
        CohortStory("deployment", 70, {H: 2, S: 1, K: 1, U: 1, W: 1},
                    {H: 6, K: 2, U: 2, N: 1, W: 1}, 5, 15, 20),
    ),
    enterprises=(2, 5, 6, 9, 13),
    northern=True,
)  # fmt: skip

CALAVI = SchoolStory(
    reference="IRO",
    name="Institut des réseaux optiques, Abomey-Calavi",
    department="Atlantique",
    host="institut-reseaux",
    director=("Romuald", "Bankolé"),
    trainers={"maintenance": ("Kafayath", "Adéoti"), "planning": ("Judicaël", "Zannou")},
    cohorts=(
        CohortStory("maintenance", 78, {H: 2, S: 1, K: 2, U: 2},
                    {H: 6, S: 3, K: 3, U: 3, N: 1, W: 1}, 4, 13),
        CohortStory("planning", 18, {T: 6}, {T: 11, W: 1}, 5, 9, 20),
    ),
    enterprises=(1, 2, 3, 4, 11, 13),
)  # fmt: skip

SCHOOLS = (COTONOU, PARAKOU, CALAVI)

MINISTRY = ("Mathias", "Kpadonou")
MINISTRY_HOST = "ministere-formation"
OFFICER = ("Ida", "Houngbédji")
OFFICER_HOST = "insertion-littoral"
READER = ("Luc", "Adjovi")
READER_HOST = "agence-reseaux"
"""Who speaks for the operator of a contract with a clause, and for its authority."""

APPRENTICE = ("Aïcha", "Sanni")
APPRENTICE_NAME = "Aïcha Sanni"
"""The apprentice one may sign in as: in the cohort of the deployment path that trains now."""

CURRENT_COHORT = 7
"""The place, from 0, of that cohort among those of the first school."""

TUTOR = ("Prosper", "Tossou")
"""The tutor one may sign in as: of the first enterprise, and of that apprentice."""

WITHDRAWAL_REASONS = (
    "A trouvé un emploi.",
    "Déménagement de la famille.",
    "Raisons de santé.",
    "Le trajet coûtait trop cher.",
    "Garde d’un enfant, sans solution.",
    "Le métier ne lui convenait pas.",
)
