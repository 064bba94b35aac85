"""What must keep working by name in Python, except what `test_nlu`, `_scenario`, `_faq` hold."""

import json
from io import StringIO
from pathlib import Path

import pytest

from aicc.domain.turn import Incoming
from aicc.errors import InvalidInputError
from aicc.metrics import monitor_memory, profile_function, put_custom_metric
from aicc.settings import Settings
from chatbot_engine import build_engine
from chatbot_escalation import (
    EscalationManager,
    EscalationPriority,
    EscalationReason,
)
from chatbot_faq import FAQManager
from chatbot_history import ConversationRepository
from chatbot_nlu import ChatbotNLU
from chatbot_scenario import ChatbotScenario

HOSPITAL = str(Path(__file__).parents[1] / "examples/hospital")


def test_every_public_module_takes_a_pack() -> None:
    scenarios, faq = ChatbotScenario(pack=HOSPITAL), FAQManager(pack=HOSPITAL)
    people, nlu = EscalationManager(pack=HOSPITAL), ChatbotNLU(pack=HOSPITAL)

    assert list(scenarios.scenarios) == ["hospital"]
    assert faq.search_faq("주차는 얼마 동안 무료인가요?")
    assert nlu.classify_intent("진료 예약하고 싶어요")["in_scope"]
    with pytest.raises(InvalidInputError, match="no queue"):
        people.create_escalation_request(
            session_id="s", user_id="u", reason=EscalationReason.USER_REQUEST, queue="nowhere"
        )


def test_an_engine_takes_a_pack_and_a_channel_by_its_name() -> None:
    settings = Settings(session_store="memory", history_store="memory")
    engine = build_engine(settings, pack="banking")

    spoken = engine.reply(
        Incoming(session_id="s", user_id="u", message_id="m", channel="voice", text="계좌 조회요")  # type: ignore[arg-type] # as JSON has it
    )

    assert "일곱 자리" in spoken.text
    with pytest.raises(InvalidInputError, match="no channel 'fax'"):
        Incoming(session_id="s", user_id="u", message_id="m", channel="fax")  # type: ignore[arg-type] # the fault


def test_an_escalation_request_is_kept() -> None:
    manager = EscalationManager()

    number = manager.create_escalation_request(
        session_id="s",
        user_id="u",
        reason=EscalationReason.USER_REQUEST,
        priority=EscalationPriority.URGENT,
        description="상담원을 원함",
        context={"phone_number": "010-1234-5678"},
    )
    kept = manager.get_request(number)

    assert kept["reason"] == "user_request"
    assert "1234-5678" not in json.dumps(kept, ensure_ascii=False)


def test_a_custom_check_decides_on_an_escalation() -> None:
    manager = EscalationManager()

    def vip(
        session_data: object, user_input: str
    ) -> tuple[bool, EscalationReason, EscalationPriority]:
        gold = isinstance(session_data, dict) and session_data.get("user_tier") == "gold"
        return gold, EscalationReason.COMPLEX_INQUIRY, EscalationPriority.HIGH

    manager.register_check("gold", vip)

    assert manager.check_escalation({"user_tier": "gold"}, "잔액")[0]
    assert not manager.check_escalation({"user_tier": "silver"}, "잔액")[0]


@pytest.mark.parametrize("word", ["긴급", "응급", "사고", "분실"])
def test_words_that_cannot_wait_are_urgent(word: str) -> None:
    needed, _, priority = EscalationManager().check_escalation({}, f"{word} 상황입니다")

    assert needed
    assert priority is EscalationPriority.URGENT


def test_buying_is_no_accident() -> None:
    check = EscalationManager().check_escalation

    assert not check({}, "안 사고 그냥 둘러봐도 돼요")[0]
    assert check({}, "교통사고가 나서 못 가요")[0]


def test_history_comes_back_newest_first() -> None:
    history = ConversationRepository()
    history.save_conversation("s", "u", "잔액", "백 원입니다.", metadata={"step": "balance"})
    history.save_conversation("s", "u", "이체", "했습니다.")

    kept = history.get_conversation_history("s", limit=50)

    assert [turn["user_input"] for turn in kept] == ["이체", "잔액"]
    assert kept[1]["metadata"] == {"step": "balance"}


def test_a_custom_metric_is_one_embedded_metric_line() -> None:
    out = StringIO()

    put_custom_metric("ConversationCount", 1, out=out)
    line = json.loads(out.getvalue())

    directive = line["_aws"]["CloudWatchMetrics"][0]
    assert directive["Namespace"] == "AICC/Chatbot"
    assert directive["Metrics"] == [{"Name": "ConversationCount", "Unit": "Count"}]
    assert line["ConversationCount"] == 1


def test_memory_is_told_in_megabytes() -> None:
    used = monitor_memory()

    assert 1 < used["resident_mb"] <= used["peak_mb"]


def test_a_profiled_function_gives_its_result_and_says_where_its_time_went(
    capsys: pytest.CaptureFixture[str],
) -> None:
    result = profile_function(sorted, [2, 1], reverse=False)

    assert result == [1, 2]
    assert "cumulative" in capsys.readouterr().err


def test_a_profiled_function_that_fails_fails_and_is_profiled(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        profile_function(int, "no number")

    assert "cumulative" in capsys.readouterr().err
