"""`aicc topic`, `not-here` and `thresholds` as a supervisor uses them, and who sees it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from aicc.errors import AiccError
from aicc.packs.compiled import write_compiled
from aicc.packs.files import read_folder
from aicc.packs.learned import LearnedModels
from aicc.packs.loader import find_pack, load_pack
from chatbot_cli.main import app

SAID = "뿌뿌 신호 저한테 쏴 주시옵소서"

Aicc = Callable[..., Result]


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read without YAML: the commands below load it one after the other."""
    path = tmp_path_factory.mktemp("packs") / "general.json"
    write_compiled(
        read_folder(find_pack("general")), LearnedModels(intents=load_pack("general").trained), path
    )
    return path


@pytest.fixture
def aicc(monkeypatch: pytest.MonkeyPatch, compiled: Path) -> Aicc:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("AICC_PACK", str(compiled))

    def run(*arguments: str, said: str = "") -> Result:
        return CliRunner().invoke(app, arguments, input=said)

    return run


def test_a_published_example_is_understood_in_the_terminal(aicc: Aicc) -> None:
    drafted = aicc("topic", "edit", "callback_request", "--add", SAID, "--author", "kim")
    before = aicc("chat", said=f"{SAID}\n")
    published = aicc("topic", "publish", "callback_request", "--reason", "손님 말")
    after = aicc("chat", said=f"{SAID}\n")

    assert "drafted" in drafted.output
    assert "1 published" in published.output
    assert "성함" not in before.output
    assert "성함" in after.output, "the scenario asks its first question"


def test_a_sheet_goes_out_and_comes_back_with_more(aicc: Aicc, tmp_path: Path) -> None:
    sheet = tmp_path / "topics.csv"
    written = aicc("topic", "export", str(sheet))
    same = aicc("topic", "import", str(sheet), "--replace", "--dry-run")
    sheet.write_text(f"topic,kind,sentence\ncallback_request,not,{SAID}\n", encoding="utf-8")
    imported = aicc("topic", "import", str(sheet), "--publish", "--author", "kim")

    assert "topics" in written.output
    assert "changed: nothing" in same.output
    assert "changed: callback_request" in imported.output
    assert f"not: {SAID}" in aicc("topic", "show", "callback_request").output
    assert "kim" in aicc("topic", "history", "callback_request").output


def test_a_published_example_can_be_taken_out_again(aicc: Aicc) -> None:
    aicc("topic", "edit", "callback_request", "--add", SAID, "--publish", "--author", "kim")

    aicc("topic", "rollback", "callback_request", "--author", "kim")

    assert SAID not in aicc("topic", "show", "callback_request").output


def test_a_topic_that_is_not_there_is_named(aicc: Aicc) -> None:
    result = aicc("topic", "edit", "callback_reques", "--add", SAID)

    assert isinstance(result.exception, AiccError)
    assert "callback_reques" in str(result.exception)


def test_what_is_not_done_here_comes_from_a_file(aicc: Aicc, tmp_path: Path) -> None:
    file = tmp_path / "not_here.yaml"
    file.write_text(
        "topics:\n- name: drone\n  label: 드론 자격증\n  keywords: [드론]\n"
        "  examples: [드론 자격증 시험 접수하고 싶은데요]\n"
        "  reply: {chat: 시험 기관에서 안내해 드립니다.}\n",
        encoding="utf-8",
    )

    drafted = aicc("not-here", "edit", str(file), "--author", "kim")
    published = aicc("not-here", "publish", "--all", "--author", "kim")

    assert "1 drafted" in drafted.output
    assert "1 published" in published.output
    assert "시험 기관" in aicc("not-here", "show", "drone").output
    assert "시험 기관" in aicc("chat", said="드론 자격증 시험 접수하고 싶은데요\n").output


def test_thresholds_are_set_and_taken_back(aicc: Aicc) -> None:
    set_ = aicc("thresholds", "set", "--intent", "0.7", "--publish", "--author", "kim")
    shown = aicc("thresholds", "show").output

    back = aicc("thresholds", "rollback", "--to", "0", "--author", "kim")

    assert set_.exit_code == 0, set_.output
    assert "intent 0.7" in shown
    assert back.exit_code == 0
    assert "intent 0.7" not in aicc("thresholds", "show").output
