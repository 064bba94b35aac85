"""Turns from the queue of the spool, written into the history: once each, in their order."""

from typing import Any

from aicc import logs
from aicc.channels.lambda_time import late_deadline
from aicc.channels.turn_service import Event, TurnService
from aicc.domain.json import as_maps
from aicc.errors import StoreError
from aicc.stores.spool.sqs import turns_in

log = logs.get("aicc.channels")


def answer(event: Event, context: object, service: TurnService) -> dict[str, Any]:
    """What SQS shall send again: all from the first that could not be written, so that the turns
    of a session keep their order."""
    records = as_maps(event.get("Records"))
    deadline = late_deadline(context)
    for at, record in enumerate(records):
        try:
            service.keep_replayed(turns_in([str(record.get("body"))]), deadline)
        except StoreError as error:
            log.warning("history.still_away", error=str(error), waiting=len(records) - at)
            return {"batchItemFailures": [_named(each) for each in records[at:]]}
    return {"batchItemFailures": []}


def _named(record: Event) -> dict[str, str]:
    return {"itemIdentifier": str(record.get("messageId"))}
