"""Scenarios: a customer walks through a flow, step by step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock
from typing import Any

from aicc.clock import Clock, utc_now
from aicc.conversation.scenario import machine
from aicc.conversation.scenario.answers import Refusal
from aicc.conversation.scenario.machine import DEAD_ENDS, State
from aicc.conversation.scenario.offers import asked_now
from aicc.conversation.scenario.walker import FlowWalker, Position, WalkContext
from aicc.deadline import Deadline
from aicc.domain.flow import Flow
from aicc.domain.flow_library import FlowLibrary
from aicc.domain.run import FlowRun
from aicc.errors import InvalidInputError, NotFoundError
from aicc.ids import new_id
from aicc.korean.text.said import as_said
from aicc.packs.catalog.sentences import sentences
from aicc.packs.entity_options import entity_options, with_entities
from aicc.packs.from_files import flow_from_plain
from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack
from aicc.systems.backend.port import Backend
from aicc.wiring import demo_backend, memory_backend, shipped_packs

STEP_S = 2.0
OFFERS_PERSON = frozenset({*DEAD_ENDS, State.HANDOFF})


class ScenarioType(StrEnum):
    GENERAL = "general"
    BANKING = "banking"
    SHOPPING = "shopping"


@dataclass(slots=True, kw_only=True)
class _Walk:
    user_id: str
    scenario_type: str
    flows: FlowLibrary = field(default_factory=lambda: FlowLibrary(current={}))
    run: FlowRun | None = None
    lock: Lock = field(default_factory=Lock)


class ChatbotScenario:
    """Scenarios by themselves, without the rest of the bot; sessions live in memory.

    `scenarios` is plain data and may be changed at any time: a flow is read when it starts. With
    a `pack`, a shipped name or a folder, they are its own; without one those of all shipped packs.
    """

    def __init__(
        self,
        *,
        backend: Backend | None = None,
        pack: str | Pack | None = None,
        clock: Clock = utc_now,
    ) -> None:
        own = load_pack(pack) if isinstance(pack, str) else pack
        self.scenarios: dict[str, dict[str, Any]] = {
            each.scenario_type: {
                "name": each.name,
                "flows": dict(each.plain_flows),
                "entities": list(each.entities),
            }
            for each in ((own,) if own else shipped_packs())
        }
        made_up = memory_backend(own, clock) if own else demo_backend(clock)
        self._walker = FlowWalker(backend or made_up, clock)
        self._walks: dict[str, _Walk] = {}

    def create_session(self, user_id: str, scenario_type: str) -> str:
        """A new session's id; `InvalidInputError` for a scenario type that is not there."""
        if scenario_type not in self.scenarios:
            known = ", ".join(sorted(self.scenarios))
            raise InvalidInputError(f"no scenario type {scenario_type!r}: there are {known}")
        session_id = new_id()
        self._walks[session_id] = _Walk(user_id=user_id, scenario_type=scenario_type)
        return session_id

    def start_flow(self, session_id: str, flow_id: str) -> dict[str, Any]:
        """The first step; `warnings` name what is wrong in the flow."""
        walk = self._walk(session_id)
        scenarios = self.scenarios[walk.scenario_type]
        flows: Mapping[str, Any] = scenarios["flows"]
        if flow_id not in flows:
            raise NotFoundError(f"no flow {flow_id!r}: there are {', '.join(sorted(flows))}")
        with walk.lock:
            known = entity_options(scenarios.get("entities", ()))
            flow = flow_from_plain(flow_id, flows[flow_id])
            all_flows = [with_entities(each, known) for each in (*_entered(flow, flows), flow)]
            walk.flows, flow = FlowLibrary.of(all_flows), all_flows[-1]
            return self._keep(walk, self._walker.start(_context(walk), flow))

    def process_step(self, session_id: str, user_input: str) -> dict[str, Any]:
        """The step after this answer, or the same one with `error` when it was refused."""
        walk = self._walk(session_id)
        with walk.lock:
            flow = walk.flows.flow_of(walk.run) if walk.run else None
            if walk.run is None or flow is None:
                raise InvalidInputError("no flow is running: call start_flow first")
            said = as_said(user_input)
            read = self._walker.read(flow, walk.run, said)
            if isinstance(read, Refusal):
                return self._refused(walk, flow, walk.run, read)
            position = self._walker.answer(_context(walk), walk.run, read, said)
            return self._keep(walk, position)

    def _walk(self, session_id: str) -> _Walk:
        if session_id not in self._walks:
            raise NotFoundError(f"no session {session_id!r}")
        return self._walks[session_id]

    def _refused(self, walk: _Walk, flow: Flow, run: FlowRun, refusal: Refusal) -> dict[str, Any]:
        walk.run = machine.missed(run)
        own = self._walker.refusal(_context(walk), run, silent=False)
        position = Position(
            flow=flow,
            run=walk.run,
            state=State.WAITING,
            says=(own,) if own else self._walker.question(_context(walk), run),
            refused=refusal.key,
        )
        return _as_dict(position)

    def _keep(self, walk: _Walk, position: Position) -> dict[str, Any]:
        walk.run = None if position.is_over else position.run
        return _as_dict(position)


def _context(walk: _Walk) -> WalkContext:
    return WalkContext(flows=walk.flows, deadline=Deadline(STEP_S))


def _entered(flow: Flow, plain: Mapping[str, Any]) -> list[Flow]:
    """The flows that the flow enters, and those that they enter."""
    found: dict[str, Flow] = {}
    waiting = [flow]
    while waiting:
        for step in waiting.pop().steps.values():
            if step.enters in plain and step.enters not in {flow.id, *found}:
                found[step.enters] = flow_from_plain(step.enters, plain[step.enters])
                waiting.append(found[step.enters])
    return list(found.values())


def _says(position: Position) -> tuple[str, ...]:
    """What a flow that cannot go on says is ours, not the flow's."""
    key = DEAD_ENDS.get(position.state)
    return (*position.says, sentences("ko")[key].chat) if key else position.says


def _as_dict(position: Position) -> dict[str, Any]:
    step = position.step
    step = asked_now(position.flow, step, position.run) if step else None
    return {
        "step_id": position.run.step_id,
        "message": "\n".join(_says(position)),
        "input_type": str(step.input_type) if step else "none",
        "options": [option.value for option in step.options] if step else [],
        "answers": {
            name: value
            for name, value in position.run.answers.items()
            if name not in position.run.secrets
        },
        "state": str(position.state),
        "ended": position.is_over,
        "offers_person": position.state in OFFERS_PERSON,
        "error": str(position.refused) if position.refused else None,
        "warnings": list(position.flow.warnings),
    }
