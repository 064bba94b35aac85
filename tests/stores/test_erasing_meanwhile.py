"""Erasing while a turn of the conversation is under way, and what speaks against it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest

from aicc.conversation.gone import GoneSessions
from aicc.conversation.personal_data import PersonalData
from aicc.deadline import Deadline
from aicc.domain.handoff import EscalationPriority, EscalationReason, HandoffRequest, TicketState
from aicc.domain.session import Session
from aicc.domain.turn import TurnRecord
from aicc.errors import ForbiddenError, StoreError
from aicc.stores.desk.memory import MemoryDesk
from aicc.stores.feedback.memory import MemoryFeedback
from aicc.stores.history.memory import MemoryHistory
from aicc.stores.secrets.memory import MemorySecrets
from aicc.stores.sessions.memory import MemorySessions
from aicc.stores.sessions.port import Save
from tests.fakes import A_DAY, a_deadline, a_session, a_turn, until


class CutHistory(MemoryHistory):
    """Erases nothing while its line is cut."""

    is_cut = False

    def erase(self, tenant_id: str, session_id: str, deadline: Deadline) -> int:
        if self.is_cut:
            raise StoreError("the line is cut")
        return super().erase(tenant_id, session_id, deadline)


class House:
    """The stores, and a turn that waits before its record is appended."""

    def __init__(self, held: Sequence[str] = ()) -> None:
        self.sessions, self.history, self.desk = MemorySessions(), CutHistory(), MemoryDesk()
        secrets = MemorySecrets()
        self.gone = GoneSessions(secrets)
        self.personal = PersonalData(
            sessions=self.sessions,
            history=self.history,
            secrets=secrets,
            desk=self.desk,
            feedback=MemoryFeedback(),
            held=held,
        )
        self.is_opened, self.may_append = Event(), Event()

    def turn(self, record: TurnRecord, session: Session) -> None:
        lease = self.sessions.open("bank", "s1", a_deadline())
        self.is_opened.set()
        assert self.may_append.wait(5)
        self.history.append_many([record], a_deadline())
        self.sessions.save_many([Save(lease=lease, session=session)], a_deadline())

    def close(self) -> None:
        self.gone.mark("bank", "s1", A_DAY + timedelta(days=36500), a_deadline())

    def erase(self) -> int:
        return self.personal.erase_session("bank", "s1", a_deadline(), close=self.close).turns

    def erase_user(self) -> int:
        return self.personal.erase_user("bank", "u1", a_deadline()).turns


def a_request(user_id: str = "u1") -> HandoffRequest:
    return HandoffRequest(
        tenant_id="bank",
        request_id="r1",
        session_id="s1",
        user_id=user_id,
        reason=EscalationReason.USER_REQUEST,
        priority=EscalationPriority.NORMAL,
        description="상담원 연결 요청",
        at=A_DAY,
    )


def test_a_turn_that_is_under_way_is_erased_too_and_the_next_is_not_begun() -> None:
    house = House()
    with ThreadPoolExecutor() as threads:
        turn = threads.submit(house.turn, a_turn(), a_session())
        assert house.is_opened.wait(5)
        erasing = threads.submit(house.erase)
        until(lambda: house.gone.has("bank", "s1", a_deadline()))
        house.may_append.set()
        turn.result()

        assert erasing.result() == 1

    assert list(house.history.recent("bank", "s1", a_deadline())) == []
    assert house.sessions.load("bank", "s1", a_deadline()) is None


def test_the_person_of_a_turn_that_is_under_way_is_erased_with_it() -> None:
    house = House()
    house.history.append_many([a_turn(minute=0)], a_deadline())
    with ThreadPoolExecutor() as threads:
        turn = threads.submit(house.turn, a_turn(minute=1), a_session())
        assert house.is_opened.wait(5)
        erasing = threads.submit(house.erase_user)
        until(lambda: house.sessions._queue.length("bank", "s1") == 2)
        house.may_append.set()
        turn.result()

        assert erasing.result() == 2

    assert list(house.history.by_user("bank", "u1", a_deadline())) == []


def test_erasing_that_fails_lets_the_next_have_the_session() -> None:
    house = House()
    house.history.append_many([a_turn()], a_deadline())
    house.history.is_cut = True
    with pytest.raises(StoreError):
        house.erase()
    house.history.is_cut = False

    assert house.erase() == 1


def test_a_held_users_ticket_is_kept_though_the_session_has_no_turns() -> None:
    house = House(held=["u1"])
    ticket = house.desk.keep(a_request(), a_deadline())

    with pytest.raises(ForbiddenError):
        house.erase()

    kept = house.desk.find("bank", ticket.number, a_deadline())
    assert kept is not None
    assert kept.state is TicketState.KEPT
    assert not house.gone.has("bank", "s1", a_deadline())
