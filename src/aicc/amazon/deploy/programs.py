"""Other programs that deployment runs: pip, an interpreter, a builder of images."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from aicc.errors import ProviderError

LINES_SHOWN = 8  # of what a program said before it failed


class Run(Protocol):
    def __call__(self, command: Sequence[str], within_s: float, stdin: str = "") -> str: ...


def run(command: Sequence[str], within_s: float, stdin: str = "") -> str:
    """What it printed; `ProviderError` with the end of what it said where it fails. A secret goes
    in by `stdin` alone: everybody on the machine can read the words of a command."""
    name = Path(command[0]).name
    try:
        done = subprocess.run(  # noqa: S603 - our own words
            command, capture_output=True, text=True, check=False, timeout=within_s, input=stdin
        )
    except FileNotFoundError as error:
        raise ProviderError(f"{name} is not installed") from error
    except subprocess.TimeoutExpired as error:
        raise ProviderError(f"{name}: not done after {within_s:.0f} s", retryable=True) from error
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-LINES_SHOWN:]
        raise ProviderError("\n  ".join([f"{name} failed:", *last]))
    return done.stdout
