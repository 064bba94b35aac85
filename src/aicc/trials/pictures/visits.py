"""How often the ways of scenarios were taken, from turns that history kept."""

from collections import Counter
from collections.abc import Iterable, Mapping

from aicc.conversation.record import reply_in
from aicc.domain.turn import TurnRecord


def visits_in(turns: Iterable[TurnRecord]) -> Mapping[str, int]:
    """By way, as "flow/step:outcome"."""
    return Counter(way for turn in turns for way in reply_in(turn).facts.ways)
