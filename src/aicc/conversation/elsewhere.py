"""Whether a sentence is likely about nothing that is done here, whatever an entry resembles."""

from aicc.conversation.situation import Situation
from aicc.domain.acts import ToFaq
from aicc.korean.text.time_words import names_time

# Scopes, by the dialogues that entries were said for as likely: below the first three of four
# were wrong, between them those that had nothing but a day or an hour in common
ELSEWHERE, ELSEWHERE_BY_TIME = 0.15, 0.25


def is_elsewhere(now: Situation) -> bool:
    if not now.reading.parts or now.opened.running or not now.near:
        return False
    best, scope = now.near[0], now.reading.parts[0].topics.scope
    if not isinstance(best.target, ToFaq) or len(now.reading.parts) > 1:
        return False
    if scope < ELSEWHERE:
        return True
    words = best.hit.entry.keywords if best.hit else ()
    packed = now.reading.said.plain.replace(" ", "")
    is_named = any(word.replace(" ", "") in packed for word in words)
    return scope < ELSEWHERE_BY_TIME and names_time(now.reading.said) and not is_named
