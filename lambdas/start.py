"""What every handler starts with: the engine and its stores, built while the container starts."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from functools import cache

from aicc import logs
from aicc.asker import asking
from aicc.channels.callers import Callers
from aicc.channels.http_door import HttpDoor
from aicc.channels.invoke_later import invoke_later
from aicc.channels.turn_service import Asked, Later, TurnService
from aicc.clock import Clock, utc_now
from aicc.deadline import Deadline
from aicc.domain.turn import Incoming, Reply
from aicc.metrics import EmbeddedMetricSink, Metrics
from aicc.packs.pack import Pack
from aicc.redact import mask_value
from aicc.settings import Settings
from aicc.stores.history.spooled import SpooledHistory
from aicc.stores.secrets_manager import SecretsManager
from aicc.systems.backend.patient import PatientBackend
from aicc.systems.hours.embedded import EmbeddedHours
from aicc.systems.phone_queue.connect import connect_queue
from aicc.systems.phone_queue.port import NoPhoneQueue, PhoneQueue
from aicc.understanding.services.lex_reading import lex_name
from aicc.wiring import Parts, open_parts
from chatbot_engine import ChatEngine, engine_from

PROBE_S = 1.0
LONG_WAIT_S = 300.0

_given: ContextVar[TurnService | None] = ContextVar("service", default=None)


def service() -> TurnService:
    """The container's own, from its environment; or the one that `serving` gives."""
    return _given.get() or _built()


@contextmanager
def serving(given: TurnService) -> Iterator[None]:
    """Inside, handlers use this service: how a phone on the desk runs them in its process."""
    token = _given.set(given)
    try:
        yield
    finally:
        _given.reset(token)


def service_of(
    parts: Parts,
    engine: ChatEngine,
    *,
    clock: Clock = utc_now,
    later: Later | None = None,
    adds_body: bool = False,
    door: HttpDoor | None = None,
    phone_queue: PhoneQueue | None = None,
    long_wait_s: float = LONG_WAIT_S,
) -> TurnService:
    pack, history = parts.pack, parts.history

    def asked(tenant_id: str, session_id: str, deadline: Deadline) -> Asked | None:
        session = parts.sessions.load(tenant_id, session_id, deadline)
        run = session.run if session else None
        flow = engine.upkeep.live.flows.library(tenant_id).flow_of(run) if run else None
        if run is None or flow is None or run.step_id not in flow.steps:
            return None
        first = run.frames[0].flow_id if run.frames else run.flow_id
        return Asked(flow_id=first, step=flow.steps[run.step_id])

    def reply(incoming: Incoming, deadline: Deadline) -> Reply:
        with asking(f"{incoming.tenant_id}:{incoming.user_id}"):
            return engine.reply(incoming, deadline)

    def warm_up() -> None:
        engine.upkeep.warm_up()
        engine.upkeep.probe(Deadline(PROBE_S))

    return TurnService(
        reply=reply,
        recent=parts.history.recent,
        by_message=parts.history.by_message,
        keep=parts.history.append_many,
        keep_replayed=history.write_through
        if isinstance(history, SpooledHistory)
        else history.append_many,
        ticket=parts.desk.find,
        move=parts.desk.move,
        asked=asked,
        warm_up=warm_up,
        sentence=pack.sentence,
        flow_names={flow.id: flow.name for flow in pack.flows.values()},
        intents_of_flow=_intents_of_flow(pack),
        lex_intents=frozenset(map(lex_name, pack.intents)),
        clock=clock,
        callers=Callers(parts.key),
        door=door or HttpDoor(),
        hours=EmbeddedHours(pack.hours),
        phone_queue=phone_queue or NoPhoneQueue(),
        long_wait_s=long_wait_s,
        later=later,
        adds_body=adds_body,
    )


@cache
def _built() -> TurnService:
    """What is made now stays as long as the container: no collection looks at it, now or later."""
    gc.disable()
    try:
        return _from_environment()
    finally:
        gc.freeze()
        gc.enable()


def _from_environment() -> TurnService:
    settings = Settings.load(read_secret=SecretsManager().read)
    logs.configure(mask=mask_value, level=settings.log_level)
    parts = open_parts(settings)
    if settings.voice_async:
        parts = replace(parts, backend=PatientBackend(parts.backend))
    engine = engine_from(parts, metrics=Metrics(EmbeddedMetricSink()))
    later = invoke_later(settings.aws_region) if settings.voice_async else None
    return service_of(
        parts,
        engine,
        later=later,
        adds_body=settings.lambda_body,
        door=HttpDoor.of(settings),
        phone_queue=connect_queue(settings.aws_region, utc_now),
        long_wait_s=settings.long_wait_s,
    )


def _intents_of_flow(pack: Pack) -> dict[str, tuple[str, ...]]:
    return {
        flow: tuple(each.name for each in pack.intents.values() if each.flow == flow)
        for flow in pack.flows
    }


gc.enable()  # see the package: everything is imported
