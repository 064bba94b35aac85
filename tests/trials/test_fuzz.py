"""Made-up customers find what breaks, and nothing where nothing does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest

from aicc.domain.flow import InputType, Step, Validation
from aicc.domain.session import Session
from aicc.domain.turn import Incoming, Reply
from aicc.packs.from_files import flow_from_plain
from aicc.packs.loader import load_pack
from aicc.trials.fuzz.answers import Answers, takes, wrong_answer
from aicc.trials.fuzz.customer import Said
from aicc.trials.fuzz.slips import SLIPS, slipped
from aicc.trials.fuzz.walks import Material, Walk, perform, shortened, walk_many, walk_once
from aicc.trials.stage import Stage
from chatbot_cli.stage import stage_for
from tests.trials.staged import a_stage

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
ASKING = [
    pytest.param(step, id=f"{flow.id}/{step.id}")
    for pack in (*map(load_pack, ("banking", "shopping", "general")), a_stage().pack)
    for flow in pack.flows.values()
    for step in flow.steps.values()
    if step.asks
]
LIMIT = tuple(Said(kind="", text=text) for text in ("이체한도 변경", "1234567", "네"))


def test_walks_through_a_sound_pack_find_nothing_and_go_everywhere() -> None:
    stage = stage_for(load_pack("general"))

    walked = walk_many(stage, Material(), walks=60, seed=1)

    assert walked.findings == {}
    assert walked.walks == 60
    assert walked.turns > 300
    assert len(walked.ways) >= 8


def test_the_same_seed_and_number_give_the_same_walk() -> None:
    once, again, other = (
        walk_once(a_stage(), Material(), seed=7, number=number) for number in (4, 4, 5)
    )

    assert said_in(once) == said_in(again)
    assert said_in(once) != said_in(other)


@pytest.mark.parametrize("step", ASKING)
def test_right_answers_are_found_for_every_step(step: Step) -> None:
    answers, chance = Answers(), Random(1)

    made = [answers.right(step, chance, NOW) for _ in range(10)]

    assert all(text and takes(step, text, NOW) for text in made)


@pytest.mark.parametrize("asked", list(InputType))
@pytest.mark.parametrize(
    "validation",
    [
        Validation(minimum=10_000),
        Validation(maximum=3),
        Validation(minimum=5, maximum=1),
        Validation(minimum=-9, unit=100),
    ],
    ids=str,
)
def test_answers_are_made_up_whatever_the_validation_is(
    asked: InputType, validation: Validation
) -> None:
    step = Step(id="a", input_type=asked, validation=validation)
    chance = Random(1)

    made = [wrong_answer(step, chance, NOW) for _ in range(80)]

    assert len(set(made)) > 10


@pytest.mark.parametrize("text", ["", "가", "예금계좌", "010-0000-1234", "a", "  ", "\U0001f600?"])
def test_a_slip_changes_any_text_without_breaking(text: str) -> None:
    slips = [slipped(text, Random(seed)) for seed in range(40)]

    assert len(slips) == 40
    assert len(text) < 4 or len(set(slips)) > len(SLIPS) // 2


def raises(reply: Reply) -> Reply:
    raise KeyError(reply.turn_id)


def says_nothing(reply: Reply) -> Reply:
    return replace(reply, parts=())


def says_braces(reply: Reply) -> Reply:
    return replace(reply, parts=("{amount:won}입니다.",))


def says_none(reply: Reply) -> Reply:
    return replace(reply, parts=("None원입니다.",))


def tells_the_number(reply: Reply) -> Reply:
    return replace(reply, parts=("고객번호 123-4567, 맞습니까?",))


def speaks_the_number(reply: Reply) -> Reply:
    return replace(reply, parts=("고객번호 일이삼 사오육칠, 맞습니까?",))


def traces_the_number(reply: Reply) -> Reply:
    return replace(reply, trace={**reply.trace, "note": "1234567"})


def could_not_be_said(reply: Reply) -> Reply:
    return replace(reply, facts=replace(reply.facts, broken="no value for {x}"))


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        (raises, "crash"),
        (says_nothing, "empty"),
        (says_braces, "unrendered"),
        (says_none, "unrendered"),
        (tells_the_number, "leak"),
        (speaks_the_number, "leak"),
        (traces_the_number, "leak"),
        (could_not_be_said, "broken"),
    ],
)
def test_a_reply_that_is_wrong_is_found(wrong: Callable[[Reply], Reply], kind: str) -> None:
    stage = spoilt(a_stage(), reply=wrong, says="1234567")

    walk = perform(stage, 1, {}, LIMIT)

    assert walk.problem is not None
    assert walk.problem.kind == kind
    assert len(walk.turns) == 2, "it stops at the finding"


def loses_the_scenario(session: Session) -> Session:
    return replace(session, run=None)


def stands_where_nothing_is_asked(session: Session) -> Session:
    return replace(session, run=session.run and session.run.having(step_id="done"))


def grows(session: Session) -> Session:
    return replace(session, last_said=("가" * 1400,))


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        (loses_the_scenario, "dead end"),
        (stands_where_nothing_is_asked, "dead end"),
        (grows, "large"),
    ],
)
def test_a_session_that_is_wrong_is_found(wrong: Callable[[Session], Session], kind: str) -> None:
    stage = spoilt(a_stage(), session=wrong)

    walk = perform(stage, 1, {}, LIMIT)

    assert walk.problem is not None
    assert walk.problem.kind == kind


def test_right_answers_that_change_nothing_are_found() -> None:
    first = Said(kind="", text="방문 예약")
    stuck = [Said(kind="right", text="음", is_right=True)] * 5

    walk = perform(a_stage(), 1, {}, [first, *stuck])

    assert walk.problem is not None
    assert walk.problem.detail == "right answers change nothing at visit/branch"
    assert len(walk.turns) == 4


def test_a_scenario_that_right_answers_never_end_is_found() -> None:
    pack = a_stage().pack
    asks = {"message": "맞습니까?", "input_type": "confirm"}
    steps = [{**asks, "id": "one", "next_step": "two"}, {**asks, "id": "two", "next_step": "one"}]
    endless = flow_from_plain("limit", {"steps": steps})
    stage = stage_for(replace(pack, flows={**pack.flows, "limit": endless}))

    walked = walk_many(stage, Material(), walks=20, seed=1)

    assert "right answers never end limit" in {each.detail for each in walked.findings}


def test_a_finding_is_shown_without_the_turns_that_it_does_not_need() -> None:
    stage = spoilt(a_stage(), reply=raises, says="1234567")
    long = perform(stage, 1, {}, [Said(kind="", text="안녕하세요")] * 5 + list(LIMIT))

    short = shortened(stage, long)

    assert said_in(short) == ["1234567"]
    assert short.problem == long.problem


def spoilt(
    stage: Stage,
    *,
    reply: Callable[[Reply], Reply] | None = None,
    says: str = "",
    session: Callable[[Session], Session] | None = None,
) -> Stage:
    """The stage with one thing wrong: the reply to a sentence, or every session."""

    def answer(incoming: Incoming) -> Reply:
        right = stage.answer(incoming)
        return reply(right) if reply and incoming.text == says else right

    def look(session_id: str) -> Session | None:
        kept = stage.session(session_id)
        return session(kept) if session and kept else kept

    return replace(stage, answer=answer, session=look)


def said_in(walk: Walk) -> list[str]:
    return [turn.said.text or turn.said.keys for turn in walk.turns]
