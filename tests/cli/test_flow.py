"""`aicc flow`: scenarios listed, drawn, counted, and walked as a table."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner, Result

from aicc.domain.turn import Incoming
from aicc.errors import NotFoundError
from chatbot_cli.main import app
from chatbot_engine import build_engine

Aicc = Callable[..., Result]


@pytest.fixture
def aicc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Aicc:
    """The command, in a folder of its own with its own history."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AICC_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("AICC_PACK", "general")
    return lambda *arguments: CliRunner().invoke(app, ["flow", *arguments])


def test_the_scenarios_are_listed_with_what_starts_them(aicc: Aicc) -> None:
    result = aicc("list", "general")

    assert result.exit_code == 0, result.output
    assert "callback_request:" in result.output
    assert "7 steps, from callback" in result.output


def test_without_a_file_a_scenario_is_printed_as_mermaid(aicc: Aicc) -> None:
    result = aicc("show", "banking", "transfer_limit")

    assert result.output.startswith("flowchart TD\n")
    assert "step_auth_request" in result.output


def test_with_a_file_a_scenario_is_drawn_into_it(aicc: Aicc) -> None:
    result = aicc("show", "banking", "transfer_limit", "--svg", "limit.svg")

    assert result.exit_code == 0, result.output
    assert result.output.startswith("limit.svg: ")
    assert "flowchart" not in result.output
    assert ElementTree.parse("limit.svg").getroot().tag.endswith("svg")


def test_a_scenario_that_is_not_there_is_named_with_the_nearest(aicc: Aicc) -> None:
    result = aicc("show", "banking", "transfer_limt")

    assert isinstance(result.exception, NotFoundError)
    assert "did you mean transfer_limit?" in str(result.exception)


def test_visits_are_counted_from_history(aicc: Aicc) -> None:
    walked("one", "전화 상담 예약하고 싶어요", "홍길동")
    walked("two", "전화 상담 예약하고 싶어요", "홍길동", "010-0000-0000")

    all_of_them = aicc("show", "general", "callback_request", "--counts")
    one = aicc("show", "general", "callback_request", "--trace", "one")
    nobody = aicc("show", "general", "callback_request", "--counts", "--tenant", "other")

    assert count_at_first_step(all_of_them) == "2"
    assert count_at_first_step(one) == "1"
    assert count_at_first_step(nobody) == "0"


def test_a_conversation_is_walked_as_a_table(aicc: Aicc) -> None:
    result = aicc("trace", "banking", "question_in_the_middle.yaml")

    assert result.exit_code == 0, result.output
    for word in ("answer_step", "account_inquiry/auth_request:next", "digress"):
        assert word in result.output


def walked(session_id: str, *said: str) -> None:
    engine = build_engine()
    for number, text in enumerate(said):
        engine.reply(
            Incoming(session_id=session_id, user_id=session_id, message_id=str(number), text=text)
        )


def count_at_first_step(result: Result) -> str:
    assert result.exit_code == 0, result.output
    first = result.output.splitlines()[1]
    return first.partition("</b> (")[2].partition(")")[0]
