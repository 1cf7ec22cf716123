"""Texts of SMS: how many parts one takes, and how to keep it to few.

The alphabet of seven bits is that of 3GPP TS 23.038 §6.2.1; one letter outside it makes the whole
text one of 16 bits, which holds less than half as much.
"""

import unicodedata

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("^{}\\[~]|€")
"""Letters of the alphabet's second table, which count as two."""

SINGLE_GSM, PART_GSM = 160, 153
SINGLE_WIDE, PART_WIDE = 70, 67
"""Letters in a text of one part, and in each part of a longer one (3GPP TS 23.040 §9.2.3.24.1)."""

MOST_PARTS = 2
"""Parts that a text of ours may take: a third one is paid for and rarely read."""

CLIPPED = "..."

_PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "−": "-",
        "\u2011": "-",
        "…": "...",
        "œ": "oe",
        "Œ": "OE",
        "\u00a0": " ",
        "\u202f": " ",
        "ɖ": "d",
        "Ɖ": "D",
        "ɛ": "e",
        "Ɛ": "E",
        "ɔ": "o",
        "Ɔ": "O",
        "ŋ": "n",
        "Ŋ": "N",
    }
)


def plain(text: str) -> str:
    """Bring a text into the alphabet of seven bits where its letters have a like one there."""
    text = " ".join(text.translate(_PLAIN).split())
    return "".join(_plain_letter(letter) for letter in unicodedata.normalize("NFC", text))


def _plain_letter(letter: str) -> str:
    if letter in BASIC or letter in EXTENDED:
        return letter
    bare = "".join(
        part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part)
    )
    return bare if bare and all(part in BASIC for part in bare) else letter


def is_seven_bit(text: str) -> bool:
    """Tell whether a text can be sent in the alphabet of seven bits."""
    return all(letter in BASIC or letter in EXTENDED for letter in text)


def length(text: str) -> int:
    """Count what a text takes: letters of seven bits, some of them two, else units of 16 bits."""
    if is_seven_bit(text):
        return sum(2 if letter in EXTENDED else 1 for letter in text)
    return len(text.encode("utf-16-le")) // 2


def parts(text: str) -> int:
    """Count the parts in which a text is sent, and paid."""
    single, part = (SINGLE_GSM, PART_GSM) if is_seven_bit(text) else (SINGLE_WIDE, PART_WIDE)
    size = length(text)
    return 1 if size <= single else -(-size // part)


def short_text(text: str, most: int = MOST_PARTS) -> str:
    """Keep a text to a number of parts: in plain letters, its words clipped, its address whole.

    The address is the last word when it is one. A text whose address alone is too long stays as
    it is: half an address leads nowhere.
    """
    text = plain(text)
    if parts(text) <= most:
        return text
    words, _, last = text.rpartition(" ")
    address = f" {last}" if "://" in last else ""
    kept = words if address else text
    while kept and parts(f"{kept}{CLIPPED}{address}") > most:
        kept = kept[:-1]
    return f"{kept.rstrip()}{CLIPPED}{address}" if kept else last
