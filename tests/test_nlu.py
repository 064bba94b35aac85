"""`ChatbotNLU` by the names of its documentation: intents, sentiment, entities, many at once."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from chatbot_nlu import AsyncNLU, ChatbotNLU


@pytest.fixture(scope="module")
def nlu() -> ChatbotNLU:
    return ChatbotNLU(region_name="ap-northeast-2")


class TestChatbotNLU:
    def test_comprehensive_analysis_gives_intent_sentiment_and_entities(
        self, nlu: ChatbotNLU
    ) -> None:
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

    def test_without_credentials_the_embedded_engine_answers_and_says_so(
        self, nlu: ChatbotNLU
    ) -> None:
        result = nlu.comprehensive_analysis("계좌 잔액", bot_id="made-up", bot_alias_id="made-up")

        assert result["source"] == "embedded"
        assert result["degraded"]["lex"]

    def test_classify_intent_knows_an_inquiry(self, nlu: ChatbotNLU) -> None:
        result = nlu.classify_intent("계좌 잔액을 확인하고 싶습니다")

        assert result["intent"] == "inquiry"
        assert result["confidence"] > 0.5

    def test_an_angry_sentence_is_negative(self, nlu: ChatbotNLU) -> None:
        assert nlu.analyze_sentiment("정말 화가 납니다")["sentiment"] == "NEGATIVE"

    def test_a_phone_number_is_found(self, nlu: ChatbotNLU) -> None:
        assert "010-1234-5678" in nlu.extract_entities("010-1234-5678로 연락주세요")["phone"]

    def test_a_response_template_is_a_sentence_for_the_intent(self, nlu: ChatbotNLU) -> None:
        neutral = nlu.get_response_template("inquiry", "NEUTRAL")
        angry = nlu.get_response_template("inquiry", "NEGATIVE")

        assert neutral
        assert angry.endswith(neutral)
        assert len(angry) > len(neutral)

    def test_a_new_intent_takes_effect_at_once(self) -> None:
        nlu = ChatbotNLU()

        nlu.intent_mapping.update(
            {"loan_inquiry": ["대출", "대출신청"], "card_application": ["카드신청", "카드발급"]}
        )

        assert nlu.classify_intent("대출신청")["intent"] == "loan_inquiry"
        assert nlu.classify_intent("카드발급 하려고요")["intent"] == "card_application"

    def test_a_new_entity_pattern_takes_effect_at_once(self) -> None:
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

    def test_another_pack_can_be_chosen(self) -> None:
        nlu = ChatbotNLU(pack="banking")

        assert nlu.classify_intent("카드를 잃어버렸어요")["intent"] == "card_loss"

    def test_a_batch_gives_one_result_a_text_in_order(self, nlu: ChatbotNLU) -> None:
        texts = ["계좌 잔액을 확인하고 싶습니다", "상담원 연결해 주세요"]

        with ThreadPoolExecutor(1) as thread:  # of its own: browser tests keep a loop in this one
            results = thread.submit(asyncio.run, AsyncNLU(nlu).analyze_batch(texts)).result()

        assert results == [nlu.comprehensive_analysis(text) for text in texts]

    def test_one_text_is_analysed_without_holding_the_loop(self, nlu: ChatbotNLU) -> None:
        text = "계좌 잔액을 확인하고 싶습니다"

        with ThreadPoolExecutor(1) as thread:
            result = thread.submit(asyncio.run, AsyncNLU(nlu).analyze_single(text)).result()

        assert result == nlu.comprehensive_analysis(text)

    def test_ten_threads_give_what_one_gives(self, nlu: ChatbotNLU) -> None:
        texts = [f"계좌 잔액 {number}번 확인해 주세요" for number in range(300)]
        alone = [nlu.comprehensive_analysis(text) for text in texts]

        with ThreadPoolExecutor(10) as threads:
            together = list(threads.map(nlu.comprehensive_analysis, texts))

        assert together == alone
