"""The tutorial, carried out: its files are written, its commands run, its output compared."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.readme import blocks

AICC = ".venv/bin/aicc "
PLAYED = ("new", "validate", "test", "chat")  # setting up and serving have tests of their own
_HEAD = re.compile(
    r'# (?P<file>watercare/\S+?)(?:: (?P<how>put this above|in place of) "(?P<at>.+)")?\n'
)
_PASSING = re.compile(r"\d+\.\d+")  # scores and milliseconds are never the same twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A command of the tutorial, what it printed, and the lines shown that it did not print."""

    command: str
    printed: str
    missing: list[str]


def play(tutorial: Path, folder: Path) -> list[Played]:
    played = []
    found = blocks(tutorial)
    for at, (language, code) in enumerate(found):
        if language == "yaml":
            write(folder, code)
        elif language == "sh" and code.startswith(tuple(AICC + name for name in PLAYED)):
            played.append(run(code, found[at + 1][1], folder))
    return played


def write(folder: Path, block: str) -> None:
    """The first line names the file, and the place in it where the rest goes."""
    head = _HEAD.match(block)
    assert head, f"a block without its file: {block}"
    path, text = folder / head["file"], block[head.end() :]
    if head["how"]:
        before = path.read_text(encoding="utf-8")
        assert before.count(head["at"]) == 1, f"{head['at']!r} is not once in {path.name}"
        added = text + head["at"] if head["how"] == "put this above" else text.rstrip("\n")
        text = before.replace(head["at"], added)
    path.write_text(text, encoding="utf-8")


def run(command: str, shown: str, folder: Path) -> Played:
    said = [line[2:] for line in shown.splitlines() if line.startswith("> ")]
    done = subprocess.run(
        [sys.executable, "-m", "chatbot_cli.main", *command.removeprefix(AICC).split()],
        input="\n".join(said),
        capture_output=True,
        text=True,
        cwd=folder,
    )
    printed = done.stdout + done.stderr
    return Played(command=command.strip(), printed=printed, missing=missing(shown, printed))


def missing(shown: str, printed: str) -> list[str]:
    """Shown lines that do not come, in their order, among the printed ones."""
    left = iter([plain(line) for line in printed.splitlines()])
    wanted = [line for line in map(plain, shown.splitlines()) if line != ["..."]]
    return [" ".join(line) for line in wanted if line not in left]


def plain(line: str) -> list[str]:
    words = _PASSING.sub("N", line).split()
    return words[:2] if words[:1] == ["intents"] else words  # the others come in any order
