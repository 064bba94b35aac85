"""Lex and Comprehend as they were chosen: clients made when first asked for, and kept."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Literal, TypeAlias, cast

from aicc.breaker import CircuitBreaker
from aicc.calls import LimitedCalls
from aicc.errors import ProviderError
from aicc.stores.aws import aws_client
from aicc.understanding.services.combined import Chosen
from aicc.understanding.services.comprehend import ComprehendNlu, ComprehendRuntime
from aicc.understanding.services.lex import LexNlu, LexRuntime
from aicc.understanding.services.lex_states import LexStates
from aicc.understanding.services.who_wins import COMPREHEND, LEX

REGION = "ap-northeast-2"
LEX_S, COMPREHEND_S = 1.0, 1.0  # how long one call may take
THREADS = 25  # Lex answers as many text conversations of one alias at once
NO_ALIAS, NO_BOT = "lex: bot_alias_id is missing", "lex: bot_id is missing"

ServiceName: TypeAlias = Literal["comprehend", "lexv2-runtime"]
MakeClient: TypeAlias = Callable[[ServiceName, str], object]


def service_client(service: ServiceName, region: str) -> object:
    return aws_client(service, region, connections=THREADS)


class Services:
    """Safe for many threads. Where there are no credentials they are looked for now and then."""

    def __init__(
        self,
        make_client: MakeClient = service_client,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._make_client = make_client
        self._monotonic = monotonic
        self._clients: dict[tuple[ServiceName, str], object] = {}
        self._refusals: dict[tuple[ServiceName, str], tuple[CircuitBreaker, str]] = {}
        self._bots: dict[tuple[str, str, str], LexNlu] = {}
        self._comprehends: dict[str, ComprehendNlu] = {}
        self._making = Lock()

    def choose(
        self,
        region: str | None = None,
        *,
        bot_id: str | None = None,
        bot_alias_id: str | None = None,
        comprehend: bool = False,
    ) -> Chosen:
        """What can be had of what is wanted; the rest is in `missing` with the reason."""
        lex, detector = None, None
        missing: dict[str, str] = {}
        with self._making:
            if bot_id or bot_alias_id:
                try:
                    lex = self._lex(region or REGION, bot_id, bot_alias_id)
                except ProviderError as error:
                    missing[LEX] = str(error)
            if comprehend:
                try:
                    detector = self._comprehend(region or REGION)
                except ProviderError as error:
                    missing[COMPREHEND] = str(error)
        return Chosen(lex=lex, comprehend=detector, missing=missing)

    def _lex(self, region: str, bot_id: str | None, bot_alias_id: str | None) -> LexNlu:
        if not (bot_id and bot_alias_id):
            raise ProviderError(NO_ALIAS if bot_id else NO_BOT)
        wanted = (region, bot_id, bot_alias_id)
        if wanted not in self._bots:
            self._bots[wanted] = LexNlu(
                cast("LexRuntime", self._client("lexv2-runtime", region)),
                bot_id=bot_id,
                bot_alias_id=bot_alias_id,
                calls=self._calls(LEX, LEX_S),
                states=LexStates(),
            )
        return self._bots[wanted]

    def _comprehend(self, region: str) -> ComprehendNlu:
        if region not in self._comprehends:
            self._comprehends[region] = ComprehendNlu(
                cast("ComprehendRuntime", self._client("comprehend", region)),
                calls=self._calls(COMPREHEND, COMPREHEND_S),
            )
        return self._comprehends[region]

    def _client(self, service: ServiceName, region: str) -> object:
        wanted = (service, region)
        if wanted in self._clients:
            return self._clients[wanted]
        rest, reason = self._refusals.get(wanted, (self._breaker(failures=1), ""))
        if not rest.allows():
            raise ProviderError(reason)
        try:
            client = self._make_client(service, region)
        except ProviderError as error:
            rest.failed()
            self._refusals[wanted] = (rest, str(error))
            raise
        return self._clients.setdefault(wanted, client)

    def _calls(self, service: str, own_s: float) -> LimitedCalls:
        return LimitedCalls(service, own_s=own_s, threads=THREADS, breaker=self._breaker())

    def _breaker(self, failures: int = 5) -> CircuitBreaker:
        return CircuitBreaker(failures=failures, monotonic=self._monotonic)
