"""A spool in an SQS queue, for containers whose disk goes with them.

The queue is a FIFO one: a session's turns keep their order, and a turn that is sent twice within
five minutes stands there once. A Lambda of the queue writes them (`lambdas.history_replay`), or
the service does.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from aicc import logs
from aicc.deadline import Deadline
from aicc.domain.turn import TurnRecord
from aicc.errors import ProviderError, StoreError
from aicc.stores.aws import READ_TIMEOUT_S, provider_errors
from aicc.stores.aws_calls import until, within_deadlines
from aicc.stores.spool.lines import from_line, to_line
from aicc.stores.spool.port import Write

_BATCH = 10  # SQS takes and gives no more
_REPLAY_S = 10.0

log = logs.get("aicc.stores")


class SqsSpool:
    """`client` is made by `aicc.stores.aws.aws_client`; what it is asked ends with the turn."""

    def __init__(self, client: Any, queue_url: str) -> None:
        within_deadlines(client, READ_TIMEOUT_S)
        self._client = client
        self._queue = queue_url

    def put(self, turns: Sequence[TurnRecord], deadline: Deadline) -> None:
        for at in range(0, len(turns), _BATCH):
            entries = [_entry(number, turn) for number, turn in enumerate(turns[at : at + _BATCH])]
            answer = self._ask(
                "spool.put", "send_message_batch", deadline, QueueUrl=self._queue, Entries=entries
            )
            if answer.get("Failed"):
                raise StoreError(f"spool.put: {len(answer['Failed'])} turns were refused")

    def replay(self, write: Write) -> int:
        written = 0
        while True:
            found = self._ask(
                "spool.replay",
                "receive_message",
                Deadline(_REPLAY_S),
                QueueUrl=self._queue,
                MaxNumberOfMessages=_BATCH,
            ).get("Messages", [])
            if not found:
                return written
            write(list(turns_in([each["Body"] for each in found])))
            done = [
                {"Id": str(number), "ReceiptHandle": each["ReceiptHandle"]}
                for number, each in enumerate(found)
            ]
            self._ask(
                "spool.replay",
                "delete_message_batch",
                Deadline(_REPLAY_S),
                QueueUrl=self._queue,
                Entries=done,
            )
            written += len(found)

    def waiting(self, deadline: Deadline) -> int:
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        answer = self._ask(
            "spool.waiting",
            "get_queue_attributes",
            deadline,
            QueueUrl=self._queue,
            AttributeNames=names,
        )
        return sum(int(answer.get("Attributes", {}).get(name, 0)) for name in names)

    def recent(self, tenant_id: str, session_id: str) -> Sequence[TurnRecord]:
        return ()  # a queue cannot be looked into

    def erase(self, tenant_id: str, session_id: str) -> None:
        """What waits is written first, by whoever replays; then erasing again finds it."""

    def _ask(self, operation: str, name: str, deadline: Deadline, **asked: Any) -> Any:
        if deadline.is_over:
            raise StoreError(f"{operation}: no time left")
        try:
            with provider_errors(operation), until(deadline):
                return getattr(self._client, name)(**asked)
        except ProviderError as error:
            raise StoreError(str(error)) from error


def turns_in(bodies: Sequence[str]) -> Sequence[TurnRecord]:
    """Messages as they were put; what is none of ours is left out and logged."""
    turns = []
    for body in bodies:
        try:
            turns.append(from_line(body))
        except (StoreError, ValueError, KeyError) as error:
            log.warning("spool.line_left_out", error=str(error))
    return turns


def _entry(number: int, turn: TurnRecord) -> dict[str, str]:
    return {
        "Id": str(number),
        "MessageBody": to_line(turn),
        "MessageGroupId": _id_of(turn.tenant_id, turn.session_id),
        "MessageDeduplicationId": _id_of(turn.tenant_id, turn.session_id, turn.turn_id),
    }


def _id_of(*names: str) -> str:
    """SQS takes few signs in an id."""
    return sha256("\x1f".join(names).encode(errors="surrogatepass")).hexdigest()
