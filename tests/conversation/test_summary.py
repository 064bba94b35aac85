"""What a person is told of a conversation: picked out of its records, never made up."""

from aicc.conversation.summary import LAST, summary_of
from aicc.domain.flow_library import FlowLibrary
from aicc.domain.handoff_summary import Exchange, HandoffSummary
from aicc.domain.json import JsonMap
from aicc.domain.meaning import Feeling
from aicc.domain.memory import KeptValue
from aicc.domain.run import FlowRun
from aicc.domain.session import Session
from aicc.domain.turn import TurnRecord
from aicc.packs.from_files import flow_from_plain
from tests.fakes import A_DAY, a_session, a_turn

LOSS = flow_from_plain(
    "loss",
    {
        "id": "loss",
        "name": "카드 분실",
        "steps": [{"id": "which", "message": "어떤 카드입니까?", "input_type": "text"}],
    },
)
FLOWS = FlowLibrary.of([LOSS])
TITLES = {"hours": "언제 엽니까?"}
LABELS = {"loan": "대출"}


def told(
    said: str,
    minute: int,
    *,
    rule: str = "do_what_is_sure",
    source: str = "reply",
    intent: str = "",
    sentiment: str = "",
    facts: JsonMap | None = None,
) -> TurnRecord:
    reply: JsonMap = {
        "parts": ["-"],
        "source": source,
        "intent": intent,
        "sentiment": sentiment,
        "facts": {"rule": rule, **(facts or {})},
    }
    return a_turn(said, minute=minute, metadata={"reply": reply})


def in_flow(said: str, minute: int, rule: str = "answer_step") -> TurnRecord:
    facts: JsonMap = {"flow_id": "loss", "step_id": "which", "ways": ["loss/which:next"]}
    return told(said, minute, rule=rule, source="flow", facts=facts)


def summary(*turns: TurnRecord, session: Session | None = None) -> HandoffSummary:
    return summary_of(
        turns,
        session or a_session(),
        asked_with="상담원 바꿔 주세요",
        flows=FLOWS,
        title_of=lambda entry: TITLES.get(entry, ""),
        label_of=lambda topic: LABELS.get(topic, ""),
    )


def test_the_wish_is_the_sentence_that_began_the_scenario() -> None:
    found = summary(
        told("안녕하세요", 0, rule="say_back"),
        in_flow("카드를 잃어버렸어요", 1, rule="do_what_is_sure"),
        in_flow("신용카드요", 2),
        told("답답하네", 3, rule="hear_anger"),
    )

    assert (found.topic, found.said) == ("카드 분실", "카드를 잃어버렸어요")


def test_the_scenario_that_waits_is_meant_before_one_that_moved_later() -> None:
    waiting = a_session()
    run = FlowRun(flow_id="loss", step_id="which")
    session = Session(
        tenant_id=waiting.tenant_id,
        session_id=waiting.session_id,
        user_id=waiting.user_id,
        started_at=A_DAY,
        run=run,
    )
    other: JsonMap = {"flow_id": "gone", "step_id": "x", "ways": ["gone/x:next"]}

    found = summary(
        in_flow("카드를 잃어버렸어요", 1),
        told("다른 일", 2, source="flow", facts=other),
        session=session,
    )

    assert (found.topic, found.said) == ("카드 분실", "카드를 잃어버렸어요")


def test_without_a_scenario_the_last_topic_or_entry_is_the_wish() -> None:
    entry = told("몇 시에 열어요", 1, source="faq", facts={"faq_id": "hours"})
    topic = told("대출 받고 싶은데", 2, intent="loan")

    assert (summary(entry).topic, summary(entry).said) == ("언제 엽니까?", "몇 시에 열어요")
    assert (summary(entry, topic).topic, summary(entry, topic).said) == ("대출", "대출 받고 싶은데")


def test_where_nothing_was_understood_the_last_sentence_that_is_a_wish_stands() -> None:
    found = summary(told("그게 좀 이상해서요", 1, rule="fall_back"), told("네", 2, rule="say_back"))

    assert (found.topic, found.said) == ("", "그게 좀 이상해서요")
    assert summary().said == "상담원 바꿔 주세요"


def test_what_was_tried_is_told_in_order_and_once() -> None:
    found = summary(
        told("몇 시에 열어요", 0, source="faq", facts={"faq_id": "hours"}),
        in_flow("카드를 잃어버렸어요", 1),
        in_flow("신용카드요", 2),
        in_flow("아무거나", 3, rule="refuse_answer"),
    )

    assert found.tried == ("언제 엽니까?", "카드 분실: which", "카드 분실: which ✕")


def test_of_what_was_checked_the_names_are_told_and_never_the_values() -> None:
    kept = (
        KeptValue(name="identity_verified", value="true", until=A_DAY, was_found=True),
        KeptValue(name="phone", value="01000001234", until=A_DAY, is_secret=True),
    )
    base = a_session()
    session = Session(
        tenant_id=base.tenant_id,
        session_id=base.session_id,
        user_id=base.user_id,
        started_at=A_DAY,
        kept=kept,
        felt=(Feeling.ANGER,),
    )

    found = summary(told("왜 안 돼요", 1, sentiment="negative"), session=session)

    assert found.verified == ("identity_verified",)
    assert found.moods == ("anger", "negative")
    assert "01000001234" not in str(found.to_json())


def test_the_last_exchanges_stand_as_they_are_kept() -> None:
    found = summary(*(told(f"말 {minute}", minute) for minute in range(5)))

    assert len(found.last) == LAST
    assert found.last[-1] == Exchange(said="말 4", reply="말 4 안내입니다.")
