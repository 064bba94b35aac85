"""One asker floods no desk and searches no numbers, over however many sessions."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from aicc.asker import WITHIN_S, HourlyCount, asking
from aicc.deadline import Deadline
from aicc.domain.action import BackendAction
from aicc.domain.handoff import EscalationPriority, EscalationReason, HandoffRequest
from aicc.errors import ProviderError, TooManyError
from aicc.packs.loader import load_pack
from aicc.stores.desk.guarded import TicketLimit
from aicc.stores.desk.memory import MemoryDesk
from aicc.systems.backend.guarded import GuardedBackend
from aicc.systems.backend.port import BackendAnswer, BackendCall
from aicc.wiring import memory_parts
from tests.fakes import a_deadline


class Monotonic:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Numbers:
    """Knows one customer."""

    actions: Mapping[str, BackendAction] = {
        "balance": BackendAction(
            arguments=frozenset({"number"}),
            outcomes={"ok": frozenset(), "not_found": frozenset()},
        ),
        "hours": BackendAction(arguments=frozenset(), outcomes={"ok": frozenset()}),
    }

    def call(self, tenant_id: str, asked: BackendCall, deadline: Deadline) -> BackendAnswer:
        is_known = asked.action == "hours" or asked.arguments["number"] == "1"
        return BackendAnswer(outcome="ok" if is_known else "not_found")


def guess(backend: GuardedBackend, number: str, asker: str = "10.0.0.1") -> str:
    asked = BackendCall(action="balance", arguments={"number": number})
    with asking(asker):
        try:
            return backend.call("bank", asked, a_deadline()).outcome
        except ProviderError:
            return "refused"


def test_who_guesses_too_often_gets_no_answer_even_for_a_right_number() -> None:
    backend = GuardedBackend(Numbers(), HourlyCount(2))

    outcomes = [guess(backend, number) for number in ("7", "8", "1")]

    assert outcomes == ["not_found", "not_found", "refused"]
    assert guess(backend, "1", asker="10.0.0.2") == "ok"


def test_what_cannot_be_guessed_is_answered_all_the_same() -> None:
    backend = GuardedBackend(Numbers(), HourlyCount(1))
    guess(backend, "7")

    with asking("10.0.0.1"):
        answer = backend.call("bank", BackendCall(action="hours"), a_deadline())

    assert answer.outcome == "ok"


def test_after_an_hour_it_is_forgotten() -> None:
    time = Monotonic()
    backend = GuardedBackend(Numbers(), HourlyCount(1, time))
    before = guess(backend, "7"), guess(backend, "1")

    time.now += WITHIN_S

    assert (*before, guess(backend, "1")) == ("not_found", "refused", "ok")


@pytest.mark.parametrize(("most", "asker"), [(0, "10.0.0.1"), (1, "")], ids=["no limit", "nobody"])
def test_without_a_limit_and_without_an_asker_nothing_is_counted(most: int, asker: str) -> None:
    backend = GuardedBackend(Numbers(), HourlyCount(most))

    assert {guess(backend, "7", asker) for _ in range(5)} == {"not_found"}


def test_a_desk_takes_so_many_requests_of_one_asker() -> None:
    desk, limit = MemoryDesk(), TicketLimit(2)

    with asking("10.0.0.1"):
        kept = [
            limit.keep(desk, a_request(f"r{number}"), a_deadline()).number for number in range(2)
        ]
        with pytest.raises(TooManyError):
            limit.keep(desk, a_request("r9"), a_deadline())
    with asking("10.0.0.2"):
        other = limit.keep(desk, a_request("r3"), a_deadline()).number

    assert kept == ["A-0001", "A-0002"]
    assert other == "A-0003"


def test_danger_always_has_a_person_and_uses_up_nothing() -> None:
    desk, limit = MemoryDesk(), TicketLimit(1)

    with asking("10.0.0.1"):
        urgent = replace(a_request("r1"), priority=EscalationPriority.URGENT)
        emergency = replace(a_request("r2"), reason=EscalationReason.EMERGENCY)
        kept = [
            limit.keep(desk, each, a_deadline()).number
            for each in (urgent, emergency, a_request("r3"), replace(urgent, request_id="r4"))
        ]

    assert kept == ["A-0001", "A-0002", "A-0003", "A-0004"]


def a_request(request_id: str) -> HandoffRequest:
    return HandoffRequest(
        tenant_id="bank",
        request_id=request_id,
        session_id=request_id,
        user_id="u1",
        reason=EscalationReason.USER_REQUEST,
        priority=EscalationPriority.NORMAL,
        description="상담원",
        at=datetime(2026, 11, 21, tzinfo=UTC),
        queue="default",
        context={},
    )


def test_a_bot_to_be_tried_out_counts_nobody() -> None:
    assert isinstance(memory_parts(load_pack("general")).desk, MemoryDesk)
