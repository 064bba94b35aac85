"""The FAQ as a turn asks it: searched at most once, and only when a rule wants to know."""

import time
from collections.abc import Sequence
from dataclasses import replace

from aicc.clock import KST, Clock
from aicc.conversation.opening import Opened
from aicc.deadline import Deadline
from aicc.domain.faq import FaqEntry, FaqFilter, FaqFound, FaqHit
from aicc.domain.said import Said
from aicc.domain.turn import DEFAULT_TENANT, Channel
from aicc.faqs.live import LiveFaqs
from aicc.faqs.search.port import LONGEST_QUESTION, FaqQuery
from aicc.korean.text.said import beginning

EVERYWHERE = FaqFilter()
_MOST = 8  # entries that may be meant: what the search has second to eighth is often the one


class Answers:
    """Only entries for the channel, and for the day it is in Korea."""

    def __init__(self, live_faqs: LiveFaqs, clock: Clock) -> None:
        self._live = live_faqs
        self._clock = clock

    def search(
        self,
        said: Said,
        deadline: Deadline,
        *,
        tenant_id: str = DEFAULT_TENANT,
        channel: Channel = Channel.CHAT,
        private: bool = False,
        among: FaqFilter = EVERYWHERE,
    ) -> FaqFound:
        if not said.plain:
            return FaqFound()
        today = self._clock().astimezone(KST).date().isoformat()
        only = replace(among, channel=channel, day=today)
        owner = self._live.index_of(tenant_id)
        asked = FaqQuery(
            said=beginning(said, LONGEST_QUESTION), only=only, limit=_MOST, private=private
        )
        return self._live.index.search(owner, asked, deadline)

    def find(self, opened: Opened, faq_id: str) -> FaqEntry | None:
        owner = self._live.index_of(opened.tenant_id)
        return self._live.index.get(owner, faq_id, opened.deadline)


class OneSearch:
    """A search of a part of what was said: made when it is first asked for, and only once."""

    def __init__(
        self,
        answers: Answers,
        opened: Opened,
        said: Said,
        *,
        private: bool,
        among: FaqFilter = EVERYWHERE,
    ) -> None:
        self._answers = answers
        self._among = among
        self._opened = opened
        self._said = said
        self._private = private
        self._found: FaqFound | None = None
        self.took_ms: float | None = None  # until something has been searched

    def hits(self) -> Sequence[FaqHit]:
        if self._found is None:
            began, incoming = time.perf_counter(), self._opened.incoming
            self._found = self._answers.search(
                self._said,
                self._opened.deadline,
                tenant_id=incoming.tenant_id,
                channel=incoming.channel,
                private=self._private,
                among=self._among,
            )
            self.took_ms = round((time.perf_counter() - began) * 1000, 3)
        return self._found.hits

    @property
    def found(self) -> FaqFound:
        """What was found; nothing where nobody asked."""
        return self._found or FaqFound()
