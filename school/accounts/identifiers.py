"""E-mail addresses and phone numbers in one form each, so that they can be compared."""

import phonenumbers
from email_validator import EmailNotValidError, validate_email

DEFAULT_REGION = "BJ"
BENIN = 229


def normal_email(text: str) -> str | None:
    """Give an address in its normal, lower-case form; nothing when it is not one."""
    try:
        checked = validate_email(text.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None
    return checked.normalized.lower()


def normal_phone(text: str, region: str = DEFAULT_REGION) -> str | None:
    """Give a number in its international form (E.164); nothing when it is not one.

    Béninese numbers of eight digits, as they were until November 2024, get their « 01 ».
    """
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    national = number.national_number or 0
    if number.country_code == BENIN and len(str(national)) == 8:
        number.national_number = national + 100_000_000
        number.italian_leading_zero = True
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normal_identifier(text: str) -> str | None:
    """Give what somebody signs in with: an address, else a phone number, else nothing."""
    return normal_email(text) if "@" in text else normal_phone(text)
