"""Objects from settings: which adapter stands behind which port."""

import secrets
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from aicc import dynamo_stores, session_stores, staff_stores
from aicc.asker import HourlyCount
from aicc.clock import Clock, utc_now
from aicc.content.audited import audited
from aicc.content.memory import MemoryContent
from aicc.content.port import ContentStore
from aicc.conversation.retention import KeptFor
from aicc.deadline import TryHold
from aicc.errors import ConfigError
from aicc.faqs.search.choose import faq_index
from aicc.faqs.search.port import FaqIndex
from aicc.korean.text.synonyms import SYNONYMS
from aicc.packs.loader import load_pack, shipped_names
from aicc.packs.pack import Pack
from aicc.settings import Settings
from aicc.stores.accounts.memory import MemoryAccounts
from aicc.stores.accounts.port import AccountStore
from aicc.stores.api_keys.memory import MemoryApiKeys
from aicc.stores.api_keys.port import ApiKeyStore
from aicc.stores.audit.audit import Audit
from aicc.stores.audit.chain import AuditChain
from aicc.stores.audit.memory import MemoryAudit
from aicc.stores.desk.guarded import TicketLimit
from aicc.stores.desk.memory import MemoryDesk
from aicc.stores.desk.port import AgentDesk
from aicc.stores.feedback.memory import MemoryFeedback
from aicc.stores.feedback.port import FeedbackStore
from aicc.stores.history.memory import MemoryHistory
from aicc.stores.history.port import HistoryStore
from aicc.stores.keys import session_key
from aicc.stores.secrets.memory import MemorySecrets
from aicc.stores.secrets.port import SecretStore
from aicc.stores.secrets.seal import Seal
from aicc.stores.sessions.memory import MemorySessions
from aicc.stores.sessions.port import SessionStore
from aicc.systems.backend.choose import CallTools, backend_for, in_process
from aicc.systems.backend.guarded import GuardedBackend
from aicc.systems.backend.port import Backend
from aicc.systems.backend.routed import RoutedBackend
from aicc.systems.identity.codes import DEMO_CODE, KeyedCodes
from aicc.systems.identity.memory import MemoryCodes
from aicc.systems.identity.port import CodeSender, CodeStore, OneTimeCodes
from aicc.systems.identity.senders import NoSender, SilentSender, TerminalSender
from aicc.systems.own import own_backends
from aicc.understanding.second_look import Vectors
from aicc.understanding.services.choose import Services

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from aicc.stores.sqlite import SqliteFile  # adapters are loaded where a setting chooses them

DATABASE = "aicc.sqlite3"


@dataclass(frozen=True, slots=True, kw_only=True)
class NluChoice:
    """What understands beside the embedded engine: nothing, unless the settings say so."""

    region_name: str | None = None
    bot_id: str | None = None
    bot_alias_id: str | None = None
    comprehend: bool = False
    services: Services = field(default_factory=Services)
    vectors: Vectors | None = None

    @property
    def is_embedded(self) -> bool:
        return not (self.bot_id or self.comprehend or self.vectors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What an engine is made of, as the settings want it."""

    pack: Pack
    backend: Backend
    sessions: SessionStore
    history: HistoryStore
    desk: AgentDesk
    content: ContentStore
    feedback: FeedbackStore
    faq_index: FaqIndex
    codes: OneTimeCodes
    is_embedded: bool  # no turn waits for a network or a large model
    try_hold: TryHold = nullcontext  # embedded stores for one thread, or None while they are busy
    secrets: SecretStore = field(default_factory=MemorySecrets)
    api_keys: ApiKeyStore = field(default_factory=MemoryApiKeys)
    accounts: AccountStore = field(default_factory=MemoryAccounts)
    audit: Audit | None = None  # what staff do; None where nobody is staff
    key: str = ""  # of the installation; empty where none is given and no folder keeps one
    seal: Seal | None = None  # without one no secret is kept outside of its session
    nlu: NluChoice = field(default_factory=NluChoice)
    kept_for: KeptFor = field(default_factory=KeptFor)
    ticket_limit: TicketLimit = field(default_factory=TicketLimit)


def open_parts(settings: Settings, *, calls_systems: bool = True) -> Parts:
    """`calls_systems`: without, as a command wants it that only looks at content, the company's own
    systems are away, and their secrets are not needed."""
    stores = {
        settings.session_store,
        settings.history_store,
        dynamo_stores.content_choice(settings),
    }
    stores.add(dynamo_stores.secrets_choice(settings))
    file = _sqlite(settings) if "sqlite" in stores else None
    history = _history(settings, file)
    nlu = _nlu(settings)
    pack = load_pack(settings.pack)
    state = dynamo_stores.client(settings) if settings.history_store == "dynamodb" else None
    codes, key = _codes(settings, file, state), _key(settings, file)
    audit = _audit(settings, file, state, key)
    return Parts(
        pack=pack,
        backend=_backend(settings, pack, codes)
        if calls_systems
        else memory_backend(pack, codes=codes),
        sessions=session_stores.sessions(settings, file, history),
        history=history,
        desk=_desk(settings, file, state),
        ticket_limit=TicketLimit(settings.ticket_rate),
        content=audited(_content(settings, file, pack.id), audit),
        api_keys=staff_stores.api_keys(settings, file, state),
        accounts=staff_stores.accounts(settings, file, state),
        audit=audit,
        feedback=_feedback(settings, file, state, pack.id),
        faq_index=_faq_index(pack, settings.elasticsearch_host, settings.elasticsearch_api_key),
        codes=codes,
        secrets=session_stores.secrets(settings, file),
        try_hold=file.try_hold if file else nullcontext,
        key=key,
        seal=Seal(key) if key else None,
        is_embedded=stores <= {"sqlite", "memory"}
        and nlu.is_embedded
        and not _has_systems(pack)
        and not settings.elasticsearch_host,
        nlu=nlu,
        kept_for=KeptFor(
            history_s=settings.history_keep_s,
            tickets_s=settings.tickets_keep_s,
            unanswered_s=settings.unanswered_keep_s,
            audit_s=settings.audit_keep_s,
            held=settings.legal_hold,
        ),
    )


def with_pack(parts: Parts, settings: Settings, pack: Pack) -> Parts:
    """The same stores around an edited pack."""
    if parts.is_embedded and _has_systems(pack):
        raise ConfigError("the pack has systems of its own now: start the service again")
    return replace(parts, pack=pack, backend=_backend(settings, pack, parts.codes))


def memory_parts(pack: Pack, clock: Clock = utc_now, sender: CodeSender | None = None) -> Parts:
    """Everything in this process, for tests of packs and for trying things out; a one-time code
    is always `DEMO_CODE`."""
    codes = memory_codes(clock, sender)
    return Parts(
        pack=pack,
        backend=memory_backend(pack, clock, codes),
        sessions=MemorySessions(),
        history=MemoryHistory(),
        desk=MemoryDesk(),
        content=MemoryContent(),
        feedback=MemoryFeedback(),
        faq_index=_faq_index(pack),
        codes=codes,
        key=secrets.token_hex(),
        is_embedded=True,
    )


def desk_parts(settings: Settings, pack: Pack, sender: CodeSender | None = None) -> Parts:
    """As `memory_parts`, but what the pack's own systems serve is called, as the service does."""
    parts = memory_parts(pack, sender=sender)
    backend = _backend(settings, pack, parts.codes)
    return replace(parts, backend=backend, is_embedded=not _has_systems(pack))


def published_content(settings: Settings, pack: Pack) -> ContentStore:
    """What staff published, for trying a pack out; no file is made where there is none."""
    choice = dynamo_stores.content_choice(settings)
    if choice == "sqlite" and not (settings.data_dir / DATABASE).exists():
        return MemoryContent()
    file = _sqlite(settings) if choice == "sqlite" else None
    return _content(settings, file, pack.id)


@cache
def shipped_packs() -> tuple[Pack, ...]:
    return tuple(load_pack(name) for name in shipped_names())


def memory_backend(
    pack: Pack, clock: Clock = utc_now, codes: OneTimeCodes | None = None
) -> Backend:
    """What needs no network: what a pack's own systems serve does not answer here."""
    own = own_backends(pack.hours, codes or memory_codes(clock), clock)
    return RoutedBackend(in_process(pack.actions, own))


def demo_backend(clock: Clock = utc_now) -> Backend:
    """The made-up company, and one-time codes that are always `DEMO_CODE`."""
    return RoutedBackend(in_process({}, own_backends(None, memory_codes(clock), clock)))


def memory_codes(clock: Clock = utc_now, sender: CodeSender | None = None) -> OneTimeCodes:
    return KeyedCodes(
        MemoryCodes(),
        sender or SilentSender(),
        key=secrets.token_hex(),
        make=lambda: DEMO_CODE,
        clock=clock,
    )


def _has_systems(pack: Pack) -> bool:
    return any(action.service for action in pack.actions.values())


def _backend(settings: Settings, pack: Pack, codes: OneTimeCodes) -> Backend:
    tools = CallTools(region=settings.aws_region, secrets=dict(settings.secrets))
    served = backend_for(
        pack.actions, own_backends(pack.hours, codes, listed_in=settings.data_dir), tools
    )
    return GuardedBackend(served, HourlyCount(settings.guess_rate))


def _codes(
    settings: Settings, file: "SqliteFile | None", state: "DynamoDBClient | None"
) -> OneTimeCodes:
    """Where other processes check what this one sent, they need its key."""
    store = _shared_codes(settings, state) if settings.session_key else None
    if store is None and file is None:
        return KeyedCodes(MemoryCodes(), _sender(settings), key=secrets.token_hex())
    return KeyedCodes(store or _kept_codes(file), _sender(settings), key=session_key(settings))


def _shared_codes(settings: Settings, state: "DynamoDBClient | None") -> CodeStore | None:
    if state is None:
        return None
    if settings.session_store == "redis":
        from aicc.stores.redis_client import connect
        from aicc.systems.identity.redis import RedisCodes

        return RedisCodes(connect(settings.redis_url))
    return dynamo_stores.codes(settings, state)


def _kept_codes(file: "SqliteFile | None") -> CodeStore:
    if file is None:
        return MemoryCodes()
    from aicc.systems.identity.sqlite import SqliteCodes

    return SqliteCodes(file)


def _sender(settings: Settings) -> CodeSender:
    if not settings.prints_codes:
        return NoSender()
    return trial_sender(settings)


def trial_sender(settings: Settings) -> CodeSender:
    """For who tries a pack out, also beside a service whose customers are real."""
    if settings.demo_codes == "off":
        return NoSender()
    return TerminalSender(anywhere=settings.demo_codes == "on")


def _nlu(settings: Settings) -> NluChoice:
    asks_lex = settings.nlu == "lex"
    return NluChoice(
        region_name=settings.aws_region,
        bot_id=settings.lex_bot_id if asks_lex else None,
        bot_alias_id=settings.lex_bot_alias_id if asks_lex else None,
        comprehend=settings.comprehend,
        vectors=_vectors(settings) if settings.second_look else None,
    )


def _vectors(settings: Settings) -> Vectors:
    from aicc.understanding import kept_vectors, sentence_vectors

    file = settings.data_dir / kept_vectors.FILE
    return kept_vectors.KeptVectors(sentence_vectors.load(), file)


def _sqlite(settings: Settings) -> "SqliteFile":
    from aicc.stores.sqlite import SqliteFile

    full = settings.sqlite_sync == "full"
    return SqliteFile(settings.data_dir / DATABASE, full_sync=full)


def _history(settings: Settings, file: "SqliteFile | None") -> HistoryStore:
    if settings.history_store == "dynamodb":
        return dynamo_stores.history(settings)
    if settings.history_store == "sqlite" and file:
        from aicc.stores.history.sqlite import SqliteHistory

        return SqliteHistory(file)
    return MemoryHistory()


def _key(settings: Settings, file: "SqliteFile | None") -> str:
    """One of a data folder is as good as the file beside it."""
    return session_key(settings) if settings.session_key or file else ""


def _content(settings: Settings, file: "SqliteFile | None", pack_id: str) -> ContentStore:
    choice = dynamo_stores.content_choice(settings)
    if choice == "dynamodb":
        return dynamo_stores.content(settings, pack_id)
    if choice == "sqlite" and file:
        from aicc.content.sqlite import SqliteContent

        return SqliteContent(file, pack_id)
    return MemoryContent()


def memory_audit(key: str) -> Audit:
    chain = AuditChain(key)
    return Audit(MemoryAudit(chain), chain)


def _audit(
    settings: Settings, file: "SqliteFile | None", state: "DynamoDBClient | None", key: str
) -> Audit:
    """Containers make one chain where they have one key."""
    if state and settings.session_key:
        chain = AuditChain(key)
        return Audit(dynamo_stores.audit(settings, state, chain), chain)
    if file is None:
        return memory_audit(key or secrets.token_hex())
    from aicc.stores.audit.sqlite import SqliteAudit

    chain = AuditChain(key)
    return Audit(SqliteAudit(file, chain), chain)


def _desk(
    settings: Settings, file: "SqliteFile | None", state: "DynamoDBClient | None"
) -> AgentDesk:
    """Where the history is: a number of tickets is counted once for all processes."""
    if state:
        return dynamo_stores.desk(settings, state)
    if file is None:
        return MemoryDesk()
    from aicc.stores.desk.sqlite import SqliteDesk

    return SqliteDesk(file)


def _feedback(
    settings: Settings, file: "SqliteFile | None", state: "DynamoDBClient | None", pack_id: str
) -> FeedbackStore:
    if state:
        return dynamo_stores.feedback(settings, pack_id, state)
    if file is None:
        return MemoryFeedback()
    from aicc.stores.feedback.sqlite import SqliteFeedback

    return SqliteFeedback(file, pack_id)


def _faq_index(pack: Pack, host: str = "", api_key: str = "") -> FaqIndex:
    return faq_index(host, api_key, synonyms=(*SYNONYMS, *pack.synonyms), words=_names(pack))


def _names(pack: Pack) -> list[str]:
    """What the pack's lists call things: products, branches, colours."""
    values = [value for entity in pack.entities for value in entity["values"]]
    return [name for value in values for name in (value["value"], *value["synonyms"])]
