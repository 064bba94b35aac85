"""One-time codes over any store and sender: kept as keyed hashes, never as they are."""

import secrets
from collections.abc import Callable
from datetime import datetime
from hashlib import blake2b

from aicc.clock import Clock, utc_now
from aicc.deadline import Deadline
from aicc.systems.identity.port import CodeAnswer, CodeOutcome, CodeSender, CodeStore
from aicc.systems.identity.rules import FIGURES, CodeState

DEMO_CODE = "123456"  # where everything is in this process, so that tests know it

_DIGEST_BYTES = 20
_KEY_BYTES = 64  # blake2b takes no longer one


def random_code() -> str:
    return f"{secrets.randbelow(10**FIGURES):0{FIGURES}d}"


class KeyedCodes:
    """`key` makes hashes that nobody without it can find a code by; `make` makes codes."""

    def __init__(
        self,
        store: CodeStore,
        sender: CodeSender,
        *,
        key: str,
        make: Callable[[], str] = random_code,
        clock: Clock = utc_now,
    ) -> None:
        self._store = store
        self._sender = sender
        self._key = key.encode()[:_KEY_BYTES]
        self._make = make
        self._clock = clock

    def send(self, tenant_id: str, phone: str, deadline: Deadline, *, key: str = "") -> CodeAnswer:
        code, now = self._make(), self._clock()
        digest = self._hash(tenant_id, phone, code)

        def begin(before: CodeState) -> tuple[CodeState, str]:
            state = before.at(now)
            if known := state.answer_to(key):
                return state, known
            if not state.is_locked:
                state = state.with_code(digest, now)
            return state, CodeOutcome.LOCKED if state.is_locked else ""

        owner = self._hash(tenant_id, phone)
        outcome = self._store.update(owner, begin, deadline)
        if not outcome:
            # Counted before it is sent, so that failures are limited too; answered only after
            self._sender.deliver(phone, code)
            outcome = CodeOutcome.OK
            self._store.update(owner, lambda state: (state.answered(key, "ok"), None), deadline)
        return CodeAnswer(outcome=CodeOutcome(outcome))

    def check(
        self, tenant_id: str, phone: str, code: str, deadline: Deadline, *, key: str = ""
    ) -> CodeAnswer:
        now, digest = self._clock(), self._hash(tenant_id, phone, code)

        def tried(before: CodeState) -> tuple[CodeState, CodeAnswer]:
            state = before.at(now)
            if known := state.answer_to(key):
                return state, _answer(CodeOutcome(known), state)
            outcome, state = _checked(state, digest, now)
            return state.answered(key, outcome), _answer(outcome, state)

        return self._store.update(self._hash(tenant_id, phone), tried, deadline)

    def _hash(self, *parts: str) -> str:
        named = "".join(f"{len(part)}:{part}" for part in parts)
        return blake2b(named.encode(), key=self._key, digest_size=_DIGEST_BYTES).hexdigest()


def _checked(state: CodeState, digest: str, now: datetime) -> tuple[CodeOutcome, CodeState]:
    if state.is_locked:
        return CodeOutcome.LOCKED, state
    if not state.digest:
        return CodeOutcome.EXPIRED, state
    if state.takes(digest):
        return CodeOutcome.OK, state.used()
    tried = state.with_wrong(now)
    return CodeOutcome.LOCKED if tried.is_locked else CodeOutcome.WRONG, tried


def _answer(outcome: CodeOutcome, state: CodeState) -> CodeAnswer:
    left = state.tries_left if outcome is CodeOutcome.WRONG else 0
    return CodeAnswer(outcome=outcome, left=left)
