"""What HTTP alone costs: a turn whose engine says one sentence, against an echo, by turns."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from fastapi import FastAPI

from aicc.clock import utc_now
from aicc.deadline import Deadline
from aicc.domain.turn import Incoming, Reply
from aicc.packs.loader import load_pack
from aicc.settings import Settings
from aicc.wiring import memory_parts
from api.app import create_app
from bench.processes import Client, Load, free_port, server
from bench.report import Row, show
from bench.slices import by_turns
from bench.turns import echo_server, echoing, over_echo, text
from chatbot_engine import ChatEngine, engine_from

ROUNDS, ASKED = 40, 480


class OneSentence(ChatEngine):
    """Nothing is opened, read, decided or kept."""

    def __init__(self, engine: ChatEngine) -> None:
        self.upkeep = engine.upkeep

    def reply(self, incoming: Incoming, deadline: Deadline | None = None) -> Reply:
        return Reply(
            turn_id=incoming.message_id,
            at=utc_now(),
            parts=("How may I help you?",),
            intent="greeting",
            confidence=0.9,
            sentiment="NEUTRAL",
        )


def make_app() -> FastAPI:
    engine = OneSentence(engine_from(memory_parts(load_pack("general"))))
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.load({"AICC_DATA_DIR": str(Path(folder)), "AICC_LOG_LEVEL": "warning"})
        return create_app(settings, engine=engine)


def main() -> list[Row]:
    port, own = free_port(), free_port()
    arguments = ["-m", "uvicorn", "--factory", "bench.http_path:make_app", "--port", str(own)]
    command = [*arguments, "--no-access-log", "--log-level", "warning"]
    with (
        echo_server(port) as echo,
        server(command, own, "/health") as aicc,
        Load(echo, 1, echoing(port)) as echoes,
        Load(aicc, 1, lambda _: _widget(own)) as widgets,
        Load(aicc, 1, lambda _: _plain(own)) as plains,
    ):
        found = by_turns(
            {
                "echo": lambda _: echoes.slice_us(ASKED),
                "widget": lambda _: widgets.slice_us(ASKED),
                "plain": lambda _: plains.slice_us(ASKED),
            },
            ROUNDS,
        )
    return [
        over_echo(
            f"HTTP alone, {path} / FastAPI echo",
            {"turn": found[name], "echo": found["echo"]},
            bar=1.3,
            stretch=1.0,
        )
        for path, name in (("/v1/chat", "widget"), ("/chat", "plain"))
    ]


def _widget(port: int) -> Callable[[int], None]:
    client = Client(port)
    token = client.post("/v1/sessions", {})["token"]

    def ask(at: int) -> None:
        client.post("/v1/chat", {"message": text(at), "message_id": f"w{at}"}, token)

    return ask


def _plain(port: int) -> Callable[[int], None]:
    client = Client(port)
    who = {"user_id": "u1", "session_id": "s1"}

    def ask(at: int) -> None:
        client.post("/chat", {**who, "message": text(at), "message_id": f"p{at}"})

    return ask


if __name__ == "__main__":
    show(main())
