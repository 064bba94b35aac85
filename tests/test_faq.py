"""`FAQManager` by the names of its documentation: what was added is found, also by other words."""

import pytest

from aicc.errors import ConfigError, StoreError
from chatbot_faq import FAQManager, expand_query


class TestFAQManager:
    def test_the_embedded_faq_finds_what_was_added(self) -> None:
        faq = FAQManager()

        faq_id = faq.add_faq(
            category="banking",
            question="비밀번호를 어떻게 재설정하나요?",
            answer="앱의 설정에서 재설정합니다.",
            keywords=["비밀번호", "재설정"],
            priority=2,
        )

        found = faq.search_faq("비밀번호 재설정")[0]
        assert found["id"] == faq_id
        assert found["answer"] == "앱의 설정에서 재설정합니다."
        assert 0 < found["score"] <= 1

    @pytest.mark.parametrize(
        ("question", "said"),
        [
            ("계좌 잔액은 어디서 보나요?", ["계좌 잔액", "계좌 잔고", "계좌 금액", "계좌 돈"]),
            ("이체 수수료가 있나요?", ["이체 수수료", "송금 수수료", "계좌이체 수수료"]),
            ("카드 연회비가 얼마인가요?", ["카드 연회비", "신용카드 연회비", "체크카드 연회비"]),
        ],
    )
    def test_the_contracts_synonyms_find_the_same_entry(
        self, question: str, said: list[str]
    ) -> None:
        faq = FAQManager()
        faq_id = faq.add_faq(category="banking", question=question, answer="앱에서 봅니다.")
        faq.add_faq(
            category="banking", question="영업점 위치가 어디인가요?", answer="지도에 있습니다."
        )

        assert {faq.search_faq(words)[0]["id"] for words in said} == {faq_id}

    def test_a_removed_entry_is_found_no_more(self) -> None:
        faq = FAQManager()
        faq_id = faq.add_faq(
            category="banking", question="통장 사본은요?", answer="앱에서 받습니다."
        )

        faq.remove_faq(faq_id)

        assert faq.search_faq("통장 사본은요?") == []

    def test_a_query_is_expanded_by_function_and_by_method(self) -> None:
        for expanded in (expand_query("송금 수수료"), FAQManager().expand_query("송금 수수료")):
            assert {"송금", "이체", "계좌이체"} <= set(expanded.split())

    def test_a_faq_on_a_server_that_is_away_says_so_instead_of_finding_nothing(
        self,
        unused_port: int,
    ) -> None:
        faq = FAQManager(elasticsearch_host=f"127.0.0.1:{unused_port}")

        with pytest.raises(StoreError, match=r"^faq\."):
            faq.search_faq("계좌 잔액")

    def test_a_bad_address_of_elasticsearch_is_a_setting_error(self) -> None:
        with pytest.raises(ConfigError, match="ELASTICSEARCH_HOST"):
            FAQManager(elasticsearch_host="ftp://search")
