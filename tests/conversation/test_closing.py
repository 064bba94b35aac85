"""The end of a turn: which sentences staff may read as unanswered, and what is counted."""

from collections.abc import Mapping

import pytest

from aicc.clock import HandClock
from aicc.conversation.closing import Closing
from aicc.conversation.draft import Draft
from aicc.conversation.keeping import SecretKeeper
from aicc.conversation.policy import decide
from aicc.conversation.stages import Stages
from aicc.domain.turn import Source
from aicc.metrics import Metrics
from aicc.stores.feedback.memory import MemoryFeedback
from aicc.stores.history.memory import MemoryHistory
from aicc.stores.secrets.memory import MemorySecrets
from aicc.stores.sessions.memory import MemorySessions
from tests.conversation.situations import Row, situation
from tests.fakes import a_deadline

BANK: Row = {"withdraw_words": [], "flows": [], "topics": {}, "entries": {}}
SAID = "펭귄은 어디에 삽니까"


class Ended:
    """A turn that was closed, and what was noted of it."""

    def __init__(self, row: Row, *, source: Source, hides_input: bool = False) -> None:
        self.feedback = MemoryFeedback()
        self.counted: list[str] = []
        now = situation(BANK, row)
        metrics, clock = Metrics(self), HandClock()
        closing = Closing(
            sessions=MemorySessions(),
            history=MemoryHistory(),
            feedback=self.feedback,
            keeper=SecretKeeper(MemorySecrets(), None, idle_s=60, metrics=metrics, clock=clock),
            metrics=metrics,
            clock=clock,
        )
        opened = now.opened
        draft = Draft(opened=opened, session=opened.session, source=source, hides_input=hides_input)
        closing.commit(now.reading, decide(now), draft, Stages())

    def count(self, name: str, value: float, labels: Mapping[str, str]) -> None:
        self.counted.append(name)

    @property
    def unanswered(self) -> list[str]:
        return [each.text for each in self.feedback.unanswered("default", a_deadline())]


def test_what_nothing_answered_is_kept_for_staff() -> None:
    assert Ended({"said": SAID}, source=Source.FALLBACK).unanswered == [SAID]


@pytest.mark.parametrize("source", list(Source))
def test_what_is_hidden_is_never_kept_among_unanswered_questions(source: Source) -> None:
    assert Ended({"said": SAID}, source=source, hides_input=True).unanswered == []


@pytest.mark.parametrize("source", [each for each in Source if each is not Source.FALLBACK])
def test_what_was_answered_is_no_unanswered_question(source: Source) -> None:
    assert Ended({"said": SAID}, source=source).unanswered == []


@pytest.mark.parametrize(("away", "times"), [("", 0), ("elastic", 1)])
def test_a_search_that_another_index_answered_is_counted(away: str, times: int) -> None:
    row = {"said": SAID, "parts": [{"search_away": away}]}

    ended = Ended(row, source=Source.FALLBACK)

    assert ended.counted.count("FaqIndexAway") == times
