"""The turn Lambda's work for a contact flow: now, later with nobody waiting, or asked for again."""

import json

from aicc import logs
from aicc.channels import connect_voice
from aicc.channels.lambda_time import late_deadline, turn_deadline
from aicc.channels.turn_service import Event, TurnService
from aicc.conversation.record import reply_in
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.turn import Incoming, Reply
from aicc.errors import StoreError
from aicc.systems.backend.patient import StillAskingError, caller_waits, nobody_waits

log = logs.get("aicc.amazon.connect")

LATER = "aicc_later"  # in an event that the Lambda has sent to itself
OK = "200"  # a text: STRING_MAP takes nothing else


def answer(event: Event, context: object, service: TurnService) -> dict[str, str]:
    """Whatever happens, a flat map with a sentence that the caller can hear."""
    incoming = connect_voice.read(event, context, service.callers)
    try:
        payload = _answer(event, context, incoming, service)
    except Exception as error:
        log.exception("connect.turn_failed", error=str(error))
        payload = _sorry(event, incoming, service)
    return _with_body(payload) if service.adds_body else payload


def _answer(
    event: Event, context: object, incoming: Incoming, service: TurnService
) -> dict[str, str]:
    if service.later is None or not connect_voice.has_turn_number(event):
        reply = service.reply(incoming, turn_deadline(context))
    elif connect_voice.is_poll(event):
        return _kept(event, context, incoming, service)
    else:
        try:
            with caller_waits():
                reply = service.reply(incoming, turn_deadline(context))
        except StillAskingError:
            service.later({**event, LATER: True}, context)
            return _pending(event, incoming, service)
    return _written(event, context, incoming, reply, service)


def finish(event: Event, context: object, service: TurnService) -> dict[str, str]:
    """The turn that took too long, made again; the flow asks for what it leaves in history."""
    incoming = connect_voice.read(event, context, service.callers)
    deadline = late_deadline(context)
    with nobody_waits(deadline):
        service.reply(incoming, deadline)
    return {}


def is_later(event: Event) -> bool:
    return event.get(LATER) is True


def _kept(
    event: Event, context: object, incoming: Incoming, service: TurnService
) -> dict[str, str]:
    """The reply as history has it, with numbers masked; pending until it is there."""
    deadline = turn_deadline(context)
    try:
        record = service.by_message(
            incoming.tenant_id, incoming.session_id, incoming.message_id, deadline
        )
    except StoreError as error:
        log.warning("connect.poll_failed", error=str(error))
        record = None
    if record is None:
        return _pending(event, incoming, service)
    return _written(event, context, incoming, reply_in(record), service)


def _written(
    event: Event, context: object, incoming: Incoming, reply: Reply, service: TurnService
) -> dict[str, str]:
    return connect_voice.write(
        incoming,
        reply,
        connect_voice.turn_number(event),
        service.handover(incoming, reply, turn_deadline(context)),
        service.closing(incoming, reply),
    )


def _pending(event: Event, incoming: Incoming, service: TurnService) -> dict[str, str]:
    text = service.words(SentenceKey.FILLER, incoming.channel)
    return connect_voice.pending(incoming, connect_voice.turn_number(event), text)


def _sorry(event: Event, incoming: Incoming, service: TurnService) -> dict[str, str]:
    text = service.words(SentenceKey.APOLOGY, incoming.channel)
    return connect_voice.sorry(incoming, connect_voice.turn_number(event), text)


def _with_body(payload: dict[str, str]) -> dict[str, str]:
    """The shape of a proxy beside the flat strings; markup is left out of it for its size."""
    body = {name: value for name, value in payload.items() if name != "response_ssml"}
    return {**payload, "statusCode": OK, "body": json.dumps(body, ensure_ascii=False)}
