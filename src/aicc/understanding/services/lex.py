"""Amazon Lex V2 as an engine of understanding: RecognizeText, one sentence a call."""

from collections.abc import Iterable
from typing import Protocol

from aicc.calls import LimitedCalls, Pending
from aicc.deadline import Deadline
from aicc.domain.json import JsonMap
from aicc.domain.said import Said
from aicc.stores.aws import provider_errors
from aicc.understanding.services.leaving import cut_characters, leaving
from aicc.understanding.services.lex_reading import LexReading, read
from aicc.understanding.services.lex_states import LexState, LexStates, lex_session_id

LOCALE = "ko_KR"  # Lex's own spelling: Connect says ko-KR, Comprehend ko
LONGEST_TEXT = 1024


class LexRuntime(Protocol):
    """The one call that we make, with the names that boto3 gives it."""

    def recognize_text(
        self, *, botId: str, botAliasId: str, localeId: str, sessionId: str, text: str
    ) -> JsonMap: ...


class LexNlu:
    """One alias of a bot. Nothing personal leaves but what a slot is asked for (`leaving`)."""

    def __init__(
        self,
        client: LexRuntime,
        *,
        bot_id: str,
        bot_alias_id: str,
        calls: LimitedCalls,
        states: LexStates,
    ) -> None:
        self._client = client
        self._bot_id = bot_id
        self._bot_alias_id = bot_alias_id
        self._calls = calls
        self._states = states

    def begin(
        self, said: Said, deadline: Deadline, *, session_id: str | None, known: Iterable[str]
    ) -> Pending[LexReading]:
        """Lex is asked; `known` are the names of our intents. Both this and its result raise
        `ProviderError`. Sentences of one session must come one after the other."""
        session = lex_session_id(session_id)
        state = self._states.recall(session) if session_id else LexState()
        text = cut_characters(leaving(said, asked_slot=state.asked_slot), LONGEST_TEXT)

        def call() -> LexReading:
            with provider_errors("lex"):
                answer = self._client.recognize_text(
                    botId=self._bot_id,
                    botAliasId=self._bot_alias_id,
                    localeId=LOCALE,
                    sessionId=session,
                    text=text,
                )
            reading = read(answer, said.raw, known)
            if session_id:
                self._states.keep(session, reading.state)
            return reading

        return self._calls.begin(call, deadline)
