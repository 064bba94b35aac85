"""The commands of the operator's page, said in the order in which they stand there."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aicc.domain.turn import Incoming
from aicc.settings import Settings
from chatbot_cli.main import app
from chatbot_engine import build_engine
from tests.fakes import a_deadline
from tests.readme import blocks

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/how-to/operate.md"
PAGE_KO = ROOT / "docs/how-to/operate.ko.md"
AICC = ".venv/bin/aicc"
ELSEWHERE = ("test", "validate")  # run by tests/cli/test_commands.py
CELL = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)


def commands(page: Path) -> Iterator[str]:
    """Blocks first, then the first column of the lists."""
    for language, code in blocks(page):
        if language == "sh":
            yield from code.splitlines()
    yield from (cell for cell in CELL.findall(page.read_text(encoding="utf-8")) if " " in cell)


def test_the_commands_of_this_program_do_as_they_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = Incoming(session_id="s", user_id="u", message_id="m", text="안녕하세요")
    build_engine(Settings()).reply(said, a_deadline(30))

    failed = [line for line in commands(PAGE) if not did(line, monkeypatch)]

    assert failed == []
    kept = {path.name for path in tmp_path.iterdir()}
    assert {"data", "data.before", "backups", "trial"} <= kept


def did(line: str, monkeypatch: pytest.MonkeyPatch) -> bool:
    """True too for what is not ours to run."""
    words = shlex.split(line.replace("$(date +%F)", "2026-12-02"))
    with monkeypatch.context() as variables:
        while "=" in words[0]:
            variables.setenv(*words.pop(0).split("=", 1))
        match words:
            case ["mv", before, after]:
                shutil.move(before, after)
            case [program, name, *_] if program == AICC and name not in ELSEWHERE:
                return CliRunner().invoke(app, words[1:]).exit_code == 0
    return True


@pytest.mark.parametrize(
    "target", re.findall(r"\bmake (\w+)", PAGE.read_text(encoding="utf-8")), ids=str
)
def test_a_target_of_the_page_is_in_the_makefile(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_a_file_that_the_page_runs_is_there() -> None:
    files = re.findall(r"examples/\w+\.py", PAGE.read_text(encoding="utf-8"))

    assert files
    assert [name for name in files if not (ROOT / name).exists()] == []


def test_an_event_of_the_page_is_one_that_is_logged() -> None:
    rows = re.findall(
        r"^\| (`\w+\.\w+`(?:, `\w+\.\w+`)*) \|", PAGE.read_text("utf-8"), re.MULTILINE
    )
    told = {event for row in rows for event in re.findall(r"`(.+?)`", row)}
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))

    assert len(told) >= 10
    assert [event for event in told if f'"{event}"' not in sources] == []


def test_the_korean_page_has_the_same_lists() -> None:
    assert list(commands(PAGE_KO)) == list(commands(PAGE))
