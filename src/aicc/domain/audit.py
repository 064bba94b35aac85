"""What staff did: rows that are only ever added, each bound to the one before it."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """`actor` is a pseudonym, so that erasing a person changes no row; `what` names a route or a
    change, `about` the ids in it."""

    tenant_id: str
    at: datetime
    actor: str
    what: str
    about: str = ""
    is_refused: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """The entry with its place: the `number`th that its writer wrote down on that day, from 1. An
    entry of just before midnight may be written down after it."""

    writer: str
    day: date
    number: int
    entry: AuditEntry
    link: str  # over all of it, and over the row before, or the seal of the day before


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditSeal:
    """A day that is over: how many rows it has, and the link of the last one, which stay when the
    rows are dropped."""

    writer: str
    day: date
    count: int
    last: str
    link: str  # over all of it, and over the seal before
