"""Looking for changes beside the turns, while the store hangs."""

from threading import Event

from aicc.content.watch import LOOK_EVERY_S, Watch
from aicc.deadline import Deadline
from tests.fakes import a_deadline, until


def test_while_one_look_hangs_no_other_is_begun() -> None:
    now, answered, done = [0.0], Event(), Event()
    looks: list[str] = []

    def follow(tenant_id: str, deadline: Deadline) -> None:
        looks.append(tenant_id)
        if len(looks) > 1:  # the first look waits for the content
            answered.wait(5)
            done.set()

    watch = Watch(follow, lambda: now[0])
    for _ in range(5):
        watch.look("bank", a_deadline())
        now[0] += LOOK_EVERY_S * 2
    until(lambda: len(looks) > 1)
    answered.set()
    done.wait(5)

    assert looks == ["bank", "bank"]
