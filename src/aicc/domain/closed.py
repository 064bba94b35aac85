"""What a sentence of a closed class is, as a whole: thanks, understood, somebody there?"""

from enum import StrEnum


class Closed(StrEnum):
    GREETING = "greeting"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    NOTED = "noted"  # heard and understood; after a question it may be a yes
    NOTHING_MORE = "nothing_more"  # no, enough, later, not this
    PERSON = "person"  # somebody is to come
    CALLING = "calling"  # is somebody there? may I ask something?
    WAIT = "wait"
    OPEN_QUESTION = "open_question"  # how much? when?: of what is not said
