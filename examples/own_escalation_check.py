"""A check of your own: large amounts go to a person before anything else happens."""

from collections.abc import Mapping
from typing import Any

from chatbot_escalation import EscalationManager, EscalationPriority, EscalationReason
from chatbot_nlu import ChatbotNLU

LARGE_WON = 10_000_000

nlu = ChatbotNLU()


def large_amount(
    session_data: Mapping[str, Any], user_input: str
) -> tuple[bool, EscalationReason, EscalationPriority]:
    amounts = nlu.extract_entities(user_input).get("money", [])
    is_large = any(each.get("amount", 0) >= LARGE_WON for each in amounts)
    return is_large, EscalationReason.COMPLEX_INQUIRY, EscalationPriority.HIGH


people = EscalationManager()
people.register_check("large_amount", large_amount)

for said in ("5만 원 보내려고요", "이천만 원을 보내고 싶습니다"):
    needed, reason, priority = people.check_escalation({}, said)
    print("user:", said)
    if not needed:
        print("      no person needed")
        continue
    ticket = people.create_escalation_request("s-1", "user123", reason, priority, said)
    print("      ticket", ticket, reason, priority)
