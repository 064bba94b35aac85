"""A worker that is lost again and again is started again, but not without a pause."""

from chatbot_cli.restarts import Restarts


class Watch:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_pause_grows_until_one_has_lived_a_minute() -> None:
    watch = Watch()
    restarts = Restarts(watch)

    paused = [restarts.lost(watch.now - 1) for _ in range(7)]
    after_a_minute = restarts.lost(watch.now - 60)

    assert paused == [0.5, 1, 2, 4, 8, 10, 10]
    assert (after_a_minute, restarts.lost(watch.now)) == (0.5, 1)


def test_each_is_started_once_when_its_pause_is_over() -> None:
    watch = Watch()
    restarts = Restarts(watch)
    before = (restarts.next_in(), restarts.take_due())
    for _ in range(2):
        restarts.lost(watch.now)

    waiting = (restarts.next_in(), restarts.take_due())
    watch.now += 0.5
    first = (restarts.next_in(), restarts.take_due(), restarts.next_in())
    watch.now += 5
    second = (restarts.next_in(), restarts.take_due(), restarts.next_in())

    assert before == (None, 0)
    assert waiting == (0.5, 0)
    assert first == (0, 1, 0.5)
    assert second == (0, 1, None)
