"""Walks through a scenario with every kind of step, as a customer takes them."""

import json
from typing import Any

import pytest

from aicc.conversation.scenario.answers import Read, Refusal
from aicc.conversation.scenario.machine import State, missed
from aicc.conversation.scenario.walker import FlowWalker, Position, WalkContext
from aicc.domain.flow_library import FlowLibrary
from aicc.domain.handoff import EscalationPriority
from aicc.domain.run import FlowRun
from aicc.domain.turn import Channel
from aicc.korean.text.said import as_said
from aicc.packs.from_files import flow_from_plain
from aicc.systems.demo.backend import DemoBackend
from tests.conversation.booking import BOOKING, booking, library
from tests.fakes import FixedClock, a_deadline

ALL_AT_ONCE = "내일 오후 세 시에 강남점으로 두 명이요"


class Caller:
    """Says one thing after the other, as the engine would take it."""

    def __init__(self, flows: FlowLibrary | None = None, channel: Channel = Channel.CHAT) -> None:
        self.ground = WalkContext(
            flows=flows or library(), deadline=a_deadline(60), channel=channel
        )
        self.walker = FlowWalker(DemoBackend(), FixedClock())
        self.stand = self.walker.start(self.ground, booking())

    def say(self, *texts: str) -> Position:
        for text in texts:
            self.stand = self._answer(text)
        return self.stand

    def _answer(self, text: str) -> Position:
        flow, run = self.stand.flow, self.stand.run
        correction = self.walker.correction(flow, run, as_said(text))
        if correction:
            return self.walker.correct(self.ground, run, correction)
        read = self.walker.read(flow, run, as_said(text))
        assert isinstance(read, Read), f"{text} was refused at {run.step_id}: {read}"
        return self.walker.answer(self.ground, run, read, as_said(text))

    def back(self) -> Position | None:
        return self.walker.back(self.ground, self.stand.run)


@pytest.fixture
def caller() -> Caller:
    return Caller()


def test_one_sentence_answers_every_step_it_speaks_of(caller: Caller) -> None:
    stand = caller.say(ALL_AT_ONCE)

    assert stand.run.step_id == "extras"
    assert stand.run.answers == {
        "day": "2026-03-03", "at": "15:00", "branch": "강남점", "people": 2,
    }  # fmt: skip


def test_what_the_first_sentence_says_is_not_asked(caller: Caller) -> None:
    stand = caller.walker.start(caller.ground, booking(), as_said("모레 강남에 예약하고 싶어요"))

    assert stand.run.step_id == "at"
    assert stand.run.answers == {"day": "2026-03-04"}
    assert stand.run.heard == {"branch": "강남점"}


def test_a_volunteered_answer_that_its_step_would_refuse_is_asked_for(caller: Caller) -> None:
    stand = caller.say("내일 오후 세 시에 강남점으로 스무 명이요")

    assert stand.run.step_id == "people"


def test_several_options_are_chosen_together(caller: Caller) -> None:
    stand = caller.say(ALL_AT_ONCE, "주차하고 케이크요")

    assert stand.run.answers["extras"] == ["주차", "케이크"]


@pytest.mark.parametrize("said", ["전부 다요", "1번, 2번, 3번"])
def test_all_options_can_be_chosen(caller: Caller, said: str) -> None:
    stand = caller.say(ALL_AT_ONCE, said)

    assert stand.run.answers["extras"] == ["주차", "유아 의자", "케이크"]


def test_a_flow_that_is_entered_comes_back_with_its_outcome(caller: Caller) -> None:
    asked = caller.say(ALL_AT_ONCE, "주차")
    stand = caller.say("1990년 3월 5일", "1234")

    assert (asked.run.flow_id, asked.run.step_id) == ("who", "birth")
    assert (stand.run.flow_id, stand.run.step_id) == ("booking", "sure")
    assert stand.says == (
        "3월 3일 화요일 오후 3시 강남점, 2명, 주차, 예약금 20,000원입니다. 예약할까요?",
    )
    assert stand.run.answers["who"] == {"outcome": "ok"}


def test_a_branch_is_chosen_by_the_outcome_of_the_flow_that_was_entered(caller: Caller) -> None:
    stand = caller.say(ALL_AT_ONCE, "주차", "2020년 3월 5일")

    assert stand.says == ("보호자가 예약해 주십시오.", "예약하지 않았습니다.")
    assert stand.state is State.ENDED


def test_a_condition_chooses_the_way(caller: Caller) -> None:
    stand = caller.say("내일 오후 세 시에 강남점으로 여섯 명이요", "주차", "1990년 3월 5일", "1234")

    assert stand.says[0] == "단체석으로 안내합니다."
    assert "booking/price:case_1" in stand.ways


def test_a_handoff_has_a_queue_and_a_priority(caller: Caller) -> None:
    stand = caller.say(ALL_AT_ONCE, "주차", "1990년 3월 5일", "1234", "네")

    assert stand.state is State.HANDOFF
    assert (stand.queue, stand.priority) == ("vip", EscalationPriority.HIGH)


@pytest.mark.parametrize(
    ("said", "slot", "value"),
    [
        ("아니 모레요", "day", "2026-03-04"),
        ("아니 네 시요", "at", "16:00"),
        ("강남 말고 서초점이요", "branch", "서초점"),
        ("세 명으로 해 주세요", "people", 3),
        ("아니요, 다섯 명이에요", "people", 5),
    ],
)
def test_an_earlier_answer_is_taken_back_and_nothing_else_is_asked_again(
    caller: Caller, said: str, slot: str, value: Any
) -> None:
    before = caller.say(ALL_AT_ONCE, "주차", "1990년 3월 5일", "1234").run.answers

    stand = caller.say(said)

    assert stand.run.step_id == "sure"
    assert stand.run.answers[slot] == value
    same = before.keys() - {slot, "deposit"}
    assert {name: stand.run.answers[name] for name in same} == {name: before[name] for name in same}


def test_a_wish_to_change_asks_that_step_again_and_goes_back_to_where_it_was(
    caller: Caller,
) -> None:
    caller.say(ALL_AT_ONCE, "주차", "1990년 3월 5일", "1234")

    asked = caller.say("지점을 바꿀게요")
    stand = caller.say("서초점")

    assert asked.says == ("어느 지점입니까?",)
    assert stand.run.step_id == "sure"
    assert stand.run.answers["branch"] == "서초점"


@pytest.mark.parametrize("said", ["아니요", "아니", "아니에요 됐어요"])
def test_a_plain_no_takes_nothing_back(caller: Caller, said: str) -> None:
    caller.say(ALL_AT_ONCE, "주차", "1990년 3월 5일", "1234")

    wanted = caller.walker.correction(caller.stand.flow, caller.stand.run, as_said(said))

    assert wanted is None


def test_going_back_leaves_an_entered_flow_by_the_way_it_came(caller: Caller) -> None:
    caller.say(ALL_AT_ONCE, "주차")

    stand = caller.back()

    assert stand is not None
    assert (stand.run.flow_id, stand.run.step_id) == ("booking", "extras")
    assert stand.run.frames == ()


def test_going_back_steps_over_a_flow_that_has_nothing_to_ask_any_more(caller: Caller) -> None:
    caller.say(ALL_AT_ONCE, "주차", "1990년 3월 5일", "1234")

    stand = caller.back()

    assert stand is not None
    assert (stand.run.flow_id, stand.run.step_id) == ("booking", "extras")


def test_going_back_from_the_second_question_of_an_entered_flow_asks_its_first(
    caller: Caller,
) -> None:
    caller.say(ALL_AT_ONCE, "주차", "1990년 3월 5일")

    stand = caller.back()

    assert stand is not None
    assert (stand.run.flow_id, stand.run.step_id) == ("who", "birth")
    assert len(stand.run.frames) == 1


def test_going_back_from_the_first_question_goes_nowhere(caller: Caller) -> None:
    assert caller.back() is None


def test_what_is_said_to_a_refused_answer_changes_with_each_try(caller: Caller) -> None:
    run = caller.say("내일 오후 세 시에 강남점으로").run
    said = []

    for _ in range(3):
        said.append(caller.walker.refusal(caller.ground, run, silent=False))
        run = missed(run)

    assert said == ["여덟 분까지입니다.", "숫자로 적어 주십시오.", "숫자로 적어 주십시오."]
    assert caller.walker.refusal(caller.ground, run, silent=True) == "듣고 있습니다."


def test_a_refusal_has_its_own_words_for_the_phone() -> None:
    caller = Caller(channel=Channel.VOICE)
    run = missed(caller.say("내일 오후 세 시에 강남점으로").run)

    assert caller.walker.refusal(caller.ground, run, silent=False) == "숫자로 말씀해 주십시오."


def test_without_secrets_a_run_stands_before_the_first_of_them(caller: Caller) -> None:
    run = caller.say(ALL_AT_ONCE, "주차", "1990년 3월 5일", "1234").run

    public = run.without_secrets()

    assert (public.flow_id, public.step_id, public.unasked) == ("booking", "who", True)
    assert not {"birth", "member"} & public.answers.keys()
    assert public.answers["branch"] == "강남점"


def test_a_run_without_its_secrets_asks_for_them_again(caller: Caller) -> None:
    run = caller.say(ALL_AT_ONCE, "주차", "1990년 3월 5일", "1234").run

    stand = caller.walker.resume(caller.ground, run.without_secrets())

    assert (stand.run.flow_id, stand.run.step_id) == ("who", "birth")
    assert not stand.run.unasked


def test_a_run_is_the_same_after_it_was_written_and_read(caller: Caller) -> None:
    run = caller.say(ALL_AT_ONCE, "주차", "1990년 3월 5일").run

    read = FlowRun.from_json(json.loads(json.dumps(run.to_json())))

    assert read == run
    assert len(json.dumps(run.to_json(), ensure_ascii=False).encode()) < 2048


def test_a_run_that_the_release_before_wrote_is_read() -> None:
    written = {"flow": "booking", "step": "at", "answers": {"day": "2026-03-03"}, "asked": ["day"],
               "tries": 1}  # fmt: skip

    run = FlowRun.from_json(written)

    assert library().flow_of(run) is not None
    assert (run.step_id, run.tries, run.frames) == ("at", 1, ())


def test_a_conversation_stays_on_the_version_it_began_with() -> None:
    old, new = booking(), _booking_that_says("언제 들르십니까?")
    run = FlowRun(flow_id="booking", step_id="day", version=old.version)

    kept = FlowLibrary.of([new], earlier=[old]).flow_of(run)
    moved = FlowLibrary.of([new]).flow_of(run)

    assert kept is old
    assert moved is new


def test_a_run_whose_step_is_gone_has_no_flow() -> None:
    run = FlowRun(flow_id="booking", step_id="long_gone", version="of last year")

    assert library().flow_of(run) is None


def test_a_flow_that_enters_itself_without_end_is_broken() -> None:
    circle = flow_from_plain("circle", {"steps": [{"id": "again", "enter": "circle"}]})
    flows = FlowLibrary.of([circle])
    walker = FlowWalker(DemoBackend(), FixedClock())

    stand = walker.start(WalkContext(flows=flows, deadline=a_deadline()), circle)

    assert stand.state is State.BROKEN


def test_a_step_of_many_counters_refuses_what_is_not_a_number(caller: Caller) -> None:
    caller.say("내일 오후 세 시에 강남점으로")

    read = caller.walker.read(caller.stand.flow, caller.stand.run, as_said("글쎄요"))

    assert isinstance(read, Refusal)


def _booking_that_says(question: str) -> Any:
    first, *others = BOOKING["steps"]
    return flow_from_plain(
        "booking", {**BOOKING, "steps": [{**first, "message": question}, *others]}
    )
