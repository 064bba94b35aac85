"""`ChatbotScenario` by the names of its documentation: a flow from its start to its end."""

import pytest

from aicc.errors import InvalidInputError
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


@pytest.fixture
def scenario() -> ChatbotScenario:
    return ChatbotScenario()


@pytest.fixture
def banking_session(scenario: ChatbotScenario) -> str:
    return scenario.create_session("user123", ScenarioType.BANKING.value)


class TestScenarioIntegration:
    def test_complete_flow(self, scenario: ChatbotScenario, banking_session: str) -> None:
        steps = [
            scenario.start_flow(banking_session, "account_inquiry"),
            scenario.process_step(banking_session, "1234567"),
            scenario.process_step(banking_session, "예금계좌"),
        ]

        walked = [(step["step_id"], step["ended"]) for step in steps]
        assert walked == [
            ("auth_request", False),
            ("account_select", False),
            ("show_balance", True),
        ]
        assert steps[1]["options"] == ["예금계좌", "적금계좌", "대출계좌"]
        assert "예금계좌 잔액은" in steps[2]["message"]
        assert "1234567" not in str(steps)

    def test_a_refused_answer_leaves_the_flow_where_it_is(
        self, scenario: ChatbotScenario, banking_session: str
    ) -> None:
        scenario.start_flow(banking_session, "account_inquiry")

        refused = scenario.process_step(banking_session, "123")
        accepted = scenario.process_step(banking_session, "1234567")

        assert (refused["step_id"], refused["error"]) == ("auth_request", "refused_digits")
        assert accepted["step_id"] == "account_select"

    def test_two_sessions_walk_apart(self, scenario: ChatbotScenario, banking_session: str) -> None:
        other = scenario.create_session("user456", ScenarioType.BANKING.value)
        scenario.start_flow(banking_session, "account_inquiry")
        scenario.start_flow(other, "account_inquiry")

        scenario.process_step(banking_session, "1234567")

        assert scenario.process_step(other, "12")["step_id"] == "auth_request"

    def test_a_finished_flow_takes_no_more_answers(
        self, scenario: ChatbotScenario, banking_session: str
    ) -> None:
        scenario.start_flow(banking_session, "account_inquiry")
        scenario.process_step(banking_session, "1234567")
        scenario.process_step(banking_session, "예금계좌")

        with pytest.raises(InvalidInputError, match="no flow is running"):
            scenario.process_step(banking_session, "예금계좌")

    def test_a_flow_can_be_added_as_plain_data(
        self, scenario: ChatbotScenario, banking_session: str
    ) -> None:
        scenario.scenarios[ScenarioType.BANKING.value]["flows"].update({"new_loan": LOAN_FLOW})

        started = scenario.start_flow(banking_session, "new_loan")
        answered = scenario.process_step(banking_session, "5000")

        assert started["step_id"] == "income_verification"
        assert any("loan_amount" in warning for warning in started["warnings"])
        assert answered["step_id"] == "employment_info"
        assert answered["answers"]["income_verification"] == 50_000_000

    def test_a_missing_step_says_so_and_offers_a_person(
        self, scenario: ChatbotScenario, banking_session: str
    ) -> None:
        scenario.scenarios[ScenarioType.BANKING.value]["flows"].update({"new_loan": LOAN_FLOW})
        scenario.start_flow(banking_session, "new_loan")
        scenario.process_step(banking_session, "5000")

        reached = scenario.process_step(banking_session, "회사원")

        assert reached["offers_person"]
        assert "상담원" in reached["message"]
