"""An HTTP turn against an echo on the same kind of server, in one run, unique texts."""

import tempfile
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager

from bench.processes import (
    Client,
    free_port,
    per_request_us,
    resident_mb,
    server,
)
from bench.report import Row, show

REQUESTS = 3000
ROUNDS = 3
# A conversation as the packs' tests have them: a scenario with a question in the middle, more
# questions, small talk, something that is not understood. The number makes each text unique.
SAID = (
    "안녕하세요 {n}번 문의입니다",
    "잔액 조회해 주세요 {n}번째예요",
    "{seven}",
    "이체 수수료가 얼마예요 {n}",
    "예금계좌",
    "카드 재발급은 며칠 걸리나요 {n}",
    "영업점 몇 시까지 하나요 {n}",
    "이체한도를 올리고 싶어요 {n}",
    "{seven}",
    "취소할게요",
    "오늘 저녁 뭐 먹지 {n}",
    "감사합니다 {n}",
)


def main() -> list[Row]:
    echo_us, turn_us, memory = [], [], 0.0
    port, own = free_port(), free_port()
    with (
        tempfile.TemporaryDirectory() as folder,
        echo_server(port) as echo,
        serving(own, folder) as aicc,
    ):
        for _ in range(ROUNDS):
            echo_us.append(per_request_us(echo, 1, REQUESTS, echoing(port)))
            turn_us.append(per_request_us(aicc, 1, REQUESTS, talking(own)))
        memory = resident_mb(aicc)
    echo_mid, turn_mid = sorted(echo_us)[ROUNDS // 2], sorted(turn_us)[ROUNDS // 2]
    return [
        Row(
            what="HTTP turn, embedded / FastAPI echo",
            figure=turn_mid / echo_mid,
            unit="x",
            bar=5,
            stretch=3.5,
            note=f"{turn_mid:.0f} us / {echo_mid:.0f} us",
        ),
        Row(
            what="process memory after it, banking pack",
            figure=memory,
            unit="MB",
            bar=150,
            stretch=120,
        ),
    ]


def echo_server(port: int) -> AbstractContextManager[int]:
    arguments = ["-m", "uvicorn", "bench.echo:app", "--port", str(port), "--no-access-log"]
    return server([*arguments, "--log-level", "warning"], port, "/docs")


def serving(
    port: int, folder: str, environ: Mapping[str, str] | None = None
) -> AbstractContextManager[int]:
    settings = {
        "AICC_DATA_DIR": folder,
        "AICC_PORT": str(port),
        "AICC_PACK": "banking",
        "AICC_LOG_LEVEL": "warning",
        **(environ or {}),
    }
    return server(["-m", "chatbot_cli.main", "serve"], port, "/health", settings)


def echoing(port: int) -> Callable[[int], Callable[[int], None]]:
    def make(number: int) -> Callable[[int], None]:
        client = Client(port)

        def ask(at: int) -> None:
            client.post("/echo", {"message": text(at), "message_id": f"{number}-{at}"})

        return ask

    return make


def talking(port: int) -> Callable[[int], Callable[[int], None]]:
    """Each client opens a new session for each conversation."""

    def make(number: int) -> Callable[[int], None]:
        client = Client(port)
        token = ""

        def ask(at: int) -> None:
            nonlocal token
            if at % len(SAID) == 0:
                token = client.post("/v1/sessions", {})["token"]
            client.post("/v1/chat", {"message": text(at), "message_id": f"m{at}"}, token)

        return ask

    return make


def text(number: int) -> str:
    return SAID[number % len(SAID)].format(n=number, seven=1_000_000 + number)


if __name__ == "__main__":
    show(main())
