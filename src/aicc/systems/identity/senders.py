"""Where one-time codes go that no telephone company delivers: a terminal, or nowhere."""

import sys
from typing import TextIO

from aicc.errors import ProviderError

_SHOWN = 4  # last figures of the telephone


class TerminalSender:
    """Prints codes for the operator who tries the bot out, on a terminal and not into a log.

    `anywhere` prints them into whatever takes the output; `ProviderError` where it may not.
    """

    def __init__(self, *, anywhere: bool = False, out: TextIO | None = None) -> None:
        self._anywhere = anywhere
        self._out = out

    def deliver(self, phone: str, code: str) -> None:
        out = self._out or sys.stderr
        if not (self._anywhere or out.isatty()):
            raise ProviderError("nobody sends codes: AICC_DEMO_CODES=on prints them here")
        end = "".join(filter(str.isdigit, phone))[-_SHOWN:]
        print(f"demo code for \u2026{end}: {code}", file=out, flush=True)


class NoSender:
    """Where customers are real and nothing is set up that reaches them."""

    def deliver(self, phone: str, code: str) -> None:
        raise ProviderError("nobody sends codes: serve code_send and code_check in actions.yaml")


class SilentSender:
    """For tests, which know the code."""

    def deliver(self, phone: str, code: str) -> None:
        """It arrives nowhere."""
