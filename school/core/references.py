"""References given by the program to what is created on screen."""

import secrets

# Crockford's alphabet: no I, L, O, U, so that a reference can be read aloud and typed.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference(prefix: str) -> str:
    """Make a reference such as `P-7K3M9QX2`: a prefix and forty random bits."""
    return f"{prefix}-{''.join(secrets.choice(ALPHABET) for _ in range(8))}"
