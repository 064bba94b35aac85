"""The back ends that are ours: the made-up company, one-time codes, calls back."""

from pathlib import Path

from aicc.clock import Clock, utc_now
from aicc.domain.opening_hours import HoursByQueue
from aicc.systems.backend.port import Backend
from aicc.systems.callback.backend import CallbackBackend
from aicc.systems.callback.do_not_call import FILE, DoNotCallFile, NobodyListed
from aicc.systems.demo.backend import DemoBackend
from aicc.systems.hours.embedded import EmbeddedHours
from aicc.systems.identity.backend import CodesBackend
from aicc.systems.identity.port import OneTimeCodes


def own_backends(
    hours: HoursByQueue | None,
    codes: OneTimeCodes,
    clock: Clock = utc_now,
    listed_in: Path | None = None,
) -> tuple[Backend, ...]:
    """`hours` are the pack's, `listed_in` is the folder with the list of whom nobody calls."""
    listed = DoNotCallFile(listed_in / FILE) if listed_in else NobodyListed()
    calls = CallbackBackend(EmbeddedHours(hours), listed, clock)
    return DemoBackend(clock=clock), CodesBackend(codes), calls
