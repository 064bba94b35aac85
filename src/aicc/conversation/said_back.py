"""What closed words are answered with."""

from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.closed import Closed

SAID_BACK = {
    Closed.THANKS: SentenceKey.THANKS,
    Closed.GOODBYE: SentenceKey.GOODBYE,
    Closed.GREETING: SentenceKey.GREETING,
    Closed.YES: SentenceKey.NOTED,
    Closed.NOTED: SentenceKey.NOTED,
    Closed.ENOUGH: SentenceKey.NOTED,
    Closed.NOTHING_MORE: SentenceKey.NOTHING_MORE,
    Closed.NOT_THAT: SentenceKey.NOTHING_MORE,
    Closed.CALLING: SentenceKey.CALLING,
    Closed.WAIT: SentenceKey.WAIT,
}
