"""A pack behind a telephone in this process: its engine, the Lambda handlers, the Lex bot."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Thread
from typing import Any

from aicc.backend.patient import PatientBackend
from aicc.backend.port import Backend
from aicc.channels.turn_service import Event, Later, TurnService
from aicc.deadline import Deadline
from aicc.domain.meaning import Meaning
from aicc.packs.pack import Pack
from aicc.phone.bot import Bot
from aicc.phone.lambdas import Handler
from aicc.phone.world import World
from aicc.wiring import memory_parts
from chatbot_engine import engine_from
from chatbot_nlu import ChatbotNLU

LISTEN_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Stores live as long as this object; the clock is the world's."""

    bot: Bot
    service: TurnService

    def handlers(self) -> Mapping[str, Handler]:
        """The very handlers that Lambda runs, over this desk's engine."""
        return handlers_over(self.service)


def desk_of(
    pack: Pack, world: World, *, backend: Backend | None = None, is_async: bool = False
) -> Desk:
    """`is_async`: a back end that is too slow for the caller goes on in a thread."""
    from lambdas.start import service_of

    parts = memory_parts(pack, world.clock)
    if backend:
        parts = replace(parts, backend=backend)
    if is_async:
        parts = replace(parts, backend=PatientBackend(parts.backend))
    engine = engine_from(parts, clock=world.clock)
    nlu = ChatbotNLU(pack=pack, clock=world.clock)

    def analyse(text: str) -> Meaning:
        return nlu.analyse(text, Deadline(LISTEN_S))

    service = service_of(parts, engine, clock=world.clock)
    if is_async:
        service = replace(service, later=in_a_thread(service))
    return Desk(bot=Bot(pack=pack, analyse=analyse), service=service)


def handlers_over(service: TurnService) -> dict[str, Handler]:
    from lambdas.start import serving

    with serving(service):  # their import is their start
        from lambdas import connect_turn, contact_events, lex_code_hook

    def served(handler: Handler) -> Handler:
        def run(event: dict[str, Any], context: object) -> Any:
            with serving(service):
                return handler(event, context)

        return run

    return {
        "connect_turn": served(connect_turn.lambda_handler),
        "lex_code_hook": served(lex_code_hook.lambda_handler),
        "contact_events": served(contact_events.lambda_handler),
    }


def in_a_thread(service: TurnService) -> Later:
    """What an asynchronous invocation is at AWS."""

    def later(event: Event, context: object) -> None:
        handler = handlers_over(service)["connect_turn"]
        Thread(target=handler, args=(dict(event), None), daemon=True).start()

    return later
