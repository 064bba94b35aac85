"""The time, handed in wherever it is needed so that a test can stop it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

Clock = Callable[[], datetime]

KST = timezone(timedelta(hours=9), "KST")  # Korea has no daylight saving time
# A Monday morning, so that "tomorrow" and "this week" mean the same in every run of a test.
TEST_NOW = datetime(2026, 3, 2, 10, 0, tzinfo=KST)


def utc_now() -> datetime:
    return datetime.now(UTC)


class HandClock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime = TEST_NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
