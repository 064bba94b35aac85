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


class Aftermath(StrEnum):
    """How things stand in the turns after a warning; what must be stopped first stands first."""

    GIVEN = "given"  # money or secrets are in other hands already
    HOLDING_ON = "holding_on"  # the swindler is still on the line, the violent one still there
    DEVICE = "device"  # what to do with the phone, the app, the computer
    CALMER = "calmer"  # it is over, or somebody is there
    WHAT_NOW = "what_now"  # what to do first, where to call; fear and doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class Danger:
    """`words` are the customer's own, those by which the danger was recognised, in their order."""

    kind: DangerKind
    words: tuple[str, ...]
