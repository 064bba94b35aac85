"""A scenario of your own, as plain data, walked without the rest of the bot."""

from chatbot_scenario import ChatbotScenario, ScenarioType

FLOW = {
    "name": "방문 예약",
    "steps": [
        {
            "id": "day",
            "message": "언제 방문할까요?",
            "input_type": "date",
            "retry_message": "날짜를 다시 알려 주십시오.",
            "next_step": "agreed",
        },
        {
            "id": "agreed",
            "message": "{day:date:으로/로} 예약할까요?",
            "input_type": "confirm",
            "branches": {"yes": "done", "no": "dropped"},
        },
        {"id": "done", "message": "예약했습니다."},
        {"id": "dropped", "message": "예약하지 않았습니다."},
    ],
}

scenarios = ChatbotScenario()
scenarios.scenarios[ScenarioType.GENERAL.value]["flows"]["visit"] = FLOW
session = scenarios.create_session("user123", ScenarioType.GENERAL.value)

print("bot: ", scenarios.start_flow(session, "visit")["message"])
for said in ("글쎄요", "다음 주 금요일이요", "네"):
    result = scenarios.process_step(session, said)
    print("user:", said)
    print("bot: ", result["message"], "(ended)" if result["ended"] else "")
