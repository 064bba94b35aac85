"""The circuit breaker: closed, open, and one call that tries."""

from concurrent.futures import ThreadPoolExecutor

from aicc.breaker import CircuitBreaker


class Watch:
    """A monotonic clock that is moved by hand."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def an_open_breaker(watch: Watch) -> CircuitBreaker:
    breaker = CircuitBreaker(failures=3, rest_s=30, monotonic=watch)
    for _ in range(3):
        breaker.failed()
    return breaker


def test_a_new_breaker_lets_calls_through() -> None:
    assert CircuitBreaker().allows()


def test_it_opens_at_the_third_failure_in_a_row() -> None:
    breaker = CircuitBreaker(failures=3, monotonic=Watch())
    seen = []
    for _ in range(3):
        seen.append(breaker.allows())
        breaker.failed()

    assert [*seen, breaker.allows()] == [True, True, True, False]


def test_a_success_between_failures_starts_the_count_anew() -> None:
    breaker = CircuitBreaker(failures=3, monotonic=Watch())
    for outcome in (breaker.failed, breaker.failed, breaker.succeeded, breaker.failed):
        outcome()

    assert breaker.allows()


def test_after_its_rest_one_call_tries_and_the_others_wait() -> None:
    watch = Watch()
    breaker = an_open_breaker(watch)
    watch.seconds += 29.9
    too_early = breaker.allows()
    watch.seconds += 0.1

    assert [too_early, breaker.allows(), breaker.allows()] == [False, True, False]


def test_a_try_that_succeeds_closes_it() -> None:
    watch = Watch()
    breaker = an_open_breaker(watch)
    watch.seconds += 30
    breaker.allows()
    breaker.succeeded()

    assert all(breaker.allows() for _ in range(3))


def test_a_try_that_fails_begins_another_rest() -> None:
    watch = Watch()
    breaker = an_open_breaker(watch)
    watch.seconds += 30
    breaker.allows()
    watch.seconds += 10
    breaker.failed()
    watch.seconds += 29
    still_resting = not breaker.allows()
    watch.seconds += 1

    assert (still_resting, breaker.allows()) == (True, True)


def test_a_try_of_which_nothing_is_heard_does_not_close_the_way_for_ever() -> None:
    watch = Watch()
    breaker = an_open_breaker(watch)
    watch.seconds += 30
    breaker.allows()
    watch.seconds += 30

    assert breaker.allows()


def test_of_many_threads_one_may_try() -> None:
    watch = Watch()
    breaker = an_open_breaker(watch)
    watch.seconds += 30

    with ThreadPoolExecutor(8) as threads:
        allowed = list(threads.map(lambda _: breaker.allows(), range(200)))

    assert sum(allowed) == 1
