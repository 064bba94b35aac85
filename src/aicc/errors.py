"""Every error of the house, one tree; each has a stable `code` that answers and logs carry.

AiccError
├── ConfigError          a setting is wrong or half given: names the variable
├── InvalidInputError    what the caller sent cannot be used
│   └── PackError        a file of a bot pack is wrong: names file and line
├── UnauthorizedError    nobody says who asks
├── NotFoundError        the thing named does not exist
├── ForbiddenError       it exists, but not for this caller
├── ConflictError        it was changed meanwhile: look at it again
├── TooManyError         asked too often: later again
├── StoreError           sessions, history, content or tickets could not be read or kept
│   ├── SessionBusyError     another turn of the session held it too long
│   ├── StoreRestingError    not even asked: it failed often enough just now
│   └── LeaseLostError       a later turn has taken the session over
└── ProviderError        an outside service failed; `retryable` says if trying again makes sense
    └── BudgetError          not even asked: what it may cost today is spent
"""

from typing import ClassVar


class AiccError(Exception):
    code: ClassVar[str] = "error"


class ConfigError(AiccError):
    code = "config"


class InvalidInputError(AiccError):
    code = "invalid_input"


class PackError(InvalidInputError):
    code = "pack"


class UnauthorizedError(AiccError):
    code = "unauthorized"


class NotFoundError(AiccError):
    code = "not_found"


class ForbiddenError(AiccError):
    code = "forbidden"


class ConflictError(AiccError):
    code = "conflict"


class TooManyError(AiccError):
    code = "too_many"


class StoreError(AiccError):
    code = "store"


class SessionBusyError(StoreError):
    code = "session_busy"


class StoreRestingError(StoreError):
    """Its code is that of the failures before it, which the log has."""


class LeaseLostError(StoreError):
    code = "lease_lost"


class ProviderError(AiccError):
    code = "provider"

    def __init__(self, message: str, *, retryable: bool = False) -> None:
        super().__init__(message)
        self.retryable = retryable


class BudgetError(ProviderError):
    """Its code is that of a service that does not answer: who asked gets what there is without."""
