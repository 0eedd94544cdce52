"""Phone numbers that people type, as they are written in the Netherlands."""

import re
from typing import Final

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat

from bot.rules.typed_times import plain

COUNTRY: Final = "NL"
# Telling a number from words is our own part: the library would read the letters on the keys of a phone.
_NUMBER: Final = re.compile(r"\+?[\d\s()./–-]{3,30}")


def phone_typed(words: str) -> str | None:
    """The number as it is written nationally, such as 023 512 3456, 14 023 or 112; None for any other words.

    Numbers of other countries are refused, and so is a number that nobody in the country can have.
    """
    text = plain(words)
    if not _NUMBER.fullmatch(text):
        return None
    try:
        found = phonenumbers.parse(text.replace("–", "-"), COUNTRY)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_valid_number_for_region(found, COUNTRY):
        return phonenumbers.format_number(found, PhoneNumberFormat.NATIONAL)
    return _short(found, text)


def _short(found: PhoneNumber, text: str) -> str | None:
    """A number such as 112 is dialled as it stands: nothing may come before it."""
    digits = re.sub(r"\D", "", text)
    is_short = phonenumbers.is_valid_short_number_for_region(found, COUNTRY)
    return digits if is_short and text[0] != "+" and digits == str(found.national_number) else None
