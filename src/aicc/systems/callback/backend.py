"""Booking a call as actions that scenarios call: `callback_number` and `callback_time`."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from aicc.clock import Clock
from aicc.deadline import Deadline
from aicc.domain.action import BackendAction, ValueKind
from aicc.domain.opening_hours import DEFAULT_QUEUE
from aicc.errors import NotFoundError, ProviderError, StoreError
from aicc.korean.numbers.dialled import e164
from aicc.systems.backend.port import BackendAnswer, BackendCall
from aicc.systems.callback.do_not_call import DoNotCall
from aicc.systems.hours.port import Hours

NUMBER, TIME = "callback_number", "callback_time"
MOST_DAYS = 30  # ahead

_NOTHING = frozenset[str]()
ACTIONS: Mapping[str, BackendAction] = {
    NUMBER: BackendAction(
        arguments=frozenset({"phone"}), outcomes={"ok": _NOTHING, "refused": _NOTHING}
    ),
    TIME: BackendAction(
        arguments=frozenset({"day", "time"}),
        outcomes={
            "ok": frozenset({"at"}),
            "past": _NOTHING,
            "far": _NOTHING,
            "night": _NOTHING,
            "closed": frozenset({"opens_day", "opens_time"}),
        },
        kinds={
            "at": ValueKind.DATETIME,
            "opens_day": ValueKind.DATE,
            "opens_time": ValueKind.TIME,
        },
    ),
}


class CallbackBackend:
    """`hours` are those of the pack's people: no call is promised that they cannot make."""

    def __init__(self, hours: Hours, listed: DoNotCall, clock: Clock) -> None:
        self._hours = hours
        self._listed = listed
        self._clock = clock
        self.actions = ACTIONS

    def call(self, tenant_id: str, asked: BackendCall, deadline: Deadline) -> BackendAnswer:
        try:
            if asked.action == NUMBER:
                return self._number(asked.arguments.get("phone", ""))
            if asked.action == TIME:
                return self._time(asked.arguments)
        except (ValueError, StoreError) as error:
            raise ProviderError(f"{asked.action}: {error}") from error
        raise NotFoundError(f"calls back: there is no action {asked.action}")

    def _number(self, phone: str) -> BackendAnswer:
        is_listed = self._listed.holds(e164(phone))
        return BackendAnswer(outcome="refused" if is_listed else "ok")

    def _time(self, given: Mapping[str, str]) -> BackendAnswer:
        now = self._clock()
        zone = self._hours.zone
        wanted = datetime.combine(
            date.fromisoformat(given.get("day", "")),
            time.fromisoformat(given.get("time", "")),
            zone,
        )
        if wanted <= now:
            return BackendAnswer(outcome="past")
        if wanted > now + timedelta(days=MOST_DAYS):
            return BackendAnswer(outcome="far")
        if not self._hours.may_call(wanted):
            return BackendAnswer(outcome="night")
        state = self._hours.at(DEFAULT_QUEUE, wanted)
        if state.is_open:
            return BackendAnswer(outcome="ok", values={"at": wanted.isoformat()})
        if state.opens is None:
            return BackendAnswer(outcome="far")
        return BackendAnswer(
            outcome="closed",
            values={
                "opens_day": state.opens.date().isoformat(),
                "opens_time": f"{state.opens:%H:%M}",
            },
        )
