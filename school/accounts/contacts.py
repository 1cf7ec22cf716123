"""Telephone numbers and addresses of the records: checked where people type them."""

from school.accounts.identifiers import normal_email, normal_phone
from school.core.errors import InvalidInput, mark


def checked_phone(text: str | None, kept: str | None = None, field: str = "phone") -> str | None:
    """Give a number in its international form, ready for a call or an SMS.

    What stands in the record already (`kept`) passes as it is: an imported number that nobody
    touched does not keep a person from saving. Raises `InvalidInput` for anything else that is
    not a number.
    """
    if text is None or text == kept:
        return text
    number = normal_phone(text)
    if number is None:
        raise InvalidInput(
            mark("« %(text)s » n’est pas un numéro de téléphone."), field, {"text": text}
        )
    return number


def checked_email(text: str | None, kept: str | None = None, field: str = "email") -> str | None:
    """Give an address in its normal form, or the one kept; raises `InvalidInput` otherwise."""
    if text is None or text == kept:
        return text
    address = normal_email(text)
    if address is None:
        raise InvalidInput(
            mark("« %(text)s » n’est pas une adresse de courriel."), field, {"text": text}
        )
    return address
