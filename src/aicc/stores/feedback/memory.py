"""Embedded feedback: lives as long as the process."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Lock

from aicc.deadline import Deadline
from aicc.domain.feedback import GIVEN, AnswerCount, Rating, Unanswered, answer_counts
from aicc.stores.feedback.port import MOST_UNANSWERED


class MemoryFeedback:
    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: defaultdict[str, Counter[tuple[str, date]]] = defaultdict(Counter)
        self._ratings: defaultdict[str, dict[str, Rating]] = defaultdict(dict)  # by turn
        self._asked: defaultdict[str, dict[str, Unanswered]] = defaultdict(dict)  # by text
        self._askings: dict[tuple[str, str], str] = {}  # text by tenant and turn

    def count_answer(self, tenant_id: str, faq_id: str, at: datetime, deadline: Deadline) -> None:
        with self._lock:
            self._counts[tenant_id][faq_id, _day(at)] += 1

    def rate(self, tenant_id: str, rating: Rating, deadline: Deadline) -> None:
        with self._lock:
            self._ratings[tenant_id][rating.turn_id] = rating

    def given(self, tenant_id: str, since: datetime, deadline: Deadline) -> Sequence[AnswerCount]:
        found: Counter[tuple[str, str]] = Counter()
        with self._lock:
            for (faq_id, day), count in self._counts[tenant_id].items():
                if day >= _day(since):
                    found[faq_id, GIVEN] += count
            for rating in self._ratings[tenant_id].values():
                if _day(rating.at) >= _day(since):
                    found[rating.faq_id, rating.thumb] += 1
        return answer_counts(found)

    def ratings(self, tenant_id: str, since: datetime, deadline: Deadline) -> Sequence[Rating]:
        with self._lock:
            found = [each for each in self._ratings[tenant_id].values() if each.at >= since]
        return sorted(found, key=lambda each: (each.at, each.turn_id))

    def keep_unanswered(
        self, tenant_id: str, turn_id: str, text: str, at: datetime, deadline: Deadline
    ) -> None:
        with self._lock:
            asked = self._asked[tenant_id]
            if (tenant_id, turn_id) in self._askings:
                return
            self._askings[tenant_id, turn_id] = text
            before = asked.get(text)
            asked[text] = (
                replace(before, count=before.count + 1, last_at=at)
                if before
                else Unanswered(text=text, count=1, first_at=at, last_at=at)
            )
            if len(asked) > MOST_UNANSWERED:
                self._drop(tenant_id, min(asked, key=lambda text: (asked[text].last_at, text)))

    def unanswered(self, tenant_id: str, deadline: Deadline) -> Sequence[Unanswered]:
        with self._lock:
            asked = tuple(self._asked[tenant_id].values())
        return sorted(asked, key=lambda each: (-each.count, each.text))

    def erase_ratings(self, tenant_id: str, turn_ids: Collection[str], deadline: Deadline) -> int:
        with self._lock:
            gone = [self._ratings[tenant_id].pop(turn_id, None) for turn_id in set(turn_ids)]
        return sum(each is not None for each in gone)

    def take_back_unanswered(
        self, tenant_id: str, turn_ids: Collection[str], deadline: Deadline
    ) -> int:
        gone = 0
        with self._lock:
            for turn_id in turn_ids:
                text = self._askings.pop((tenant_id, turn_id), None)
                before = None if text is None else self._asked[tenant_id].get(text)
                if before and before.count > 1:
                    self._asked[tenant_id][before.text] = replace(before, count=before.count - 1)
                elif before:
                    gone += self._drop(tenant_id, before.text)
        return gone

    def purge_unanswered(self, before: datetime, deadline: Deadline) -> int:
        with self._lock:
            old = [
                (tenant_id, text)
                for tenant_id, asked in self._asked.items()
                for text, each in asked.items()
                if each.last_at < before
            ]
            for tenant_id, text in old:
                self._drop(tenant_id, text)
        return len(old)

    def forget_unanswered(self, tenant_id: str, texts: Collection[str], deadline: Deadline) -> int:
        with self._lock:
            return sum(self._drop(tenant_id, text) for text in set(texts))

    def _drop(self, tenant_id: str, text: str) -> bool:
        asked = (tenant_id, text)
        for key in [key for key, said in self._askings.items() if (key[0], said) == asked]:
            del self._askings[key]
        return self._asked[tenant_id].pop(text, None) is not None


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()
