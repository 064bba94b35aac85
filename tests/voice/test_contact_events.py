"""Contact events: kept once in the history of their session, and the session goes on from there."""

from dataclasses import replace
from typing import Any

import pytest

from aicc.conversation.record import session_in
from aicc.errors import StoreError
from tests.fakes import a_deadline
from tests.voice.lambdas_here import Container, a_container, recorded

CONTACT = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def container() -> Container:
    container = a_container()
    container.turn("잔액 조회해 주세요", "0", CONTACT)
    return container


def kept(container: Container) -> list[Any]:
    turns = container.parts.history.recent("default", CONTACT, a_deadline())
    return [turn.metadata["event"] for turn in turns if "event" in turn.metadata]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("contact_queued", "QUEUED"),
        ("contact_connected", "CONNECTED_TO_AGENT"),
        ("contact_disconnected", "DISCONNECTED"),
    ],
)
def test_an_event_stands_in_the_history_of_its_session(
    container: Container, name: str, kind: str
) -> None:
    answer = container.call("contact_events", recorded(name))

    assert answer == {"kept": "true"}
    [event] = kept(container)
    assert event["kind"] == kind
    assert event["queue"].endswith("/queue/support")


def test_an_event_that_comes_twice_is_kept_once(container: Container) -> None:
    for _ in range(2):
        container.call("contact_events", recorded("contact_queued"))

    assert len(kept(container)) == 1


def test_an_event_names_the_ticket_that_waits(container: Container) -> None:
    ticket = container.turn("상담원 연결해 주세요", "1", CONTACT)["ticket"]

    container.call("contact_events", recorded("contact_disconnected"))

    assert kept(container)[0]["ticket"] == ticket
    assert kept(container)[0]["disconnect_reason"] == "CUSTOMER_DISCONNECT"


def test_the_conversation_goes_on_behind_an_event(container: Container) -> None:
    container.call("contact_events", recorded("contact_queued"))
    [*_, last] = container.parts.history.recent("default", CONTACT, a_deadline())

    answer = container.turn("1234567", "1", CONTACT)

    assert session_in(last) is not None
    assert answer["step_id"] == "account_select"


@pytest.mark.parametrize(
    "event",
    [recorded("contact_unknown"), {}, None, [], {"detail-type": "Amazon Connect Contact Event"}],
)
def test_what_is_unknown_is_left_alone(container: Container, event: object) -> None:
    assert container.call("contact_events", event) == {"kept": "false"}
    assert kept(container) == []


def test_a_contact_without_a_session_is_left_alone(container: Container) -> None:
    event = recorded("contact_queued")
    event["detail"]["contactId"] = event["detail"]["initialContactId"] = "somebody-else"

    assert container.call("contact_events", event) == {"kept": "false"}


def test_a_contact_that_was_transferred_is_found_by_its_first_one(container: Container) -> None:
    event = recorded("contact_connected")
    event["detail"]["contactId"] = "the-second-leg"

    container.call("contact_events", event)

    assert len(kept(container)) == 1


def test_a_store_that_is_away_is_an_error_so_that_the_event_comes_again(
    container: Container,
) -> None:
    def away(*arguments: object) -> Any:
        raise StoreError("history.recent: away")

    container.service = replace(container.service, recent=away)

    with pytest.raises(StoreError):
        container.call("contact_events", recorded("contact_queued"))


AGENT = "arn:aws:connect:ap-northeast-2:123456789012:instance/1/agent/made-up-agent"


def a_task_event(kind: str, ticket: str, agent: str = "") -> Any:
    event = recorded("contact_connected")
    tags = {"aicc:tenant": "default", "aicc:ticket": ticket}
    who = {"agentArn": agent} if agent else None
    task = {"channel": "TASK", "contactId": "task-1", "initialContactId": "task-1"}
    event["detail"].update(task, eventType=kind, tags=tags, agentInfo=who)
    return event


def test_a_ticket_follows_its_task(container: Container) -> None:
    number = container.turn("상담원 연결해 주세요", "1", CONTACT)["ticket"]

    def standing() -> Any:
        found = container.parts.desk.find("default", number, a_deadline())
        assert found
        return found.standing

    for kind, agent in [("QUEUED", ""), ("CONNECTED_TO_AGENT", AGENT)]:
        container.call("contact_events", a_task_event(kind, number, agent))
    taken = standing()
    container.call("contact_events", a_task_event("DISCONNECTED", number))

    assert (taken.state, taken.by.id) == ("taken", "connect:made-up-agent")
    assert (standing().state, standing().outcome) == ("closed", "elsewhere")


@pytest.mark.parametrize("kind", ["CONNECTED_TO_AGENT", "DISCONNECTED"])
def test_a_task_of_an_unknown_ticket_is_left_alone(container: Container, kind: str) -> None:
    answer = container.call("contact_events", a_task_event(kind, "A-0999", AGENT))

    assert answer == {"kept": "false"}
