"""Amazon Connect tasks against a fake with the service's own limits."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from aicc.clock import HandClock
from aicc.domain.announcement import Announcement, Occasion
from aicc.errors import ProviderError
from aicc.systems.announcing.connect_tasks import ConnectTasks
from tests.fakes import A_DAY, a_deadline
from tests.systems.announcing.notices import a_notice, a_ticket
from tests.understanding.aws_model import (
    Plain,
    checked_answer,
    failure,
    operation,
    refuse_wrong_request,
)

INSTANCE = "11111111-2222-3333-4444-555555555555"
FLOW = "66666666-7777-8888-9999-000000000000"


class FakeTasks:
    """One contact a client token, as the service promises; `failing` names a call that fails."""

    def __init__(self) -> None:
        self.contacts: dict[str, Plain] = {}
        self.stopped: list[str] = []
        self.failing, self.code = "", "ThrottlingException"
        self._by_token: dict[str, str] = {}

    def start_task_contact(self, **given: Any) -> Plain:
        self._check("StartTaskContact", given)
        contact = self._by_token.setdefault(given["ClientToken"], f"task-{len(self.contacts)}")
        self.contacts.setdefault(contact, {**given, "Tags": {}})
        return checked_answer(operation("connect", "StartTaskContact"), {"ContactId": contact})

    def tag_contact(self, **given: Any) -> Plain:
        self._check("TagContact", given)
        self.contacts[given["ContactId"]]["Tags"].update(given["Tags"])
        return {}

    def stop_contact(self, **given: Any) -> Plain:
        self._check("StopContact", given)
        self.stopped.append(given["ContactId"])
        return {}

    def _check(self, name: str, given: Plain) -> None:
        refuse_wrong_request(operation("connect", name), given)
        if name == self.failing:
            raise failure(self.code, name)


@pytest.fixture
def connect() -> FakeTasks:
    return FakeTasks()


@pytest.fixture
def tasks(connect: FakeTasks) -> ConnectTasks:
    return ConnectTasks(INSTANCE, FLOW, client=lambda: connect, clock=HandClock(A_DAY))


def test_a_request_becomes_a_task_that_leads_to_the_desk(
    connect: FakeTasks, tasks: ConnectTasks
) -> None:
    contact_id = tasks.announce(a_notice(), a_ticket(), a_deadline())

    task = connect.contacts[contact_id]
    assert task["Description"] == "고객이 원하는 것: 대출 한도"
    assert task["References"] == {"AICC": {"Type": "URL", "Value": "https://bot.example/console"}}
    assert task["Attributes"]["aicc_ticket"] == "A-0001"
    assert task["Tags"] == {"aicc:tenant": "bank", "aicc:ticket": "A-0001"}


def test_a_telling_that_was_cut_off_makes_no_second_task(
    connect: FakeTasks, tasks: ConnectTasks
) -> None:
    connect.failing = "TagContact"
    with pytest.raises(ProviderError, match="ThrottlingException"):
        tasks.announce(a_notice(), a_ticket(), a_deadline())
    connect.failing = ""

    contact_id = tasks.announce(a_notice(), a_ticket(), a_deadline())

    assert list(connect.contacts) == [contact_id]
    assert connect.contacts[contact_id]["Tags"]["aicc:ticket"] == "A-0001"


def test_words_without_end_are_cut_to_what_connect_takes(
    connect: FakeTasks, tasks: ConnectTasks
) -> None:
    long = replace(a_notice(), subject="가" * 2000, body="나" * 9000)

    tasks.announce(long, a_ticket(), a_deadline())

    [task] = connect.contacts.values()
    assert (len(task["Name"]), len(task["Description"])) == (512, 4096)


@pytest.mark.parametrize(("days", "planned"), [(-1, None), (2, 2), (30, 6)])
def test_a_call_that_is_booked_waits_for_its_time(
    connect: FakeTasks, tasks: ConnectTasks, days: int, planned: int | None
) -> None:
    due = A_DAY + timedelta(days=days)
    ticket = a_ticket({"channel": "voice", "callback": {"due_at": due.isoformat()}})

    tasks.announce(a_notice(), ticket, a_deadline())

    [task] = connect.contacts.values()
    expected = A_DAY + timedelta(days=planned) if planned else None
    assert task.get("ScheduledTime") == expected
    assert tasks.wants(ticket)


def test_a_caller_who_waits_on_the_phone_is_no_task_too(tasks: ConnectTasks) -> None:
    assert not tasks.wants(a_ticket({"channel": "voice"}))
    assert tasks.wants(a_ticket({"channel": "chat"}))


@pytest.mark.parametrize("code", ["", "ContactNotFoundException"])
def test_a_request_that_is_over_ends_its_task(
    connect: FakeTasks, tasks: ConnectTasks, code: str
) -> None:
    told = {"connect.came": Announcement(tries=1, at=A_DAY, ref="task-7")}
    connect.failing, connect.code = ("StopContact" if code else ""), code

    ref = tasks.announce(a_notice(Occasion.OVER), replace(a_ticket(), announced=told), a_deadline())

    assert ref == "task-7"
    assert connect.stopped == ([] if code else ["task-7"])
