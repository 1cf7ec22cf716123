"""Names borne in Bénin, invented enterprises and places, and addresses nobody can reach."""

from dataclasses import dataclass
from random import Random

from school.cohorts.rules import Sex
from school.core.text import fold


@dataclass(frozen=True)
class People:
    """Names that go together: those of one part of the country."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]


FRENCH_WOMEN = (
    "Florence", "Bérénice", "Nadège", "Clarisse", "Estelle", "Rosine", "Gloria", "Hermine",
    "Blandine", "Edwige", "Pélagie", "Christelle", "Mireille", "Solange", "Prisca", "Inès",
    "Carine", "Josiane", "Viviane", "Lucrèce",
)  # fmt: skip
FRENCH_MEN = (
    "Rodrigue", "Prosper", "Aristide", "Ulrich", "Fidèle", "Hervé", "Landry", "Romuald",
    "Serge", "Gildas", "Brice", "Arnaud", "Wilfried", "Constant", "Judicaël", "Thierry",
    "Médard", "Narcisse", "Éric", "Boris", "Cyriaque", "Ghislain",
)  # fmt: skip
FON = People(
    ("Fifamè", "Sènami", "Afiavi", "Ablawa", "Ayaba", "Mahoutin", "Sèdami", "Dona", "Nonvignon",
     *FRENCH_WOMEN),
    ("Kossi", "Comlan", "Codjo", "Coffi", "Sènan", "Mahugnon", "Dossou", "Gbènoukpo", "Sètondji",
     *FRENCH_MEN),
    ("Houngbédji", "Dossou", "Agossou", "Zinsou", "Tossou", "Hounkpatin", "Kpadonou", "Gbaguidi",
     "Ahouansou", "Akplogan", "Sossou", "Assogba", "Hountondji", "Akakpo", "Amoussou", "Fagla",
     "Gnonlonfoun", "Kakpo", "Lokossou", "Vodounou", "Yèhouénou", "Zannou", "Ahossi", "Dègbé",
     "Gandonou", "Hounsa", "Kiki", "Tohoun", "Adjahouinou", "Mensah"),
)  # fmt: skip
YORUBA = People(
    ("Folaké", "Bolanlé", "Abikè", "Iyabo", "Ayodélé", "Kafayath", "Sakinatou", "Risikatou",
     "Faouziath", *FRENCH_WOMEN[:8]),
    ("Adéwalé", "Olawalé", "Babatundé", "Chakirou", "Nourou", "Rafiou", "Wassi", "Taofik",
     *FRENCH_MEN[:8]),
    ("Adéoti", "Adéchian", "Olodo", "Bankolé", "Salami", "Lawani", "Moustapha", "Adégbola",
     "Fassassi", "Raïmi", "Oladélé", "Babalola"),
)  # fmt: skip
NORTH = People(
    ("Aïcha", "Rékiatou", "Mariam", "Rachidatou", "Zouléhatou", "Fatouma", "Hadjara", "Gnon",
     "Bona", "Baké", "Salamatou", "Nafissatou"),
    ("Moussa", "Souleymane", "Issifou", "Abdoulaye", "Bio", "Sabi", "Orou", "Boni", "Ganiou",
     "Alassane", "Razack", "Ibrahim", "Soulé"),
    ("Sanni", "Issa", "Yarou", "Chabi", "Orou Guidou", "Sabi Gani", "Gounou", "Tamou", "Kora",
     "Imorou", "Seydou", "Boukari", "Soumanou", "Alidou", "Moumouni", "Bio Nikki"),
)  # fmt: skip

SOUTHERN_WEIGHTS = (66, 18, 16)
NORTHERN_WEIGHTS = (18, 12, 70)
"""How many of a hundred people bear Fon, Yoruba and northern names, by where the school is."""

SOUTHERN_DEPARTMENTS = ("Littoral",) * 9 + ("Atlantique",) * 5 + (
    "Ouémé", "Ouémé", "Zou", "Mono", "Plateau", "Collines", "Borgou",
)  # fmt: skip
NORTHERN_DEPARTMENTS = ("Borgou",) * 6 + ("Donga", "Donga", "Alibori", "Atacora", "Collines")
EDUCATION_LEVELS = ("BEPC", "CAP électricité", "BAC F3", "BAC D", "BAC C", "BTS télécommunications")

ENTERPRISES = (
    ("Delta Réseaux", "Pose et raccordement", "Littoral"),
    ("Fibres du Golfe", "Pose et raccordement", "Littoral"),
    ("Alafia Télécoms", "Exploitation de réseau", "Borgou"),
    ("Nokoué Optique", "Raccordement client", "Atlantique"),
    ("Lagune Connexions", "Raccordement client", "Ouémé"),
    ("Atacora Liaisons", "Génie civil et pose", "Atacora"),
    ("Okpara Fibre", "Pose et raccordement", "Borgou"),
    ("Ganhi Raccordement", "Raccordement client", "Littoral"),
    ("Zou Infrastructures Optiques", "Génie civil et pose", "Zou"),
    ("Pendjari Réseaux Ruraux", "Pose aérienne", "Atacora"),
    ("Sèmè Tirage et Pose", "Génie civil et pose", "Ouémé"),
    ("Bureau d’études Iroko", "Études et plans", "Littoral"),
    ("Kétou Cartographie", "Études et plans", "Plateau"),
    ("Ahémé Maintenance Fibre", "Maintenance", "Mono"),
)
"""Fourteen invented partner enterprises: name, trade, department."""

TUTOR_JOBS = {
    Sex.FEMALE: ("cheffe d’équipe", "conductrice de travaux", "responsable technique"),
    Sex.MALE: ("chef d’équipe", "conducteur de travaux", "responsable technique"),
}


def pick_name(random: Random, sex: Sex, weights: tuple[int, int, int]) -> tuple[str, str]:
    """Draw a given name and a family name that go together."""
    people = random.choices((FON, YORUBA, NORTH), weights)[0]
    given = random.choice(people.women if sex is Sex.FEMALE else people.men)
    family = random.choice([name for name in people.families if name != given])
    return given, family


def phone(number: int) -> str:
    """Give a number in the form of Bénin's, in a range given to nobody."""
    digits = f"{number:06d}"
    return f"+229 01 00 {digits[:2]} {digits[2:4]} {digits[4:]}"


def slug(text: str) -> str:
    """Write a name as a part of an address."""
    words = "".join(letter if letter.isascii() else " " for letter in fold(text))
    return "-".join(words.split())


def address(given: str, family: str, host: str) -> str:
    """Give an e-mail address under `.example`, which is nobody's for ever (RFC 2606)."""
    return f"{slug(given)}.{slug(family)}@{host}.example"
