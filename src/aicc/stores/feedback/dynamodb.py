"""Feedback in DynamoDB: a counter a day and entry, an item a rating and a question."""

import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, date, datetime
from hashlib import blake2b
from threading import Lock
from typing import TYPE_CHECKING, Any

from aicc.deadline import Deadline
from aicc.domain.feedback import GIVEN, AnswerCount, Rating, Thumb, Unanswered, answer_counts
from aicc.errors import StoreError
from aicc.stores.aws import readable, store_errors
from aicc.stores.feedback.port import MOST_UNANSWERED
from aicc.stores.state_table import Row, StateTable, count, key, owner_of, text

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

WRITE_EVERY_S, MOST_COUNTED = 10.0, 50
_GIVEN, _RATED, _ASKED, _ASKING, _PACK = "given#", "rated#", "asked#", "asking#", "pack#"
_TRIES = 5  # somebody else asks the same, or takes it back, just now


class DynamoFeedback:
    """With `keep_s` questions that nothing answered expire so long after they were last asked.

    Answers are counted here and written together, so that a turn costs no write of its own: a
    container that is killed takes the counts of its last seconds with it.
    """

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        pack: str,
        *,
        keep_s: float | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._table = StateTable(client, table)
        self._pack = pack
        self._keep_s = keep_s
        self._monotonic = monotonic
        self._lock = Lock()
        self._counted: Counter[tuple[str, date, str]] = Counter()
        self._written_at = monotonic()
        self._named: set[str] = set()  # tenants whose item for this pack is written

    def count_answer(self, tenant_id: str, faq_id: str, at: datetime, deadline: Deadline) -> None:
        with self._lock:
            self._counted[tenant_id, _day(at), faq_id] += 1
            is_full = len(self._counted) >= MOST_COUNTED
            is_due = is_full or self._monotonic() - self._written_at >= WRITE_EVERY_S
        if is_due:
            self._write_counts(deadline)

    def _write_counts(self, deadline: Deadline) -> None:
        """Those that cannot be written wait for the next time."""
        with self._lock:
            counted, self._counted = self._counted, Counter()
            self._written_at = self._monotonic()
        try:
            for key_of, times in list(counted.items()):
                self._add(*key_of, times, deadline)
                del counted[key_of]
        finally:
            with self._lock:
                self._counted.update(counted)

    def _add(self, tenant_id: str, day: date, faq_id: str, times: int, deadline: Deadline) -> None:
        with store_errors("feedback.count_answer", deadline):
            self._table.client.update_item(
                TableName=self._table.name,
                Key=key(self._owner(tenant_id), f"{_GIVEN}{day}#{faq_id}"),
                UpdateExpression="SET faq_id = :f ADD #n :times",
                ExpressionAttributeNames={"#n": "count"},
                ExpressionAttributeValues={":times": {"N": str(times)}, ":f": {"S": faq_id}},
            )

    def rate(self, tenant_id: str, rating: Rating, deadline: Deadline) -> None:
        self._name_pack("feedback.rate", tenant_id, deadline)
        item = {
            **key(self._owner(tenant_id), f"{_RATED}{rating.turn_id}"),
            "turn_id": {"S": rating.turn_id},
            "faq_id": {"S": rating.faq_id},
            "thumb": {"S": rating.thumb.value},
            "at": {"S": _text(rating.at)},
        }
        with store_errors("feedback.rate", deadline):
            self._table.client.put_item(TableName=self._table.name, Item=item)

    def given(self, tenant_id: str, since: datetime, deadline: Deadline) -> Sequence[AnswerCount]:
        self._write_counts(deadline)
        owner = self._owner(tenant_id)
        rows = self._table.rows(
            "feedback.given", owner, f"{_GIVEN}{_day(since)}", f"{_GIVEN}\uffff", deadline
        )
        found: Counter[tuple[str, str]] = Counter()
        with readable("feedback.given"):
            for row in rows:
                found[text(row, "faq_id"), GIVEN] += count(row, "count")
        for rating in self._rated(tenant_id, deadline):
            if _day(rating.at) >= _day(since):
                found[rating.faq_id, rating.thumb] += 1
        return answer_counts(found)

    def ratings(self, tenant_id: str, since: datetime, deadline: Deadline) -> Sequence[Rating]:
        found = [each for each in self._rated(tenant_id, deadline) if each.at >= since]
        return sorted(found, key=lambda each: (each.at, each.turn_id))

    def keep_unanswered(
        self, tenant_id: str, turn_id: str, text: str, at: datetime, deadline: Deadline
    ) -> None:
        operation, owner = "feedback.keep_unanswered", self._owner(tenant_id)
        self._name_pack(operation, tenant_id, deadline)
        asking: Row = {**key(owner, f"{_ASKING}{turn_id}"), "at": {"S": _text(at)}}
        asking["question"] = {"S": _asked(text)}
        values: Row = {":one": {"N": "1"}, ":x": {"S": text}, ":t": {"S": _text(at)}}
        change = "SET #x = :x, last_at = :t, first_at = if_not_exists(first_at, :t)"
        if self._keep_s is not None:
            change += ", expires_at = :e"
            values[":e"] = {"N": str(round(at.timestamp() + self._keep_s))}
            asking["expires_at"] = values[":e"]
        put = {"Item": asking, "ConditionExpression": "attribute_not_exists(sort)"}
        update = {
            "Key": key(owner, _asked(text)),
            "UpdateExpression": f"{change} ADD #n :one",
            "ExpressionAttributeNames": {"#n": "count", "#x": "text"},
            "ExpressionAttributeValues": values,
        }
        name = {"TableName": self._table.name}
        items = [{"Put": {**name, **put}}, {"Update": {**name, **update}}]
        self._table.together(operation, items, deadline)

    def unanswered(self, tenant_id: str, deadline: Deadline) -> Sequence[Unanswered]:
        """Those that are too many go when somebody looks: to count them takes reading them all."""
        owner = self._owner(tenant_id)
        rows = self._table.all("feedback.unanswered", owner, _ASKED, deadline)
        with readable("feedback.unanswered"):
            found = sorted(map(_unanswered, rows), key=lambda each: (each.last_at, each.text))
        surplus, kept = found[:-MOST_UNANSWERED], found[-MOST_UNANSWERED:]
        if surplus:
            gone = [(owner, _asked(each.text)) for each in surplus]
            self._table.delete("feedback.unanswered", gone, deadline)
        return sorted(kept, key=lambda each: (-each.count, each.text))

    def erase_ratings(self, tenant_id: str, turn_ids: Collection[str], deadline: Deadline) -> int:
        operation = "feedback.erase_ratings"
        sorts = [f"{_RATED}{turn_id}" for turn_id in set(turn_ids)]
        owners = self._owners(operation, tenant_id, deadline)
        return sum(self._forget(operation, owner, sorts, deadline) for owner in owners)

    def take_back_unanswered(
        self, tenant_id: str, turn_ids: Collection[str], deadline: Deadline
    ) -> int:
        owners = self._owners("feedback.take_back_unanswered", tenant_id, deadline)
        turns = set(turn_ids)
        return sum(self._took_back(owner, turn, deadline) for owner in owners for turn in turns)

    def _took_back(self, owner: str, turn_id: str, deadline: Deadline) -> bool:
        """True when the question is gone with it."""
        operation, sort = "feedback.take_back_unanswered", f"{_ASKING}{turn_id}"
        for _ in range(_TRIES):
            asking = self._table.get(operation, owner, sort, deadline)
            if asking is None:
                return False
            with readable(operation):
                question, asked_at = text(asking, "question"), text(asking, "at")
            row = self._table.get(operation, owner, question, deadline)
            with readable(operation):
                if row and text(row, "first_at") > asked_at:
                    row = None  # that one went, and somebody asked it anew
                is_last = row is not None and count(row, "count") <= 1
            changes = [self._asked_less(owner, question, is_last=is_last)] if row else []
            own: Any = {"TableName": self._table.name, "Key": key(owner, sort)}
            own["ConditionExpression"] = "attribute_exists(sort)"
            if self._table.together(operation, [{"Delete": own}, *changes], deadline):
                return is_last
        raise StoreError(f"{operation}: the question changes all the time")

    def _asked_less(self, owner: str, question: str, *, is_last: bool) -> Any:
        """Of a transaction: it fails when somebody else has changed the count meanwhile."""
        at = {"TableName": self._table.name, "Key": key(owner, question)}
        named = {"ExpressionAttributeNames": {"#n": "count"}}
        values = {":one": {"N": "1"}}
        if is_last:
            only = {"ConditionExpression": "#n <= :one", "ExpressionAttributeValues": values}
            return {"Delete": {**at, **named, **only}}
        less = {
            "UpdateExpression": "ADD #n :less",
            "ConditionExpression": "#n > :one",
            "ExpressionAttributeValues": {**values, ":less": {"N": "-1"}},
        }
        return {"Update": {**at, **named, **less}}

    def purge_unanswered(self, before: datetime, deadline: Deadline) -> int:
        return 0  # the table's time to live does it

    def forget_unanswered(self, tenant_id: str, texts: Collection[str], deadline: Deadline) -> int:
        sorts, owner = [*map(_asked, set(texts))], self._owner(tenant_id)
        return self._forget("feedback.forget_unanswered", owner, sorts, deadline)

    def _forget(self, operation: str, owner: str, sorts: Sequence[str], deadline: Deadline) -> int:
        known = [sort for sort in sorts if self._table.get(operation, owner, sort, deadline)]
        self._table.delete(operation, [(owner, sort) for sort in known], deadline)
        return len(known)

    def _rated(self, tenant_id: str, deadline: Deadline) -> list[Rating]:
        rows = self._table.all("feedback.ratings", self._owner(tenant_id), _RATED, deadline)
        with readable("feedback.ratings"):
            return [_rating(row) for row in rows]

    def _name_pack(self, operation: str, tenant_id: str, deadline: Deadline) -> None:
        """Who erases later, under another pack, finds this one by it."""
        if tenant_id in self._named:
            return
        item = key(_packs(tenant_id), f"{_PACK}{self._pack}")
        with store_errors(operation, deadline):
            self._table.client.put_item(TableName=self._table.name, Item=item)
        self._named.add(tenant_id)

    def _owners(self, operation: str, tenant_id: str, deadline: Deadline) -> list[str]:
        """Of all packs that the tenant ever had."""
        rows = self._table.all(operation, _packs(tenant_id), _PACK, deadline)
        with readable(operation):
            packs = {text(row, "sort").removeprefix(_PACK) for row in rows}
        return [owner_of("feedback", pack, tenant_id) for pack in sorted(packs | {self._pack})]

    def _owner(self, tenant_id: str) -> str:
        return owner_of("feedback", self._pack, tenant_id)


def _packs(tenant_id: str) -> str:
    return owner_of("feedback-packs", tenant_id)


def _asked(question: str) -> str:
    """A sort key has an end; a question has none to speak of."""
    return f"{_ASKED}{blake2b(question.encode(), digest_size=20).hexdigest()}"


def _rating(row: Row) -> Rating:
    return Rating(
        turn_id=text(row, "turn_id"),
        faq_id=text(row, "faq_id"),
        thumb=Thumb(text(row, "thumb")),
        at=datetime.fromisoformat(text(row, "at")),
    )


def _unanswered(row: Row) -> Unanswered:
    return Unanswered(
        text=text(row, "text"),
        count=count(row, "count"),
        first_at=datetime.fromisoformat(text(row, "first_at")),
        last_at=datetime.fromisoformat(text(row, "last_at")),
    )


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
