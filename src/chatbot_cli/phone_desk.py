"""A pack behind a telephone in this process: its engine, the Lambda handlers, the Lex bot."""

from dataclasses import dataclass, replace
from threading import Thread
from typing import Any

from aicc.amazon.phone.bot import Bot
from aicc.amazon.phone.lambdas import Handler
from aicc.channels.turn_service import Event, Later, TurnService
from aicc.clock import Clock
from aicc.deadline import Deadline
from aicc.domain.meaning import Meaning
from aicc.korean.text.said import as_said
from aicc.packs.pack import Pack
from aicc.systems.backend.patient import PatientBackend
from aicc.systems.phone_queue.port import PhoneQueue
from aicc.wiring import Parts, memory_parts
from chatbot_engine import ChatEngine, engine_from
from chatbot_nlu import ChatbotNLU

LISTEN_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The Lex bot that the pack stands for, and what the Lambda handlers ask."""

    bot: Bot
    service: TurnService


def desk_of(
    pack: Pack, clock: Clock, *, is_async: bool = False, phone_queue: PhoneQueue | None = None
) -> Desk:
    """Stores live as long as the process. `is_async`: a back end that is too slow for the caller
    goes on in a thread."""
    parts = memory_parts(pack, clock)
    if is_async:
        parts = replace(parts, backend=PatientBackend(parts.backend))
    desk = desk_on(parts, engine_from(parts, clock=clock), clock, phone_queue)
    if not is_async:
        return desk
    return replace(desk, service=replace(desk.service, later=in_a_thread(desk.service)))


def desk_on(
    parts: Parts, engine: ChatEngine, clock: Clock, phone_queue: PhoneQueue | None = None
) -> Desk:
    """Over an engine that is there already."""
    from lambdas.start import service_of

    nlu = ChatbotNLU(pack=parts.pack, clock=clock)

    def analyse(text: str) -> Meaning:
        return nlu.analyse(as_said(text), Deadline(LISTEN_S))

    return Desk(
        bot=Bot(pack=parts.pack, analyse=analyse),
        service=service_of(parts, engine, clock=clock, phone_queue=phone_queue),
    )


def handlers_over(service: TurnService) -> dict[str, Handler]:
    """The very handlers that Lambda runs, asking this service."""
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
