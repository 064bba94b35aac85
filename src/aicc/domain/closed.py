"""What a sentence of a closed class is, as a whole: thanks, understood, somebody there?"""

from enum import StrEnum


class Closed(StrEnum):
    GREETING = "greeting"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    YES = "yes"  # and nothing else
    NOTED = "noted"  # heard and understood; after a question it may be a yes
    ENOUGH = "enough"  # that was all that was needed
    NOTHING_MORE = "nothing_more"  # no, later
    NOT_THAT = "not_that"  # no, not this: something else
    PERSON = "person"  # somebody is to come
    CALLING = "calling"  # is somebody there? may I ask something?
    WAIT = "wait"
    GRUMBLE = "grumble"  # angry or weary, and nothing else
    OPEN_QUESTION = "open_question"  # how much? when?: of what is not said


TURNS_DOWN = frozenset({Closed.NOTHING_MORE, Closed.NOT_THAT})
