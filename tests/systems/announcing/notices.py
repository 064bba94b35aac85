"""A ticket and what is told of it, made up."""

from aicc.domain.announcement import Notice, Occasion
from aicc.domain.handoff import (
    EscalationPriority,
    EscalationReason,
    HandoffRequest,
    Kept,
    Ticket,
)
from aicc.domain.json import JsonMap
from tests.fakes import A_DAY


def a_ticket(context: JsonMap | None = None) -> Ticket:
    request = HandoffRequest(
        tenant_id="bank",
        request_id="r1",
        session_id="s1",
        user_id="u1",
        reason=EscalationReason.USER_REQUEST,
        priority=EscalationPriority.NORMAL,
        description="상담원 연결 요청",
        at=A_DAY,
        context=context or {},
    )
    return Ticket(number="A-0001", request=request, standing=Kept(since=A_DAY))


def a_notice(occasion: Occasion = Occasion.CAME) -> Notice:
    return Notice(
        id=f"bank/A-0001/{occasion}",
        occasion=occasion,
        subject="[loans] 상담 요청\nA-0001",
        body="고객이 원하는 것: 대출 한도",
        link="https://bot.example/console",
        facts={"event": f"ticket.{occasion}", "ticket": "A-0001", "wish": "대출 한도"},
    )
