"""Text compared and sorted alike on both databases."""

import unicodedata


def fold(text: str) -> str:
    """Fold case, accents and runs of spaces, for search, sorting and finding doubles."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(plain.split())
