"""A real `aicc serve` in a process of its own, for tests that stop, kill and start it again."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

START_S = 60.0


class Serving:
    def __init__(self, folder: Path, port: int, **environ: str) -> None:
        self.port = port
        self._log = folder / f"serve-{time.monotonic_ns()}.log"
        environment = {
            **os.environ,
            "AICC_DATA_DIR": str(folder / "data"),
            "AICC_PORT": str(port),
            "AICC_PACK": "general",
            **environ,
        }
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "chatbot_cli.main", "serve"],
                stdout=log,
                stderr=subprocess.STDOUT,
                env=environment,
                cwd=folder,
            )

    @property
    def output(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def wait_until_ready(self) -> None:
        ends_at = time.monotonic() + START_S
        while time.monotonic() < ends_at:
            assert self.process.poll() is None, self.output
            try:
                if self.ask("GET", "/health")["status"] == "healthy":
                    return
            except OSError:
                time.sleep(0.05)  # a process is starting: there is nothing else to wait for
        raise AssertionError(f"it did not start:\n{self.output}")

    def ask(
        self, method: str, path: str, body: object = None, token: str = "", timeout_s: float = 10.0
    ) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout_s)
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            connection.request(
                method, path, json.dumps(body) if body is not None else None, headers
            )
            answer = connection.getresponse().read()
            return json.loads(answer) if answer else None
        finally:
            connection.close()

    def end(self, sig: signal.Signals) -> int:
        self.process.send_signal(sig)
        return self.process.wait(timeout=30)
