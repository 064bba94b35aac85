"""What must keep working by name: the Python part of the contract, line by line."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path

import pytest

from aicc.domain.turn import Incoming
from aicc.errors import ConfigError, InvalidInputError, StoreError
from aicc.metrics import put_custom_metric
from aicc.settings import Settings
from chatbot_engine import build_engine
from chatbot_escalation import (
    EscalationManager,
    EscalationPriority,
    EscalationReason,
)
from chatbot_faq import FAQManager, expand_query
from chatbot_history import ConversationRepository
from chatbot_nlu import AsyncNLU, ChatbotNLU
from chatbot_scenario import ChatbotScenario, ScenarioType

LOAN_FLOW = {
    "name": "대출 신청",
    "steps": [
        {
            "id": "income_verification",
            "message": "연소득을 입력해 주세요.",
            "input_type": "number",
            "validation": "income_range",
            "next_step": "employment_info",
        },
        {
            "id": "employment_info",
            "message": "직업을 선택해 주세요.",
            "input_type": "selection",
            "options": ["회사원", "공무원", "자영업", "기타"],
            "next_step": "loan_amount",
        },
    ],
}


@pytest.fixture(scope="module")
def nlu() -> ChatbotNLU:
    return ChatbotNLU(region_name="ap-northeast-2")


@pytest.fixture
def scenario() -> ChatbotScenario:
    return ChatbotScenario()


@pytest.fixture
def banking_session(scenario: ChatbotScenario) -> str:
    return scenario.create_session("user123", ScenarioType.BANKING.value)


def test_comprehensive_analysis_gives_intent_sentiment_and_entities(nlu: ChatbotNLU) -> None:
    result = nlu.comprehensive_analysis(
        text="계좌 잔액을 확인하고 싶습니다",
        session_id="s",
        bot_id="made-up",
        bot_alias_id="made-up",
    )

    assert result["intent"]["intent"] == "inquiry"
    assert 0.5 < result["intent"]["confidence"] <= 1
    assert result["sentiment"]["sentiment"] in {"POSITIVE", "NEUTRAL", "NEGATIVE", "MIXED"}
    assert isinstance(result["entities"], dict)


def test_without_credentials_the_embedded_engine_answers_and_says_so(nlu: ChatbotNLU) -> None:
    result = nlu.comprehensive_analysis("계좌 잔액", bot_id="made-up", bot_alias_id="made-up")

    assert result["source"] == "embedded"
    assert result["degraded"]["lex"]


def test_classify_intent_knows_an_inquiry(nlu: ChatbotNLU) -> None:
    result = nlu.classify_intent("계좌 잔액을 확인하고 싶습니다")

    assert result["intent"] == "inquiry"
    assert result["confidence"] > 0.5


def test_an_angry_sentence_is_negative(nlu: ChatbotNLU) -> None:
    assert nlu.analyze_sentiment("정말 화가 납니다")["sentiment"] == "NEGATIVE"


def test_a_phone_number_is_found(nlu: ChatbotNLU) -> None:
    assert "010-1234-5678" in nlu.extract_entities("010-1234-5678로 연락주세요")["phone"]


def test_a_response_template_is_a_sentence_for_the_intent(nlu: ChatbotNLU) -> None:
    neutral = nlu.get_response_template("inquiry", "NEUTRAL")
    angry = nlu.get_response_template("inquiry", "NEGATIVE")

    assert neutral
    assert angry.endswith(neutral)
    assert len(angry) > len(neutral)


def test_a_new_intent_takes_effect_at_once() -> None:
    nlu = ChatbotNLU()

    nlu.intent_mapping.update(
        {"loan_inquiry": ["대출", "대출신청"], "card_application": ["카드신청", "카드발급"]}
    )

    assert nlu.classify_intent("대출신청")["intent"] == "loan_inquiry"
    assert nlu.classify_intent("카드발급 하려고요")["intent"] == "card_application"


def test_a_new_entity_pattern_takes_effect_at_once() -> None:
    nlu = ChatbotNLU()

    nlu.entity_patterns.update(
        {
            "account_number": r"(\d{3}-\d{2}-\d{6})",
            "card_number": r"(\d{4}-\d{4}-\d{4}-\d{4})",
        }
    )
    found = nlu.extract_entities("계좌 000-00-000000, 카드 0000-0000-0000-0000")

    assert found["account_number"] == ["000-00-000000"]
    assert found["card_number"] == ["0000-0000-0000-0000"]


def test_another_pack_can_be_chosen() -> None:
    nlu = ChatbotNLU(pack="banking")

    assert nlu.classify_intent("카드를 잃어버렸어요")["intent"] == "card_loss"


def test_a_batch_gives_one_result_a_text_in_order(nlu: ChatbotNLU) -> None:
    texts = ["계좌 잔액을 확인하고 싶습니다", "상담원 연결해 주세요"]

    with ThreadPoolExecutor(1) as thread:  # of its own: browser tests keep a loop in this one
        results = thread.submit(asyncio.run, AsyncNLU(nlu).analyze_batch(texts)).result()

    assert results == [nlu.comprehensive_analysis(text) for text in texts]


def test_ten_threads_give_what_one_gives(nlu: ChatbotNLU) -> None:
    texts = [f"계좌 잔액 {number}번 확인해 주세요" for number in range(300)]
    alone = [nlu.comprehensive_analysis(text) for text in texts]

    with ThreadPoolExecutor(10) as threads:
        together = list(threads.map(nlu.comprehensive_analysis, texts))

    assert together == alone


def test_account_inquiry_walks_from_authentication_to_the_balance(
    scenario: ChatbotScenario, banking_session: str
) -> None:
    first = scenario.start_flow(banking_session, "account_inquiry")
    second = scenario.process_step(banking_session, "1234567")
    third = scenario.process_step(banking_session, "예금계좌")

    assert [step["step_id"] for step in (first, second, third)] == [
        "auth_request",
        "account_select",
        "show_balance",
    ]
    assert "원" in third["message"]


def test_a_flow_can_be_added_as_plain_data(scenario: ChatbotScenario, banking_session: str) -> None:
    scenario.scenarios[ScenarioType.BANKING.value]["flows"].update({"new_loan": LOAN_FLOW})

    started = scenario.start_flow(banking_session, "new_loan")
    answered = scenario.process_step(banking_session, "5000")

    assert started["step_id"] == "income_verification"
    assert any("loan_amount" in warning for warning in started["warnings"])
    assert answered["step_id"] == "employment_info"
    assert answered["answers"]["income_verification"] == 50_000_000


def test_a_missing_step_says_so_and_offers_a_person(
    scenario: ChatbotScenario, banking_session: str
) -> None:
    scenario.scenarios[ScenarioType.BANKING.value]["flows"].update({"new_loan": LOAN_FLOW})
    scenario.start_flow(banking_session, "new_loan")
    scenario.process_step(banking_session, "5000")

    reached = scenario.process_step(banking_session, "회사원")

    assert reached["offers_person"]
    assert "상담원" in reached["message"]


def test_the_embedded_faq_finds_what_was_added() -> None:
    faq = FAQManager()

    faq_id = faq.add_faq(
        category="banking",
        question="비밀번호를 어떻게 재설정하나요?",
        answer="앱의 설정에서 재설정합니다.",
        keywords=["비밀번호", "재설정"],
        priority=2,
    )

    assert faq.search_faq("비밀번호 재설정")[0]["id"] == faq_id


@pytest.mark.parametrize("said", ["계좌 잔액", "계좌 잔고", "계좌 돈"])
def test_the_faq_knows_the_contracts_synonyms(said: str) -> None:
    faq = FAQManager()
    faq.add_faq(category="banking", question="계좌 잔액은 어디서 보나요?", answer="앱에서 봅니다.")
    faq.add_faq(category="banking", question="영업점 위치가 어디인가요?", answer="지도에서 봅니다.")

    assert faq.search_faq(said)[0]["answer"] == "앱에서 봅니다."


def test_a_query_is_expanded_by_function_and_by_method() -> None:
    for expanded in (expand_query("송금 수수료"), FAQManager().expand_query("송금 수수료")):
        assert {"송금", "이체", "계좌이체"} <= set(expanded.split())


def test_a_faq_on_a_server_that_is_away_says_so_instead_of_finding_nothing(
    unused_port: int,
) -> None:
    faq = FAQManager(elasticsearch_host=f"127.0.0.1:{unused_port}")

    with pytest.raises(StoreError, match=r"^faq\."):
        faq.search_faq("계좌 잔액")


def test_a_bad_address_of_elasticsearch_is_a_setting_error() -> None:
    with pytest.raises(ConfigError, match="ELASTICSEARCH_HOST"):
        FAQManager(elasticsearch_host="ftp://search")


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
