"""The handlers over an engine in memory, as a container of its own would have them."""

import json
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from aicc.channels.turn_service import TurnService
from aicc.clock import HandClock
from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack
from aicc.systems.backend.port import Backend
from aicc.wiring import Parts, memory_parts
from chatbot_cli.train import train
from chatbot_engine import engine_from
from lambdas.start import service_of, serving

EVENTS = Path(__file__).parent.parent / "events"

Event = dict[str, Any]


class Context:
    """What Lambda hands in beside the event."""

    invoked_function_arn = "arn:aws:lambda:ap-northeast-2:000000000000:function:turn"

    def __init__(self, request_id: str = "request-1", left_ms: int = 8000) -> None:
        self.aws_request_id = request_id
        self._left_ms = left_ms

    def get_remaining_time_in_millis(self) -> int:
        return self._left_ms


@cache
def banking() -> Pack:
    """Compiled, as a Lambda has it: nothing is learned when a container is made. People are there
    at any hour: the clock of tests stands on a holiday."""
    folder = Path(tempfile.mkdtemp())
    train("banking", folder)
    return replace(load_pack(str(folder / "banking.json")), hours=None)


class Container:
    """One engine, and every handler over it."""

    def __init__(self, parts: Parts, **settings: Any) -> None:
        clock = HandClock()
        self.parts = parts
        self.service: TurnService = service_of(
            parts, engine_from(parts, clock=clock), clock=clock, **settings
        )

    def call(self, handler: str, event: object, context: object | None = None) -> Any:
        with serving(self.service):
            from lambdas import connect_turn, contact_events, lex_code_hook

            module = {
                "connect_turn": connect_turn,
                "lex_code_hook": lex_code_hook,
                "contact_events": contact_events,
            }[handler]
            return module.lambda_handler(event, context or Context())

    def turn(self, text: str, turn: str, contact_id: str = "c1", **parameters: str) -> Any:
        return self.call("connect_turn", saying(text, turn, contact_id, **parameters))


def a_container(backend: Backend | None = None, **settings: Any) -> Container:
    parts = memory_parts(banking(), HandClock())
    return Container(replace(parts, backend=backend) if backend else parts, **settings)


def recorded(name: str) -> Event:
    event: Event = json.loads((EVENTS / f"{name}.json").read_text(encoding="utf-8"))
    return event


def saying(text: str, turn: str, contact_id: str = "c1", **parameters: str) -> Event:
    event = recorded("connect_voice")
    contact = event["Details"]["ContactData"]
    contact["ContactId"] = contact_id
    contact["Attributes"] = {"aicc_turn": turn}
    event["Details"]["Parameters"] = {"UserInput": text, **parameters}
    return event
