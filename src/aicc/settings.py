"""Every setting: its type, its default, the variables that give it. Read once, at the edge."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

from aicc import setting_values as values
from aicc.errors import ConfigError
from aicc.model_settings import ModelSettings, check_model
from aicc.setting_rules import check_together

SECRET = values.SECRET
_setting = values.setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(ModelSettings):
    pack: str = _setting("banking", "AICC_PACK", str, "Bot pack: a shipped name or a path")
    environment: str = _setting(
        "",
        "ENVIRONMENT",
        str,
        "production refuses to start with a weak or missing secret or something open, and wants "
        "tokens that end",
    )
    data_dir: Path = _setting(
        Path("data"), "AICC_DATA_DIR", Path, "Folder of the SQLite file and the installation's keys"
    )
    host: str = _setting("127.0.0.1", "AICC_HOST", str, "Address the service listens on")
    port: int = _setting(8000, "AICC_PORT PORT", values.port, "Port the service listens on")
    workers: int = _setting(
        1,
        "AICC_WORKERS",
        values.one_or_more,
        "Processes of aicc serve behind one port; metrics are counted by each, and rates too "
        "without REDIS_URL",
    )
    drain_s: float = _setting(
        2.0,
        "AICC_DRAIN",
        values.seconds,
        "How long after SIGTERM open connections are still answered, each told to close",
    )
    sqlite_sync: str = _setting(
        "normal",
        "AICC_SQLITE_SYNC",
        values.one_of("normal", "full"),
        "normal survives kill -9, full a power cut as well, at three times the cost",
    )
    session_store: str = _setting(
        "sqlite",
        "AICC_SESSION_STORE",
        values.one_of("sqlite", "redis", "history", "memory"),
        "Where sessions under way are kept; redis wants REDIS_URL, history reads the last turn",
    )
    redis_url: str = _setting(
        "",
        "REDIS_URL",
        str,
        "Redis for sessions and shared rates, such as redis://localhost:6379/0",
        secret=True,
    )
    session_ttl_s: float = _setting(
        86400.0,
        "AICC_SESSION_TTL",
        values.seconds,
        "How long an idle session is remembered; history knows it longer, without its secrets",
    )
    session_secrets: str = _setting(
        "",
        "AICC_SESSION_SECRETS",
        values.one_of("sqlite", "redis", "dynamodb", "memory"),
        "Where the secrets of running scenarios are kept, encrypted with AICC_SESSION_KEY; as "
        "AICC_HISTORY_STORE when empty, so that they are there when the session store is not",
    )
    history_store: str = _setting(
        "sqlite",
        "AICC_HISTORY_STORE",
        values.one_of("sqlite", "dynamodb", "memory"),
        "Where conversations are kept",
    )
    history_table: str = _setting(
        "ConversationHistory", "AICC_HISTORY_TABLE", str, "DynamoDB table of the history"
    )
    content_store: str = _setting(
        "",
        "AICC_CONTENT_STORE",
        values.one_of("sqlite", "dynamodb", "memory"),
        "Where all that staff edit is kept; as AICC_HISTORY_STORE when empty",
    )
    content_table: str = _setting(
        "AiccContent", "AICC_CONTENT_TABLE", str, "DynamoDB table of the content"
    )
    state_table: str = _setting(
        "AiccState",
        "AICC_STATE_TABLE",
        str,
        "DynamoDB table of tickets, feedback, codes, API keys, accounts, audit: where the history "
        "is in it",
    )
    history_spool: str = _setting(
        "",
        "AICC_HISTORY_SPOOL",
        values.spool,
        "Where turns wait while a history in DynamoDB is away: folder, for a data folder that "
        "outlives the process, or the URL of an SQS FIFO queue; when empty they are refused (503)",
    )
    history_keep_s: float = _setting(
        0.0,
        "AICC_HISTORY_KEEP",
        values.seconds,
        "How long turns are kept: 90d; for ever when empty",
    )
    tickets_keep_s: float = _setting(
        0.0, "AICC_TICKETS_KEEP", values.seconds, "How long tickets are kept; for ever when empty"
    )
    unanswered_keep_s: float = _setting(
        0.0,
        "AICC_UNANSWERED_KEEP",
        values.seconds,
        "How long a question that nothing answered is kept after it was last asked; for ever when "
        "empty",
    )
    audit_keep_s: float = _setting(
        0.0,
        "AICC_AUDIT_KEEP",
        values.seconds,
        "How long rows of the audit are kept; the seals of their days stay; for ever when empty",
    )
    legal_hold: tuple[str, ...] = _setting(
        (),
        "AICC_LEGAL_HOLD",
        values.words,
        "Users whose data is neither erased nor removed with time; * for all",
    )
    aws_region: str = _setting("ap-northeast-2", "AWS_REGION AWS_DEFAULT_REGION", str, "AWS region")
    dynamodb_endpoint: str = _setting(
        "", "DYNAMODB_ENDPOINT", str, "Another address for DynamoDB, for a local copy"
    )
    nlu: str = _setting(
        "embedded",
        "AICC_NLU",
        values.one_of("embedded", "lex"),
        "lex asks a Lex V2 bot as well; it needs LEX_BOT_ID",
    )
    lex_bot_id: str = _setting(
        "", "LEX_BOT_ID", values.matching("[0-9a-zA-Z]{10}", "10 letters and figures"), "Lex V2 bot"
    )
    lex_bot_alias_id: str = _setting(
        "",
        "LEX_BOT_ALIAS_ID",
        values.matching("[0-9a-zA-Z]{10}", "10 letters and figures"),
        "Alias of that bot; TSTALIASID is the draft",
    )
    comprehend: bool = _setting(
        False, "AICC_COMPREHEND", values.switch, "Ask Amazon Comprehend for sentiment and names"
    )
    second_look: bool = _setting(
        False,
        "AICC_SECOND_LOOK",
        values.switch,
        "Ask a large model where the topic of a sentence is unsure; it needs the extra `embedding`",
    )
    elasticsearch_host: str = _setting(
        "",
        "ELASTICSEARCH_HOST",
        str,
        "Elasticsearch for FAQ search, such as https://search.example:9200; embedded when empty",
    )
    elasticsearch_api_key: str = _setting(
        "", "ELASTICSEARCH_API_KEY", str, "API key for Elasticsearch", secret=True
    )
    chat_deadline_s: float = _setting(
        2.0, "AICC_CHAT_DEADLINE", values.seconds, "Longest time of a chat turn"
    )
    voice_async: bool = _setting(
        False,
        "AICC_VOICE_ASYNC",
        values.switch,
        "Turns whose back end is too slow for a caller go on with nobody waiting; flows ask again",
    )
    lambda_body: bool = _setting(
        False, "AICC_LAMBDA_BODY", values.switch, "statusCode and body beside the fields for a flow"
    )
    jwt_secret: str = _setting(
        "",
        "JWT_SECRET",
        values.secret_key,
        "HS256 key; once set, /chat and /api want a token",
        secret=True,
    )
    open_chat: bool = _setting(
        False,
        "AICC_OPEN_CHAT",
        values.switch,
        "Serve another address than loopback without JWT_SECRET: /chat believes anybody then",
    )
    http_open: bool = _setting(
        False,
        "AICC_HTTP_OPEN",
        values.switch,
        "Let the turn Lambda answer HTTP events that carry no token and no claims, as whom the "
        "body names; only where something else has asked who calls",
    )
    local_admin: bool = _setting(
        False,
        "AICC_LOCAL_ADMIN",
        values.switch,
        "Without JWT_SECRET, let whoever sits at this machine into /api/admin without the admin "
        "key; never behind a proxy or a tunnel, whose requests come from this machine too",
    )
    jwt_secret_before: str = _setting(
        "",
        "JWT_SECRET_BEFORE",
        values.secret_key,
        "The key before it, whose tokens are still taken while JWT_SECRET changes",
        secret=True,
    )
    jwt_issuer: str = _setting("", "JWT_ISSUER", str, "Tokens must have this `iss`; any when empty")
    jwt_audience: str = _setting(
        "", "JWT_AUDIENCE", str, "Tokens must have this `aud`; any when empty"
    )
    metrics_token: str = _setting(
        "",
        "AICC_METRICS_TOKEN",
        values.secret_key,
        "Bearer token that /metrics wants; anybody may read it when empty",
        secret=True,
    )
    demo_codes: str = _setting(
        "terminal",
        "AICC_DEMO_CODES",
        values.one_of("terminal", "on", "off"),
        "Where one-time codes are printed instead of sent: on a terminal alone, on any stderr, or "
        "not; never with JWT_SECRET",
    )
    tenants: bool = _setting(
        False, "AICC_TENANTS", values.switch, "Ask for X-Tenant-ID and keep tenants apart"
    )
    session_key: str = _setting(
        "",
        "AICC_SESSION_KEY",
        values.session_key,
        "Key that signs the widget's session tokens and encrypts the secrets of running "
        "scenarios: 32 bytes in base64 or a passphrase, one for all containers; made once in the "
        "data folder when empty. Without it, where SQLite is not used, a lost session asks each "
        "secret once more",
        secret=True,
    )
    public_hosts: tuple[str, ...] = _setting(
        (),
        "AICC_PUBLIC_HOSTS",
        values.words,
        "Names that the service has in browsers, such as bot.example; pages under other names are "
        "refused where these are given, or where only this machine is served without JWT_SECRET",
    )
    allowed_origins: tuple[str, ...] = _setting(
        (),
        "AICC_ALLOWED_ORIGINS",
        values.words,
        "Sites that may embed the widget, such as https://shop.example",
    )
    session_rate: int = _setting(
        30, "AICC_SESSION_RATE", values.count, "Messages a minute in one session; 0 for no limit"
    )
    address_rate: int = _setting(
        120, "AICC_ADDRESS_RATE", values.count, "Requests a minute from one address; 0 for no limit"
    )
    ticket_rate: int = _setting(
        20,
        "AICC_TICKET_RATE",
        values.count,
        "Requests for a person an hour from one address or user, over all sessions; 0 for no limit",
    )
    guess_rate: int = _setting(
        20,
        "AICC_GUESS_RATE",
        values.count,
        "Numbers that nobody has, an hour from one address or user, over all sessions; then a "
        "person is offered. 0 for no limit",
    )
    limit_loopback: bool = _setting(
        False, "AICC_LIMIT_LOOPBACK", values.switch, "Count clients on this machine too"
    )
    most_at_once: int = _setting(
        256,
        "AICC_MOST_AT_ONCE",
        values.count,
        "Requests under way in one process; more are answered 503 with Retry-After",
    )
    desk_away_s: float = _setting(
        300.0,
        "AICC_DESK_AWAY",
        values.seconds,
        "A person at the desk who gives no sign for so long loses their tickets to the queue",
    )
    desk_wait_s: float = _setting(
        600.0, "AICC_DESK_WAIT", values.seconds, "Who waits for longer is told of once more"
    )
    long_wait_s: float = _setting(
        300.0, "AICC_LONG_WAIT", values.seconds, "Callers who wait longer may be called back"
    )
    desk_hook: str = _setting(
        "", "AICC_DESK_HOOK", values.url, "Where requests for a person are sent, by POST"
    )
    desk_hook_secret: str = _setting(
        "", "AICC_DESK_HOOK_SECRET", values.secret_key, "Key that signs them", secret=True
    )
    desk_mail: str = _setting(
        "",
        "AICC_DESK_MAIL",
        values.mail_server,
        "Mail server, sender and receivers of requests for a person: "
        "smtps://user:password@host?from=a@b.example&to=c@b.example",
        secret=True,
    )
    connect_tasks: str = _setting(
        "",
        "AICC_CONNECT_TASKS",
        values.instance_and_flow,
        "INSTANCE-ID/FLOW-ID: requests for a person become tasks of Amazon Connect",
    )
    most_streams: int = _setting(
        200, "AICC_MOST_STREAMS", values.one_or_more, "Open streams of events in one process"
    )
    trusted_proxies: tuple[str, ...] = _setting(
        (),
        "AICC_TRUSTED_PROXIES",
        values.words,
        "Addresses or networks, such as 10.0.0.0/8, whose X-Forwarded-For and X-Forwarded-Proto "
        "are believed; nobody's when empty",
    )
    docs: bool = _setting(True, "AICC_DOCS", values.switch, "Serve /docs and /openapi.json")
    max_body: int = _setting(64 * 1024, "AICC_MAX_BODY", values.size, "Largest request")
    max_import: int = _setting(
        20 * 1024**2, "AICC_MAX_IMPORT", values.size, "Largest sheet of FAQ entries"
    )
    log_level: str = _setting(
        "info",
        "AICC_LOG_LEVEL",
        values.one_of("debug", "info", "warning", "error"),
        "Least level logged",
    )

    secrets: tuple[tuple[str, str], ...] = _setting(
        (),
        f"{SECRET}NAME {values.SECRETS}",
        str,
        "Secret NAME of a pack's actions.yaml, a variable each; or all of them as a JSON object",
        secret=True,
    )

    @classmethod
    def load(
        cls,
        environ: Mapping[str, str] | None = None,
        *,
        read_secret: values.ReadSecret | None = None,
    ) -> Self:
        """From the environment; a `ConfigError` names the variable and what it must be. Secrets
        that it names by `…_ARN` alone are read with `read_secret`."""
        given = os.environ if environ is None else environ
        try:
            given = {**given, **values.by_arn(given, secret_names(), read_secret)}
            secrets = values.secrets(given)
        except ValueError as error:
            raise ConfigError(str(error)) from None
        settings = cls(**dict(values.read_all(fields(cls), given)), secrets=secrets)
        check_together({each.name: getattr(settings, each.name) for each in fields(cls)}, given)
        check_model(settings)
        return settings

    @property
    def prints_codes(self) -> bool:
        """A service that asks for tokens has customers who are real."""
        return self.demo_codes != "off" and not self.jwt_secret

    @property
    def is_production(self) -> bool:
        return self.environment.lower() in {"production", "prod"}

    @property
    def is_on_loopback(self) -> bool:
        """Nobody else can reach the service, but for what this machine passes on."""
        return values.is_loopback(self.host)


def secret_names() -> frozenset[str]:
    """Variables whose value nobody shows."""
    named = (each.metadata["env"] for each in fields(Settings) if each.metadata["secret"])
    return frozenset(name for names in named for name in names) - {f"{SECRET}NAME"}


def one_blas_thread() -> None:
    """Before numpy is loaded: our matrices are small, and threads that wait for each other
    cost ten times the processor time of training and of every turn."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
