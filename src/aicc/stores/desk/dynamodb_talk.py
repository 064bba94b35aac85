"""What is said about tickets and what changed at the desk, as items of the DynamoDB table."""

import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from aicc.deadline import Deadline, pauses
from aicc.domain.desk_talk import ChangeKind, DeskChange, DeskMessage, Speaker, other_side
from aicc.domain.handoff import Ticket
from aicc.errors import StoreError
from aicc.stores.aws import readable
from aicc.stores.desk.dynamodb_rows import TICKET, owner, sort, ticket_key
from aicc.stores.desk.tickets import count_of, instant
from aicc.stores.state_table import Row, StateTable, count, key, next_count, text

_CHANGE, _NEWEST = "change#", "newest-change"
_TALK, _SAID = "talk#", "said#"
_CHANGES_KEPT_S = 86_400.0
_LATE_S = 5.0  # no write takes longer
_UNDER_WAY = 50  # writes at once, at most
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.005, 0.1


class DeskTalk:
    def __init__(self, table: StateTable) -> None:
        self._table = table

    def tries(self, operation: str, deadline: Deadline) -> Iterator[None]:
        """A new one as long as there is time: what was seen is not what stands there any more."""
        for pause_s in pauses(_FIRST_PAUSE_S, _LONGEST_PAUSE_S):
            yield
            if deadline.is_over:
                raise StoreError(f"{operation}: no time left")
            time.sleep(deadline.cap(pause_s))

    def next_change(self, tenant_id: str, deadline: Deadline) -> int:
        """A number that nobody else gets. Where it is not used, readers wait for it a moment."""
        return next_count(self._table, "desk.note", owner(tenant_id), _NEWEST, deadline)

    def noted(self, tenant_id: str, change: DeskChange) -> list[Any]:
        """For the transaction of what changed."""
        item = {
            **key(owner(tenant_id), sort(_CHANGE, change.seq)),
            "kind": {"S": change.kind.value},
            "number": {"S": change.number},
            "at": {"S": instant(change.at)},
            "about": {"S": change.about},
            "written": {"N": f"{time.time():.3f}"},
            "expires_at": {"N": str(round(time.time() + _CHANGES_KEPT_S))},
        }
        return [{"Put": {"TableName": self._table.name, "Item": item}}]

    def note(
        self,
        tenant_id: str,
        kind: ChangeKind,
        number: str,
        at: datetime,
        about: str,
        deadline: Deadline,
    ) -> None:
        seq = self.next_change(tenant_id, deadline)
        change = DeskChange(seq=seq, kind=kind, number=number, at=at, about=about)
        self._table.together("desk.note", self.noted(tenant_id, change), deadline)

    def newest(self, tenant_id: str, deadline: Deadline) -> int:
        """The last that is there with all before it."""
        row = self._table.get("desk.changes", owner(tenant_id), _NEWEST, deadline)
        with readable("desk.changes"):
            given = count(row, "count") if row else 0
        before = max(0, given - _UNDER_WAY)
        seen = self.changes(tenant_id, before, _UNDER_WAY, deadline)
        return seen[-1].seq if seen else before

    def changes(
        self, tenant_id: str, after: int, limit: int, deadline: Deadline
    ) -> Sequence[DeskChange]:
        """Up to the first number that is given and not written yet; one that is still missing
        after a while never comes."""
        first, last = sort(_CHANGE, after + 1), sort(_CHANGE, after + limit)
        rows = self._table.rows("desk.changes", owner(tenant_id), first, last, deadline)
        found: list[DeskChange] = []
        with readable("desk.changes"):
            for row in rows:
                change = _change(row)
                is_next = change.seq == (found[-1].seq if found else after) + 1
                if not is_next and time.time() - float(row["written"]["N"]) < _LATE_S:
                    break
                found.append(change)
        return found

    def said_as(
        self, tenant_id: str, number: str, message_id: str, deadline: Deadline
    ) -> DeskMessage | None:
        of_tenant = owner(tenant_id)
        row = self._table.get("desk.say", of_tenant, _said(number, message_id), deadline)
        if row is None:
            return None
        with readable("desk.say"):
            place = _talk(number, count(row, "place"))
        kept = self._table.get("desk.say", of_tenant, place, deadline)
        return _message(kept) if kept else None

    def say(
        self,
        ticket: Ticket,
        message: DeskMessage,
        as_seen: dict[str, Any],
        expires: Any,
        seq: int,
        deadline: Deadline,
    ) -> DeskMessage | None:
        """None when the ticket moved meanwhile, or somebody else said something."""
        tenant_id, number = ticket.request.tenant_id, ticket.number
        place = self._last_place(tenant_id, number, deadline) + 1
        name, of_tenant = {"TableName": self._table.name}, owner(tenant_id)
        item = {**key(of_tenant, _talk(number, place)), **_row(message, place), **expires}
        said = {
            **key(of_tenant, _said(number, message.id)),
            "place": {"N": str(place)},
            **expires,
        }
        change = DeskChange(
            seq=seq,
            kind=ChangeKind.MESSAGE,
            number=number,
            at=message.at,
            about=message.id,
        )
        is_new = {"ConditionExpression": "attribute_not_exists(sort)"}
        changes = [
            {"ConditionCheck": {**name, "Key": ticket_key(TICKET, ticket), **as_seen}},
            {"Put": {**name, "Item": item, **is_new}},
            {"Put": {**name, "Item": said, **is_new}},
            *self.noted(tenant_id, change),
        ]
        return _message(item) if self._table.together("desk.say", changes, deadline) else None

    def messages(
        self, tenant_id: str, number: str, after: int, deadline: Deadline
    ) -> Sequence[DeskMessage]:
        first, last = _talk(number, after + 1), f"{_of(_TALK, number)}\uffff"
        rows = self._table.rows("desk.messages", owner(tenant_id), first, last, deadline)
        with readable("desk.messages"):
            return [_message(row) for row in rows]

    def see(
        self,
        tenant_id: str,
        number: str,
        by: Speaker,
        up_to: int,
        at: datetime,
        deadline: Deadline,
    ) -> int:
        unseen = [
            each
            for each in self.messages(tenant_id, number, 0, deadline)
            if each.speaker is other_side(by) and each.seen_at is None and each.place <= up_to
        ]
        updates = [
            {
                "Update": {
                    "TableName": self._table.name,
                    "Key": key(owner(tenant_id), _talk(number, each.place)),
                    "UpdateExpression": "SET seen_at = :at",
                    "ConditionExpression": "attribute_exists(sort)",
                    "ExpressionAttributeValues": {":at": {"S": instant(at)}},
                }
            }
            for each in unseen
        ]
        return sum(self._table.together("desk.see", [each], deadline) for each in updates)

    def erase(self, ticket: Ticket, deadline: Deadline) -> None:
        of_tenant = owner(ticket.request.tenant_id)
        kinds = (_of(_TALK, ticket.number), _of(_SAID, ticket.number))
        rows = [
            row
            for kind in kinds
            for row in self._table.all("desk.erase", of_tenant, kind, deadline)
        ]
        self._table.delete("desk.erase", [(of_tenant, text(row, "sort")) for row in rows], deadline)

    def _last_place(self, tenant_id: str, number: str, deadline: Deadline) -> int:
        kind = _of(_TALK, number)
        row = self._table.at_end("desk.say", owner(tenant_id), kind, deadline, newest=True)
        with readable("desk.say"):
            return count(row, "place") if row else 0


def _of(kind: str, number: str) -> str:
    return f"{sort(kind, count_of(number) or 0)}#"


def _talk(number: str, place: int) -> str:
    return f"{_of(_TALK, number)}{place:08}"


def _said(number: str, message_id: str) -> str:
    return f"{_of(_SAID, number)}{message_id}"


def _row(message: DeskMessage, place: int) -> Row:
    return {
        "place": {"N": str(place)},
        "id": {"S": message.id},
        "speaker": {"S": message.speaker.value},
        "author": {"S": message.author},
        "text": {"S": message.text},
        "at": {"S": instant(message.at)},
    }


def _message(row: Row) -> DeskMessage:
    return DeskMessage(
        id=text(row, "id"),
        speaker=Speaker(text(row, "speaker")),
        author=text(row, "author"),
        text=text(row, "text"),
        at=datetime.fromisoformat(text(row, "at")),
        place=count(row, "place"),
        seen_at=datetime.fromisoformat(text(row, "seen_at")) if "seen_at" in row else None,
    )


def _change(row: Row) -> DeskChange:
    return DeskChange(
        seq=int(text(row, "sort").removeprefix(_CHANGE)),
        kind=ChangeKind(text(row, "kind")),
        number=text(row, "number"),
        at=datetime.fromisoformat(text(row, "at")),
        about=text(row, "about"),
    )
