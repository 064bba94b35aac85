"""A scenario whose doctors belong to departments, for the tests of entities and lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from aicc.clock import HandClock
from aicc.conversation.scenario.answers import Refusal
from aicc.conversation.scenario.machine import State
from aicc.conversation.scenario.walker import FlowWalker, Position, WalkContext
from aicc.domain.flow_library import FlowLibrary
from aicc.domain.run import FlowRun
from aicc.domain.turn import Channel
from aicc.korean.text.said import as_said
from aicc.packs.entity_options import entity_options, with_entities
from aicc.packs.from_files import flow_from_plain
from aicc.systems.backend.port import Backend
from aicc.systems.demo.backend import DemoBackend
from tests.fakes import a_deadline

DOCTORS = {
    "김민수": ("내과", "2층"),
    "박지훈": ("내과", "2층"),
    "이서연": ("외과", "3층"),
    "최유리": ("안과", "4층"),
}
ENTITIES: list[dict[str, Any]] = [
    {"name": "department", "values": [
        {"value": "내과"}, {"value": "외과", "synonyms": ["일반외과"]}, {"value": "안과"}]},
    {"name": "doctor", "values": [
        {"value": name, "synonyms": [f"{name} 선생님"],
         "attributes": {"department": department, "floor": floor}}
        for name, (department, floor) in DOCTORS.items()]},
]  # fmt: skip
BOOKING: dict[str, Any] = {
    "name": "진료 예약",
    "steps": [
        {"id": "department", "message": "어느 과입니까?", "input_type": "selection",
         "entity": "department", "next_step": "doctor"},
        {"id": "doctor", "message": "어느 선생님입니까?", "input_type": "selection",
         "entity": "doctor", "next_step": "day"},
        {"id": "day", "message": "언제입니까?", "input_type": "date", "next_step": "sure"},
        {"id": "sure", "message": "{department} {doctor} {doctor.floor} {day:day}, 예약할까요?",
         "input_type": "confirm", "next_step": "done"},
        {"id": "done", "message": "예약했습니다."},
    ],
}  # fmt: skip


@dataclass(kw_only=True)
class Visit:
    """One customer in the scenario; `says` is what they heard last."""

    plain: dict[str, Any] = field(default_factory=lambda: BOOKING)
    channel: Channel = Channel.CHAT
    backend: Backend = field(default_factory=DemoBackend)
    position: Position | None = None

    def __post_init__(self) -> None:
        flow = with_entities(flow_from_plain("visit", self.plain), entity_options(ENTITIES))
        self.flow = flow
        self.walker = FlowWalker(self.backend, HandClock())
        self.context = WalkContext(
            flows=FlowLibrary.of([flow]), deadline=a_deadline(), channel=self.channel
        )

    def start(self, said: str = "") -> "Visit":
        return self._at(self.walker.start(self.context, self.flow, as_said(said)))

    def say(self, said: str) -> "Visit":
        """A correction comes before an answer, as in a turn."""
        text = as_said(said)
        taken_back = self.walker.correction(self.flow, self.run, text)
        if taken_back:
            return self._at(self.walker.correct(self.context, self.run, taken_back))
        read = self.walker.read(self.flow, self.run, text, self.channel)
        assert not isinstance(read, Refusal), f"{said!r} is refused"
        return self._at(self.walker.answer(self.context, self.run, read, text))

    def browse(self, said: str) -> "Visit":
        run = self.walker.browsed(self.flow, self.run, as_said(said), self.channel)
        assert run
        assert self.position
        return self._at(replace(self.position, run=run))

    def refuses(self, said: str) -> bool:
        read = self.walker.read(self.flow, self.run, as_said(said), self.channel)
        return isinstance(read, Refusal)

    @property
    def run(self) -> FlowRun:
        assert self.position
        return self.position.run

    @property
    def step(self) -> str:
        return self.run.step_id

    @property
    def answers(self) -> Mapping[str, Any]:
        return self.run.answers

    @property
    def says(self) -> str:
        return "\n".join(self.position.says) if self.position else ""

    @property
    def is_waiting(self) -> bool:
        return self.position is not None and self.position.state is State.WAITING

    def _at(self, position: Position) -> "Visit":
        self.position = position
        return self
