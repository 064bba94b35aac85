"""What the roles of the company's token allow its bearer."""

from collections.abc import Iterable
from enum import IntEnum


class Right(IntEnum):
    """Each one includes those before it. Who may read sees the trace of a turn too."""

    NONE = 0
    READ = 1
    DRAFT = 2
    PUBLISH = 3
    UNMASK = 4


RIGHTS = {
    "viewer": Right.READ,
    "staff": Right.READ,
    "editor": Right.DRAFT,
    "publisher": Right.PUBLISH,
    "supervisor": Right.UNMASK,
    "admin": Right.UNMASK,
}


def right_of(roles: Iterable[str]) -> Right:
    """The most that one of them allows; a role that nobody knows allows nothing."""
    return max((RIGHTS.get(role, Right.NONE) for role in roles), default=Right.NONE)


def is_staff(roles: Iterable[str]) -> bool:
    return right_of(roles) >= Right.READ
