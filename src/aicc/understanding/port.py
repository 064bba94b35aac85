"""Understanding one sentence."""

from typing import Protocol

from aicc.deadline import Deadline
from aicc.domain.meaning import Meaning
from aicc.domain.said import Said


class NluEngine(Protocol):
    """An engine that lives elsewhere raises `ProviderError`; the embedded one never fails."""

    def analyse(self, said: Said, deadline: Deadline) -> Meaning: ...
