"""Which texts a filter lets through: one mask a filter, kept while entries come and go."""

from collections import OrderedDict
from collections.abc import Iterable

import numpy as np

from aicc.domain.faq import FaqEntry, FaqFilter
from aicc.faqs.search.postings import Bools

_FILTERS = 64  # the pack's categories on each channel, today and around midnight
_EVERYTHING = FaqFilter()


class Allowed:
    """Not safe for threads: the index holds a lock."""

    def __init__(self) -> None:
        self._masks: OrderedDict[FaqFilter, bytearray] = OrderedDict()

    def add(self, entry: FaqEntry, texts: int) -> None:
        for only, mask in self._masks.items():
            mask += bytes([only.takes(entry)]) * texts

    def mask(self, only: FaqFilter | None, entries: Iterable[FaqEntry]) -> Bools | None:
        """By text number, when `entries` are those of the texts; None when all are let through."""
        if only is None or only == _EVERYTHING:
            return None
        if only not in self._masks:
            self._masks[only] = bytearray(map(only.takes, entries))
            if len(self._masks) > _FILTERS:
                self._masks.popitem(last=False)
        self._masks.move_to_end(only)
        return np.frombuffer(self._masks[only], dtype=np.bool_)
