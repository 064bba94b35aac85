"""Where conversations are played: an engine whose clock and back end are in our hands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from aicc.clock import TEST_NOW, HandClock
from aicc.deadline import Deadline
from aicc.domain.action import BackendAction
from aicc.domain.handoff import Ticket
from aicc.domain.session import Session
from aicc.domain.turn import Incoming, Reply, TurnRecord
from aicc.errors import ProviderError
from aicc.packs.pack import Pack
from aicc.systems.backend.port import Backend, BackendAnswer, BackendCall

NONSENSE = BackendAnswer(outcome="nonsense")  # an outcome that nobody knows, without any value

Script = Mapping[str, Sequence[BackendAnswer | None]]  # by action; None where it does not answer


class ScriptedBackend:
    """Answers as it is told, and else as a new one of the back end that `make` builds."""

    def __init__(self, make: Callable[[], Backend]) -> None:
        self._make = make
        self._behind = make()
        self._left: dict[str, list[BackendAnswer | None]] = {}

    def begin(self, script: Script) -> None:
        """A list is used up in order, and its last answer is given again."""
        self._behind = self._make()
        self._left = {action: list(answers) for action, answers in script.items()}

    @property
    def actions(self) -> Mapping[str, BackendAction]:
        return self._behind.actions

    def call(self, tenant_id: str, asked: BackendCall, deadline: Deadline) -> BackendAnswer:
        left = self._left.get(asked.action)
        if not left:
            return self._behind.call(tenant_id, asked, deadline)
        answer = left[0] if len(left) == 1 else left.pop(0)
        if answer is None:
            raise ProviderError(f"the test's back end: {asked.action} is away", retryable=True)
        return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """An engine under test, and what may be seen of it from outside, by session."""

    pack: Pack
    clock: HandClock
    backend: ScriptedBackend
    answer: Callable[[Incoming], Reply]
    session: Callable[[str], Session | None]
    record: Callable[[str], TurnRecord | None]  # of its newest turn
    ticket: Callable[[str], Ticket | None]  # by its number
    forget: Callable[[str], object]

    def begin(
        self, session_id: str, *, now: datetime | None = None, script: Script | None = None
    ) -> None:
        """As if nothing had happened before."""
        self.forget(session_id)
        self.backend.begin(script or {})
        self.clock.now = now or TEST_NOW
