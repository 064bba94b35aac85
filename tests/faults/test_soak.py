"""Twenty minutes at fifty turns a second: no turn fails, and memory does not grow.

`AICC_SOAK_MINUTES` makes it shorter; then the slope is printed and says little.
"""

import http.client
import json
import os
import signal
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.service.serving import Serving
from tests.service.watched import resident_mb, slope

MINUTES = float(os.environ.get("AICC_SOAK_MINUTES", "20"))
USERS, A_SECOND = 25, 50
A_CONVERSATION = 30  # turns
WARM_S = 60.0  # caches fill; at most a third of the time
MOST_MB_IN_TEN_MINUTES = 1.0
SAID = ("안녕하세요", "영업시간 알려 주세요", "전화 상담 예약할게요", "취소", "감사합니다")


@dataclass(slots=True)
class Customers:
    port: int
    ends_at: float
    took_ms: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    _pace: threading.Event = field(default_factory=threading.Event)  # never set

    def talk(self, user: int) -> None:
        """One conversation after the other, at this user's share of the turns."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        due, token, number = time.monotonic() + user / A_SECOND, "", 0
        while max(due, time.monotonic()) < self.ends_at:
            self._pace.wait(max(0.0, due - time.monotonic()))
            due += USERS / A_SECOND
            if number % A_CONVERSATION == 0:
                token = self._asked(connection, "/v1/sessions", {}).get("token", "")
            body = {"message": SAID[number % len(SAID)], "message_id": f"m{number}"}
            began = time.perf_counter()
            self._asked(connection, "/v1/chat", body, token)
            self.took_ms.append(1000 * (time.perf_counter() - began))
            number += 1
        connection.close()

    def _asked(
        self, connection: http.client.HTTPConnection, path: str, body: object, token: str = ""
    ) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        connection.request("POST", path, json.dumps(body), headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        if answer.status not in {200, 201}:
            self.failed.append(f"{answer.status} {text[:80]}")
        found: dict[str, str] = json.loads(text)
        return found


@pytest.mark.long
def test_memory_does_not_grow_in_twenty_minutes(
    tmp_path: Path, unused_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    serving = Serving(tmp_path, unused_port, AICC_LOG_LEVEL="warning")
    serving.wait_until_ready()
    began = time.monotonic()
    customers = Customers(unused_port, began + 60 * MINUTES)
    threads = [threading.Thread(target=customers.talk, args=(user,)) for user in range(USERS)]
    for thread in threads:
        thread.start()
    warm_s, pause = min(WARM_S, 20 * MINUTES), threading.Event()
    samples: list[tuple[float, float]] = []
    while (passed_s := time.monotonic() - began) < 60 * MINUTES:
        if passed_s > warm_s:
            samples.append((passed_s, resident_mb(serving.process.pid)))
        pause.wait(2)
    for thread in threads:
        thread.join()
    serving.end(signal.SIGTERM)

    a_ten_minutes = 600 * slope(samples)
    took = sorted(customers.took_ms)
    with capsys.disabled():
        print(f"\n{MINUTES:g} min, {len(took) / (60 * MINUTES):.1f} turns/s: {len(took)} turns,")
        print(f"{len(customers.failed)} failed, p50 {took[len(took) // 2]:.0f} ms,", end=" ")
        print(f"p99 {took[len(took) * 99 // 100]:.0f} ms; {samples[0][1]:.1f} MB", end=" ")
        print(f"to {samples[-1][1]:.1f} MB, {a_ten_minutes:+.2f} MB in ten minutes")
    assert customers.failed == []
    assert MINUTES < 20 or a_ten_minutes <= MOST_MB_IN_TEN_MINUTES
