"""The stores that settings put into DynamoDB; loaded adapter by adapter, where one is chosen."""

from typing import TYPE_CHECKING

from aicc.content.port import ContentStore
from aicc.conversation.personal_data import EVERYBODY
from aicc.settings import Settings
from aicc.stores.accounts.port import AccountStore
from aicc.stores.api_keys.port import ApiKeyStore
from aicc.stores.audit.chain import AuditChain
from aicc.stores.audit.port import AuditStore
from aicc.stores.desk.port import AgentDesk
from aicc.stores.feedback.port import FeedbackStore
from aicc.stores.history.port import HistoryStore
from aicc.stores.secrets.port import SecretStore
from aicc.stores.tables import CONTENT, HISTORY, STATE, Table
from aicc.systems.identity.port import CodeStore

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def secrets_choice(settings: Settings) -> str:
    return settings.session_secrets or settings.history_store


def content_choice(settings: Settings) -> str:
    return settings.content_store or settings.history_store


def tables(settings: Settings) -> dict[str, Table]:
    """Those that the settings keep something in, by name."""
    found: dict[str, Table] = {}
    if "dynamodb" in {settings.history_store, secrets_choice(settings)}:
        found[settings.history_table] = HISTORY
    if settings.history_store == "dynamodb":
        found[settings.state_table] = STATE
    if content_choice(settings) == "dynamodb":
        found[settings.content_table] = CONTENT
    return found


def history(settings: Settings) -> HistoryStore:
    from aicc.stores.history.dynamodb import DynamoHistory

    inner = DynamoHistory(
        client(settings),
        settings.history_table,
        keep_s=_kept_s(settings, settings.history_keep_s),
        held=settings.legal_hold,
    )
    return _spooled(inner, settings) if settings.history_spool else inner


def _spooled(inner: HistoryStore, settings: Settings) -> HistoryStore:
    from aicc.stores.history.spooled import SpooledHistory

    if settings.history_spool == "folder":
        from aicc.stores.spool.folder import FolderSpool

        return SpooledHistory(inner, FolderSpool(settings.data_dir / "spool"))
    from aicc.stores import aws
    from aicc.stores.spool.sqs import SqsSpool

    queue = SqsSpool(aws.aws_client("sqs", settings.aws_region), settings.history_spool)
    return SpooledHistory(inner, queue, replays=False)  # a Lambda of the queue does


def secrets(settings: Settings) -> SecretStore:
    from aicc.stores.secrets.dynamodb import DynamoSecrets

    return DynamoSecrets(client(settings), settings.history_table)


def content(settings: Settings, pack_id: str) -> ContentStore:
    from aicc.content.dynamodb import DynamoContent

    return DynamoContent(client(settings), settings.content_table, pack_id)


def desk(settings: Settings, state: "DynamoDBClient") -> AgentDesk:
    """`state`: the client of the state table, which its adapters share: one takes 0.1 s to make."""
    from aicc.stores.desk.dynamodb import DynamoDesk

    return DynamoDesk(
        state,
        settings.state_table,
        keep_s=_kept_s(settings, settings.tickets_keep_s),
        held=settings.legal_hold,
    )


def feedback(settings: Settings, pack_id: str, state: "DynamoDBClient") -> FeedbackStore:
    from aicc.stores.feedback.dynamodb import DynamoFeedback

    return DynamoFeedback(
        state,
        settings.state_table,
        pack_id,
        keep_s=_kept_s(settings, settings.unanswered_keep_s),
    )


def codes(settings: Settings, state: "DynamoDBClient") -> CodeStore:
    from aicc.systems.identity.dynamodb import DynamoCodes

    return DynamoCodes(state, settings.state_table)


def audit(settings: Settings, state: "DynamoDBClient", chain: AuditChain) -> AuditStore:
    from aicc.stores.audit.dynamodb import DynamoAudit

    return DynamoAudit(state, settings.state_table, chain)


def api_keys(settings: Settings, state: "DynamoDBClient") -> ApiKeyStore:
    from aicc.stores.api_keys.dynamodb import DynamoApiKeys

    return DynamoApiKeys(state, settings.state_table)


def accounts(settings: Settings, state: "DynamoDBClient") -> AccountStore:
    from aicc.stores.accounts.dynamodb import DynamoAccounts

    return DynamoAccounts(state, settings.state_table)


def _kept_s(settings: Settings, keep_s: float) -> float | None:
    """None is for ever."""
    return None if not keep_s or EVERYBODY in settings.legal_hold else keep_s


def client(settings: Settings) -> "DynamoDBClient":
    from aicc.stores import aws

    return aws.client("dynamodb", region=settings.aws_region, endpoint=settings.dynamodb_endpoint)
