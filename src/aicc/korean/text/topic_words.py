"""The customer's own words for what a conversation is about."""

from collections.abc import Iterable

_MOST = 2


def topic_words(plain: str, keywords: Iterable[str]) -> tuple[str, ...]:
    """Those keywords of the topic that the customer said, in their order; the longest of each.

    `topic_words("적금 가입하려면 어떻게 해요?", ["가입", "적금", "예금"]) == ("적금", "가입")`
    """
    packed = plain.replace(" ", "").lower()
    places = (
        (packed.find(word.replace(" ", "").lower()), word) for word in dict.fromkeys(keywords)
    )
    kept: list[str] = []
    for _, _, word in sorted((at, -len(word), word) for at, word in places if at >= 0):
        if not any(word in other or other in word for other in kept):
            kept.append(word)
    return tuple(kept[:_MOST])
