"""How long a handler may take, by the time that its Lambda has left."""

from aicc.deadline import Deadline

TURN_S = 2.5
LONGEST_S = 60.0  # of a turn that nobody waits for
LEFT_FOR_ANSWER_S = 0.3  # of the Lambda's own time, to write the answer
SHORTEST_S = 0.1


def turn_deadline(context: object) -> Deadline:
    """For a caller who waits."""
    return _deadline(context, TURN_S)


def late_deadline(context: object) -> Deadline:
    """For a turn whose caller hears a filler meanwhile."""
    return _deadline(context, LONGEST_S)


def _deadline(context: object, most_s: float) -> Deadline:
    remaining = getattr(context, "get_remaining_time_in_millis", None)
    if remaining is None:
        return Deadline(min(most_s, TURN_S))
    left_s = float(remaining()) / 1000 - LEFT_FOR_ANSWER_S
    return Deadline(max(SHORTEST_S, min(most_s, left_s)))
