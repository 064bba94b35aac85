"""Our request to Bedrock beside the one that boto3 makes of the same: not a byte differs."""

from datetime import UTC, datetime
from typing import Any

import boto3
import botocore.auth
import pytest

from aicc.domain.model import Message, ModelRequest, Role, ToolCall, ToolResult, ToolSpec
from aicc.model.bedrock import BedrockChat
from aicc.wire.http import HttpWire
from aicc.wire.request import Request
from aicc.wire.sigv4 import SigV4
from tests.fakes import a_deadline
from tests.model.services import NOBODY

REGION = "ap-northeast-2"
NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
SCHEMA: Any = {"type": "object", "properties": {"number": {"type": "string"}}}
ASKED = ModelRequest(
    instructions="한국어로 답합니다.",
    messages=(
        Message(role=Role.USER, text='주문 "A-1"은\n어디예요? 🙂'),
        Message(
            role=Role.MODEL,
            text="찾아보겠습니다.",
            calls=(ToolCall(id="t1", name="find", arguments={"number": "A-1", "days": 2.5}),),
        ),
        Message(
            role=Role.USER,
            results=(ToolResult(call_id="t1", name="find", content={"state": "배송 중"}),),
        ),
    ),
    tools=(ToolSpec(name="find", about="주문을 찾습니다.", parameters=SCHEMA),),
    must_call="find",
    max_tokens=300,
    temperature=0.2,
)
TO_BOTO3: Any = {
    "messages": [
        {"role": "user", "content": [{"text": '주문 "A-1"은\n어디예요? 🙂'}]},
        {
            "role": "assistant",
            "content": [
                {"text": "찾아보겠습니다."},
                {
                    "toolUse": {
                        "toolUseId": "t1",
                        "name": "find",
                        "input": {"number": "A-1", "days": 2.5},
                    }
                },
            ],
        },
        {
            "role": "user",
            "content": [
                {
                    "toolResult": {
                        "toolUseId": "t1",
                        "content": [{"json": {"state": "배송 중"}}],
                        "status": "success",
                    }
                }
            ],
        },
    ],
    "system": [{"text": "한국어로 답합니다."}],
    "inferenceConfig": {"maxTokens": 300, "temperature": 0.2},
    "toolConfig": {
        "tools": [
            {
                "toolSpec": {
                    "name": "find",
                    "description": "주문을 찾습니다.",
                    "inputSchema": {"json": SCHEMA},
                }
            }
        ],
        "toolChoice": {"tool": {"name": "find"}},
    },
}


class SentError(Exception):
    """Instead of being sent."""


class _Keeps(HttpWire):
    def __init__(self) -> None:
        super().__init__()
        self.kept: list[Request] = []

    def streamed(self, request: Request, deadline: Any) -> Any:
        self.kept.append(request)
        raise SentError


def by_boto3(model_id: str) -> Any:
    client = boto3.client(
        "bedrock-runtime",
        region_name=REGION,
        aws_access_key_id=NOBODY.access_key,
        aws_secret_access_key=NOBODY.secret_key,
    )
    kept: list[Any] = []

    def keep(request: Any, **_: object) -> None:
        kept.append(request)
        raise SentError

    client.meta.events.register("before-send.bedrock-runtime.ConverseStream", keep)
    with pytest.raises(SentError):
        client.converse_stream(modelId=model_id, **TO_BOTO3)
    return kept[0]


@pytest.mark.parametrize(
    "model_id",
    [
        "anthropic.some-model-20260101-v1:0",
        "arn:aws:bedrock:ap-northeast-2:111122223333:application-inference-profile/a1b2c3",
    ],
)
def test_it_equals_boto3s_to_the_byte_and_the_signature(
    model_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda *_, **__: NOON)
    wire = _Keeps()
    model = BedrockChat(model_id, region=REGION, sign=SigV4(lambda: NOBODY), wire=wire)

    theirs = by_boto3(model_id)
    with pytest.raises(SentError):
        next(model.stream(ASKED, a_deadline()))

    [ours] = wire.kept
    assert (ours.method, ours.url, ours.body) == (theirs.method, theirs.url, theirs.body)
    told = {name.lower(): _text(value) for name, value in theirs.headers.items()}
    assert {name.lower(): value for name, value in ours.headers.items()} == {
        name: told[name] for name in ("content-type", "x-amz-date", "authorization")
    }


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value
