"""Secrets of running scenarios between turns: sealed, in an item of their own, for their time."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from aicc import logs
from aicc.clock import Clock
from aicc.conversation.hidden import Parted, joined, parted
from aicc.deadline import Deadline
from aicc.domain.json import JsonMap, as_map, as_text
from aicc.domain.session import Session
from aicc.errors import StoreError
from aicc.metrics import Metrics
from aicc.stores.jsontext import from_text, to_text
from aicc.stores.secrets.port import SecretItem, SecretStore
from aicc.stores.secrets.seal import Seal, UnreadableSealError

log = logs.get("aicc.engine")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSecrets:
    """The item as a turn found it: what it hides, and until when."""

    hidden: JsonMap = field(default_factory=dict)
    expires_at: datetime | None = None


NOTHING_KEPT = KeptSecrets()


class SecretKeeper:
    """Without a `seal` nothing is kept: what a lost session knew is asked again.

    An item lasts `idle_s` after a conversation's last turn, and at most twice as long: after
    `idle_s` secrets are forgotten anyway.
    """

    def __init__(
        self,
        store: SecretStore,
        seal: Seal | None,
        *,
        idle_s: float,
        metrics: Metrics,
        clock: Clock,
    ) -> None:
        self._store = store
        self._seal = seal
        self._idle = timedelta(seconds=idle_s)
        self._metrics = metrics
        self._clock = clock

    @property
    def seals(self) -> bool:
        return self._seal is not None

    def restored(
        self, session: Session, turn_id: str, deadline: Deadline
    ) -> tuple[Session, KeptSecrets]:
        """The session with its secrets, where they are its own: an item that another turn wrote,
        which was never finished, is not. This one may have been begun before."""
        if self._seal is None or not session.sealed_by:
            return session, NOTHING_KEPT
        try:
            item = self._store.get(session.tenant_id, session.session_id, deadline)
            if item is None:
                return session, NOTHING_KEPT
            text = self._seal.open(session.tenant_id, session.session_id, item.sealed)
            data = from_text(text.decode())
        except (StoreError, UnreadableSealError, UnicodeError) as error:
            self._away(error)
            return session, NOTHING_KEPT
        hidden = as_map(data.get("walks"))
        if as_text(data.get("turn")) not in {session.sealed_by, turn_id}:
            return session, NOTHING_KEPT
        return joined(session, hidden), KeptSecrets(hidden=hidden, expires_at=item.expires_at)

    def kept(
        self, session: Session, before: KeptSecrets, turn_id: str, deadline: Deadline
    ) -> Parted:
        """The session as it may be written, with its secrets put away; before anything else is
        written of the turn."""
        after = parted(session)
        if self._seal is None:
            return after
        sealed_by = session.sealed_by
        try:
            if not after.hidden:
                sealed_by = ""
            elif after.hidden != before.hidden or self._is_late(before):
                self._put(session, self._seal, after.hidden, turn_id, deadline)
                sealed_by = turn_id
        except StoreError as error:
            self._away(error)
            sealed_by = ""
        return replace(after, shown=replace(after.shown, sealed_by=sealed_by))

    def clear(self, session: Session, after: Session, deadline: Deadline) -> None:
        """Once the turn is durable: an item that nothing needs any more is erased."""
        if self._seal is None or not session.sealed_by or after.sealed_by:
            return
        try:
            self._store.erase(session.tenant_id, session.session_id, deadline)
        except StoreError as error:  # its time to live ends it
            self._away(error)

    def erase(self, tenant_id: str, session_id: str, deadline: Deadline) -> None:
        self._store.erase(tenant_id, session_id, deadline)

    def probe(self, tenant_id: str, session_id: str, deadline: Deadline) -> None:
        """`StoreError` when the store does not answer."""
        if self._seal is not None:
            self._store.get(tenant_id, session_id, deadline)

    def _put(
        self, session: Session, seal: Seal, hidden: JsonMap, turn_id: str, deadline: Deadline
    ) -> None:
        plain = to_text({"turn": turn_id, "walks": hidden}).encode(errors="surrogatepass")
        item = SecretItem(
            sealed=seal.close(session.tenant_id, session.session_id, plain),
            expires_at=self._clock() + 2 * self._idle,
        )
        self._store.put(session.tenant_id, session.session_id, item, deadline)

    def _is_late(self, kept: KeptSecrets) -> bool:
        return kept.expires_at is None or kept.expires_at < self._clock() + self._idle

    def _away(self, error: Exception) -> None:
        """The conversation goes on: what is secret is asked once more."""
        logs.warn_of_store(log, "secrets.away", error)
        self._metrics.count("SecretsAway")
