"""How far a run has come, in one small file: what `status` tells of one that was cut off."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from aicc.clock import Clock

FILE = "state.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRun:
    command: str
    account: str
    step: str = ""
    began_at: str = ""
    ended_at: str = ""
    error: str = ""

    @property
    def was_cut_off(self) -> bool:
        return not self.ended_at


class RunState:
    """AWS says what is there; this says only what was being done."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._path = folder / FILE
        self._clock = clock

    def last(self) -> LastRun | None:
        """None for a file that is not there or was cut off while it was written elsewhere."""
        try:
            read: Any = json.loads(self._path.read_text(encoding="utf-8"))
            return LastRun(**read)
        except (OSError, ValueError, TypeError):
            return None

    def begin(self, command: str, account: str) -> None:
        self._write(LastRun(command=command, account=account, began_at=self._now()))

    def step(self, name: str) -> None:
        last = self.last()
        if last is not None:
            self._write(replace(last, step=name))

    def end(self, error: str = "") -> None:
        last = self.last()
        if last is not None:
            self._write(replace(last, ended_at=self._now(), error=error))

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")

    def _write(self, run: LastRun) -> None:
        """Whole or not at all."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        partly = self._path.with_suffix(".partly")
        partly.write_text(json.dumps(asdict(run), indent=2), encoding="utf-8")
        partly.replace(self._path)
