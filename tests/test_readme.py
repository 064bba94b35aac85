"""Every block of code in the README runs, and says what the README says it says."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from aicc.systems.demo.data import book
from aicc.systems.identity.codes import DEMO_CODE
from tests.readme import blocks
from tests.service.serving import Serving

ROOT = Path(__file__).resolve().parent.parent
README = blocks(ROOT / "README.md")
MAKE_TARGETS = ("make run", "make test", "make check", "make dialogues", "make bench")
DEMO_NUMBER = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|010-[0-9]{4}-[0-9]{4}|[0-9]{6,8}")


def test_the_library_example_prints_what_the_readme_shows(tmp_path: Path) -> None:
    at = next(at for at, (language, _) in enumerate(README) if language == "python")
    (_, code), (_, shown) = README[at], README[at + 1]

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )

    assert done.stdout == shown


def test_the_library_example_has_twelve_lines() -> None:
    code = next(code for language, code in README if language == "python")

    assert len(code.strip().splitlines()) <= 12


def test_the_terminal_chat_goes_as_the_readme_shows(tmp_path: Path) -> None:
    at = next(at for at, (_, code) in enumerate(README) if "aicc chat" in code)
    shown = [line.split() for line in README[at + 1][1].splitlines() if line != "..."]
    said = next(line[2:] for line in README[at + 1][1].splitlines() if line.startswith("> "))
    arguments = README[at][1].split()[1:]

    done = subprocess.run(
        [sys.executable, "-m", "chatbot_cli.main", *arguments],
        input=said,
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )

    printed = [line.split() for line in done.stdout.splitlines()]
    assert [line for line in shown if line not in printed] == []


def test_the_service_says_and_answers_what_the_readme_shows(
    tmp_path: Path, unused_port: int
) -> None:
    shown = next(code for language, code in README if "AICC is serving" in code)
    curl = next(code for language, code in README if code.startswith("curl"))
    body = json.loads(curl.split("-d '")[1].rstrip().removesuffix("'"))
    serving = Serving(tmp_path, unused_port, AICC_PACK="banking")
    try:
        serving.wait_until_ready()
        answer = serving.ask("POST", "/chat", body)
    finally:
        serving.process.kill()
        serving.process.wait()

    labels = [line.split("  ")[1] for line in shown.splitlines()[1:]]
    assert all(label in serving.output for label in labels)
    assert serving.output.startswith(shown.splitlines()[0])
    assert answer["intent"] == "account_inquiry"


@pytest.mark.parametrize("command", MAKE_TARGETS)
def test_a_command_of_the_readme_is_a_target_of_the_makefile(command: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert any(command in code for _, code in README)
    assert f"\n{command.removeprefix('make ')}:" in makefile


def test_ci_runs_exactly_the_test_command_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    lines = [line.partition(" #")[0] for line in script.splitlines() if not line.startswith("#")]

    assert lines == [
        "set -euo pipefail",  # what fails ends it
        'cd "$(dirname "$0")/.."',
        "export CI=1",  # no suite is skipped for want of its server
        "make check",
        "make audit",
        "make test",
        'AICC_SOAK_MINUTES=3 make test ARGS="-m long"',
    ]


@pytest.mark.parametrize("page", ["README.md", "README.ko.md"])
def test_a_number_of_the_readme_is_in_the_demo(page: str) -> None:
    rows = [
        line
        for line in (ROOT / page).read_text(encoding="utf-8").splitlines()
        if line.startswith(("| `banking` |", "| `shopping` |", "| `general` |"))
    ]

    numbers = [number.removeprefix("010-0000-") for number in DEMO_NUMBER.findall("".join(rows))]

    known = json.dumps(book()) + DEMO_CODE
    assert len(numbers) > 20
    assert [number for number in numbers if number not in known] == []


@pytest.mark.parametrize("page", ["README.md", "README.ko.md"])
def test_a_command_of_the_readme_names_its_pack(page: str) -> None:
    commands = [
        line
        for _, code in blocks(ROOT / page)
        for line in code.splitlines()
        if line.startswith(".venv/bin/aicc ") and "--help" not in line
    ]

    assert commands
    unnamed = [line for line in commands if not re.search("banking|shopping|general", line)]
    assert unnamed == []
