"""Amazon Connect's figures against a fake with the service's own model and rates."""

from typing import Any

import pytest

from aicc.clock import HandClock
from aicc.deadline import Deadline
from aicc.systems.phone_queue.connect import ConnectQueue
from aicc.systems.phone_queue.port import CallersPlace, QueuedCaller
from tests.fakes import A_DAY, a_deadline
from tests.understanding.aws_model import (
    Plain,
    checked_answer,
    failure,
    operation,
    refuse_wrong_request,
)

INSTANCE = "11111111-2222-3333-4444-555555555555"
QUEUE = "66666666-7777-8888-9999-000000000000"
KNOWN = CallersPlace(ahead=2, others=5, wait_s=420.0, staffed=3)


class FakeMetrics:
    """`own` and `queue` are the figures; a call named in `failing` fails with its code."""

    def __init__(self) -> None:
        self.own = {"POSITION_IN_QUEUE": 3.0, "ESTIMATED_WAIT_TIME": 420.0}
        self.queue = {
            "CONTACTS_IN_QUEUE": 6.0, "AGENTS_STAFFED": 3.0, "ESTIMATED_WAIT_TIME": 900.0,
        }  # fmt: skip
        self.failing: dict[str, str] = {}
        self.calls: list[str] = []

    def get_contact_metrics(self, **given: Any) -> Plain:
        model = self._called("GetContactMetrics", given)
        results = [
            {"Name": each["Name"], "Value": {"Number": self.own[each["Name"]]}}
            for each in given["Metrics"]
            if each["Name"] in self.own
        ]
        return checked_answer(model, {"MetricResults": results, "Id": given["ContactId"]})

    def get_current_metric_data(self, **given: Any) -> Plain:
        model = self._called("GetCurrentMetricData", given)
        collections = [
            {"Metric": each, "Value": self.queue[each["Name"]]}
            for each in given["CurrentMetrics"]
            if each["Name"] in self.queue
        ]
        results = [{"Collections": collections}] if collections else []
        return checked_answer(model, {"MetricResults": results})

    def _called(self, name: str, given: Plain) -> Any:
        model = operation("connect", name)
        refuse_wrong_request(model, given)
        self.calls.append(name)
        if name in self.failing:
            raise failure(self.failing[name], name)
        return model


@pytest.fixture
def connect() -> FakeMetrics:
    return FakeMetrics()


@pytest.fixture
def clock() -> HandClock:
    return HandClock(A_DAY)


@pytest.fixture
def queue(connect: FakeMetrics, clock: HandClock) -> ConnectQueue:
    return ConnectQueue(client=lambda: connect, clock=clock)


def a_caller(number: int = 1, queue_id: str = QUEUE) -> QueuedCaller:
    contact_id = f"aaaaaaaa-bbbb-cccc-dddd-{number:012d}"
    return QueuedCaller(instance_id=INSTANCE, contact_id=contact_id, queue_id=queue_id)


def test_a_caller_is_not_counted_among_those_who_are_served_before(queue: ConnectQueue) -> None:
    assert queue.place_of(a_caller(), a_deadline()) == KNOWN


def test_what_was_asked_holds_for_ten_seconds(
    queue: ConnectQueue, connect: FakeMetrics, clock: HandClock
) -> None:
    queue.place_of(a_caller(), a_deadline())
    connect.own["POSITION_IN_QUEUE"] = 1.0
    clock.move(9)

    assert queue.place_of(a_caller(), a_deadline()) == KNOWN

    clock.move(2)
    assert queue.place_of(a_caller(), a_deadline()).ahead == 0
    assert len(connect.calls) == 4


def test_callers_of_one_queue_share_what_is_known_of_it(
    queue: ConnectQueue, connect: FakeMetrics, clock: HandClock
) -> None:
    for number in range(3):
        queue.place_of(a_caller(number), a_deadline())
        clock.move(1)

    assert connect.calls.count("GetCurrentMetricData") == 1
    assert connect.calls.count("GetContactMetrics") == 3


def test_more_than_two_callers_a_second_are_not_asked_for(
    queue: ConnectQueue, connect: FakeMetrics, clock: HandClock
) -> None:
    places = [queue.place_of(a_caller(number), a_deadline()) for number in range(4)]

    assert [each.ahead for each in places] == [2, 2, None, None]
    assert [each.others for each in places] == [5, 5, 5, 5]
    assert connect.calls.count("GetContactMetrics") == 2

    clock.move(1)
    assert queue.place_of(a_caller(3), a_deadline()).ahead == 2


def test_more_than_five_queues_a_second_are_not_asked_for(
    queue: ConnectQueue, connect: FakeMetrics
) -> None:
    for number in range(8):
        caller = a_caller(number, queue_id=QUEUE[:-1] + str(number))
        queue.place_of(caller, a_deadline())

    assert connect.calls.count("GetCurrentMetricData") == 5


@pytest.mark.parametrize("code", ["ThrottlingException", "AccessDeniedException"])
def test_who_is_refused_knows_the_rest_and_does_not_press(
    queue: ConnectQueue, connect: FakeMetrics, clock: HandClock, code: str
) -> None:
    connect.failing["GetContactMetrics"] = code

    first = queue.place_of(a_caller(), a_deadline())
    clock.move(5)
    second = queue.place_of(a_caller(), a_deadline())

    assert first == second == CallersPlace(others=5, wait_s=900.0, staffed=3)
    assert connect.calls.count("GetContactMetrics") == 1


def test_nothing_is_known_of_a_queue_in_which_nothing_happened(
    queue: ConnectQueue, connect: FakeMetrics
) -> None:
    connect.own, connect.queue = {}, {}

    assert queue.place_of(a_caller(), a_deadline()) == CallersPlace()


def test_what_the_flow_does_not_know_is_not_asked(
    queue: ConnectQueue, connect: FakeMetrics
) -> None:
    nobody = QueuedCaller(instance_id="", contact_id="", queue_id="")

    assert queue.place_of(nobody, a_deadline()) == CallersPlace()
    assert connect.calls == []


def test_an_id_that_connect_would_refuse_is_no_error_to_the_caller(queue: ConnectQueue) -> None:
    wrong = QueuedCaller(instance_id=INSTANCE, contact_id="내 전화", queue_id=QUEUE)

    assert queue.place_of(wrong, a_deadline()).ahead is None


def test_no_time_left_is_not_known(queue: ConnectQueue, connect: FakeMetrics) -> None:
    assert queue.place_of(a_caller(), Deadline(0)) == CallersPlace()
    assert connect.calls == []
