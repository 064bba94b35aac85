"""The calls that once got stuck: they go through, and the page shows them as they go."""

import pytest

from tools.calls import DOCS, Replayed, page, read_calls, replay


@pytest.fixture(scope="module")
def replayed() -> list[Replayed]:
    return replay(read_calls())


def test_every_call_comes_by_what_it_should(replayed: list[Replayed]) -> None:
    assert len(replayed) == 25
    assert {each.title: each.missing for each in replayed if each.missing} == {}


def test_the_page_shows_the_calls_as_they_go(replayed: list[Replayed]) -> None:
    assert (DOCS / "calls.md").read_text(encoding="utf-8") == page(replayed)
