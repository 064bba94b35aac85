"""A language model: what the rest of the project may ask of one."""

from typing import Protocol

from aicc.deadline import Deadline
from aicc.domain.model import ModelInfo, ModelRequest, Pieces


class ChatModel(Protocol):
    """Adapters raise only `ProviderError`. They send a request as it is: nothing personal in it."""

    @property
    def about(self) -> ModelInfo: ...

    def stream(self, request: ModelRequest, deadline: Deadline) -> Pieces:
        """Texts and whole tool calls, and exactly one `Ended`, last.

        A stream that breaks off raises: it never ends without `Ended`. What the service filters
        is a failure, too. Closing it closes the connection. Safe for many threads.
        """
        ...
