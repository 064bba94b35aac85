"""`aicc hours` and `aicc eval escalation`: what a supervisor reads of them."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from chatbot_cli.main import app
from tests.understanding.test_escalation import DATA


def aicc(*given: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(given))
    return done.exit_code, done.output


@pytest.mark.parametrize(
    ("at", "code", "told"),
    [
        ("2026-10-05 13:00", 1, "개천절 대체 휴일); opens 2026-10-06 (화) 09:00"),
        ("2026-12-01 12:30", 1, "a break; opens 2026-12-01 (화) 13:00"),
        ("2026-12-01 13:30", 0, "open until 2026-12-01 (화) 18:00"),
    ],
)
def test_an_instant_is_open_or_closed_and_why(at: str, code: int, told: str) -> None:
    done = aicc("hours", "check", at, "--pack", "general")

    assert done[0] == code
    assert told in done[1]


def test_a_queue_that_is_always_there_has_no_end() -> None:
    code, told = aicc("hours", "check", "2026-10-05 03:00", "--pack", "banking", "--queue", "fraud")

    assert (code, told.strip()) == (0, "2026-10-05 (월) 03:00 fraud: open")


def test_two_weeks_are_shown_with_their_holidays() -> None:
    code, told = aicc("hours", "show", "--pack", "general", "--from", "2026-09-21")

    assert code == 0
    assert len(told.splitlines()) == 14
    assert "2026-09-25 (금)  closed  추석" in told
    assert "2026-09-28 (월)  09:00-12:00, 13:00-18:00" in told


@pytest.mark.parametrize("given", [("--queue", "night"), ("tomorrow",)])
def test_what_is_not_there_is_said(given: tuple[str, ...]) -> None:
    done = CliRunner().invoke(app, ["hours", "check", *given, "--pack", "general"])

    assert done.exit_code == 1
    assert done.exception is not None


def test_situations_are_measured_and_the_wrong_ones_shown(tmp_path: Path) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(
        "- {say: 상담원 연결, person: true}\n- {say: 급해요, person: true}\n", encoding="utf-8"
    )

    code, told = aicc("eval", "escalation", str(path), "--pack", "general")
    as_json = aicc("eval", "escalation", str(DATA / "escalation_first.yaml"), "--json")[1]

    assert code == 0
    assert "2 situations: precision 1.000, recall 0.500" in told
    assert "needed, not asked for: 급해요" in told
    assert '"situations": 75' in as_json
