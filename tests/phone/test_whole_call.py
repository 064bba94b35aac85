"""The call in the documentation: made by its script, and printed there as it goes."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from chatbot_cli.main import app
from tests.readme import blocks

DOCS = Path(__file__).parents[2] / "docs"
SCRIPT = DOCS / "phone_call.txt"


@pytest.fixture(scope="module")
def printed() -> str:
    done = CliRunner().invoke(
        app, ["phone", "--pack", "banking", "--script", str(SCRIPT), "--at", "2026-03-03T10:00"]
    )
    assert done.exit_code == 0, done.output
    return done.output


def test_the_documentation_shows_the_call_as_it_goes(printed: str) -> None:
    shown = [code for _, code in blocks(DOCS / "tutorial-phone.md")]

    assert printed.strip() in [code.strip() for code in shown]
    assert SCRIPT.read_text(encoding="utf-8").strip() in [code.strip() for code in shown]


@pytest.mark.parametrize(
    "line",
    [
        "다시 한번 확인해 주십시오",  # a number that was said wrong
        "[1234567#]",  # and keyed right
        "네, 바꾸겠습니다. 하루 이체한도를 삼백만 원으로",  # corrected by speech
        "waits in the queue support",
        "person  연결 사유, 상담원 연결 요청. 요약, 고객 말씀",
        "진행한 업무, 이체한도 변경",
        "the person has left the call",
        "점수를 눌러 주십시오",
    ],
)
def test_the_call_comes_by(printed: str, line: str) -> None:
    assert line in printed


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["--hours", "closed"], "저희가 전화드릴 수 있습니다"),
        (["--trace"], "inbound_voice · listen · ConnectParticipantWithLexBot"),
        (["--watch"], "aicc_summary = 고객 말씀"),
        (["--agents", "0"], "저희가 전화드릴 수 있습니다"),
        (["--queue-full"], "지금은 상담원이 모두 통화 중입니다"),
        (["--hours", "closed"], "--at 2026-03-03T10:00 calls in the daytime"),
        (["--chat"], "인공지능 챗봇이 먼저 안내해"),
        (["--at", "2026-03-01T10:00"], "저희가 전화드릴 수 있습니다"),
    ],
)
def test_an_option_changes_the_call(options: list[str], line: str, tmp_path: Path) -> None:
    script = tmp_path / "call.txt"
    script.write_text("상담원 연결해 주세요\n#3\n", encoding="utf-8")

    done = CliRunner().invoke(
        app, ["phone", "--pack", "banking", "--script", str(script), *options]
    )

    assert line in done.output


def test_at_night_the_bot_is_heard_first_and_nobody_is_dialled_at_once(tmp_path: Path) -> None:
    script = tmp_path / "call.txt"
    script.write_text("카드를 잃어버렸어요\n그만할게요\n상담원 바꿔 주세요\n#1\n", encoding="utf-8")

    done = CliRunner().invoke(
        app,
        ["phone", "--pack", "banking", "--script", str(script), "--at", "2026-03-02T23:10"],
    )

    assert "고객번호 일곱 자리를" in done.output
    assert done.output.index("고객번호") < done.output.index("저희가 전화드릴 수 있습니다")
    assert "in 3600 s" in done.output
    assert "다음 상담 시간이 시작되면" in done.output


def test_options_are_buttons_in_a_chat() -> None:
    done = CliRunner().invoke(
        app, ["phone", "--chat", "--pack", "banking"], input="계좌 조회요\n1234567\n예금계좌\n"
    )

    assert "[예금계좌] [적금계좌] [대출계좌]" in done.output
    assert "예금계좌 잔액은" in done.output


def test_lines_come_through_a_pipe_as_well() -> None:
    done = CliRunner().invoke(app, ["phone", "--pack", "banking"], input="안녕히 계세요\n/hangup\n")

    assert "AICC 은행을 이용해 주셔서 감사합니다" in done.output or "에이아이씨씨" in done.output
    assert "the call is over" in done.output


def test_a_flow_that_is_not_there_is_said_so() -> None:
    done = CliRunner().invoke(app, ["phone", "nowhere", "--pack", "banking"])

    assert done.exit_code == 1
    assert "inbound_voice" in str(done.exception)
