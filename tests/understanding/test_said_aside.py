"""Goodbyes, thanks and anger alone are heard in many forms, and not in what only sounds alike."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from aicc.domain.closed import Closed
from aicc.domain.wish import Wish
from aicc.korean.answers.closed import closed_class
from aicc.korean.answers.wishes import wishes
from aicc.korean.text.rewording import point_of
from aicc.korean.text.said import as_said
from aicc.understanding import signals

SENTENCES = YAML(typ="safe").load(Path(__file__).parent / "data" / "said_aside.yaml")
HEARD = 0.5


@pytest.mark.parametrize("half", sorted(SENTENCES))
@pytest.mark.parametrize("closed", [Closed.GOODBYE, Closed.THANKS])
def test_a_goodbye_and_thanks_have_many_forms(half: str, closed: Closed) -> None:
    said = SENTENCES[half][closed.value]

    heard = [each for each in said if closed_class(as_said(each)) is closed]

    assert len(heard) >= 0.85 * len(said), set(said) - set(heard)


@pytest.mark.parametrize("half", sorted(SENTENCES))
def test_what_ends_or_breaks_is_no_goodbye(half: str) -> None:
    said = [as_said(each) for each in SENTENCES[half]["no_goodbye"]]

    assert not [each.plain for each in said if closed_class(each) is Closed.GOODBYE]


@pytest.mark.parametrize("half", sorted(SENTENCES))
def test_anger_alone_is_heard(half: str) -> None:
    said = [as_said(each) for each in SENTENCES[half]["anger"]]

    heard = [
        each
        for each in said
        if signals.read(each).anger >= HEARD or closed_class(each) is Closed.GRUMBLE
    ]

    assert len(heard) >= 0.9 * len(said), {each.plain for each in said} - {
        each.plain for each in heard
    }


@pytest.mark.parametrize(
    "sentence", ["구독 끊을게요", "니트 올이 나간 채로 왔어요", "이제 그만 보려고 하는데요"]
)
def test_a_service_given_up_and_a_fault_are_no_goodbye(sentence: str) -> None:
    assert Wish.NO_GOODBYE in wishes(as_said(sentence))


@pytest.mark.parametrize(
    ("sentence", "point"),
    [
        ("등신아 환불을 어디서 받는데", "환불을 어디서 받는데"),
        ("시발점은 어디예요", "시발점은 어디예요"),
        ("이 병신아", "이 병신아"),
    ],
)
def test_the_wish_of_who_curses_is_looked_for_without_the_curse(sentence: str, point: str) -> None:
    assert point_of(as_said(sentence)).plain == point
