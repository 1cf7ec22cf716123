"""Every word a person reads is in both languages."""

import re
from collections import Counter

from tests.support.catalogues import (
    COMPILED,
    WRITTEN,
    as_compiled,
    as_written,
    extracted,
    kept,
    key,
    texts,
    updated,
)

PLACEHOLDER = re.compile(r"%\((\w+)\)([sd])|%(?![\s\u00a0\u202f]|$)(.)")


def test_the_catalogue_holds_what_the_program_says_and_no_more() -> None:
    translated = {key(message) for message in kept()}
    assert len(translated) > 1000
    assert extracted() - translated == set(), "run `make translations` and translate these"
    assert translated - extracted() == set(), "nobody says these any more"


def test_everything_is_in_english() -> None:
    missing = [key(one) for one in kept() if not all(text.strip() for text in texts(one))]
    assert missing == []
    assert [key(one) for one in kept() if one.fuzzy] == []


def placeholders(text: str) -> Counter[tuple[str, ...]]:
    return Counter(PLACEHOLDER.findall(text))


def test_placeholders_are_the_same_in_both_languages() -> None:
    wrong = []
    for message in kept():
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        allowed = [set(placeholders(source)) for source in sources]
        wrong += [
            (source, text)
            for text in texts(message)
            for source in sources
            if set(placeholders(text)) not in allowed
        ]
    assert wrong == []


def test_english_words_are_not_french_ones() -> None:
    """A word is the same in both languages only where it has no French letter or sign."""
    left = [
        text
        for message in kept()
        for text in texts(message)
        if re.search(r"[«»œ\u00a0]| [:;?!]", text)
    ]
    assert left == []


FOREIGN = re.compile(r"https?://\S+|\{\".*\}")
"""Addresses and examples of JSON, whose signs are not those of a language."""


def test_french_has_its_own_signs() -> None:
    """Typographic apostrophes and quotes, and a space before double signs."""
    wrong = []
    for words in extracted():
        for text in (words,) if isinstance(words, str) else words:
            plain = PLACEHOLDER.sub("x", FOREIGN.sub("", text))
            if re.search(r"\w'\w|\"|\.\.\.|[^\s\u00a0][;!?»](?:\s|$)|«[^\s\u00a0]", plain):
                wrong.append(text)
    assert wrong == []


def test_what_is_compiled_is_what_is_kept() -> None:
    # Not compared within the assertion: pytest would spend minutes on what differs in a megabyte.
    same = COMPILED.read_bytes() == as_compiled(updated())
    assert same, "run `make translations`"


def test_the_file_is_as_the_tool_writes_it() -> None:
    same = WRITTEN.read_bytes() == as_written(updated())
    assert same, "run `make translations`"


NUMBER = re.compile(r"%\((num|people)\)s")
NEVER_NONE = {
    "%(before)s h le mois d’avant, %(after)s h le mois d’après",
    " ; %(days)s jour après la sortie",
    "Absence d’une demi-journée",
    "Désaccord d’un niveau",
    "La moitié des embauches se font en %(days)s jour au plus après la sortie.",
    "La promotion où il manque quelqu’un",
    "On ne sait pas ce que fait la seule personne certifiée.",
    "Personne n’a encore de niveau pour %(named)s et une autre compétence.",
    "Retrouver la personne sans nouvelles",
    "Taux d’embauche vérifié, un mois après la sortie",
    "Un désaccord entre les voix.",
    "Un groupe en formation aujourd’hui.",
    "Un niveau a plus de six mois sans preuve nouvelle : à confirmer.",
    "Une embauche contestée à régler",
    "Une est à confirmer : plus de six mois sans preuve nouvelle.",
    "Une personne connue porte ce nom",
    "Une visite est en retard.",
    "Voir la personne et sa preuve",
    "Voir l’événement en mots",
    "essai permis",
    "essai restant sur %(all)s",
    "et une autre",
    "et une autre, dans l’historique",
    "mesure",
    "question tirée au sort",
    "un autre jour de pratique",
}
"""Singulars that need no number: another placeholder says it, or they are not said of none."""


def test_french_says_its_number_where_there_may_be_none() -> None:
    """French takes the singular for 0 as well: « une personne » would be said of nobody."""
    silent = {one.id[0] for one in kept() if not isinstance(one.id, str)}
    assert {text for text in silent if not NUMBER.search(text)} == NEVER_NONE
