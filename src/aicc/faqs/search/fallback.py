"""A server's FAQ index with the embedded one behind it: a search is answered either way."""

from collections.abc import Sequence
from dataclasses import replace
from threading import Lock, Thread

from aicc import logs
from aicc.breaker import CircuitBreaker
from aicc.calls import counted
from aicc.deadline import Deadline
from aicc.domain.faq import FaqEntry, FaqFound
from aicc.errors import StoreError
from aicc.faqs.search.port import FaqIndex, FaqQuery

FAILURES, REST_S = 2, 10.0
_CATCH_UP_S = 120.0
_BEHIND, _RESTS = "not rebuilt yet", "asked again in a moment"

log = logs.get("aicc.faqs.search")


class FallbackFaqIndex:
    """Changes go to the server first and are refused when it refuses them. A `rebuild` is not:
    until the server takes it the embedded index answers, and it is sent again now and then.

    Only for a tenant that was rebuilt here does the embedded index know every entry; for others
    an error of the server is raised. `alone`: nobody keeps the content elsewhere, as in a library
    call: then what was put here answers while the server is away, and is sent once it is back.
    """

    def __init__(
        self,
        server: FaqIndex,
        embedded: FaqIndex,
        breaker: CircuitBreaker | None = None,
        *,
        alone: bool = False,
    ) -> None:
        self._server = server
        self._is_alone = alone
        self._unput: dict[str, list[FaqEntry]] = {}  # while the server was away, by tenant
        self._partly: set[str] = set()  # tenants of which it has some, where it is alone
        self._embedded = embedded
        self._breaker = breaker or CircuitBreaker(failures=FAILURES, rest_s=REST_S)
        self._changing = Lock()
        self._known: set[str] = set()  # tenants whose every entry the embedded index has
        self._unsent: dict[str, Sequence[FaqEntry]] = {}  # what the server is to hold, by tenant

    def put_many(self, tenant_id: str, entries: Sequence[FaqEntry], deadline: Deadline) -> None:
        with self._changing:
            try:
                self._send_unsent(tenant_id, deadline)
                self._server.put_many(tenant_id, entries, deadline)
            except StoreError as error:
                if not self._is_alone:
                    raise
                log.warning("faq_index.behind", tenant_id=tenant_id, error=str(error))
                self._unput.setdefault(tenant_id, []).extend(entries)
            self._embedded.put_many(tenant_id, entries, deadline)
            if self._is_alone:
                self._partly.add(tenant_id)

    def rebuild(self, tenant_id: str, entries: Sequence[FaqEntry], deadline: Deadline) -> None:
        with self._changing:
            self._embedded.rebuild(tenant_id, entries, deadline)
            self._known.add(tenant_id)
            self._unsent[tenant_id] = tuple(entries)
            self._unput.pop(tenant_id, None)
            self._try_to_send(tenant_id, deadline)

    def remove(self, tenant_id: str, faq_id: str, deadline: Deadline) -> bool:
        with self._changing:
            self._send_unsent(tenant_id, deadline)
            was_there = self._server.remove(tenant_id, faq_id, deadline)
            self._embedded.remove(tenant_id, faq_id, deadline)
        return was_there

    def get(self, tenant_id: str, faq_id: str, deadline: Deadline) -> FaqEntry | None:
        if tenant_id in self._known or tenant_id in self._unput:
            return self._embedded.get(tenant_id, faq_id, deadline)
        return self._server.get(tenant_id, faq_id, deadline)

    def search(self, tenant_id: str, asked: FaqQuery, deadline: Deadline) -> FaqFound:
        if tenant_id not in self._known and tenant_id not in self._partly:
            return self._server.search(tenant_id, asked, deadline)
        if asked.private:
            return self._embedded.search(tenant_id, asked, deadline)
        why = self._why_not(tenant_id)
        if not why:
            try:
                with counted(self._breaker, StoreError):
                    return self._server.search(tenant_id, asked, deadline)
            except StoreError as error:
                why = str(error)
        return replace(self._embedded.search(tenant_id, asked, deadline), degraded=why)

    def _why_not(self, tenant_id: str) -> str:
        """Why the server is not to be asked now; empty when it is."""
        if not self._breaker.allows():
            return _RESTS
        if tenant_id not in self._unsent and tenant_id not in self._unput:
            return ""
        Thread(target=self._catch_up, args=(tenant_id,), daemon=True).start()
        return _BEHIND

    def _catch_up(self, tenant_id: str) -> None:
        """Beside a turn, which must not wait for it; one at a time."""
        if self._changing.acquire(blocking=False):
            try:
                self._try_to_send(tenant_id, Deadline(_CATCH_UP_S))
            finally:
                self._changing.release()

    def _try_to_send(self, tenant_id: str, deadline: Deadline) -> None:
        try:
            self._send_unsent(tenant_id, deadline)
        except StoreError as error:
            log.warning("faq_index.behind", tenant_id=tenant_id, error=str(error))

    def _send_unsent(self, tenant_id: str, deadline: Deadline) -> None:
        """What a rebuild could not send, then what was put since; the lock is held."""
        entries, put = self._unsent.get(tenant_id), self._unput.get(tenant_id)
        if entries is not None:
            with counted(self._breaker, StoreError):
                self._server.rebuild(tenant_id, entries, deadline)
            del self._unsent[tenant_id]
        if put:
            with counted(self._breaker, StoreError):
                self._server.put_many(tenant_id, put, deadline)
            del self._unput[tenant_id]
