"""Conversations as test cases of Amazon Connect: requests that AWS takes, chains without gaps."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from aicc.amazon.connect.native_tests import LONGEST_HEARD, Exchange, create_request
from aicc.errors import InvalidInputError
from chatbot_cli.main import app
from tests.understanding.aws_model import operation, refuse_wrong_request

FLOW = (
    "arn:aws:connect:ap-northeast-2:123456789012:instance/11111111-2222-3333-4444-555555555555"
    "/contact-flow/66666666-7777-8888-9999-000000000000"
)
EXCHANGES = (
    Exchange(heard="무엇을 도와드릴까요?", said="잔액 알려 주세요"),
    Exchange(heard="고객번호를 눌러 주십시오.", keys="1234567"),
    Exchange(heard="잔액은 만 원입니다."),
)


def made(*exchanges: Exchange) -> tuple[Any, Any]:
    """The request, and the content in it."""
    request: Any = create_request("a test", "says so", FLOW, exchanges, "ko-KR")
    return request, json.loads(request["Content"])


def test_the_request_is_one_that_the_api_takes() -> None:
    request, _ = made(*EXCHANGES)

    refuse_wrong_request(operation("connect", "CreateTestCase"), request)
    assert request["InstanceId"] == FLOW.partition("/contact-flow")[0]


def test_what_is_said_and_what_is_keyed_are_two_things() -> None:
    _, content = made(*EXCHANGES)

    said = [each["Actions"][0]["Parameters"] for each in content["Observations"][1:]]
    assert [each.get("Instruction", each.get("Command")) for each in said] == [
        {
            "Type": "TextUtterance",
            "Properties": {"Text": "잔액 알려 주세요", "LanguageCode": "ko-KR"},
        },
        {"Type": "DtmfInput", "Properties": {"Value": "1234567"}},
        {"Type": "EndTest"},
    ]


def test_each_observation_leads_to_the_next_and_the_last_to_none() -> None:
    _, content = made(*EXCHANGES)

    identifiers = [each["Identifier"] for each in content["Observations"]]
    following = [each["Transitions"]["NextObservations"] for each in content["Observations"]]
    assert following == [[each] for each in identifiers[1:]] + [[]]
    assert len(set(identifiers)) == len(identifiers)


def test_of_a_long_prompt_the_beginning_is_compared() -> None:
    _, content = made(Exchange(heard="가" * 500))

    heard = content["Observations"][1]["Event"]["Properties"]
    assert heard["Text"] == "가" * LONGEST_HEARD
    assert heard["MatchingCriteria"] == {"Type": "Similarity"}


def test_anything_but_the_arn_of_a_flow_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="not the ARN of a contact flow"):
        create_request("a test", "", "inbound_voice", EXCHANGES, "ko-KR")


def test_a_packs_conversations_are_written_and_those_left_out_are_named(tmp_path: Path) -> None:
    said = CliRunner().invoke(
        app, ["connect", "export-tests", "general", "--flow", FLOW, "--out", str(tmp_path)]
    )

    written = {path.name for path in tmp_path.iterdir()}
    assert said.exit_code == 0, said.output
    assert "callback_kept.json" in written
    assert "left out  a_person_and_on.yaml: the call leaves the bot" in said.output
    for path in tmp_path.iterdir():
        request = json.loads(path.read_text(encoding="utf-8"))
        refuse_wrong_request(operation("connect", "CreateTestCase"), request)
