"""The one door to AWS: tries, words, and nothing of a credential in what is said."""

from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError
from botocore.parsers import ResponseParserError

from aicc.amazon.deploy.cloud import MOST_TRIES, Cloud, CloudError, clients_in
from aicc.amazon.deploy.progress import MOST_LOGS, Progress
from aicc.clock import HandClock
from aicc.errors import ProviderError
from tests.deploy.fake_account import FakeAccount, throttled
from tests.understanding.aws_model import failure


class OneCall:
    """Raises what it was given, one each time, and then answers."""

    def __init__(self, *faults: Exception) -> None:
        self.faults = list(faults)
        self.asked = 0

    def get_caller_identity(self) -> dict[str, Any]:
        self.asked += 1
        if self.faults:
            raise self.faults.pop(0)
        return {"Account": "1"}


def cloud_over(client: OneCall, slept: list[float], *hidden: str) -> Cloud:
    return Cloud(lambda service: client, sleep=slept.append, hidden=hidden)


def test_a_throttled_call_is_made_again_after_longer_and_longer_waits() -> None:
    client, slept = OneCall(*[throttled()] * 4), list[float]()

    answer = cloud_over(client, slept).call("sts", "get_caller_identity")

    assert answer == {"Account": "1"}
    assert slept == [1.0, 2.0, 4.0, 8.0]


def test_after_some_tries_it_gives_up() -> None:
    timeout = ReadTimeoutError(endpoint_url="https://made.up")
    client, slept = OneCall(*[timeout] * 9), list[float]()

    with pytest.raises(CloudError, match="ReadTimeoutError"):
        cloud_over(client, slept).call("sts", "get_caller_identity")

    assert client.asked == MOST_TRIES


def test_a_page_of_a_proxy_is_no_answer() -> None:
    client = OneCall(*[ResponseParserError("<html>")] * MOST_TRIES)

    with pytest.raises(CloudError, match="the answer is none of AWS's"):
        cloud_over(client, []).call("sts", "get_caller_identity")


def test_what_cannot_pass_is_not_tried_again() -> None:
    client, slept = OneCall(failure("ValidationError", "x", "wrong")), list[float]()

    with pytest.raises(CloudError, match=r"sts\.get_caller_identity: ValidationError: wrong"):
        cloud_over(client, slept).call("sts", "get_caller_identity")

    assert slept == []


def test_no_credential_is_in_an_error() -> None:
    message = "signed with ASIAMADEUPMADEUP1234 and made-up/secret+key"
    client = OneCall(failure("SignatureDoesNotMatch", "x", message))

    with pytest.raises(CloudError) as raised:
        cloud_over(client, [], "made-up/secret+key").call("sts", "get_caller_identity")

    assert "signed with **** and ****" in str(raised.value)
    assert raised.value.has_no_credentials


def test_without_credentials_no_client_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")

    with pytest.raises(ProviderError, match="no AWS credentials"):
        Cloud(clients_in("ap-northeast-2")).call("sts", "get_caller_identity")


def test_every_client_has_time_outs_of_its_own(account: FakeAccount) -> None:
    config = clients_in("ap-northeast-2")("cloudformation").meta.config

    assert (config.connect_timeout, config.read_timeout) == (5.0, 60.0)
    assert config.retries["total_max_attempts"] == 1


def test_a_log_has_each_line_as_it_was_said_without_credentials(tmp_path: Path) -> None:
    said = list[str]()
    cloud = Cloud(lambda service: None, hidden=["made-up/secret+key"])
    told = Progress.into(tmp_path, said.append, HandClock(), cloud.shown)

    told("with made-up/secret+key")

    [log] = tmp_path.glob("*.log")
    assert said == ["with ****"]
    assert log.read_text(encoding="utf-8").endswith(" with ****\n")


def test_old_logs_go(tmp_path: Path) -> None:
    for number in range(MOST_LOGS + 5):
        (tmp_path / f"20260101T{number:06}.log").write_text("", encoding="utf-8")

    Progress.into(tmp_path, lambda line: None, HandClock(), str)("a line")

    assert len(list(tmp_path.glob("*.log"))) == MOST_LOGS
    assert not (tmp_path / "20260101T000000.log").exists()
