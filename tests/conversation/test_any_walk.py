"""Whatever a customer does in a scenario, some things hold after every move."""

import json

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from aicc.conversation.scenario.answers import Read
from aicc.conversation.scenario.machine import State, missed
from aicc.conversation.scenario.walker import FlowWalker, Position, WalkContext
from aicc.domain.flow import InputType
from aicc.domain.run import FlowRun
from aicc.korean.text.said import as_said
from aicc.systems.demo.backend import DemoBackend
from tests.conversation.booking import booking, library
from tests.fakes import FixedClock, a_deadline

RIGHT = {
    "day": ["내일", "모레요", "3월 20일"],
    "at": ["세 시", "오후 두 시 반"],
    "branch": ["강남", "서초점이요"],
    "people": ["두 명", "8"],
    "extras": ["주차", "전부 다요"],
    "birth": ["1990년 3월 5일", "2020년 1월 1일"],
    "member": ["1234"],
    "sure": ["네", "아니요"],
}
OTHER = [
    "아니 모레요",
    "지점을 바꿀게요",
    "세 명으로 해 주세요",
    "강남 말고 서초점이요",
    "음",
    "ㅋㅋ",
    "내일 오후 세 시에 강남점으로 두 명이요",
    "{day}",
    "9" * 30,
]


class AnyWalk(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.walker = FlowWalker(DemoBackend(), FixedClock())
        self.ground = WalkContext(flows=library(), deadline=a_deadline(600))
        self.stand: Position = self.walker.start(self.ground, booking())

    @property
    def is_under_way(self) -> bool:
        return self.stand.state is State.WAITING

    @precondition(lambda self: not self.is_under_way)
    @rule(said=st.sampled_from(["", "모레 강남에 예약이요"]))
    def begin_again(self, said: str) -> None:
        self.stand = self.walker.start(self.ground, booking(), as_said(said))

    @precondition(lambda self: self.is_under_way)
    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        self._say(data.draw(st.sampled_from(RIGHT[self.stand.run.step_id])))

    @precondition(lambda self: self.is_under_way)
    @rule(text=st.sampled_from(OTHER))
    def say_something_else(self, text: str) -> None:
        self._say(text)

    @precondition(lambda self: self.is_under_way)
    @rule()
    def go_back(self) -> None:
        self.stand = self.walker.back(self.ground, self.stand.run) or self.stand

    @precondition(lambda self: self.is_under_way)
    @rule()
    def forget_the_secrets(self) -> None:
        run = self.stand.run.without_secrets()
        assert not {"birth", "member"} & run.answers.keys()
        self.stand = self.walker.resume(self.ground, run)

    @precondition(lambda self: self.is_under_way)
    @rule()
    def be_written_and_read(self) -> None:
        run = FlowRun.from_json(json.loads(json.dumps(self.stand.run.to_json())))
        assert run == self.stand.run

    def _say(self, text: str) -> None:
        flow, run = self.stand.flow, self.stand.run
        correction = self.walker.correction(flow, run, as_said(text))
        read = self.walker.read(flow, run, as_said(text))
        if correction:
            self.stand = self.walker.correct(self.ground, run, correction)
        elif isinstance(read, Read):
            self.stand = self.walker.answer(self.ground, run, read, as_said(text))
        else:
            assert self.walker.refusal(self.ground, missed(run), silent=False) is not None

    @invariant()
    def the_flow_never_breaks(self) -> None:
        assert self.stand.state in {State.WAITING, State.ENDED, State.HANDOFF}

    @invariant()
    def a_waiting_customer_was_asked_something(self) -> None:
        if self.is_under_way:
            step = self.stand.step
            assert step is not None
            assert step.input_type is not InputType.NONE

    @invariant()
    def the_state_is_small(self) -> None:
        run = json.dumps(self.stand.run.to_json(), ensure_ascii=False)
        assert len(run.encode()) < 2048

    @invariant()
    def nothing_secret_is_said(self) -> None:
        assert "1234" not in " ".join(self.stand.says)


TestAnyWalk = AnyWalk.TestCase
TestAnyWalk.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
