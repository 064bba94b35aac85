"""A stage for conversations: an engine in this process that keeps nothing."""

from dataclasses import replace

from aicc.clock import HandClock
from aicc.content.memory import MemoryContent
from aicc.content.port import ContentStore
from aicc.deadline import Deadline
from aicc.domain.turn import DEFAULT_TENANT
from aicc.packs.pack import Pack
from aicc.trials.stage import ScriptedBackend, Stage
from aicc.wiring import Parts, memory_backend, memory_parts
from chatbot_engine import ChatEngine, engine_from

_LOOK_S = 5.0


def stage_for(pack: Pack, content: ContentStore | None = None) -> Stage:
    """`content` is what staff published over the pack; nothing without it."""
    clock = HandClock()
    backend = ScriptedBackend(lambda: memory_backend(pack, clock))
    parts = replace(memory_parts(pack, clock), backend=backend, content=content or MemoryContent())
    return stage_over(parts, engine_from(parts, clock=clock), clock, backend)


def stage_over(
    parts: Parts, engine: ChatEngine, clock: HandClock, backend: ScriptedBackend
) -> Stage:
    tenant = DEFAULT_TENANT
    return Stage(
        pack=parts.pack,
        clock=clock,
        backend=backend,
        answer=engine.reply,
        session=lambda session_id: parts.sessions.load(tenant, session_id, Deadline(_LOOK_S)),
        record=lambda session_id: next(
            iter(engine.upkeep.history(tenant, session_id, Deadline(_LOOK_S), 1)), None
        ),
        ticket=lambda number: parts.desk.find(tenant, number, Deadline(_LOOK_S)),
        forget=lambda session_id: engine.upkeep.erase(tenant, session_id, Deadline(_LOOK_S)),
    )
