"""Written forms as one string: what a text begins with, as a dict would find it."""

from hypothesis import given
from hypothesis import strategies as st

from aicc.korean.text.pieces import Pieces

LETTERS = st.text("가나다a.힣", min_size=1, max_size=5)


@given(st.dictionaries(LETTERS, st.integers(0, 2**32 - 1)), st.text("가나다a.힣", max_size=7))
def test_it_finds_what_a_dict_finds(numbers: dict[str, int], text: str) -> None:
    pieces = Pieces(list(numbers), list(numbers.values()))

    begun = [(size, numbers.get(text[:size])) for size in range(1, len(text) + 1)]
    assert pieces.within(text) == [each for each in begun if each[1] is not None]
    assert pieces.get(text) == numbers.get(text)
