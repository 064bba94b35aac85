"""What the roles of the company's token allow its bearer."""

from collections.abc import Iterable
from enum import IntEnum


class Right(IntEnum):
    """Each one includes those before it, but for the desk, which stands by itself. Who may read
    sees the trace of a turn too."""

    NONE = 0
    READ = 1
    DRAFT = 2
    PUBLISH = 3
    UNMASK = 4
    DESK = 100  # to talk with customers; it includes nothing and is included in nothing


RIGHTS = {
    "human_agent": Right.NONE,
    "viewer": Right.READ,
    "staff": Right.READ,
    "editor": Right.DRAFT,
    "publisher": Right.PUBLISH,
    "supervisor": Right.UNMASK,
    "admin": Right.UNMASK,
}


AT_DESK = frozenset({"human_agent", "supervisor", "admin"})


def allows(roles: Iterable[str], right: Right) -> bool:
    if right is Right.DESK:
        return not AT_DESK.isdisjoint(roles)
    return right_of(roles) >= right


def right_of(roles: Iterable[str]) -> Right:
    """The most that one of them allows; a role that nobody knows allows nothing."""
    return max((RIGHTS.get(role, Right.NONE) for role in roles), default=Right.NONE)


def is_staff(roles: Iterable[str]) -> bool:
    return right_of(roles) >= Right.READ
