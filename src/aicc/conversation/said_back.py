"""What closed words are answered with."""

from aicc.domain.closed import Closed
from aicc.domain.sentence import Key

SAID_BACK = {
    Closed.THANKS: Key.THANKS,
    Closed.GOODBYE: Key.GOODBYE,
    Closed.GREETING: Key.GREETING,
    Closed.NOTED: Key.NOTED,
    Closed.NOTHING_MORE: Key.NOTHING_MORE,
    Closed.CALLING: Key.CALLING,
    Closed.WAIT: Key.WAIT,
}
