"""A turn's FAQ search: made when a rule first asks for it, and only once."""

from collections.abc import Callable, Sequence

from aicc.conversation.under_way import TurnUnderWay
from aicc.deadline import Deadline
from aicc.domain.faq import FaqFound, FaqHit


class OneSearch:
    def __init__(self, search: Callable[[str, Deadline], FaqFound], turn: TurnUnderWay) -> None:
        self._search = search
        self._turn = turn
        self._made = False
        self.found = FaqFound()

    def __call__(self) -> Sequence[FaqHit]:
        if not self._made:
            self._made = True
            with self._turn.stage("faq"):
                self.found = self._search(self._turn.incoming.said, self._turn.deadline)
        return self.found.hits
