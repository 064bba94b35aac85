"""What CloudFormation calls the state of a stack: what it means, and what comes next."""

from dataclasses import dataclass
from enum import StrEnum


class Next(StrEnum):
    """What has to happen before the stack can be changed."""

    NOTHING = "nothing"
    WAIT = "wait"
    REMOVE = "remove"  # it never worked, and CloudFormation changes it no more
    ROLL_ON = "roll on"  # taking the last change back stopped halfway


@dataclass(frozen=True, slots=True)
class StackState:
    means: str
    next: Next

    @property
    def advice(self) -> str:
        return _ADVICE[self.next]


_ADVICE = {
    Next.NOTHING: "",
    Next.WAIT: "apply waits for it and goes on",
    Next.REMOVE: "apply removes it and makes it anew; data that is kept stays",
    Next.ROLL_ON: "apply goes on taking it back, then changes it",
}

ABSENT = StackState("is not there", Next.NOTHING)
_STATES = {
    "CREATE_COMPLETE": StackState("works as first made", Next.NOTHING),
    "UPDATE_COMPLETE": StackState("works as last changed", Next.NOTHING),
    "IMPORT_COMPLETE": StackState("works, with resources taken over", Next.NOTHING),
    "UPDATE_ROLLBACK_COMPLETE": StackState(
        "works as before the last change, which failed", Next.NOTHING
    ),
    "IMPORT_ROLLBACK_COMPLETE": StackState(
        "works as before resources were to be taken over", Next.NOTHING
    ),
    "REVIEW_IN_PROGRESS": StackState("was planned and never made", Next.REMOVE),
    "CREATE_FAILED": StackState("could not be made", Next.REMOVE),
    "ROLLBACK_COMPLETE": StackState("could not be made and was undone", Next.REMOVE),
    "ROLLBACK_FAILED": StackState("could not be made, nor wholly undone", Next.REMOVE),
    "DELETE_FAILED": StackState("could not be removed", Next.REMOVE),
    "DELETE_COMPLETE": ABSENT,
    "UPDATE_FAILED": StackState("stopped in the middle of a change", Next.ROLL_ON),
    "UPDATE_ROLLBACK_FAILED": StackState("could not take a failed change back", Next.ROLL_ON),
    "IMPORT_ROLLBACK_FAILED": StackState("could not take a failed import back", Next.ROLL_ON),
}
_AT_WORK = StackState("is being changed at this moment", Next.WAIT)


def state_of(status: str) -> StackState:
    if status in _STATES:
        return _STATES[status]
    return _AT_WORK if status.endswith("_IN_PROGRESS") else StackState(status, Next.NOTHING)


def is_well(status: str) -> bool:
    """The last thing that was asked of it was done."""
    return status in {"CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE"}
