"""What a personal number is, and where it stands."""

from dataclasses import dataclass
from enum import StrEnum


class PersonalKind(StrEnum):
    RESIDENT = "resident"
    FOREIGNER = "foreigner"
    PASSPORT = "passport"
    LICENCE = "licence"
    CARD = "card"
    ACCOUNT = "account"
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalSpan:
    """A place in the text, and `figures`, what was read there."""

    kind: PersonalKind
    start: int
    end: int
    confidence: float
    figures: str
