"""A turn over an HTTP proxy: API Gateway (both payload formats) or a function's own URL.

Who calls is the gateway's business: claims that its authoriser found are taken, and nothing that
a body says can stand in for them.
"""

import json
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from typing import Any

from aicc import logs
from aicc.channels.lambda_time import turn_deadline
from aicc.channels.turn_service import Event, TurnService
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.json import as_map
from aicc.domain.turn import DEFAULT_TENANT, Channel, Incoming, Reply
from aicc.errors import AiccError, ForbiddenError, InvalidInputError
from aicc.ids import new_id

log = logs.get("aicc.http")

LONGEST_MESSAGE = 2000
LONGEST_NAME = 128
HttpAnswer = dict[str, Any]


def answer(event: Event, context: object, service: TurnService) -> HttpAnswer:
    try:
        incoming = read(event, context)
        return _response(200, write(incoming, service.reply(incoming, turn_deadline(context))))
    except InvalidInputError as error:
        return _response(400, {"error": {"code": error.code, "message": str(error)}})
    except ForbiddenError as error:
        return _response(403, {"error": {"code": error.code, "message": str(error)}})
    except Exception as error:
        log.exception("http.turn_failed", error=str(error))
        code = error.code if isinstance(error, AiccError) else "internal"
        text = service.words(SentenceKey.APOLOGY, Channel.CHAT)
        return _response(503, {"error": {"code": code, "message": text}})


def read(event: Event, context: object) -> Incoming:
    body = _body(event)
    message = body.get("message")
    if not isinstance(message, str) or not 0 < len(message.strip()) <= LONGEST_MESSAGE:
        raise InvalidInputError(f"message must be a text of 1 to {LONGEST_MESSAGE} characters")
    claims = _claims(event)
    session_id = _name(body, "session_id") or new_id()
    request_id = getattr(context, "aws_request_id", None)
    return Incoming(
        tenant_id=str(claims.get("tenant_id") or DEFAULT_TENANT),
        session_id=session_id,
        user_id=str(claims.get("user_id") or claims.get("sub") or _name(body, "user_id")),
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
        "session_id": incoming.session_id,
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
    return value


def _claims(event: Event) -> Mapping[str, Any]:
    """Of a JWT authoriser (HTTP API), a Lambda or Cognito authoriser (REST API)."""
    authoriser = as_map(as_map(event.get("requestContext")).get("authorizer"))
    jwt = as_map(as_map(authoriser.get("jwt")).get("claims"))
    return jwt or as_map(authoriser.get("claims")) or as_map(authoriser.get("lambda"))


def _response(status: int, body: Mapping[str, Any]) -> HttpAnswer:
    return {
        "statusCode": status,
        "headers": {"content-type": "application/json; charset=utf-8"},
        "body": json.dumps(body, ensure_ascii=False),
    }
