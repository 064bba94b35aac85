"""An HTTP turn against an echo on the same kind of server, by turns in one run, unique texts."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from bench.processes import Client, Load, free_port, resident_mb, server
from bench.report import Row, show
from bench.slices import Spread, by_turns

ROUNDS = 40
ECHOES = 480  # a slice; about as long as one of turns
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


TURNS = 5 * len(SAID)  # a slice: whole conversations, so that all slices are alike


def main() -> list[Row]:
    port, own = free_port(), free_port()
    with (
        tempfile.TemporaryDirectory() as folder,
        echo_server(port) as echo,
        serving(own, folder) as aicc,
        Load(echo, 1, echoing(port)) as echoes,
        Load(aicc, 1, talking(own)) as turns,
    ):
        sides = {
            "echo": lambda _: echoes.slice_us(ECHOES),
            "turn": lambda _: turns.slice_us(TURNS),
        }
        found = by_turns(sides, ROUNDS)
        memory = resident_mb(aicc)
    return [
        over_echo("HTTP turn, embedded / FastAPI echo", found, bar=5, stretch=3.5),
        Row(
            what="process memory after it, banking pack",
            figure=memory,
            unit="MB",
            bar=150,
            stretch=120,
        ),
    ]


def over_echo(
    what: str, found: Mapping[str, Sequence[float]], *, bar: float, stretch: float
) -> Row:
    """Of slices named "turn" and "echo"."""
    ratio = Spread.of_ratio(found["turn"], found["echo"])
    turn, echo = (Spread.of(found[name]).median for name in ("turn", "echo"))
    return Row(
        what=what,
        figure=ratio.median,
        unit="x",
        bar=bar,
        stretch=stretch,
        note=f"{ratio.half}; {turn:.0f} us / {echo:.0f} us",
    )


def echo_server(port: int) -> AbstractContextManager[int]:
    arguments = ["-m", "uvicorn", "bench.echo:app", "--port", str(port), "--no-access-log"]
    return server([*arguments, "--log-level", "warning"], port, "/docs")


def serving(
    port: int,
    folder: str,
    environ: Mapping[str, str] | None = None,
    *,
    checkout: Path | None = None,
) -> AbstractContextManager[int]:
    """The service of this checkout, or of another one."""
    settings = {
        **({"PYTHONPATH": str(checkout / "src")} if checkout else {}),
        "AICC_DATA_DIR": folder,
        "AICC_PORT": str(port),
        "AICC_PACK": "banking",
        "AICC_LOG_LEVEL": "warning",
        **(environ or {}),
    }
    command = ["-m", "chatbot_cli.main", "serve"]
    return server(command, port, "/health", settings, folder=checkout)


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
