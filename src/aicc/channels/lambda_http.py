"""A turn over an HTTP proxy: API Gateway (both payload formats) or a function's own URL.

Who calls is said by claims that the gateway's authoriser found or by a token of the company
(`HttpDoor`); nothing that a body says can stand in for them.
"""

import json
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from typing import Any

from aicc import logs
from aicc.channels.http_door import HttpDoor
from aicc.channels.lambda_time import turn_deadline
from aicc.channels.turn_service import Event, TurnService
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.turn import Channel, Incoming, Reply
from aicc.errors import AiccError, ForbiddenError, InvalidInputError, UnauthorizedError
from aicc.ids import new_id
from aicc.redact import is_number_of_person

log = logs.get("aicc.http")

LONGEST_MESSAGE = 2000
LONGEST_NAME = 128
NAMESPACE = "http:"  # no session of a call or of the service can be named over HTTP
HttpAnswer = dict[str, Any]
_STATUSES: dict[type[AiccError], int] = {
    UnauthorizedError: 401,
    ForbiddenError: 403,
    InvalidInputError: 400,
}


def answer(event: Event, context: object, service: TurnService) -> HttpAnswer:
    try:
        incoming = read(event, context, service.door)
        return _response(200, write(incoming, service.reply(incoming, turn_deadline(context))))
    except tuple(_STATUSES) as error:
        status = next(each for kind, each in _STATUSES.items() if isinstance(error, kind))
        return _response(status, {"error": {"code": error.code, "message": str(error)}})
    except Exception as error:
        log.exception("http.turn_failed", error=str(error))
        code = error.code if isinstance(error, AiccError) else "internal"
        text = service.words(SentenceKey.APOLOGY, Channel.CHAT)
        return _response(503, {"error": {"code": code, "message": text}})


def read(event: Event, context: object, door: HttpDoor) -> Incoming:
    who = door.caller(event)
    tenant_id = door.tenant_id(event, who)
    body = _body(event)
    message = body.get("message")
    if not isinstance(message, str) or not 0 < len(message.strip()) <= LONGEST_MESSAGE:
        raise InvalidInputError(f"message must be a text of 1 to {LONGEST_MESSAGE} characters")
    named = _name(body, "user_id")
    if who is not None and named not in {"", who.user_id}:
        raise ForbiddenError("the token names another user")
    session_id = NAMESPACE + (_name(body, "session_id") or new_id())
    request_id = getattr(context, "aws_request_id", None)
    return Incoming(
        tenant_id=tenant_id,
        session_id=session_id,
        user_id=who.user_id if who else named or session_id,
        message_id=_name(body, "message_id") or str(request_id or new_id()),
        channel=Channel.CHAT,
        text=message,
    )


def write(incoming: Incoming, reply: Reply) -> dict[str, Any]:
    return {
        "response_text": reply.text,
        "intent": reply.intent,
        "confidence": round(reply.confidence, 2),
        "sentiment": reply.sentiment,
        "session_id": incoming.session_id.removeprefix(NAMESPACE),
        "step_id": reply.step_id,
        "ticket": reply.ticket,
        "ended": reply.ended,
        "quick_replies": [each.to_json() for each in reply.quick_replies],
    }


def _body(event: Event) -> Mapping[str, Any]:
    raw = event.get("body")
    try:
        text = b64decode(str(raw), validate=True) if event.get("isBase64Encoded") else raw
        body = json.loads(text) if isinstance(text, str | bytes) else None
    except (NotBase64, ValueError) as error:
        raise InvalidInputError("the body is not JSON") from error
    if not isinstance(body, dict):
        raise InvalidInputError("the body must be a JSON object with a message")
    return body


def _name(body: Mapping[str, Any], field: str) -> str:
    value = body.get(field)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST_NAME:
        raise InvalidInputError(f"{field} must be a text of at most {LONGEST_NAME} characters")
    if is_number_of_person(value):
        raise InvalidInputError(f"{field} must not be a personal number")
    return value


def _response(status: int, body: Mapping[str, Any]) -> HttpAnswer:
    return {
        "statusCode": status,
        "headers": {"content-type": "application/json; charset=utf-8"},
        "body": json.dumps(body, ensure_ascii=False),
    }
