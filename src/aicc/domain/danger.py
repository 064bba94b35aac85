"""What a customer must not wait with: the kinds of danger, and one that was read."""

from dataclasses import dataclass
from enum import StrEnum


class DangerKind(StrEnum):
    """In the order in which they count when a sentence holds two: lives come first."""

    MEDICAL = "medical"
    SUICIDE = "suicide"
    VIOLENCE = "violence"
    FAMILY = "family"
    LOAN_SCAM = "loan_scam"
    REMOTE_APP = "remote_app"
    IMPERSONATION = "impersonation"
    PHONE_LOST = "phone_lost"
    UNKNOWN_PAYMENT = "unknown_payment"
    IDENTITY_THEFT = "identity_theft"
    SCAM_VICTIM = "scam_victim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Danger:
    """`words` are the customer's own, those by which the danger was recognised, in their order."""

    kind: DangerKind
    words: tuple[str, ...]
