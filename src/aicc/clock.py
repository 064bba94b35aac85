"""The time, handed in wherever it is needed so that a test can stop it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

Clock = Callable[[], datetime]

KST = timezone(timedelta(hours=9), "KST")  # Korea has no daylight saving time


def utc_now() -> datetime:
    return datetime.now(UTC)
