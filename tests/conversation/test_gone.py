"""A deleted session's token opens nothing: here at once, elsewhere with the next look."""

from datetime import UTC, datetime, timedelta

from aicc.conversation.gone import LOOK_EVERY_S, GoneSessions
from aicc.stores.secrets.memory import MemorySecrets
from tests.fakes import a_deadline

TOMORROW = datetime.now(UTC) + timedelta(days=1)


class Monotonic:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_it_is_gone_for_who_deleted_it_at_once() -> None:
    gone = GoneSessions(MemorySecrets())
    before = gone.has("bank", "s1", a_deadline())

    gone.mark("bank", "s1", TOMORROW, a_deadline())

    assert not before
    assert gone.has("bank", "s1", a_deadline())
    assert not gone.has("shop", "s1", a_deadline())


def test_another_process_sees_it_with_its_next_look() -> None:
    store, time = MemorySecrets(), Monotonic()
    here, there = GoneSessions(store), GoneSessions(store, time)
    there.has("bank", "s1", a_deadline())

    here.mark("bank", "s1", TOMORROW, a_deadline())
    at_once = there.has("bank", "s1", a_deadline())
    time.now += LOOK_EVERY_S
    later = there.has("bank", "s1", a_deadline())

    assert (at_once, later) == (False, True)


def test_when_its_last_token_has_ended_it_is_forgotten() -> None:
    gone = GoneSessions(MemorySecrets())

    gone.mark("bank", "s1", datetime.now(UTC) - timedelta(seconds=1), a_deadline())

    assert not gone.has("bank", "s1", a_deadline())
