"""examples/hospital, followed as its README says: every command runs, every block is true."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.readme import blocks
from tests.servers.ports import free_port
from tests.service.serving import Serving
from tests.tutorial import run as run_aicc

ROOT = Path(__file__).resolve().parent.parent
HOSPITAL = ROOT / "examples/hospital"
PAGES = ("README.md", "README.ko.md")
BLOCKS = blocks(HOSPITAL / "README.md")
AICC = ".venv/bin/aicc "
COMMANDS = [
    pytest.param(code, BLOCKS[at + 1][1], id=code.strip().removeprefix(AICC))
    for at, (language, code) in enumerate(BLOCKS)
    if language == "sh" and code.startswith(AICC)
]
CLINIC_PORT = "8077"


@pytest.mark.parametrize(("command", "shown"), COMMANDS)
def test_a_command_prints_what_the_readme_shows(command: str, shown: str) -> None:
    played = run_aicc(command, shown, ROOT)

    assert played.missing == [], played.printed


def test_both_pages_have_the_same_commands_and_the_same_files() -> None:
    english, korean = (blocks(HOSPITAL / page) for page in PAGES)

    assert english == korean


def test_every_file_of_the_pack_is_in_both_pages() -> None:
    files = {path.name for path in HOSPITAL.iterdir() if path.suffix in {".yaml", ".py"}}

    for page in PAGES:
        text = (HOSPITAL / page).read_text(encoding="utf-8")
        assert {name for name in files if f"`{name}`" not in text} == set()


def test_the_first_conversation_goes_as_shown(serving: Serving) -> None:
    for at, (_, code) in enumerate(BLOCKS):
        if code.startswith("curl"):
            body = json.loads(code.split("-d '")[1].rstrip().removesuffix("'"))
            answer = serving.ask("POST", "/chat", body)
            wanted = json.loads(BLOCKS[at + 1][1])
            assert {name: answer[name] for name in wanted} == wanted


def test_a_visit_is_booked_seen_and_cancelled_at_the_clinic(serving: Serving) -> None:
    assert "예약되었습니다" in said(
        serving, "이서연 선생님 예약이요", "1번이요", *identified(serving), "네 예약해 주세요"
    )
    assert "이서연 선생님 진료입니다" in said(serving, "예약 확인해 주세요")
    assert "취소했습니다" in said(serving, "예약 취소해 주세요", "네 취소해 주세요")
    assert re.search(r"지금 \d+명이", said(serving, "지금 많이 기다려야 하나요?"))


def test_free_times_are_cards_in_the_widget(serving: Serving) -> None:
    opened = serving.ask("POST", "/v1/sessions", {})

    reply = serving.ask(
        "POST", "/v1/chat", {"message": "이서연 선생님 예약할게요"}, token=opened["token"]
    )

    cards = next(part for part in reply["parts"] if part["kind"] == "cards")["cards"]
    assert cards[0]["text"] == "3층 1진료실"
    assert [each["label"] for each in reply["quick_replies"]] == ["다음"]
    chosen = serving.ask("POST", "/v1/chat", {"message": cards[2]["title"]}, token=opened["token"])
    assert chosen["step_id"] == "identity_birth_date"


CODE = "(the code)"


def identified(serving: Serving) -> tuple[str, ...]:
    return "1985년 3월 2일", "010-0000-5678", CODE


def said(serving: Serving, *texts: str) -> str:
    """The last reply of a conversation."""
    answer: Any = {}
    for text in texts:
        message = re.findall(r"demo code for …5678: (\d{6})", serving.output)[-1:] or [""]
        body = {
            "user_id": "u2",
            "session_id": "s-2",
            "message": message[0] if text == CODE else text,
        }
        answer = serving.ask("POST", "/chat", body)
    return str(answer["response"])


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """The clinic and the service, on ports that are free here."""
    folder = tmp_path_factory.mktemp("hospital")
    clinic_port, port = free_port(), free_port()
    pack = folder / "hospital"
    shutil.copytree(HOSPITAL, pack)
    actions = pack / "actions.yaml"
    written = actions.read_text(encoding="utf-8").replace(CLINIC_PORT, str(clinic_port))
    actions.write_text(written, encoding="utf-8")
    clinic = subprocess.Popen(
        [sys.executable, str(pack / "clinic.py"), str(clinic_port)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert clinic.stdout
    assert clinic.stdout.readline() == f"clinic: http://127.0.0.1:{clinic_port}\n"
    service = Serving(folder, port, AICC_PACK=str(pack), AICC_DEMO_CODES="on")
    try:
        service.wait_until_ready()
        yield service
    finally:
        for process in (service.process, clinic):
            process.kill()
            process.wait()
        clinic.stdout.close()
