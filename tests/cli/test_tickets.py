"""`aicc tickets` shows who waits, who holds a request, and what is known of it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from aicc.domain.desk_talk import DeskMessage, Speaker
from aicc.domain.handoff import EscalationPriority, EscalationReason, HandoffRequest, HumanAgent
from aicc.domain.ticket_moves import Take
from aicc.settings import Settings
from aicc.wiring import open_parts
from chatbot_cli.main import app
from tests.fakes import A_DAY, a_deadline

KIM = HumanAgent(id="kim", name="김가나")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CliRunner:
    """Over a data folder with one request that is taken and one that waits."""
    monkeypatch.setenv("AICC_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    desk = open_parts(Settings.load()).desk
    summary = {"topic": "카드 분실", "said": "카드를 잃어버렸어요", "tried": ["분실 안내"]}
    for request_id in ("r1", "r2"):
        desk.keep(
            HandoffRequest(
                tenant_id="default",
                request_id=request_id,
                session_id="s1",
                user_id="u1",
                reason=EscalationReason.USER_REQUEST,
                priority=EscalationPriority.NORMAL,
                description="상담원 바꿔 주세요",
                at=A_DAY,
                context={"summary": summary} if request_id == "r1" else {},
            ),
            a_deadline(),
        )
    desk.move("default", "A-0001", Take(by=KIM), A_DAY, a_deadline())
    message = DeskMessage(
        id="p1", speaker=Speaker.HUMAN_AGENT, author="kim", text="확인할게요", at=A_DAY
    )
    desk.say("default", "A-0001", message, a_deadline())
    return CliRunner()


def test_a_list_tells_the_state_and_who_holds_it(run: CliRunner) -> None:
    listed = run.invoke(app, ["tickets", "list"]).stdout
    waiting = run.invoke(app, ["tickets", "list", "--state", "kept"]).stdout

    assert "taken" in listed
    assert "김가나" in listed
    assert "카드를 잃어버렸어요" in listed
    assert "A-0002" in waiting
    assert "A-0001" not in waiting


def test_one_is_shown_with_its_summary_and_what_was_said(run: CliRunner) -> None:
    shown = run.invoke(app, ["tickets", "show", "A-0001"]).stdout

    assert "A-0001: taken, 김가나" in shown
    assert "카드 분실" in shown
    assert "tried: 분실 안내" in shown
    assert "확인할게요" in shown


def test_an_unknown_one_is_said_to_be_unknown(run: CliRunner) -> None:
    assert run.invoke(app, ["tickets", "show", "A-0009"]).exit_code != 0
