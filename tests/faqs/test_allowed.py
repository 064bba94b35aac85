"""Masks of filters: kept while entries come, and not kept for ever."""

from aicc.domain.faq import FaqEntry, FaqFilter
from aicc.faqs.search.allowed import Allowed

CARD = FaqEntry(id="card", question="카드", answer="답", category="card")
LOAN = FaqEntry(id="loan", question="대출", answer="답", category="loan")
CARDS = FaqFilter(category="card")


def test_a_filter_without_a_wish_needs_no_mask() -> None:
    allowed = Allowed()

    assert allowed.mask(None, [CARD]) is None
    assert allowed.mask(FaqFilter(), [CARD]) is None


def test_a_mask_grows_with_the_texts_of_new_entries() -> None:
    allowed = Allowed()
    allowed.mask(CARDS, [CARD, LOAN])
    allowed.add(CARD, 2)
    allowed.add(LOAN, 1)

    mask = allowed.mask(CARDS, [])

    assert mask is not None
    assert mask.tolist() == [True, False, True, True, False]


def test_a_mask_that_was_not_asked_for_in_a_long_time_is_made_anew() -> None:
    allowed = Allowed()
    allowed.mask(CARDS, [CARD])
    for number in range(100):
        allowed.mask(FaqFilter(category=str(number)), [CARD])

    mask = allowed.mask(CARDS, [LOAN])

    assert mask is not None
    assert mask.tolist() == [False]
