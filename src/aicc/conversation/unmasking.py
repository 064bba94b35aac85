"""What a transcript hides of a scenario under way, for staff who have a reason to see it.

What history, tickets and logs keep is masked for good: nothing brings it back. What a running
scenario needs (a customer number, a telephone number to call back) is kept as long as it runs, by
itself, and that can be shown. A registration number is kept nowhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from aicc.conversation.hidden import KEPT, parted
from aicc.conversation.keeping import SecretKeeper
from aicc.deadline import Deadline
from aicc.domain.json import Json, JsonMap, as_map, as_maps
from aicc.errors import NotFoundError
from aicc.stores.sessions.port import SessionStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmasked:
    """`values` by the names of the scenario; `lost`: those that nobody has any more."""

    values: Mapping[str, Json]
    lost: tuple[str, ...] = ()


class Unmasking:
    def __init__(self, sessions: SessionStore, keeper: SecretKeeper) -> None:
        self._sessions = sessions
        self._keeper = keeper

    def of_session(self, tenant_id: str, session_id: str, deadline: Deadline) -> Unmasked:
        """`NotFoundError` where no such session is kept. Whoever calls it has written down who
        sees it and why."""
        session = self._sessions.load(tenant_id, session_id, deadline)
        if session is None:
            raise NotFoundError(f"no session {session_id}")
        whole, _ = self._keeper.restored(session, "", deadline)
        runs = (whole.run, *whole.paused, whole.unfinished)
        lost = (name for run in runs if run for name in run.lost)
        return Unmasked(values=_values(parted(whole).hidden), lost=tuple(dict.fromkeys(lost)))


def _values(hidden: JsonMap) -> dict[str, Json]:
    found: dict[str, Json] = dict(as_map(hidden.get(KEPT)))
    for walk, values in hidden.items():
        if walk != KEPT:
            levels = (*as_maps(as_map(values).get("heard")), as_map(as_map(values).get("answers")))
            for level in levels:
                found.update(level)
    return found
