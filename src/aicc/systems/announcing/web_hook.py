"""A company's own address is told by POST, signed, so that it knows who speaks."""

import hashlib
import hmac
import json
from collections.abc import Collection
from http import HTTPStatus

from aicc.clock import Clock
from aicc.deadline import Deadline
from aicc.domain.announcement import Notice, Occasion
from aicc.domain.handoff import Ticket
from aicc.errors import ProviderError
from aicc.systems.backend.http_request import IDEMPOTENCY_KEY
from aicc.wire.http import HttpWire
from aicc.wire.request import Request

SIGNATURE = "X-AICC-Signature"


class WebHook:
    name = "hook"
    occasions: Collection[Occasion] = tuple(Occasion)

    def __init__(self, url: str, secret: str, *, wire: HttpWire, clock: Clock) -> None:
        self._url = url
        self._secret = secret
        self._wire = wire
        self._clock = clock

    def wants(self, ticket: Ticket) -> bool:
        return True

    def announce(self, notice: Notice, ticket: Ticket, deadline: Deadline) -> str:
        body = json.dumps(notice.facts, ensure_ascii=False, separators=(",", ":")).encode()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "aicc",
            IDEMPOTENCY_KEY: notice.id,
            SIGNATURE: signature(self._secret, body, round(self._clock().timestamp())),
        }
        answer = self._wire.send(
            Request(method="POST", url=self._url, headers=headers, body=body), deadline
        )
        if not HTTPStatus(200) <= answer.status < HTTPStatus(300):
            raise ProviderError(f"the web hook answered {answer.status}", retryable=True)
        return ""


def signature(secret: str, body: bytes, at: int) -> str:
    """`t` is the instant in seconds, `v1` HMAC-SHA256 of "t.body" in hexadecimal."""
    signed = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256)
    return f"t={at},v1={signed.hexdigest()}"
