"""What is done with a bot beside its turns: greeting, history, erasing, probing, warming up."""

from collections.abc import Callable, Mapping
from datetime import datetime

from aicc import logs
from aicc.clock import utc_now
from aicc.conversation.answers import Answers
from aicc.conversation.at_desk import AtDesk
from aicc.conversation.doubtful import DoubtfulTurn, doubtful
from aicc.conversation.gone import GoneSessions
from aicc.conversation.keeping import SecretKeeper
from aicc.conversation.live_house import LiveHouse
from aicc.conversation.opening import Opened
from aicc.conversation.personal_data import PersonalData
from aicc.conversation.reading import Understanding
from aicc.conversation.retention import Retention
from aicc.conversation.scenario.render import say
from aicc.conversation.scenario.walker import FlowWalker
from aicc.conversation.unmasking import Unmasking
from aicc.deadline import Deadline, TryHold
from aicc.domain.action import BackendAction
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.faq import FaqEntry
from aicc.domain.json import JsonMap
from aicc.domain.opening_hours import DEFAULT_QUEUE
from aicc.domain.queue_place import QueuePlace
from aicc.domain.turn import DEFAULT_TENANT, Channel, QuickReply, TurnRecord
from aicc.errors import SessionBusyError, StoreError
from aicc.korean.text.said import as_said
from aicc.packs.pack import Pack
from aicc.stores.feedback.port import FeedbackStore
from aicc.stores.history.port import HistoryStore
from aicc.stores.history.spooled import SpooledHistory
from aicc.stores.sessions.port import SessionStore

log = logs.get("aicc.engine")

WARM_UP_S = 5.0
PROBE_SESSION = "probe"


class Upkeep:
    """`is_embedded`: no turn waits for a network or a large model; `try_hold` then takes the
    stores for a turn that must not wait for them either."""

    def __init__(
        self,
        *,
        pack: Pack,
        nlu: Understanding,
        answers: Answers,
        live: LiveHouse,
        feedback: FeedbackStore,
        walker: FlowWalker,
        sessions: SessionStore,
        history: HistoryStore,
        keeper: SecretKeeper,
        desk: AtDesk,
        gone: GoneSessions,
        personal: PersonalData,
        retention: Retention,
        is_embedded: bool,
        try_hold: TryHold,
    ) -> None:
        self._keeper = keeper
        self.unmasking = Unmasking(sessions, keeper)
        self.personal = personal
        self.desk = desk
        self.retention = retention
        self.pack = pack
        self.gone = gone
        self.live = live
        self.feedback = feedback
        self.is_embedded = is_embedded
        self.try_hold = try_hold
        self._nlu = nlu
        self._answers = answers
        self._walker = walker
        self._sessions = sessions
        self._history = history

    def actions(self) -> Mapping[str, BackendAction]:
        """What scenarios may call."""
        return self._walker.actions

    def greeting(self, channel: Channel = Channel.CHAT) -> tuple[str, tuple[QuickReply, ...]]:
        """The first words, which say that an AI answers, and what to press."""
        sentence = self.pack.sentence(SentenceKey.GREETING)
        return say(sentence.on(channel), {}, channel), sentence.quick_replies

    def still_waiting(self, number: str, place: QueuePlace | None) -> str:
        """For who waits for a person and hears nothing."""
        keys: list[tuple[str, JsonMap]] = [(SentenceKey.TICKET_STILL_WAITS, {"ticket": number})]
        if place and place.ahead:
            keys.append((SentenceKey.TICKET_AHEAD, {"ahead": place.ahead}))
        if place and place.wait_min is not None:
            keys.append((SentenceKey.TICKET_WAIT, {"minutes": place.wait_min}))
        chat = Channel.CHAT
        return " ".join(say(self.pack.sentence(key).on(chat), told, chat) for key, told in keys)

    def entry(self, opened: Opened, faq_id: str) -> FaqEntry | None:
        """An entry as customers of the tenant are answered with it."""
        return self._answers.find(opened, faq_id)

    def warm_up(self) -> None:
        """What every turn needs is loaded now, not in the first caller's turn."""
        deadline, said = Deadline(WARM_UP_S), as_said(self.greeting(Channel.VOICE)[0])
        self._nlu.analyse(said, deadline, private=True)
        self._answers.search(said, deadline)
        hours = self.live.house(DEFAULT_TENANT).hours  # whose calendar of holidays is slow to load
        hours.at(DEFAULT_QUEUE, utc_now())

    def history(
        self, tenant_id: str, session_id: str, deadline: Deadline, limit: int = 50
    ) -> list[TurnRecord]:
        """The session's last turns, newest last."""
        return list(self._history.recent(tenant_id, session_id, deadline, limit))

    def doubtful(
        self, tenant_id: str, since: datetime, now: datetime, deadline: Deadline
    ) -> list[DoubtfulTurn]:
        """Turns since then that staff should look at, newest first, of the last ten thousand."""
        return doubtful(
            self._history.since(tenant_id, since, deadline),
            self.feedback.ratings(tenant_id, since, deadline),
            now=now,
            gone_after_s=max(self.pack.idle_s, self.pack.resume_s),
        )

    def erase(self, tenant_id: str, session_id: str, deadline: Deadline) -> int:
        """Forget the session, its secrets, tickets and every turn; how many turns there were."""
        return self.personal.erase_session(tenant_id, session_id, deadline).turns

    def delete(self, tenant_id: str, session_id: str, until: datetime, deadline: Deadline) -> None:
        """As `erase`; from its beginning no token of the session opens anything. `until`: when
        the last of them ends."""
        self.personal.erase_session(
            tenant_id,
            session_id,
            deadline,
            close=lambda: self.gone.mark(tenant_id, session_id, until, deadline),
        )

    def probe(self, deadline: Deadline) -> dict[str, str]:
        """Which stores do not answer, and why."""
        asks: dict[str, Callable[[], object]] = {
            "sessions": lambda: self._probe_sessions(deadline),
            "history": lambda: self._history.probe(deadline),
            "secrets": lambda: self._keeper.probe(DEFAULT_TENANT, PROBE_SESSION, deadline),
            "content": lambda: self.live.faqs.store.revision(DEFAULT_TENANT, deadline),
        }
        away = {}
        for name, ask in asks.items():
            try:
                ask()
            except StoreError as error:
                away[name] = str(error)
        if waiting := self.turns_waiting(deadline):
            away["history_spool"] = f"{waiting} turns wait"
        found = self._answers.search(as_said(PROBE_SESSION), deadline)
        return {**away, "faq": found.degraded} if found.degraded else away

    def turns_waiting(self, deadline: Deadline) -> int:
        """How many turns the history does not have yet."""
        if not isinstance(self._history, SpooledHistory):
            return 0
        try:
            return self._history.waiting(deadline)
        except StoreError as error:
            logs.warn_of_store(log, "history.spool_away", error)
            return 0

    def _probe_sessions(self, deadline: Deadline) -> None:
        """Written to: a store on a full disk, or one that is a replica, can still be read."""
        try:
            lease = self._sessions.open(DEFAULT_TENANT, PROBE_SESSION, deadline)
        except SessionBusyError:  # another probe is at it
            return
        self._sessions.release(lease, deadline)
