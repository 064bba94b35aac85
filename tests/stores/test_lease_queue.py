"""The line before a session's lease: who came first goes first."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from aicc.clock import HandClock
from aicc.deadline import Deadline
from aicc.errors import SessionBusyError, StoreError
from aicc.stores.sessions.port import Lease
from aicc.stores.sessions.queue import LeaseQueue
from tests.fakes import a_deadline, no_time, until


class Grants:
    """A store that always grants, with growing fences."""

    def __init__(self) -> None:
        self.fence = 0

    def __call__(self) -> Lease:
        self.fence += 1
        return Lease(tenant_id="bank", session_id="s1", fence=self.fence, session=None)


def test_fifty_threads_are_served_in_the_order_they_came() -> None:
    queue, grant, served = LeaseQueue(10.0, HandClock()), Grants(), list[int]()

    def take_a_turn(number: int) -> None:
        lease = queue.lease("bank", "s1", a_deadline(30), grant)
        served.append(number)
        queue.leave(lease)

    first = queue.lease("bank", "s1", a_deadline(), grant)
    with ThreadPoolExecutor(max_workers=50) as threads:
        turns = []
        for number in range(50):
            turns.append(threads.submit(take_a_turn, number))
            until(lambda: queue.length("bank", "s1") == 1 + len(turns))
        queue.leave(first)
        for turn in turns:
            turn.result()

    assert served == list(range(50))
    assert queue.length("bank", "s1") == 0


def test_those_behind_one_who_gave_up_move_on() -> None:
    queue, grant = LeaseQueue(10.0, HandClock()), Grants()
    first = queue.lease("bank", "s1", a_deadline(), grant)

    with ThreadPoolExecutor(max_workers=2) as threads:
        impatient = threads.submit(queue.lease, "bank", "s1", Deadline(0.05), grant)
        until(lambda: queue.length("bank", "s1") == 2)
        patient = threads.submit(queue.lease, "bank", "s1", a_deadline(), grant)
        with pytest.raises(SessionBusyError):
            impatient.result()
        queue.leave(first)

        assert patient.result().fence == 2


def test_a_thread_already_waiting_is_called_when_the_head_runs_out() -> None:
    clock = HandClock()
    queue, grant = LeaseQueue(0.02, clock), Grants()
    queue.lease("bank", "s1", a_deadline(), grant)

    with ThreadPoolExecutor(max_workers=1) as threads:
        waiting = threads.submit(queue.lease, "bank", "s1", a_deadline(), grant)
        until(lambda: queue.length("bank", "s1") == 2)
        clock.move(1)

        assert waiting.result().fence == 2


def test_a_store_that_fails_does_not_keep_the_line_waiting() -> None:
    queue = LeaseQueue(10.0, HandClock())

    def fail() -> Lease:
        raise StoreError("away")

    with pytest.raises(StoreError, match="away"):
        queue.lease("bank", "s1", a_deadline(), fail)

    assert queue.lease("bank", "s1", no_time(), Grants()).fence == 1


def test_a_store_that_does_not_grant_is_asked_until_the_deadline() -> None:
    queue, answers = LeaseQueue(10.0, HandClock()), iter([None, None, Grants()()])

    assert queue.lease("bank", "s1", a_deadline(), lambda: next(answers)).fence == 1
    queue.dismiss("bank", "s1")
    with pytest.raises(SessionBusyError):
        queue.lease("bank", "s1", Deadline(0.01), lambda: None)


def test_leaving_late_does_not_push_out_the_next_holder() -> None:
    clock = HandClock()
    queue, grant = LeaseQueue(10.0, clock), Grants()
    late = queue.lease("bank", "s1", a_deadline(), grant)
    clock.move(11)
    queue.lease("bank", "s1", a_deadline(), grant)

    queue.leave(late)

    with pytest.raises(SessionBusyError):
        queue.lease("bank", "s1", no_time(), grant)
