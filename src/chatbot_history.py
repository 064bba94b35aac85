"""Conversations, kept and read back."""

from collections.abc import Mapping
from typing import Any

from aicc.clock import Clock, utc_now
from aicc.deadline import Deadline
from aicc.domain.turn import DEFAULT_TENANT, TurnRecord
from aicc.ids import new_id
from aicc.redact import mask, mask_value
from aicc.stores.history.memory import MemoryHistory
from aicc.stores.history.port import HistoryStore

CALL_S = 2.0


class ConversationRepository:
    """Every text is masked before it is kept; without a store it lives in memory."""

    def __init__(self, *, store: HistoryStore | None = None, clock: Clock = utc_now) -> None:
        self._store = store or MemoryHistory()
        self._clock = clock

    def save_conversation(
        self,
        session_id: str,
        user_id: str,
        user_input: str,
        bot_response: str,
        metadata: Mapping[str, Any] | None = None,
        *,
        tenant_id: str = DEFAULT_TENANT,
    ) -> str:
        """Durable when it returns; the id of the turn."""
        turn = TurnRecord(
            tenant_id=tenant_id,
            session_id=session_id,
            turn_id=new_id(),
            at=self._clock(),
            user_id=user_id,
            user_input=mask(user_input),
            bot_response=mask(bot_response),
            metadata=mask_value(dict(metadata or {})),
        )
        self._store.append_many([turn], Deadline(CALL_S))
        return turn.turn_id

    def get_conversation_history(
        self, session_id: str, limit: int = 50, *, tenant_id: str = DEFAULT_TENANT
    ) -> list[dict[str, Any]]:
        """The last `limit` turns, newest first."""
        turns = self._store.recent(tenant_id, session_id, Deadline(CALL_S), limit)
        return [_as_dict(turn) for turn in reversed(turns)]

    def get_user_history(
        self, user_id: str, limit: int = 50, *, tenant_id: str = DEFAULT_TENANT
    ) -> list[dict[str, Any]]:
        """The user's last `limit` turns over all sessions, newest first."""
        turns = self._store.by_user(tenant_id, user_id, Deadline(CALL_S), limit)
        return [_as_dict(turn) for turn in reversed(turns)]

    def delete_conversation(self, session_id: str, *, tenant_id: str = DEFAULT_TENANT) -> int:
        """How many turns there were."""
        return self._store.erase(tenant_id, session_id, Deadline(CALL_S))


def _as_dict(turn: TurnRecord) -> dict[str, Any]:
    return {
        "session_id": turn.session_id,
        "timestamp": turn.at.isoformat(),
        "turn_id": turn.turn_id,
        "user_id": turn.user_id,
        "user_input": turn.user_input,
        "bot_response": turn.bot_response,
        "metadata": dict(turn.metadata),
    }
