"""Names that Lex takes, the types that are built in, and what each locale has of them."""

import re

from aicc.domain.flow import InputType
from aicc.understanding.services.lex_reading import lex_name, own_name

KO_KR = "ko_KR"
NAME = re.compile(r"(?:[0-9a-zA-Z][_-]?){1,100}")
LOCALE = re.compile(r"[a-z]{2,3}_(?:[A-Z]{2}|[0-9]{3})")

# (what the console calls it, a neural voice of Polly)
LOCALES = {
    KO_KR: ("Korean (South Korea)", "Seoyeon"),
    "en_US": ("English (US)", "Joanna"),
    "en_GB": ("English (GB)", "Amy"),
}

BUILT_IN = "AMAZON."
BUILT_IN_TYPES = frozenset(
    f"{BUILT_IN}{name}"
    for name in (
        "AlphaNumeric", "City", "Confirmation", "Country", "Currency", "Date", "Duration",
        "EmailAddress", "FirstName", "FreeFormInput", "LastName", "Number", "Percentage",
        "PhoneNumber", "State", "StreetName", "Time", "UKPostalCode",
    )
)  # fmt: skip
BUILT_IN_INTENTS = frozenset(
    f"{BUILT_IN}{name}"
    for name in (
        "BedrockAgentIntent", "CancelIntent", "FallbackIntent", "HelpIntent", "KendraSearchIntent",
        "PauseIntent", "QInConnectIntent", "QinConnectIntent", "QnAIntent", "RepeatIntent",
        "ResumeIntent", "StartOverIntent", "StopIntent",
    )
)  # fmt: skip
# What is built in, but not everywhere
ONLY_IN = {
    "AMAZON.UKPostalCode": ("en_GB",),
    "AMAZON.KendraSearchIntent": ("en_US",),
}
MULTIPLE_VALUES_IN = ("en_US",)

FREE_TEXT = "AMAZON.FreeFormInput"
TYPE_OF_INPUT = {
    InputType.TEXT: FREE_TEXT,
    InputType.NAME: FREE_TEXT,  # the built-in names know few Korean ones
    InputType.NUMBER: "AMAZON.Number",
    InputType.AMOUNT: "AMAZON.Number",
    InputType.DIGITS: "AMAZON.AlphaNumeric",  # a Number would lose the zeros in front
    InputType.PHONE: "AMAZON.PhoneNumber",
    InputType.DATE: "AMAZON.Date",
    InputType.TIME: "AMAZON.Time",
    InputType.CONFIRM: "AMAZON.Confirmation",
}


def pascal(ours: str) -> str:
    """CustomerNumber for customer_number; ours itself where `own_name` would not find it back."""
    name = lex_name(ours)
    return name if own_name(name) == ours else ours
